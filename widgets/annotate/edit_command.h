#pragma once

#include <QUndoCommand>

#include "widgets/annotate/document_model.h"

namespace rtrack {

/// The one undo command: an Edit and its inverse. Commands with the same gesture become one.
class EditCommand : public QUndoCommand {
public:
    EditCommand(DocumentModel* model, Edit edit, const QString& text, int gesture);

    void undo() override;
    void redo() override;
    [[nodiscard]] int id() const override { return gesture_; }
    bool mergeWith(const QUndoCommand* next) override;

private:
    DocumentModel* model_;
    Edit edit_;
    Edit inverse_;
    int gesture_;
};

}  // namespace rtrack
