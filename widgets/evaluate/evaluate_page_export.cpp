#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QToolButton>

#include "tracking/base/atomic_file.h"
#include "tracking/base/error.h"
#include "training/evaluation/result_files.h"
#include "widgets/common/background_job.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/plot_panel.h"
#include "widgets/common/qt_convert.h"
#include "widgets/evaluate/evaluate_page.h"
#include "widgets/evaluate/paper_figures.h"
#include "widgets/evaluate/score_tables.h"
#include "widgets/evaluate/score_view.h"

namespace rtrack {

void EvaluatePage::buildExportMenu() {
    connect(paper_figures_, &PaperFigures::exportWanted, this, [this] {
        askForFile(tr("Export the figure"), paper_figures_->fileName() + ".png",
                   tr("Plots (*.png *.svg *.csv)"), [this](const QString& file) {
                       exportPicture(
                           [this](const QString& ending) { return paper_figures_->rendered(ending); }, file);
                   });
    });
    export_menu_ = new QMenu(this);
    export_button_->setMenu(export_menu_);
    export_button_->setPopupMode(QToolButton::InstantPopup);
    export_tables_ = export_menu_->addAction(QString(), this, [this] {
        askForFile(tr("Export tables"), "scores.csv", tr("Tables (*.csv *.md *.tex)"),
                   [this](const QString& file) { exportTables(file); });
    });
    export_plot_ = export_menu_->addAction(QString(), this, [this] {
        askForFile(tr("Export the plot"), scores_->shownPlotName() + ".png", tr("Plots (*.png *.svg *.csv)"),
                   [this](const QString& file) {
                       exportPicture(
                           [this](const QString& ending) { return scores_->shownPlot()->rendered(ending); },
                           file);
                   });
    });
    export_submission_ = export_menu_->addAction(QString(), this, [this] {
        const QString tracker = scores_->chosenTracker();
        if (tracker.isEmpty()) {
            messages_->showMessage({Message::Kind::Info,
                                    tr("Choose a tracker first."),
                                    tr("Click its row in the table of scores."),
                                    {},
                                    {}});
            return;
        }
        askForFile(tr("Export a submission package"), tracker + ".zip", tr("Packages (*.zip)"),
                   [this, tracker](const QString& file) { exportSubmission(tracker, file); });
    });
}

void EvaluatePage::askForFile(const QString& title, const QString& name, const QString& filters,
                              const std::function<void(QString)>& then) {
    auto* dialog = new QFileDialog(window(), title, fromStd(setup().results), filters);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, then);
    dialog->open();
}

void EvaluatePage::writeInBackground(const QString& file, std::function<void()> write) {
    auto* job = new BackgroundJob([write = std::move(write)](const BackgroundJob::Progress&,
                                                             const BackgroundJob::Cancelled&) { write(); },
                                  this);
    connect(job, &BackgroundJob::done, this, [this, file] {
        messages_->showMessage({Message::Kind::Info, tr("Exported."), file, {}, {}});
    });
    connect(job, &BackgroundJob::failed, this, [this](const QString& reason) {
        messages_->showMessage({Message::Kind::Error, tr("Nothing was exported."), reason, {}, {}});
    });
    job->start();
}

void EvaluatePage::exportTables(const QString& file) {
    if (!shown()) return;
    const std::string ending = QFileInfo(file).suffix().toLower().toStdString();
    writeInBackground(file, [evaluation = evaluation_, dataset = shown(), file = file.toStdString(), ending] {
        write_whole_file(file, score_table(*dataset, table_format_of(ending)));
    });
}

void EvaluatePage::exportPicture(const std::function<QByteArray(const QString& ending)>& rendered,
                                 const QString& file) {
    const QString ending = QFileInfo(file).suffix().toLower();
    try {
        const std::string content = rendered(ending).toStdString();
        writeInBackground(file, [file = file.toStdString(), content] { write_whole_file(file, content); });
    } catch (const Error& error) {
        messages_->showMessage(
            {Message::Kind::Error, tr("Nothing was exported."), QString::fromUtf8(error.what()), {}, {}});
    }
}

void EvaluatePage::exportSubmission(const QString& tracker, const QString& file) {
    if (!shown()) return;
    for (const ScoredTracker& scored : shown()->trackers) {
        if (fromStd(scored.name) != tracker) continue;
        writeInBackground(file, [dataset = shown()->dataset, folder = scored.folder,
                                 file = file.toStdString()] { write_submission(file, folder, *dataset); });
    }
}

}  // namespace rtrack
