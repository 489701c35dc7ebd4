#pragma once

#include <QWidget>
#include <functional>
#include <map>
#include <memory>

#include "training/evaluation/published_results.h"
#include "training/run/job_spec.h"
#include "training/run/run_history.h"
#include "training/run/run_summary.h"
#include "widgets/train/option_form.h"

class QAction;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSplitter;
class QTabWidget;

namespace rtrack {

class ConfigView;
class MessageBar;
struct Message;
class RunPlots;
class RunsTable;
class RunWatcher;

/// The Train workspace: the runs of a folder; the curves, options and words of those that are selected;
/// starting, pausing, stopping and resuming them. Runs are processes of their own and go on when the studio
/// is closed; what waits for its turn is started when no other run of this machine is at work.
class TrainPage : public QWidget {
    Q_OBJECT
public:
    /// @param program  `rtrack`, which trains
    TrainPage(const QString& program, MessageBar* messages, QWidget* parent = nullptr);

    void setRunsFolder(const QString& folder);
    void setPublished(std::vector<PublishedResult> results);
    /// Opens the dialog of a new run; the engine is asked for its options first.
    void newRun();
    /// Adds a data set, KIND:FOLDER, to the dialog of a new run if it is still open.
    void addTrainingData(const QString& dataset);
    /// Runs of this machine that compute now: neither paused nor waiting for their turn.
    [[nodiscard]] int runsAtWork() const;
    /// Runs that this studio starts, one after another, as long as it is open.
    [[nodiscard]] int runsWaiting() const;
    /// Sends all of them a word of the run folder's control: pause, stop.
    void commandAtWork(const std::string& word);
    /// Starts the run, or lets it wait until the run at work has ended.
    /// @return false: it could not be queued, as a person was told
    bool start(const JobSpec& job);
    /// Where a person sees it: in the dialog of a new run, if it is open.
    void tell(const Message& message);
    [[nodiscard]] QAction* pauseAction() { return pause_; }
    [[nodiscard]] QAction* stopAction() { return stop_; }
    [[nodiscard]] QAction* resumeAction() { return resume_; }
    [[nodiscard]] QAction* reportAction() { return report_; }
    [[nodiscard]] QAction* useModelAction() { return use_model_; }
    [[nodiscard]] RunsTable* table() { return table_; }
    [[nodiscard]] RunPlots* plots() { return plots_; }
    [[nodiscard]] ConfigView* configView() { return config_; }

Q_SIGNALS:
    void runsFolderChosen(QString folder);
    void modelChosen(QString file);
    /// The folder of a run has another name.
    void runRenamed(QString from, QString to);
    /// A run is about to start. @param device  that it asks for: cpu, cuda, cuda:1, auto
    void memoryWanted(QString device);
    /// The dialog of a new run asks for the open project's boxes as a data set: answered by addTrainingData.
    void projectBoxesWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Opened {
        std::shared_ptr<const RunHistory> history;
        QString last_words;
    };

    void buildActions();
    void buildHead();
    void buildTabs();
    void connectParts();
    void chooseFolder();
    void retranslate();
    void refreshEmptyText();
    void onSelected();
    void refreshSelected();
    void refreshHead();
    void refreshActions();
    void openDialog(const OptionCatalogue& catalogue);
    void startNext();
    void startWorker(const RunSummary& run, bool smaller_batch);
    void command(const std::string& word);
    void stop();
    void resume();
    void discard();
    void copyReport();
    void useModel();
    void binDiscarded();
    bool attempt(const std::function<void()>& what);
    [[nodiscard]] const RunSummary* selected() const;
    void warn(const QString& title, const QString& text = QString());

    QString program_;
    MessageBar* messages_;
    QString runs_folder_;
    RunWatcher* watcher_ = nullptr;
    std::map<QString, Opened> opened_;

    QAction* new_ = nullptr;
    QAction* pause_ = nullptr;
    QAction* stop_ = nullptr;
    QAction* resume_ = nullptr;
    QAction* discard_ = nullptr;
    QAction* use_model_ = nullptr;
    QAction* report_ = nullptr;
    QString selected_next_;  ///< a run just made, to be selected when it is listed
    QString binned_next_;    ///< a run being discarded, whose process has still to go
    QString asked_to_stop_;  ///< a second press of Stop ends a process that does not obey
    QLabel* name_ = nullptr;
    QLabel* state_ = nullptr;
    QTabWidget* tabs_ = nullptr;
    RunPlots* plots_ = nullptr;
    ConfigView* config_ = nullptr;
    QPlainTextEdit* log_ = nullptr;
    QSplitter* splitter_ = nullptr;
    QWidget* details_ = nullptr;
    RunsTable* table_ = nullptr;
    QLabel* title_ = nullptr;
    QLabel* folder_label_ = nullptr;
    QPushButton* folder_button_ = nullptr;
    QLabel* empty_ = nullptr;
};

}  // namespace rtrack
