#pragma once

#include <QObject>
#include <QUndoStack>

#include "tracking/annotation/edit.h"

namespace rtrack {

/// The document with its undo stack: the only way by which widgets change it. GUI thread only.
class DocumentModel : public QObject {
    Q_OBJECT
public:
    explicit DocumentModel(QObject* parent = nullptr);

    [[nodiscard]] const Document& document() const { return document_; }
    [[nodiscard]] QUndoStack* undoStack() { return &undo_stack_; }

    /// Another document, without history.
    void reset(Document document);

    /// A number for `change`, with which several changes become one undo step: a drag, a tracking run.
    [[nodiscard]] int newGesture() { return ++last_gesture_; }
    /// Applies the edit as an undo step, or as part of the last one if that has the same gesture (-1: never).
    /// An empty edit does nothing.
    void change(const Edit& edit, const QString& text, int gesture = -1);

Q_SIGNALS:
    void changed();
    void documentReplaced();

private:
    friend class EditCommand;
    Edit applyEdit(const Edit& edit);

    Document document_;
    QUndoStack undo_stack_;
    int last_gesture_ = 0;
};

}  // namespace rtrack
