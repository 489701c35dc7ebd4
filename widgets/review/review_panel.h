#pragma once

#include <QWidget>

#include "widgets/review/review_model.h"
#include "widgets/review/review_walk.h"

class QAction;
class QLabel;
class QProgressBar;
class QToolButton;
class QTreeView;

namespace rtrack {

/// The places that are worth a look, how much has been seen, and the way along them.
class ReviewPanel : public QWidget {
    Q_OBJECT
public:
    /// @param session  must outlive it
    /// @param actions  previous, accept, next: for the buttons below the list
    ReviewPanel(AnnotateSession* session, const QList<QAction*>& actions, QWidget* parent = nullptr);

    [[nodiscard]] ReviewWatch* watch() { return &watch_; }
    [[nodiscard]] ReviewWalk* walk() { return &walk_; }
    [[nodiscard]] QTreeView* view() const { return view_; }
    [[nodiscard]] QString progressText() const;  ///< what the line above the list says

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void retranslate();
    void showProgress();
    void showButtons();
    void showCurrent();
    void fitObjects();

    AnnotateSession* session_;
    ReviewWatch watch_;
    ReviewWalk walk_;
    ReviewModel* model_ = nullptr;
    QLabel* progress_ = nullptr;
    QProgressBar* bar_ = nullptr;
    QTreeView* view_ = nullptr;
    int widest_object_ = 84;  // pixels of the column
    QLabel* why_ = nullptr;
    QLabel* remaining_ = nullptr;
    struct Button {
        QToolButton* button = nullptr;
        QAction* action = nullptr;
    };
    std::vector<Button> buttons_;  // previous, accept, next
};

}  // namespace rtrack
