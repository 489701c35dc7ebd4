#include "widgets/annotate/track_list.h"

#include <QComboBox>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>
#include <algorithm>

#include "tracking/base/demo.h"
#include "widgets/annotate/object_colors.h"
#include "widgets/common/qt_convert.h"
#include "widgets/common/swatch.h"

namespace rtrack {
namespace {

constexpr int kIconColumnWidth = 30;
constexpr int kNarrowest = 220;
constexpr int kLeastName = 96;  // a picture and the beginning of a name
constexpr int kStateColumnWidth = 72;
constexpr int kBoxesColumnWidth = 52;

/// Rows that follow each other as one range: with a range for each, thousands take the model seconds.
QItemSelection rangesOf(std::vector<int> rows, const QAbstractItemModel* model) {
    std::sort(rows.begin(), rows.end());
    QItemSelection ranges;
    for (size_t begin = 0; begin < rows.size();) {
        size_t end = begin + 1;
        while (end < rows.size() && rows[end] <= rows[end - 1] + 1) ++end;
        ranges.select(model->index(rows[begin], 0), model->index(rows[end - 1], 0));
        begin = end;
    }
    return ranges;
}

}  // namespace

TrackList::TrackList(AnnotateSession* session, TrackEditor* editor, QWidget* parent)
    : QWidget(parent), session_(session), editor_(editor) {
    model_ = new TrackListModel(session, editor, this);
    filtered_ = new QSortFilterProxyModel(this);
    filtered_->setSourceModel(model_);
    filtered_->setFilterKeyColumn(-1);
    filtered_->setFilterCaseSensitivity(Qt::CaseInsensitive);
    build();
    connect(session->model(), &ProjectModel::replaced, this, [this] {
        refreshVideos();
        refreshClasses();
    });
    connect(session->model(), &ProjectModel::changed, this, [this](const ProjectEdit& edit) {
        if (!edit.videos.empty()) refreshVideos();
        if (!edit.classes.empty() || !edit.tracks.empty()) refreshClasses();
    });
    connect(session, &AnnotateSession::videoChanged, this, &TrackList::refreshVideos);
    connect(session, &AnnotateSession::selectionChanged, this, &TrackList::showSelection);
    connect(model_, &QAbstractItemModel::modelReset, this, &TrackList::showSelection);
    retranslate();
}

void TrackList::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->addWidget(videos_ = new QComboBox);
    videos_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    column->addWidget(filter_ = new QLineEdit);
    column->addWidget(view_ = new QTreeView, 1);
    view_->setModel(filtered_);
    view_->setMinimumWidth(kNarrowest);
    view_->setIconSize({TrackThumbnails::kSide, TrackThumbnails::kSide});
    view_->setRootIsDecorated(false);
    view_->setUniformRowHeights(true);
    view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    view_->setAllColumnsShowFocus(true);
    view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QHeaderView* header = view_->header();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(kIconColumnWidth);
    header->setSectionResizeMode(TrackListModel::Name, QHeaderView::Stretch);
    for (const int fixed : {TrackListModel::Shown, TrackListModel::Locked})
        header->resizeSection(fixed, kIconColumnWidth);
    view_->setColumnHidden(TrackListModel::Class,
                           true);  // the colour and the line below say it; it can be filtered
    header->resizeSection(TrackListModel::State, kStateColumnWidth);
    header->resizeSection(TrackListModel::Boxes, kBoxesColumnWidth);
    view_->viewport()->installEventFilter(this);
    auto* row = new QHBoxLayout;
    row->addWidget(class_label_ = new QLabel);
    row->addWidget(classes_ = new QComboBox, 1);
    row->addWidget(manage_ = new QToolButton);
    column->addLayout(row);
    connect(filter_, &QLineEdit::textChanged, filtered_, &QSortFilterProxyModel::setFilterFixedString);
    connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TrackList::takeSelection);
    connect(view_, &QTreeView::clicked, this, &TrackList::onClicked);
    connect(videos_, &QComboBox::activated, this,
            [this] { Q_EMIT videoChosen(videos_->currentData().toLongLong()); });
    connect(classes_, &QComboBox::activated, this,
            [this] { editor_->setClass(classes_->currentData().toLongLong()); });
    connect(manage_, &QToolButton::clicked, this, &TrackList::classesWanted);
}

void TrackList::retranslate() {
    videos_->setAccessibleName(tr("Videos of the project"));
    videos_->setToolTip(tr("Videos of the project: choose the one to show."));
    filter_->setPlaceholderText(tr("Filter tracks"));
    filter_->setAccessibleName(tr("Filter tracks"));
    view_->setAccessibleName(tr("Tracks"));
    class_label_->setText(tr("Class"));
    classes_->setAccessibleName(tr("Class of the selected tracks"));
    manage_->setText(tr("Classes…"));
    refreshClasses();
}

void TrackList::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

bool TrackList::eventFilter(QObject* watched, QEvent* event) {
    if (watched == view_->viewport() && event->type() == QEvent::Resize) fitColumns();
    return QWidget::eventFilter(watched, event);
}

/// A track is known by its name: what else is told of it goes where there is no room for both.
void TrackList::fitColumns() {
    const int room = view_->viewport()->width() - 2 * kIconColumnWidth - kLeastName;
    view_->setColumnHidden(TrackListModel::Boxes, room < kBoxesColumnWidth);
    view_->setColumnHidden(TrackListModel::State, room < kBoxesColumnWidth + kStateColumnWidth);
}

void TrackList::refreshVideos() {
    videos_->clear();
    if (!session_->hasProject()) return;
    for (const auto& [id, video] : session_->project().videos()) {
        const QString path = fromStd(video.absolute_path);
        videos_->addItem(path == kDemoPath ? tr("Demo") : QFileInfo(path).fileName(), qint64(id));
        videos_->setItemData(videos_->count() - 1, path, Qt::ToolTipRole);
    }
    videos_->setCurrentIndex(videos_->findData(qint64(session_->videoId())));
}

void TrackList::refreshClasses() {
    classes_->clear();
    classes_->addItem(tr("No class"), qint64(0));
    if (!session_->hasProject()) return;
    for (const auto& [id, object_class] : session_->project().classes()) {
        const QString key = object_class.key.empty() ? QString() : " (" + fromStd(object_class.key) + ")";
        classes_->addItem(swatch(QColor(QRgb(object_class.color))), fromStd(object_class.name) + key,
                          qint64(id));
    }
    const int64_t current = session_->current();
    const int64_t shown = current != 0 && session_->project().tracks().contains(current)
                              ? session_->project().track(current).object_class
                              : editor_->classOfNew();
    classes_->setCurrentIndex(std::max(0, classes_->findData(qint64(shown))));
}

int64_t TrackList::trackOf(const QModelIndex& index) const {
    return model_->trackAt(filtered_->mapToSource(index).row());
}

void TrackList::showSelection() {
    showing_selection_ = true;
    std::vector<int> rows;
    QModelIndex current;
    for (const int64_t track : session_->selection()) {
        const int row = model_->rowOf(track);
        if (row < 0) continue;
        current = filtered_->mapFromSource(model_->index(row, 0));
        if (current.isValid()) rows.push_back(current.row());
    }
    view_->selectionModel()->select(rangesOf(std::move(rows), filtered_),
                                    QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (current.isValid()) {
        view_->selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
        view_->scrollTo(current);
    }
    showing_selection_ = false;
    refreshClasses();
}

void TrackList::takeSelection() {
    if (showing_selection_) return;
    std::vector<int64_t> tracks;
    const QModelIndex current = view_->currentIndex();
    for (const QModelIndex& index : view_->selectionModel()->selectedRows()) tracks.push_back(trackOf(index));
    if (current.isValid() && std::erase(tracks, trackOf(current)) > 0) tracks.push_back(trackOf(current));
    session_->select(std::move(tracks));
}

void TrackList::onClicked(const QModelIndex& index) {
    const int64_t track = trackOf(index);
    const Track& value = session_->project().track(track);
    if (index.column() == TrackListModel::Shown) editor_->setHidden(track, !value.hidden);
    if (index.column() == TrackListModel::Locked) editor_->setLocked(track, !value.locked);
}

}  // namespace rtrack
