#pragma once

#include <QWidget>

#include "widgets/annotate/track_list_model.h"

class QComboBox;
class QItemSelection;
class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QToolButton;
class QTreeView;

namespace rtrack {

/// The project's videos, the tracks of the one on screen, and the class of those that are selected.
class TrackList : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive it.
    TrackList(AnnotateSession* session, TrackEditor* editor, QWidget* parent = nullptr);

    [[nodiscard]] QTreeView* view() const { return view_; }
    [[nodiscard]] TrackListModel* model() const { return model_; }
    [[nodiscard]] QComboBox* videos() const { return videos_; }
    [[nodiscard]] QComboBox* classes() const { return classes_; }

Q_SIGNALS:
    void videoChosen(qint64 video);
    void classesWanted();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitColumns();
    void build();
    void retranslate();
    void refreshVideos();
    void refreshClasses();
    void showSelection();
    void takeSelection();
    void onClicked(const QModelIndex& index);
    [[nodiscard]] int64_t trackOf(const QModelIndex& index) const;

    AnnotateSession* session_;
    TrackEditor* editor_;
    TrackListModel* model_ = nullptr;
    QSortFilterProxyModel* filtered_ = nullptr;
    QComboBox* videos_ = nullptr;
    QLineEdit* filter_ = nullptr;
    QTreeView* view_ = nullptr;
    QLabel* class_label_ = nullptr;
    QComboBox* classes_ = nullptr;
    QToolButton* manage_ = nullptr;
    bool showing_selection_ = false;
};

}  // namespace rtrack
