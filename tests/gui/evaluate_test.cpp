#include "tests/gui/evaluate_test.h"

#include <QComboBox>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QXmlStreamReader>

#include <nlohmann/json.hpp>

#include "tests/gui/evaluation_files.h"
#include "tests/gui/patience.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/plot_panel.h"
#include "widgets/common/qcustomplot_header.h"
#include "widgets/evaluate/dataset_dialog.h"
#include "widgets/evaluate/definition_text.h"
#include "widgets/evaluate/evaluate_page.h"
#include "widgets/evaluate/score_view.h"

using namespace rtrack;
using namespace rtrack::test;

namespace {

/// The page with these files read.
class OpenPage {
public:
    explicit OpenPage(const EvaluationSetup& setup) {
        page_.resize(1100, 700);
        QSignalSpy loaded(&page_, &EvaluatePage::loaded);
        page_.setSetup(setup);
        page_.show();
        TRY_VERIFY(loaded.count() > 0);
    }
    explicit OpenPage(const EvaluationFiles& files)
        : OpenPage(EvaluationSetup{{files.dataset()}, files.results(), {}}) {}

    EvaluatePage* operator->() { return &page_; }
    EvaluatePage& operator*() { return page_; }
    [[nodiscard]] QAbstractItemModel* matrix() { return page_.scores()->matrix()->model(); }
    [[nodiscard]] QAbstractItemModel* totals() { return page_.scores()->totals()->model(); }
    [[nodiscard]] QString cell(QAbstractItemModel* model, int row, const QString& column) {
        for (int c = 0; c < model->columnCount(); ++c) {
            if (model->headerData(c, Qt::Horizontal).toString() == column)
                return model->index(row, c).data().toString();
        }
        return "no column " + column;
    }
    [[nodiscard]] QByteArray exported(const QString& file) {
        // Told once it is written: else that could come over a later message.
        const auto told = [&] { return page_.messageBar()->text() == "Exported. " + file; };
        const bool there = QTest::qWaitFor(told, kPatience);
        QFile content(file);
        return there && content.open(QIODevice::ReadOnly) ? content.readAll() : QByteArray();
    }

private:
    EvaluatePage page_;
};

nlohmann::json metricsOf(const EvaluationFiles& files) {
    QProcess metrics;
    metrics.start(RTRACK_PROGRAM, {"metrics", "--dataset", QString::fromStdString(files.dataset()),
                                   "--results", QString::fromStdString(files.results())});
    if (!metrics.waitForFinished(kPatience)) return {};
    return nlohmann::json::parse(metrics.readAllStandardOutput().toStdString());
}

}  // namespace

void EvaluateTest::numbersAreThoseOfTheCommand() {
    const EvaluationFiles files;
    files.addTracker("near", 3);
    files.addTracker("lost", 6, 1);
    OpenPage page(files);
    const nlohmann::json metrics = metricsOf(files);
    QCOMPARE(page.totals()->rowCount(), 2);
    QCOMPARE(page.cell(page.totals(), 0, "Tracker"), QString("near"));
    for (int row = 0; row < 2; ++row) {
        const std::string tracker = page.cell(page.totals(), row, "Tracker").toStdString();
        for (const ScoreColumn& column : score_columns()) {
            const double expected = metrics["trackers"][tracker][column.key].get<double>();
            QCOMPARE(page.cell(page.totals(), row, column.title), QString::number(expected, 'f', 3));
        }
        for (int s = 0; s < page.matrix()->rowCount(); ++s) {
            const std::string sequence = page.cell(page.matrix(), s, "Sequence").toStdString();
            const double expected = metrics["trackers"][tracker]["sequences"][sequence]["ao"].get<double>();
            QCOMPARE(page.cell(page.matrix(), s, QString::fromStdString(tracker)),
                     QString::number(expected, 'f', 3));
        }
    }
    QVERIFY(page->scores()->definitionsText().contains("first frame"));
}

void EvaluateTest::theDefinitionsAreThoseOfTheCommand() {
    for (const std::string& toolkit : metric_toolkits()) {
        for (const std::string kind : {"got10k", "lasot", "trackingnet", "uav123"}) {
            const MetricOptions options = metric_options_of(toolkit, kind);
            QStringList sentences;
            for (const std::string& sentence : definitions(options))
                sentences << QString::fromStdString(sentence);
            QCOMPARE(definitionText(options), sentences.join('\n'));
        }
    }
}

void EvaluateTest::readAgainReadsTheTruthToo() {
    const EvaluationFiles files;
    files.addTracker("near", 3);
    OpenPage page(files);
    const auto ao = [&] { return page->evaluation()->datasets[0].trackers[0].scores.total.ao; };
    const double before = ao();
    std::string lines;
    for (int frame = 0; frame < EvaluationFiles::kFrames; ++frame) lines += "0,0,5,5\n";
    files.write("data/" + EvaluationFiles::name(0) + "/groundtruth.txt", lines);
    QSignalSpy loaded(&*page, &EvaluatePage::loaded);
    page->reload();  // as when trackers run: the same data sets
    TRY_COMPARE(loaded.count(), 1);
    QCOMPARE(ao(), before);
    for (auto* button : page->findChildren<QToolButton*>()) {
        if (button->text() == "Read again") button->click();
    }
    TRY_COMPARE(loaded.count(), 2);
    QVERIFY(ao() < before);
}

void EvaluateTest::onlyWhatCanBeTrackedThroughIsOffered() {
    const DatasetDialog dialog;
    const auto* kinds = dialog.findChild<QComboBox*>();
    QVERIFY(kinds->findText("got10k") >= 0);
    for (const char* kind : {"coco", "project"}) QVERIFY(kinds->findText(kind) < 0);
}

void EvaluateTest::theWorstSequenceComesFirst() {
    const EvaluationFiles files;
    files.addTracker("lost", 2, 1);
    OpenPage page(files);
    QCOMPARE(page.matrix()->rowCount(), 3);
    QCOMPARE(page.cell(page.matrix(), 0, "Sequence"), QString::fromStdString(EvaluationFiles::name(1)));
    QSignalSpy opened(page->scores(), &ScoreView::sequenceOpened);
    Q_EMIT page->scores()->plot(0)->opened("lost");
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened[0][1].toString(), QString::fromStdString(EvaluationFiles::name(1)));
}

void EvaluateTest::aClickOnACurveChoosesItsTracker() {
    const EvaluationFiles files;
    files.addTracker("near", 2);
    files.addTracker("far", 20);
    OpenPage page(files);
    PlotPanel* success = page->scores()->plot(0);
    QVERIFY(QTest::qWaitForWindowExposed(page->window(), kPatience));
    const EvaluatedDataset& dataset = page->evaluation()->datasets[0];
    QCOMPARE(dataset.trackers[0].name, std::string("far"));
    const std::vector<double>& far = dataset.trackers[0].scores.total.success_curve;
    const std::vector<double>& near = dataset.trackers[1].scores.total.success_curve;
    size_t apart = 0;  // where the curves are furthest from one another
    for (size_t i = 0; i < far.size(); ++i) {
        if (near[i] - far[i] > near[apart] - far[apart]) apart = i;
    }
    const QPointF place = success->placeOf(double(apart) / double(far.size() - 1), far[apart]);
    QVERIFY2(success->readoutAt(place).startsWith("far: "), qPrintable(success->readoutAt(place)));
    QTest::mouseClick(success->childAt(place.toPoint()), Qt::LeftButton, {}, place.toPoint());
    QCOMPARE(page->scores()->chosenTracker(), QString("far"));
    QVERIFY(success->readoutAt({2, 2}).isEmpty());
}

void EvaluateTest::theLegendLeavesTheCurvesFree() {
    const QString long_name = "a tracker whose name is longer than a narrow window has room for";
    std::vector<PlotSeries> series(5);
    for (int i = 0; i < 5; ++i) {
        series[i].name = i == 0 ? long_name : QString("tracker %1").arg(i);
        series[i].x = {0, 1};
        series[i].y = {1, 0.1 * i};
        series[i].look = i;
    }
    PlotPanel panel;
    panel.showLines({"x", "y", 0, 1}, series);
    panel.show();
    auto* plot = panel.findChild<QCustomPlot*>();
    for (const int width : {320, 1100}) {
        panel.resize(width, 400);
        TRY_COMPARE(plot->width(), width);
        plot->replot(QCustomPlot::rpImmediateRefresh);
        const QRect legend = plot->legend->outerRect();
        QVERIFY(!legend.intersects(plot->axisRect()->rect()));
        QVERIFY(plot->rect().contains(legend));
        const int columns = plot->legend->columnCount();
        QVERIFY2(width == 320 ? columns == 1 : columns > 1, qPrintable(QString::number(columns)));
        QCOMPARE(plot->graph(0)->name() == long_name, width == 1100);
    }
    series.resize(1);  // its name is on the page already
    panel.showLines({"x", "y", 0, 1}, series);
    QVERIFY(!plot->legend->itemWithPlottable(plot->graph(0)));
    plot->replot(QCustomPlot::rpImmediateRefresh);
    QVERIFY(plot->axisRect()->width() > 900);
    QVERIFY(plot->axisRect()->height() > 300);
}

void EvaluateTest::hostileResultsAreToldAndTheRestIsShown() {
    const EvaluationFiles files;
    files.addTracker("good", 2);
    const std::string ball = EvaluationFiles::name(0);
    files.write("results/GOT-10k/short/" + ball + "/" + ball + "_001.txt", "1,2,3,4\n");
    files.write("results/GOT-10k/noise/" + ball + "/" + ball + "_001.txt", std::string(5000, '\xff'));
    std::string letters;
    for (int i = 0; i < EvaluationFiles::kFrames; ++i) letters += "a,b,c,d\n";
    files.write("results/GOT-10k/letters/" + ball + "/" + ball + "_001.txt", letters);
    OpenPage page(EvaluationSetup{
        {files.dataset(), "got10k:/nowhere"}, files.results(), {"/nowhere", files.file("data").string()}});
    QVERIFY(page.totals()->rowCount() >= 1);
    QCOMPARE(page.cell(page.totals(), 0, "Tracker"), QString("good"));
    QVERIFY(page->messageBar()->isVisible());
    QString all;
    for (const std::string& problem : page->evaluation()->problems)
        all += QString::fromStdString(problem) + "\n";
    for (const char* told : {"short", "noise", "letters", "/nowhere", "1 boxes for 40 frames"})
        QVERIFY2(all.contains(told), qPrintable(QString("'%1' is not in: %2").arg(told, all)));
}

void EvaluateTest::importedTrackersKeepTheirNamesApart() {
    const EvaluationFiles files;
    files.addTracker("same", 2);
    EvaluationFiles others;
    others.addTracker("same", 8);
    OpenPage page(EvaluationSetup{{files.dataset()}, files.results(), {others.results()}});
    QCOMPARE(page.totals()->rowCount(), 2);
    QCOMPARE(page.cell(page.totals(), 1, "Tracker"), QString("same (results)"));
    QVERIFY(page->evaluation()->problems.empty());
}

void EvaluateTest::tablesAndPlotsAreExported() {
    const EvaluationFiles files;
    files.addTracker("near_by", 2);
    OpenPage page(files);
    QTemporaryDir folder;
    page->exportTables(folder.filePath("t.csv"));
    const QByteArray csv = page.exported(folder.filePath("t.csv"));
    QVERIFY2(csv.startsWith("tracker,ao,sr_50,sr_75,auc,precision,norm_precision,fps\nnear_by,"), csv);
    QVERIFY(csv.contains("\n" + QByteArray::fromStdString(EvaluationFiles::name(2)) + ","));
    page->exportTables(folder.filePath("t.tex"));
    QVERIFY(page.exported(folder.filePath("t.tex")).contains("near\\_by & "));
    page->exportTables(folder.filePath("t.md"));
    QVERIFY(page.exported(folder.filePath("t.md")).contains("| near_by | "));
    const auto plot = [&](const QString& ending) { return page->scores()->shownPlot()->rendered(ending); };
    page->exportPicture(plot, folder.filePath("p.png"));
    QVERIFY(!QImage::fromData(page.exported(folder.filePath("p.png"))).isNull());
    page->exportPicture(plot, folder.filePath("p.csv"));
    QVERIFY(page.exported(folder.filePath("p.csv")).contains("near_by,0.5,"));
    page->exportPicture(plot, folder.filePath("p.svg"));
    QXmlStreamReader svg(page.exported(folder.filePath("p.svg")));
    int paths = 0;
    while (!svg.atEnd()) paths += svg.readNext() == QXmlStreamReader::StartElement && svg.name() == u"path";
    QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
    QVERIFY(paths > 5);
    page->exportPicture(plot, folder.filePath("p.doc"));
    TRY_VERIFY2(page->messageBar()->text().contains("png"), qPrintable(page->messageBar()->text()));
    page->exportTables("/nowhere/t.csv");
    TRY_VERIFY2(page->messageBar()->text().contains("/nowhere"), qPrintable(page->messageBar()->text()));
}

void EvaluateTest::theSubmissionPackageIsWhole() {
    const EvaluationFiles files;
    files.addTracker("near", 2);
    OpenPage page(files);
    QTemporaryDir folder;
    page->exportSubmission("near", folder.filePath("near.zip"));
    const QByteArray zip = page.exported(folder.filePath("near.zip"));
    QVERIFY(zip.startsWith("PK"));
    for (int s = 0; s < 3; ++s)
        QVERIFY(zip.contains(QByteArray::fromStdString(EvaluationFiles::name(s) + "_001.txt")));
    QFile::remove(QString::fromStdString(files.results() + "/GOT-10k/near/" + EvaluationFiles::name(1) + "/" +
                                         EvaluationFiles::name(1) + "_001.txt"));
    page->exportSubmission("near", folder.filePath("cut.zip"));
    TRY_VERIFY2(page->messageBar()->text().contains(QString::fromStdString(EvaluationFiles::name(1))),
                qPrintable(page->messageBar()->text()));
    QVERIFY(!QFile::exists(folder.filePath("cut.zip")));
}
