#include "widgets/commands/command.h"

#include <QRegularExpression>

namespace rtrack {

QString withoutMenuMarks(QString text) {
    static const QRegularExpression menu_marks(QString::fromUtf8("\\(&.\\)|&|…"));
    return text.remove(menu_marks);
}

}  // namespace rtrack
