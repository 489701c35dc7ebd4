#pragma once

#include <QPointer>
#include <QStringList>
#include <QTimer>
#include <QWidget>
#include <functional>

#include "widgets/evaluate/score_models.h"

class QAction;
class QLabel;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace rtrack {

class BackgroundJob;
class EvaluateJob;
struct EvaluateEnd;
struct EvaluateProgress;
struct EvaluateRequest;
class EvaluateSources;
class MessageBar;
class PaperFigures;
class ScoreView;
class SequencePlayer;

/// The Evaluate workspace: data sets and results, how trackers compare on them, and the way down to the
/// frames. Scores are computed on a thread of their own from the files as they are.
class EvaluatePage : public QWidget {
    Q_OBJECT
public:
    explicit EvaluatePage(QWidget* parent = nullptr);
    ~EvaluatePage() override;

    /// @param program  the `rtrack` that runs evaluations; @param tracker_names  those that it knows
    /// @param published_file  resources/published_results.json
    void setEngine(const QString& program, const QStringList& tracker_names, const QString& published_file);
    void setSetup(const EvaluationSetup& setup);
    [[nodiscard]] const EvaluationSetup& setup() const;
    /// Reads the result files again; the data sets only when a person presses "Read again".
    void reload();
    [[nodiscard]] EvaluationPtr evaluation() const { return evaluation_; }
    [[nodiscard]] ScoreView* scores() { return scores_; }
    [[nodiscard]] SequencePlayer* sequencePlayer() { return sequence_player_; }
    void showPaperFigures();
    [[nodiscard]] PaperFigures* paperFigures() { return paper_figures_; }
    [[nodiscard]] MessageBar* messageBar() { return messages_; }

    /// Results appear as sequences end. What was running goes on.
    void runTrackers(const EvaluateRequest& request);
    [[nodiscard]] EvaluateJob* evaluateJob() { return evaluate_job_; }
    [[nodiscard]] MessageBar* runBar() { return run_bar_; }

    /// Each asks for nothing: the file's ending says what it becomes. What went wrong is a message.
    void exportTables(const QString& file);
    void exportPicture(const std::function<QByteArray(const QString& ending)>& rendered, const QString& file);
    void exportSubmission(const QString& tracker, const QString& file);

Q_SIGNALS:
    void setupChanged();
    void loaded();
    void annotateWanted(QString path, qint64 frame);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void retranslate();
    // evaluate_page_run.cpp: running trackers
    void askForTrackers();
    void onProgress(const EvaluateProgress& progress);
    void onRunEnded(const EvaluateEnd& end);
    // evaluate_page_export.cpp: tables, pictures and submissions as files
    void buildExportMenu();
    void askForFile(const QString& title, const QString& name, const QString& filters,
                    const std::function<void(QString)>& then);
    void writeInBackground(const QString& file, std::function<void()> write);

    void onLoaded(const EvaluationPtr& evaluation);
    void refreshView();
    void refreshNextStep();
    void showOverview();
    void openSequence(const QString& tracker, const QString& sequence);
    void showProblems();
    [[nodiscard]] size_t shownIndex() const;
    [[nodiscard]] const EvaluatedDataset* shown() const;

    EvaluationPtr evaluation_;
    QPointer<BackgroundJob> job_;
    bool reload_wanted_ = false;  // while a job is under way
    bool read_truth_ = false;     // by the next reload, too
    bool loaded_once_ = false;
    std::vector<std::string> told_;  ///< problems that were shown
    EvaluateSources* sources_ = nullptr;
    MessageBar* messages_ = nullptr;
    QStackedWidget* views_ = nullptr;
    QLabel* empty_ = nullptr;
    ScoreView* scores_ = nullptr;
    SequencePlayer* sequence_player_ = nullptr;
    PaperFigures* paper_figures_ = nullptr;
    MessageBar* run_bar_ = nullptr;  ///< progress and end of an evaluation
    EvaluateJob* evaluate_job_ = nullptr;
    QStringList tracker_names_;
    QTimer reload_timer_;  // many sequences that end are read at once
    QToolButton* run_button_ = nullptr;
    QToolButton* figures_button_ = nullptr;
    QToolButton* reload_button_ = nullptr;
    QToolButton* export_button_ = nullptr;
    QMenu* export_menu_ = nullptr;
    QAction* export_tables_ = nullptr;
    QAction* export_plot_ = nullptr;
    QAction* export_submission_ = nullptr;
};

}  // namespace rtrack
