#include "tests/gui/drill_down_test.h"

#include <QComboBox>
#include <QDir>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QXmlStreamReader>
#include <algorithm>
#include <cmath>

#include "app/studio/settings.h"
#include "tests/gui/evaluation_files.h"
#include "tests/gui/patience.h"
#include "tracking/base/error.h"
#include "tracking/base/file_hash.h"
#include "training/evaluation/dataset.h"
#include "training/run/run_dir.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/plot_panel.h"
#include "widgets/evaluate/comparison_view.h"
#include "widgets/evaluate/evaluate_page.h"
#include "widgets/evaluate/frame_figure.h"
#include "widgets/evaluate/paper_figures.h"
#include "widgets/evaluate/score_view.h"
#include "widgets/evaluate/sequence_player.h"

using namespace rtrack;
using namespace rtrack::test;

namespace {

/// The page, down at sequence 1 of the tracker "lost", which is far off from frame 15 to 24.
class OpenSequence {
public:
    OpenSequence() : files_(3) {
        files_.addTracker("lost", 2, 1);
        files_.addTracker("near", 1);
        page_.resize(1100, 700);
        page_.setEngine(RTRACK_PROGRAM, {"rtrack"}, {});
        page_.setSetup({{files_.dataset()}, files_.results(), {}});
        QSignalSpy loaded(&page_, &EvaluatePage::loaded);
        page_.show();
        TRY_VERIFY(loaded.count() > 0);
        open("lost");
    }
    void choose(const QString& tracker, int sequence) {
        Q_EMIT page_.scores()->sequenceOpened(tracker,
                                              QString::fromStdString(EvaluationFiles::name(sequence)));
    }
    void open(const QString& tracker) {
        QSignalSpy opened(page_.sequencePlayer(), &SequencePlayer::opened);
        choose(tracker, 1);
        TRY_COMPARE(opened.count(), 1);
        TRY_VERIFY(player()->player()->shownFrame() >= 0);
    }
    [[nodiscard]] SequencePlayer* player() { return page_.sequencePlayer(); }
    [[nodiscard]] EvaluatePage& page() { return page_; }
    [[nodiscard]] const EvaluationFiles& files() const { return files_; }

private:
    EvaluationFiles files_;
    EvaluatePage page_;
};

const char* const kStudy = R"({"version": 1, "study": "fig-a3", "title": "t", "variants": [
  {"name": "one-to-one", "settings": [], "summary": {}, "curve": [
    {"epoch": 1, "pairs": 10, "iou": {"mean": 0.2, "sd": 0.01, "seeds": 2}, "loss": {"mean": 3, "sd": 0.1, "seeds": 2}},
    {"epoch": 2, "pairs": 20, "iou": {"mean": 0.3, "sd": null, "seeds": 1}, "loss": {"mean": 2, "sd": null, "seeds": 1}}]},
  {"name": "leading", "settings": [], "summary": {}, "curve": [
    {"epoch": 1, "pairs": 10, "iou": {"mean": 0.4, "sd": 0.01, "seeds": 2}, "loss": {"mean": 3, "sd": 0.1, "seeds": 2}}]}]})";

const char* const kPointsStudy = R"({"version": 1, "study": "fig-a1", "title": "t", "variants": [
  {"name": "a", "settings": ["model.points=9", "model.init_positions=1"], "summary": {"got10k:v": {"ao": {"mean": 0.5, "sd": 0.02, "seeds": 3}}}},
  {"name": "b", "settings": ["model.points=16", "model.init_positions=1"], "summary": {"got10k:v": {"ao": {"mean": 0.6, "sd": 0.02, "seeds": 3}}}},
  {"name": "c", "settings": ["model.points=9", "model.init_positions=4"], "summary": {"got10k:v": {"ao": {"mean": 0.7, "sd": null, "seeds": 1}}}}]})";

}  // namespace

void DrillDownTest::aCellOpensItsSequenceAtTheWorstStretch() {
    OpenSequence open;
    SequencePlayer* player = open.player();
    QVERIFY(player->isVisible());
    // 25 frames by default: those that hold the whole of 15 to 24, the earliest of equal ones.
    QVERIFY(player->stretch());
    QVERIFY(player->stretch()->first <= EvaluationFiles::kLostFirst);
    QVERIFY(player->stretch()->last >= EvaluationFiles::kLostLast);
    auto* length = player->findChild<QSpinBox*>();
    length->setValue(10);
    QCOMPARE(player->stretch()->first, qint64(EvaluationFiles::kLostFirst));
    QCOMPARE(player->stretch()->last, qint64(EvaluationFiles::kLostLast));
    player->goToWorst();
    TRY_COMPARE(player->player()->shownFrame(), qint64(EvaluationFiles::kLostFirst));
    for (QToolButton* button : player->findChildren<QToolButton*>()) {
        if (button->text().endsWith("Back")) button->click();
    }
    QVERIFY(!player->isVisible());
    QVERIFY(open.page().scores()->isVisible());
}

void DrillDownTest::everyBoxIsThatOfItsFrame() {
    OpenSequence open;
    SequencePlayer* player = open.player();
    for (const int frame : {3, 20, 39}) {
        player->player()->seek(frame);
        TRY_COMPARE(player->player()->shownFrame(), qint64(frame));
        const auto& boxes = player->view()->overlay().boxes;
        QCOMPARE(boxes.size(), size_t(3));
        const bool lost = frame >= EvaluationFiles::kLostFirst && frame <= EvaluationFiles::kLostLast;
        QCOMPARE(boxes[0].name, QString("lost"));
        QCOMPARE(boxes[0].box.x, EvaluationFiles::truth(frame).x + 2 + (lost ? 50 : 0));
        QVERIFY(lost ? boxes[0].overlap < 0.1 : boxes[0].overlap > 0.8);
        QCOMPARE(boxes[1].box.x, EvaluationFiles::truth(frame).x + 1);
        QVERIFY(boxes[2].is_truth);
        QCOMPARE(boxes[2].box, EvaluationFiles::truth(frame));
    }
}

void DrillDownTest::aStretchGoesIntoATrainingSet() {
    OpenSequence open;
    open.player()->findChild<QSpinBox*>()->setValue(10);
    QTemporaryDir folder;
    QSignalSpy added(open.player(), &SequencePlayer::addedToTraining);
    open.player()->addToTrainingSet(folder.path());
    TRY_COMPARE(added.count(), 1);
    const Dataset written = open_dataset("got10k:" + folder.path().toStdString());
    QCOMPARE(written.sequences.size(), size_t(1));
    QVERIFY(written.faults.empty());
    QCOMPARE(written.sequences[0].boxes.size(), size_t(10));
    QCOMPARE(written.sequences[0].boxes[0], EvaluationFiles::truth(EvaluationFiles::kLostFirst));
    QVERIFY2(open.player()->messageBar()->text().contains("got10k:" + folder.path()),
             qPrintable(open.player()->messageBar()->text()));
    open.player()->addToTrainingSet("/proc/nowhere");
    TRY_VERIFY2(open.player()->messageBar()->text().contains("/proc/nowhere"),
                qPrintable(open.player()->messageBar()->text()));
}

void DrillDownTest::aSequenceThatCannotBeShownOffersNothingOfTheOneBefore() {
    OpenSequence open;
    const auto offered = [&] {
        QStringList texts;
        for (const QToolButton* button : open.player()->findChildren<QToolButton*>()) {
            if (button->isEnabled()) texts << button->text();
        }
        return texts;
    };
    QVERIFY(offered().contains("Open in Annotate") && offered().contains("Worst stretch"));
    std::filesystem::remove_all(open.files().file("data/" + EvaluationFiles::name(2)));
    open.choose("lost", 2);
    TRY_VERIFY(open.player()->messageBar()->text().contains("cannot be shown"));
    for (const char* about_the_frames :
         {"Open in Annotate", "Worst stretch", "Points and scores", "Add to a training set\u2026"})
        QVERIFY2(!offered().contains(QString::fromUtf8(about_the_frames)), about_the_frames);
    QCOMPARE(open.player()->findChild<QComboBox*>()->count(), 0);
    QTemporaryDir folder;
    open.player()->addToTrainingSet(folder.path());
    open.open("lost");  // what can be shown is
    QVERIFY(offered().contains("Open in Annotate") && open.player()->stretch());
    QVERIFY(QDir(folder.path()).isEmpty());
}

void DrillDownTest::annotateGetsTheFrameOfTheFolder() {
    OpenSequence open;
    open.player()->player()->seek(7);
    QSignalSpy wanted(&open.page(), &EvaluatePage::annotateWanted);
    for (QToolButton* button : open.player()->findChildren<QToolButton*>()) {
        if (button->text() == "Open in Annotate") button->click();
    }
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted[0][0].toString(),
             QString::fromStdString(open.files().file("data/" + EvaluationFiles::name(1)).string()));
    QCOMPARE(wanted[0][1].toLongLong(), 7);
}

void DrillDownTest::pointsAndScoresAreFetchedOnDemand() {
    OpenSequence open;
    // Results that rtrack itself left: the line that evaluate writes says with which model to look again.
    const auto shipped =
        std::filesystem::path(RTRACK_PUBLISHED_RESULTS).parent_path() / "models/shipped.safetensors";
    const auto write_origin = [&](const std::string& text) {
        open.files().write("results/GOT-10k/lost/tracker.txt", text);
    };
    write_origin("rtrack shipped " + file_hash(shipped) + " fp32 second_look=false\n");
    open.open("lost");
    open.player()->player()->seek(5);
    TRY_COMPARE(open.player()->player()->shownFrame(), 5);
    open.player()->lookCloser();
    TRY_VERIFY2(!open.player()->messageBar()->isVisible(), qPrintable(open.player()->messageBar()->text()));
    const ComparisonOverlay& overlay = open.player()->view()->overlay();
    QCOMPARE(overlay.points.size(), size_t(9));
    QVERIFY(overlay.score_map);
    QVERIFY(overlay.score_map->scores.size() >= 64);
    const Box& region = overlay.score_map->region;
    QVERIFY(region.width > EvaluationFiles::truth(5).width);
    QTemporaryDir folder;
    open.player()->savePicture(folder.filePath("a4.png"));
    TRY_VERIFY(!QImage(folder.filePath("a4.png")).isNull());
    QVERIFY(std::abs(region.center().x - EvaluationFiles::truth(5).center().x) < 40);

    const auto look_closer_says = [&](const char* words) {
        open.player()->lookCloser();
        TRY_VERIFY2(open.player()->messageBar()->text().contains(words),
                    qPrintable(open.player()->messageBar()->text()));
    };
    write_origin("rtrack nosuchmodel 123 fp32\n");
    look_closer_says("nosuchmodel");
    write_origin("rtrack shipped 123 fp32\n");
    look_closer_says("is not the one");
}

void DrillDownTest::aModelIsFoundByItsFile() {
    const TemporaryFolder folder;
    folder.write("my model.safetensors", "");
    const std::string file = folder / "my model.safetensors";
    folder.write("new/tracker.txt", "rtrack my model 12ff bf16 looks=4 window=0.5\n" + file + "\n");
    auto origin = origin_of(folder / "new");
    QVERIFY(origin);
    QCOMPARE(origin->model, file);
    QCOMPARE(origin->model_hash, std::string("12ff"));
    QCOMPARE(origin->precision, std::string("bf16"));
    std::ranges::sort(origin->options);
    QCOMPARE(origin->options, (std::vector<std::string>{"looks=4", "window=0.5"}));
    folder.write("moved/tracker.txt", "rtrack my model 12ff bf16\n/nowhere/my model.safetensors\n");
    QCOMPARE(origin_of(folder / "moved")->model, std::string("my model"));
    folder.write("classic/tracker.txt", "csrt CSRT (OpenCV) fp32\n");
    QVERIFY(!origin_of(folder / "classic"));
    QVERIFY(!origin_of(folder.path()));
}

void DrillDownTest::figuresComeFromStudiesAndRuns() {
    const TemporaryFolder folder;
    folder.write("a3/study.json", kStudy);
    folder.write("a1/study.json", kPointsStudy);
    folder.write("runs/mine/config.yaml", "epochs: 2\n");
    folder.write("runs/mine/events.jsonl",
                 R"({"version":1,"event":"hello","time":"t","step":0})"
                 "\n"
                 R"({"version":1,"event":"validation","time":"t","epoch":1,"step":1,"pairs":1000,"ao":0.31})"
                 "\n"
                 R"({"version":1,"event":"validation","time":"t","epoch":2,"step":2,"pairs":2000,"ao":0.5})"
                 "\n"
                 R"({"version":1,"event":"validation","time":"t","epoch":2,"step":2,"pairs":2000,"ao":0.25})"
                 "\n");
    const PaperSources sources =
        load_paper_sources({(folder / "a3").string(), (folder / "a1").string(), (folder / "runs").string()},
                           RTRACK_PUBLISHED_RESULTS);
    QVERIFY2(sources.problems.empty(), sources.problems.empty() ? "" : sources.problems[0].c_str());

    const FigureLines pairs = figure_lines(PaperFigure::AoAgainstPairs, sources);
    QCOMPARE(pairs.series.back().name, QString("mine"));
    QCOMPARE(pairs.series.back().y, QVector<double>({0.31, 0.375}));
    const auto published =
        std::find_if(pairs.series.begin(), pairs.series.end(),
                     [](const PlotSeries& series) { return series.name.startsWith("RTrack-256"); });
    QVERIFY(published != pairs.series.end());
    QCOMPARE(published->x[0], 2100000.0);
    QVERIFY(std::abs(published->y[0] - 0.746) < 1e-9);

    const FigureLines epochs = figure_lines(PaperFigure::IouAgainstEpoch, sources);
    QCOMPARE(epochs.series.size(), size_t(2));
    QCOMPARE(epochs.series[0].y, QVector<double>({0.2, 0.3}));
    QCOMPARE(epochs.series[0].deviation[0], 0.01);

    const FigureLines points = figure_lines(PaperFigure::AoAgainstPoints, sources);
    QCOMPARE(points.series.size(), size_t(1));
    QCOMPARE(points.series[0].x, QVector<double>({9, 16}));
    const FigureLines positions = figure_lines(PaperFigure::AoAgainstPositions, sources);
    QCOMPARE(positions.series[0].x, QVector<double>({1, 4}));
    QCOMPARE(positions.series[0].y, QVector<double>({0.5, 0.7}));
}

void DrillDownTest::aFrameAsModelsSeeItIsAFigure() {
    OpenSequence open;
    const TemporaryFolder folder;
    const auto shipped =
        std::filesystem::path(RTRACK_PUBLISHED_RESULTS).parent_path() / "models/shipped.safetensors";
    for (const std::string run : {"with", "without"}) {
        folder.write("runs/" + run + "/config.yaml",
                     "loss:\n  affinity_weight: " + std::string(run == "with" ? "0.5" : "0") + "\n");
        const RunPaths paths(folder / ("runs/" + run));
        std::filesystem::create_directories(paths.model().parent_path());
        std::filesystem::copy_file(shipped, paths.model());
    }
    PaperFigures* figures = open.page().paperFigures();
    QSignalSpy loaded(figures, &PaperFigures::loaded);
    open.page().showPaperFigures();
    figures->setFolders({QString::fromStdString((folder / "runs").string())});
    TRY_COMPARE(loaded.count(), 1);
    figures->messageBar()->clear();  // the paper's numbers are not there
    figures->chooseFigure(PaperFigure::ScoreMaps);
    FrameFigure* figure = figures->frameFigure();
    QVERIFY(figure->isVisible() && figure->canDraw());
    figure->choose(QString::fromStdString(EvaluationFiles::name(1)), 4);
    QSignalSpy drawn(figure, &FrameFigure::drawn);
    figure->draw();
    TRY_VERIFY2(drawn.count() == 1, qPrintable(figures->messageBar()->text()));
    const FramePanels& panels = figure->panels();
    QCOMPARE(panels.panels.size(), size_t(2));  // figure A2's pair is chosen by itself
    QCOMPARE(titleOf(panels.panels[0].model), QString("without, without mutual affinity"));
    QCOMPARE(titleOf(panels.panels[1].model), QString("with, with mutual affinity"));
    QCOMPARE(panels.truth, EvaluationFiles::truth(4));
    const size_t bins = panels.panels[0].insight.score_map.scores.size();
    QVERIFY(bins >= 64);
    QCOMPARE(figures->fileName(), QString("figure_a2"));
    const QByteArray scores = figures->rendered("csv");
    QVERIFY2(scores.startsWith("model,column,row,x,y,score\n\"without, "), scores.left(200));
    QCOMPARE(scores.count('\n'), static_cast<int>(2 * bins) + 1);
    QVERIFY(!QImage::fromData(figures->rendered("png")).isNull());

    // Pressed twice, and other models chosen while it draws: it is the one drawing that was asked for.
    const QList<QComboBox*> boxes = figure->findChildren<QComboBox*>();  // sequence, model, model beside it
    figure->draw();
    figure->draw();
    boxes[1]->setCurrentIndex(2);
    boxes[2]->setCurrentIndex(0);
    TRY_VERIFY2(drawn.count() == 2, qPrintable(figures->messageBar()->text()));
    QCOMPARE(panels.panels.size(), size_t(2));
    QCOMPARE(titleOf(panels.panels[0].model), QString("without, without mutual affinity"));
    QCOMPARE(titleOf(panels.panels[1].model), QString("with, with mutual affinity"));
    // What is chosen outlasts an evaluation that is read again, and another language.
    figure->setEvaluation(std::make_shared<Evaluation>(*open.page().evaluation()), 0);
    QEvent language(QEvent::LanguageChange);
    QCoreApplication::sendEvent(figure, &language);
    QCOMPARE(boxes[0]->currentText(), QString::fromStdString(EvaluationFiles::name(1)));
    QCOMPARE(figure->findChild<QSpinBox*>()->value(), 4);
    QCOMPARE(boxes[1]->currentText(), QString("model in the box"));
    QCOMPARE(boxes[2]->currentText(), QString("nothing beside it"));

    const QString in_english = titleOf(panels.panels[1].model);
    applyLanguage("zh_CN");  // a title on the picture too
    QVERIFY(titleOf(panels.panels[1].model) != in_english);
    TRY_VERIFY(boxes[1]->findText(titleOf(panels.panels[0].model)) >= 0);
    applyLanguage("en");
    QCOMPARE(titleOf(panels.panels[1].model), in_english);

    figures->chooseFigure(PaperFigure::TrackPoints);
    QCOMPARE(figures->fileName(), QString("figure_a4"));
    const QByteArray points = figures->rendered("csv");
    QCOMPARE(points.count(",point,"), 2 * 9);
    QVERIFY(points.contains("\n,truth,"));
    QXmlStreamReader svg(figures->rendered("svg"));
    int pictures = 0;
    while (!svg.atEnd())
        pictures += svg.readNext() == QXmlStreamReader::StartElement && svg.name() == u"image";
    QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
    QCOMPARE(pictures, 2);
    QVERIFY_EXCEPTION_THROWN(figures->rendered("doc"), Error);

    figure->setModels({{"gone", "nosuchmodel", {}}});
    figure->draw();
    TRY_VERIFY2(figures->messageBar()->text().contains("nosuchmodel"),
                qPrintable(figures->messageBar()->text()));
}

void DrillDownTest::foldersThatHoldNothingAreTold() {
    const TemporaryFolder folder;
    folder.write("broken/study.json", "{\"study\": ");
    const std::vector<std::string> folders = {folder.path().string(), (folder / "broken").string(),
                                              "/nowhere"};
    const std::vector<std::string> problems = load_paper_sources(folders, "").problems;
    QCOMPARE(problems.size(), size_t(4));
    QVERIFY(problems[0].find("paper's numbers") != std::string::npos);
    for (size_t i = 0; i < 3; ++i) QVERIFY2(problems[i + 1].find(folders[i]) == 0, problems[i + 1].c_str());
    PaperFigures figures;
    QSignalSpy loaded(&figures, &PaperFigures::loaded);
    figures.setFolders({"/nowhere"});
    TRY_COMPARE(loaded.count(), 1);
    figures.show();
    QVERIFY(figures.messageBar()->isVisible());
}
