#include "widgets/annotate/document_model.h"

#include "widgets/annotate/edit_command.h"

namespace rtrack {

DocumentModel::DocumentModel(QObject* parent) : QObject(parent), undo_stack_(this) {}

void DocumentModel::reset(Document document) {
    undo_stack_.clear();
    document_ = std::move(document);
    Q_EMIT documentReplaced();
    Q_EMIT changed();
}

void DocumentModel::change(const Edit& edit, const QString& text, int gesture) {
    if (edit.empty()) return;
    undo_stack_.push(new EditCommand(this, edit, text, gesture));
}

Edit DocumentModel::applyEdit(const Edit& edit) {
    Edit inverse = apply(document_, edit);
    Q_EMIT changed();
    return inverse;
}

}  // namespace rtrack
