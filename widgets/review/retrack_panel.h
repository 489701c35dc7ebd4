#pragma once

#include <QWidget>

#include "widgets/annotate/annotate_session.h"

class QLabel;
class QPushButton;
class QTreeWidget;

namespace rtrack {

/// The stretches that were tracked again: old and new in numbers, the frame where they differ most on the
/// canvas, and the person's decision.
class RetrackPanel : public QWidget {
    Q_OBJECT
public:
    enum Column { Object, Frames, Score, Meeting, Agreement, ColumnCount };

    /// @param session  must outlive it
    explicit RetrackPanel(AnnotateSession* session, QWidget* parent = nullptr);

    /// Goes to the first stretch of the video on screen.
    void showFirst();
    /// Takes the new boxes of the current stretch if the frame on screen lies in it.
    /// @return false: it does not, or nothing is compared
    bool acceptShown();

    [[nodiscard]] QTreeWidget* view() const { return view_; }
    [[nodiscard]] QPushButton* acceptButton() const { return accept_; }
    [[nodiscard]] QPushButton* rejectButton() const { return reject_; }
    [[nodiscard]] QPushButton* acceptBetterButton() const { return accept_better_; }
    [[nodiscard]] QPushButton* rejectAllButton() const { return reject_all_; }
    [[nodiscard]] QString detailText() const;

Q_SIGNALS:
    void videoWanted(qint64 video);  ///< to be shown: the stretch that was chosen lies in it

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void refresh();
    void fitWidth();
    void go();
    void showDetail();
    /// The current row's result; nullptr: there is none.
    [[nodiscard]] const RetrackResult* current() const;
    [[nodiscard]] std::vector<size_t> currentNumber() const;
    [[nodiscard]] QString videoOf(const RetrackResult& result) const;
    [[nodiscard]] QString detailOf(const RetrackResult& result) const;
    void decide(bool accepts, const std::vector<size_t>& numbers);

    AnnotateSession* session_;
    int64_t wanted_video_ = 0;  // in which we go on once it is there; 0: none
    QLabel* title_ = nullptr;
    QTreeWidget* view_ = nullptr;
    QLabel* detail_ = nullptr;
    QLabel* rule_ = nullptr;
    QPushButton* accept_ = nullptr;
    QPushButton* reject_ = nullptr;
    QPushButton* accept_better_ = nullptr;
    QPushButton* reject_all_ = nullptr;
};

}  // namespace rtrack
