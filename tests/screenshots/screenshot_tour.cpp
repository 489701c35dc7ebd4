#include "tests/screenshots/screenshot_tour.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QEventLoop>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QMessageBox>
#include <QPixmap>
#include <QPushButton>
#include <QTableView>
#include <QTimer>

#include "app/studio/main_window.h"
#include "tests/support/wait_until.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"
#include "widgets/commands/command_palette.h"
#include "widgets/commands/key_editor.h"
#include "widgets/common/message_bar.h"
#include "widgets/evaluate/comparison_view.h"
#include "widgets/evaluate/evaluate_page.h"
#include "widgets/evaluate/frame_figure.h"
#include "widgets/evaluate/paper_figures.h"
#include "widgets/evaluate/score_view.h"
#include "widgets/evaluate/sequence_player.h"
#include "widgets/exchange/export_dialog.h"
#include "widgets/exchange/import_dialog.h"
#include "widgets/review/retrack_panel.h"
#include "widgets/review/review_panel.h"
#include "widgets/tour/guided_tour.h"
#include "widgets/train/new_run_dialog.h"
#include "widgets/train/runs_table.h"
#include "widgets/train/train_page.h"

namespace rtrack {
namespace {

constexpr int kSettleMilliseconds = 700;
constexpr int64_t kFrameOfObjects = 20;
constexpr int64_t kFramesForTheTrackingPicture = 25;

void settle() {
    QEventLoop loop;
    QTimer::singleShot(kSettleMilliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

class Tour {
public:
    Tour(MainWindow& window, const ScreenshotRequest& request) : window_(window), request_(request) {}

    void run() {
        before_ = window_.settings();
        show(Theme::Light, "en");
        picture("start");
        open();
        tourPicture();
        AnnotateSession* session = window_.session();
        const int64_t boxes_before = session->project().counts().boxes;
        window_.action(ActionId::TrackForward)->trigger();
        waitUntil([&] {
            return session->project().counts().boxes > boxes_before + kFramesForTheTrackingPicture ||
                   !session->trackRun()->running();
        });
        grab(window_, "tracking");
        waitUntil([&] { return !session->trackRun()->running(); });
        picture("doubt");
        show(Theme::Dark, "en");
        picture("dark");
        show(Theme::Light, "zh_CN");
        picture("chinese");
        show(Theme::Light, "en");
        commandPictures();
        objects();
        review();
        retrack();
        for (const auto& [theme, language, suffix] :
             {std::tuple(Theme::Light, "en", ""), {Theme::Dark, "zh_CN", "-dark"}}) {
            show(theme, language);
            exchange(suffix);
            train(suffix);
        }
        show(Theme::Light, "en");
        evaluatePictures();
        window_.action(ActionId::AnnotateWorkspace)->trigger();
        show(before_.theme, before_.language);
    }

private:
    /// Its first step and its last; in the demo it is there by itself for the first time.
    void tourPicture() {
        if (!window_.tour()->running()) window_.action(ActionId::TakeTour)->trigger();
        waitUntil([&] { return window_.tour()->running(); });
        picture("tour");
        while (window_.tour()->step() < 5) window_.tour()->nextButton()->click();
        show(Theme::Dark, "zh_CN");
        picture("tour-dark");
        show(Theme::Light, "en");
        window_.tour()->end();
    }

    void commandPictures() {
        const auto keys = [&](const QString& name) {
            window_.action(ActionId::Keys)->trigger();
            settle();
            auto* editor = window_.findChild<KeyEditor*>();
            editor->chooseCommand("track_forward");
            editor->findChild<QKeySequenceEdit*>()->setKeySequence(QKeySequence("N"));
            settle();
            editor->grab().save(QDir(request_.folder).filePath(name + ".png"));
            delete editor;
        };
        const auto palette = [&](const QString& name, const QString& query) {
            window_.action(ActionId::FindCommand)->trigger();
            window_.commandPalette()->line()->setText(query);
            picture(name);
            window_.commandPalette()->close();
        };
        keys("shortcuts");
        palette("palette", "tr");
        show(Theme::Dark, "zh_CN");
        keys("shortcuts-dark");
        palette("palette-dark", QString());
        show(Theme::Light, "en");
    }

    /// Five objects of three classes in two videos, as a project in work looks.
    void objects() {
        ProjectModel* model = window_.session()->model();
        AnnotateSession* session = window_.session();
        TrackEditor* editor = window_.editor();
        if (!request_.second.isEmpty()) {
            const int64_t first = session->videoId();
            window_.openPath(request_.second);
            waitUntil([&] { return session->videoId() != first && session->player()->shownFrame() == 0; });
        }
        goTo(kFrameOfObjects);
        ProjectEdit classes;
        std::vector<int64_t> ids;
        for (const auto& [name, color] :
             {std::pair("ball", 0xE69F00), {"tree", 0x56B4E9}, {"cloud", 0xCC79A7}}) {
            ids.push_back(model->newId());
            classes.classes[ids.back()] = {
                name, static_cast<uint32_t>(color), std::to_string(ids.size()), {}};
        }
        model->change(classes, "Classes");
        if (session->tracks().size() == 1) session->select(session->tracks());
        editor->setClass(ids[0]);
        const VideoInfo& video = session->video().info;
        // What the demo shows there, in parts of the picture; propagated: what stands still.
        for (const auto& [object_class, box, propagated] :
             {std::tuple(0, Box{0.454, 0.663, 0.073, 0.105}, false),
              {1, Box{0.608, 0.2, 0.056, 0.6}, true},
              {2, Box{0.231, 0, 0.274, 0.128}, true},
              {2, Box{0.934, 0.02, 0.066, 0.155}, false}}) {
            editor->setClassOfNew(ids[static_cast<size_t>(object_class)]);
            editor->addTrack({box.x * video.width, box.y * video.height, box.width * video.width,
                              box.height * video.height});
            if (propagated) editor->propagate(40);
        }
        goTo(video.frame_count / 2);
        editor->toggleAbsent();
        goTo(kFrameOfObjects);
        session->setRangeFirst(5);
        session->setRangeLast(std::min<qint64>(80, video.frame_count - 1));
        session->select(session->tracks()[1]);
        pictures("project");
    }

    void goTo(int64_t frame) {
        window_.session()->goTo(frame);
        waitUntil([&] { return window_.session()->player()->shownFrame() == frame; });
    }

    /// The objects are tracked, and the queue is walked to its third place.
    void review() {
        AnnotateSession* session = window_.session();
        goTo(kFrameOfObjects);
        session->select(session->tracks());
        window_.action(ActionId::TrackForward)->trigger();
        waitUntil([&] { return !session->trackRun()->running(); });
        ReviewPanel* panel = window_.reviewPanel();
        for (const ActionId step : {ActionId::NextInQueue, ActionId::AcceptBox, ActionId::AcceptBox}) {
            window_.action(step)->trigger();
            waitUntil([&] {
                return !panel->walk()->showing() && !panel->watch()->outdated() && panel->walk()->current() &&
                       session->player()->shownFrame() == panel->walk()->current()->look;
            });
        }
        pictures("review");
    }

    /// What is flagged is tracked again with another tracker.
    void retrack() {
        AnnotateSession* session = window_.session();
        Settings settings = window_.settings();
        settings.tracker.tracker = settings.tracker.tracker == "csrt" ? "rtrack" : "csrt";
        window_.changeSettings(settings);
        session->select(0);
        bool over = false;
        QObject waiting;
        QObject::connect(session->retrack(), &Retrack::ended, &waiting, [&over] { over = true; });
        window_.action(ActionId::TrackFlaggedAgain)->trigger();
        if (!waitUntil([&] { return over; }) || session->retrack()->results().empty()) return;
        pictures("retrack");
        window_.retrackPanel()->rejectAllButton()->click();
        settings = window_.settings();
        settings.tracker = before_.tracker;
        window_.changeSettings(settings);
    }

    /// The dialogs that boxes go out and come in by, with a file of which two lines cannot be read.
    void exchange(const QString& suffix) {
        window_.action(ActionId::AnnotateWorkspace)->trigger();
        window_.action(ActionId::Export)->trigger();
        if (auto* dialog = window_.findChild<ExportDialog*>()) {
            ExportChoice choice;
            choice.format = "mot";
            choice.path = QDir::home().filePath("boxes");
            dialog->setChoice(choice);
            waitUntil([&] { return dialog->upToDate(); });
            picture(*dialog, "export" + suffix);
            choice.format = "video";
            choice.path = QDir::home().filePath("boxes.mp4");
            dialog->setChoice(choice);
            waitUntil([&] { return dialog->upToDate(); });
            grabDialog(dialog, "export-video" + suffix);
        }
        QFile file(QDir(request_.folder).filePath("boxes.csv"));
        if (!file.open(QIODevice::WriteOnly)) return;
        file.write("track,class,frame,x,y,width,height,occluded\n");
        for (int frame = 0; frame < 40; ++frame) {
            file.write(QString("7,car,%1,%2,140,64,40,%3\n")
                           .arg(frame)
                           .arg(60 + 3 * frame)
                           .arg(frame % 9 == 4)
                           .toUtf8());
            file.write(QString("9,person,%1,%2,90,22,60,0\n").arg(frame).arg(300 - frame).toUtf8());
        }
        file.write("7,car,forty,180,140,64,40,0\n9,person,41,259,90,-22,60,0\n");
        file.close();
        window_.action(ActionId::Import)->trigger();
        if (auto* dialog = window_.findChild<ImportDialog*>()) {
            dialog->setPath(file.fileName());
            waitUntil([&] { return dialog->upToDate(); });
            grabDialog(dialog, "import" + suffix);
        }
        file.remove();
    }

    void grabDialog(QDialog* dialog, const QString& name) {
        picture(*dialog, name);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);  // which would wait for the end of the tour
        dialog->reject();
        delete dialog;
    }

    void train(const QString& suffix) {
        window_.messageBar()->clear();
        window_.action(ActionId::TrainWorkspace)->trigger();
        TrainPage* page = window_.trainPage();
        page->table()->setCurrentIndex(page->table()->model()->index(0, 0));
        picture("train" + suffix);
        page->table()->selectAll();
        picture("compare" + suffix);
        page->newRun();
        waitUntil([page] { return page->findChild<NewRunDialog*>() != nullptr; });
        if (auto* dialog = page->findChild<NewRunDialog*>()) {
            if (!dialog->form()->value("data.train").isEmpty())
                waitUntil([&] { return !dialog->previewShown().isNull() && !dialog->estimate().isEmpty(); });
            grabDialog(dialog, "new-run" + suffix);
        }
        if (page->runsAtWork() == 0) return;
        window_.close();  // which asks first
        if (auto* question = window_.findChild<QMessageBox*>()) grabDialog(question, "closing" + suffix);
    }

    /// Of what the settings say was looked at last; none if that is nothing.
    void evaluatePictures() {
        EvaluatePage* page = window_.evaluatePage();
        if (page->setup().datasets.empty()) return;
        window_.action(ActionId::EvaluateWorkspace)->trigger();
        waitUntil([&] { return page->evaluation() != nullptr; });
        picture("evaluate");
        show(Theme::Dark, "en");
        picture("evaluate_dark");
        show(Theme::Light, "zh_CN");
        picture("evaluate_chinese");
        show(Theme::Light, "en");
        drillDownPictures(page);
        figurePictures(page);
    }

    /// Plots of the published numbers, and a frame as the model in the box sees it.
    void figurePictures(EvaluatePage* page) {
        page->showPaperFigures();
        PaperFigures* figures = page->paperFigures();
        if (QDir("study").exists()) figures->setFolders({"study"});
        picture("figures");
        FrameFigure* figure = figures->frameFigure();
        figures->chooseFigure(PaperFigure::ScoreMaps);
        if (!waitUntil([&] { return figure->canDraw(); })) return;
        figure->draw();
        waitUntil([&] { return !figure->panels().panels.empty() || figures->messageBar()->isVisible(); });
        pictures("figure_a2");
        figures->chooseFigure(PaperFigure::TrackPoints);
        pictures("figure_a4");
        figures->chooseFigure(PaperFigure::IouAgainstEpoch);
        pictures("figure_a3");
    }

    void drillDownPictures(EvaluatePage* page) {
        if (!page->evaluation() || page->evaluation()->datasets.empty()) return;
        // RTrack's worst sequence: the only tracker with points to look at.
        const QAbstractItemModel* matrix = page->scores()->matrix()->model();
        int column = SequenceMatrix::FirstTracker;
        for (int c = column; c < matrix->columnCount(); ++c) {
            if (matrix->headerData(c, Qt::Horizontal).toString() == "rtrack") column = c;
        }
        int worst = 0;
        for (int row = 1; row < matrix->rowCount(); ++row) {
            if (matrix->index(row, column).data().toDouble() < matrix->index(worst, column).data().toDouble())
                worst = row;
        }
        Q_EMIT page->scores()->matrix()->activated(matrix->index(worst, column));
        SequencePlayer* player = page->sequencePlayer();
        waitUntil([&] { return player->player()->shownFrame() >= 0; });
        picture("drill_down");
        player->lookCloser();
        waitUntil(
            [&] { return !player->view()->overlay().points.empty() || !player->messageBar()->isVisible(); });
        picture("points");
        show(Theme::Dark, "zh_CN");
        picture("drill_down_dark");
        show(Theme::Light, "en");
    }

    /// Light and in English, dark and in Chinese.
    void pictures(const QString& name) {
        picture(name);
        show(Theme::Dark, "zh_CN");
        picture(name + "-dark");
        show(Theme::Light, "en");
    }

    void show(Theme theme, const QString& language) {
        Settings settings = window_.settings();
        settings.theme = theme;
        settings.language = language;
        settings.shows_trail = true;
        window_.changeSettings(settings);
    }

    void open() {
        if (request_.input.isEmpty()) {
            window_.openDemo();
        } else {
            window_.openPath(request_.input);
        }
        AnnotateSession* session = window_.session();
        if (!waitUntil([&] { return session->player()->shownFrame() >= 0; })) {
            throw Error(ErrorCode::Data, "the input for the screenshots was not shown in time");
        }
        if (!request_.box.isEmpty()) window_.editor()->addTrack(box_from_string(request_.box.toStdString()));
    }

    void grab(QWidget& widget, const QString& name) {
        widget.grab().save(QDir(request_.folder).filePath(name + ".png"));
    }
    void picture(QWidget& widget, const QString& name) {
        settle();
        grab(widget, name);
    }
    void picture(const QString& name) { picture(window_, name); }

    MainWindow& window_;
    ScreenshotRequest request_;
    Settings before_;
};

}  // namespace

void takeScreenshots(MainWindow& window, const ScreenshotRequest& request) {
    QDir().mkpath(request.folder);
    window.resize(1280, 800);
    Tour(window, request).run();
    log_info(window.messageBar()->text().toStdString());
}

}  // namespace rtrack
