#include "app/studio/doctor_dialog.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/common/engine_process.h"

namespace rtrack {

DoctorDialog::DoctorDialog(const QString& program, const QString& device, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Why this device?"));
    auto* column = new QVBoxLayout(this);
    auto* words = new QLabel(
        device + "\n\n" +
        tr("The fastest device that works is chosen; the settings can name another. This was found here:"));
    words->setWordWrap(true);
    column->addWidget(words);
    column->addWidget(report_ = new QPlainTextEdit(tr("Looking at this machine…")));
    report_->setReadOnly(true);
    report_->setTabChangesFocus(true);
    report_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    report_->setAccessibleName(tr("What was found on this machine"));
    auto* buttons = new QDialogButtonBox;
    QPushButton* copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    QPushButton* close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setDefault(true);
    column->addWidget(buttons);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* doctor = new EngineProcess(program, {"doctor"}, this);
    connect(doctor, &EngineProcess::ended, this, [this](const EngineEnd& end) {
        const QString found = QString::fromUtf8(end.output).trimmed();
        report_->setPlainText(found.isEmpty() ? end.words : found);
    });
    doctor->start();
    resize(760, 460);
}

QString DoctorDialog::text() const {
    return report_->toPlainText();
}

}  // namespace rtrack
