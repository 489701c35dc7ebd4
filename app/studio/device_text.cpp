#include "app/studio/device_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace rtrack {
namespace {

/// What the engine gives as reasons; other words of it stay as they are.
[[maybe_unused]] constexpr const char* kReasons[] = {
    QT_TRANSLATE_NOOP("Device", "the processor has no bf16 unit"),
    QT_TRANSLATE_NOOP("Device", "the GPU has no bf16 unit"),
    QT_TRANSLATE_NOOP("Device", "no NVIDIA driver found"),
    QT_TRANSLATE_NOOP("Device", "the NVIDIA driver is there, but shows no GPU"),
    QT_TRANSLATE_NOOP("Device", "asked for"),
    QT_TRANSLATE_NOOP("Device", "tensor cores"),
};

}  // namespace

QString deviceText(const QString& status) {
    const qsizetype open = status.indexOf('('), close = status.lastIndexOf(')');
    if (open < 0 || close < open) return status;
    QStringList reasons;
    for (const QString& reason : status.mid(open + 1, close - open - 1).split("; "))
        reasons << QCoreApplication::translate("Device", reason.toUtf8().constData());
    return status.left(open + 1) + reasons.join(QCoreApplication::translate("Device", "; ")) +
           status.mid(close);
}

}  // namespace rtrack
