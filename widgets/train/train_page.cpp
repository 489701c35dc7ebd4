#include "widgets/train/train_page.h"

#include <QAction>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

#include "widgets/common/message_bar.h"
#include "widgets/common/qt_convert.h"
#include "widgets/train/config_view.h"
#include "widgets/train/run_plots.h"
#include "widgets/train/run_watcher.h"
#include "widgets/train/runs_table.h"

namespace rtrack {
namespace {

constexpr int kMostCompared = 6;

/// A button for an action: hidden where the action makes no sense.
QPushButton* buttonOf(QAction* action) {
    auto* button = new QPushButton;
    const auto show = [button, action] {
        button->setText(action->text());
        button->setAccessibleName(action->text());
        button->setToolTip(action->toolTip());
        button->setEnabled(action->isEnabled());
        button->setVisible(action->isVisible());
    };
    show();
    QObject::connect(action, &QAction::changed, button, show);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

}  // namespace

TrainPage::TrainPage(const QString& program, MessageBar* messages, QWidget* parent)
    : QWidget(parent), program_(program), messages_(messages), watcher_(new RunWatcher(this)) {
    auto* column = new QVBoxLayout(this);
    column->addWidget(splitter_ = new QSplitter(Qt::Vertical));
    splitter_->addWidget(details_ = new QWidget);
    auto* upper = new QVBoxLayout(details_);
    upper->setContentsMargins(0, 0, 0, 0);
    buildActions();
    buildHead();
    buildTabs();
    auto* lower = new QWidget;
    auto* list = new QVBoxLayout(lower);
    list->setContentsMargins(0, 0, 0, 0);
    auto* head = new QHBoxLayout;
    head->addWidget(title_ = new QLabel);
    QFont bold = font();
    bold.setBold(true);
    title_->setFont(bold);
    head->addWidget(folder_label_ = new QLabel, 1);
    folder_label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    head->addWidget(folder_button_ = new QPushButton);
    head->addWidget(buttonOf(new_));
    list->addLayout(head);
    list->addWidget(empty_ = new QLabel, 1);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    list->addWidget(table_ = new RunsTable, 1);
    splitter_->addWidget(lower);
    splitter_->setStretchFactor(0, 3);
    splitter_->setStretchFactor(1, 1);
    splitter_->setSizes({560, 190});  // the table shows some runs
    splitter_->setChildrenCollapsible(false);
    connectParts();
    retranslate();
    refreshEmptyText();
}

void TrainPage::buildHead() {
    auto* row = new QHBoxLayout;
    row->addWidget(name_ = new QLabel);
    QFont large = font();
    large.setBold(true);
    large.setPointSizeF(large.pointSizeF() * 1.2);
    name_->setFont(large);
    row->addWidget(state_ = new QLabel, 1);
    state_->setWordWrap(true);
    for (QAction* action : {pause_, resume_, stop_, discard_, report_, use_model_})
        row->addWidget(buttonOf(action));
    static_cast<QVBoxLayout*>(details_->layout())->addLayout(row);
}

void TrainPage::buildTabs() {
    tabs_ = new QTabWidget;
    tabs_->setDocumentMode(true);
    tabs_->addTab(plots_ = new RunPlots, QString());
    tabs_->addTab(config_ = new ConfigView, QString());
    log_ = new QPlainTextEdit;
    log_->setReadOnly(true);
    log_->setLineWrapMode(QPlainTextEdit::NoWrap);
    tabs_->addTab(log_, QString());
    details_->layout()->addWidget(tabs_);
}

void TrainPage::connectParts() {
    connect(folder_button_, &QPushButton::clicked, this, &TrainPage::chooseFolder);
    connect(watcher_, &RunWatcher::listed, this, [this](std::vector<RunSummary> runs) {
        table_->setRuns(std::move(runs));
        refreshEmptyText();
        refreshHead();
        refreshActions();
        binDiscarded();
        startNext();
    });
    connect(watcher_, &RunWatcher::historyRead, this,
            [this](const QString& folder, std::shared_ptr<const RunHistory> history, const QString& words) {
                if (!table_->selectedFolders().contains(folder)) return;
                opened_[folder] = {std::move(history), words};
                refreshSelected();
                refreshHead();
            });
    connect(table_, &RunsTable::selectedRunsChanged, this, &TrainPage::onSelected);
    connect(table_, &RunsTable::foldersChanged, watcher_, &RunWatcher::refresh);
    connect(table_, &RunsTable::renamed, this, &TrainPage::runRenamed);
    connect(table_, &RunsTable::failed, this, [this](const QString& reason) { warn(reason); });
    connect(table_, &RunsTable::baselineChosen, this,
            [](const QString& folder) { QSettings().setValue("train/baseline", folder); });
}

void TrainPage::setRunsFolder(const QString& folder) {
    runs_folder_ = folder;
    table_->runs()->setRoot(folder);
    table_->runs()->setBaseline(QSettings().value("train/baseline").toString());
    folder_label_->setText(QDir::toNativeSeparators(folder));
    watcher_->setFolder(folder);
    refreshEmptyText();
}

void TrainPage::setPublished(std::vector<PublishedResult> results) {
    plots_->setPublished(std::move(results));
}

void TrainPage::chooseFolder() {
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Folder of training runs"), runs_folder_);
    if (folder.isEmpty()) return;
    setRunsFolder(folder);
    Q_EMIT runsFolderChosen(folder);
}

void TrainPage::onSelected() {
    const QStringList folders = table_->selectedFolders().mid(0, kMostCompared);
    std::erase_if(opened_, [&](const auto& entry) { return !folders.contains(entry.first); });
    watcher_->follow(folders);
    asked_to_stop_.clear();
    refreshHead();
    refreshActions();
    refreshSelected();
}

void TrainPage::refreshSelected() {
    std::vector<PlottedRun> plotted;
    std::vector<RunOptions> options;
    for (const QString& folder : table_->selectedFolders().mid(0, kMostCompared)) {
        const RunSummary* run = table_->runs()->find(folder);
        const auto opened = opened_.find(folder);
        if (!run || opened == opened_.end()) continue;
        const QString name = table_->runs()->nameOf(*run);
        plotted.push_back({name, opened->second.history});
        const auto& effective =
            opened->second.history->options();  // what the worker said, not what was asked for
        options.push_back({name, effective.empty() ? run->options : effective});
    }
    table_->runs()->setColors(table_->selectedFolders().mid(0, kMostCompared));
    plots_->setRuns(std::move(plotted));
    config_->setRuns(std::move(options));
    const auto first = opened_.find(table_->selectedFolders().value(0));
    const QString words = first == opened_.end() ? QString() : first->second.last_words;
    if (words == log_->toPlainText()) return;
    log_->setPlainText(words);
    log_->verticalScrollBar()->setValue(log_->verticalScrollBar()->maximum());
}

void TrainPage::refreshHead() {
    const QStringList folders = table_->selectedFolders();
    const RunSummary* run = folders.size() == 1 ? table_->runs()->find(folders.first()) : nullptr;
    name_->setText(
        run                 ? table_->runs()->nameOf(*run)
        : folders.isEmpty() ? QString()
        : folders.size() > kMostCompared
            ? tr("%n runs, the first %1 of them compared", nullptr, static_cast<int>(folders.size()))
                  .arg(kMostCompared)
            : tr("%n runs", nullptr, static_cast<int>(folders.size())));
    QString state;
    const auto opened = run ? opened_.find(folders.first()) : opened_.end();
    if (run) {
        state = stateText(run->state);
        if (run->steps > 0) state += tr(", step %1 of %2").arg(countText(run->step), countText(run->steps));
        if (run->steps == 0 && run->active()) state += tr(", preparing the first steps");
        if (run->minutes_left) state += tr(", %1 left").arg(minutesText(*run->minutes_left));
        const QString words =
            opened == opened_.end() ? QString() : opened->second.last_words.trimmed().section('\n', -1);
        if (run->silent) {
            state += words.isEmpty()
                         ? tr(", not heard of for %1 s").arg(kSilentSeconds)
                         : tr(", not heard of for %1 s; its last words: %2").arg(kSilentSeconds).arg(words);
        } else if (run->active() && !words.isEmpty()) {
            state += tr("; its last words: %1").arg(words);
        }
        const QString help = stateHelp(*run);
        if (!help.isEmpty()) state += QString::fromUtf8(". ") + help;
        if (opened != opened_.end() && opened->second.history->version() > kEventVersion)
            state += ". " + tr("A newer program wrote this run: some of it may be missing here.");
        if (opened != opened_.end() && !opened->second.history->warnings().empty())
            state +=
                ". " + tr("Its last warning: %1").arg(fromStd(opened->second.history->warnings().back()));
    }
    state_->setText(state);
    state_->setToolTip(state);
}

void TrainPage::refreshEmptyText() {
    const bool empty = table_->runs()->runs().empty();
    empty_->setVisible(empty);
    table_->setVisible(!empty);
    details_->setVisible(!empty);
}

void TrainPage::retranslate() {
    new_->setText(tr("New run…"));
    pause_->setToolTip(tr("The run keeps its memory and goes on where it was."));
    resume_->setToolTip(tr("Goes on from the last checkpoint."));
    discard_->setText(tr("Discard…"));
    discard_->setToolTip(tr("Ends the run at once and moves its folder to the bin."));
    report_->setText(tr("Copy report"));
    report_->setToolTip(
        tr("Copies what somebody who is to help with this run needs to know: its state, options and last "
           "words."));
    title_->setText(tr("Training runs in"));
    folder_button_->setText(tr("Choose folder…"));
    folder_button_->setAccessibleName(tr("Choose the folder of training runs"));
    tabs_->setTabText(0, tr("Curves"));
    tabs_->setTabText(1, tr("Configuration"));
    tabs_->setTabText(2, tr("Log"));
    log_->setAccessibleName(tr("Log of the run"));
    empty_->setText(tr(
        "There are no training runs in this folder yet. Runs that were copied from another machine are shown "
        "too: put their folders here, or choose the folder they are in."));
    refreshHead();
    refreshActions();
}

void TrainPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace rtrack
