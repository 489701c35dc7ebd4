#include "widgets/annotate/edit_command.h"

namespace rtrack {

EditCommand::EditCommand(DocumentModel* model, Edit edit, const QString& text, int gesture)
    : QUndoCommand(text), model_(model), edit_(std::move(edit)), gesture_(gesture) {}

void EditCommand::undo() {
    model_->applyEdit(inverse_);
}

void EditCommand::redo() {
    inverse_ = model_->applyEdit(edit_);
}

bool EditCommand::mergeWith(const QUndoCommand* next) {
    const auto* later = static_cast<const EditCommand*>(next);  // the stack compares ids before
    // Frame by frame instead of `then`: a long run merges thousands of times, and copying all would be
    // quadratic.
    for (const auto& [frame, record] : later->edit_.boxes) edit_.boxes[frame] = record;
    inverse_.boxes.insert(later->inverse_.boxes.begin(), later->inverse_.boxes.end());
    return true;
}

}  // namespace rtrack
