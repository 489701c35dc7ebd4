#include "tests/gui/loop_test.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <random>

#include "app/studio/main_window.h"
#include "tests/gui/patience.h"
#include "tracking/base/geometry.h"
#include "widgets/exchange/export_dialog.h"
#include "widgets/review/retrack_panel.h"
#include "widgets/review/review_panel.h"
#include "widgets/train/new_run_dialog.h"
#include "widgets/train/runs_table.h"
#include "widgets/train/train_page.h"

using namespace rtrack;

namespace {

constexpr int64_t kFrames = 60;
constexpr int64_t kJump = 20;     // the object leaps here, further than MIL looks
constexpr int64_t kChecked = 40;  // a person drew every box from here on

Box truthAt(int64_t frame) {
    const double leap = frame >= kJump ? 48 : 0;
    return {40.0 + static_cast<double>(frame) + leap, 70, 44, 40};
}

/// A striped object on a ground of random blocks, as a folder of pictures.
QString writeClip(const QString& folder) {
    QDir().mkpath(folder);
    std::mt19937 random(7);
    QImage ground(320, 200, QImage::Format_RGB888);
    QPainter painter(&ground);
    for (int y = 0; y < ground.height(); y += 10) {
        for (int x = 0; x < ground.width(); x += 10) {
            const auto grey = static_cast<int>(60 + random() % 90);
            painter.fillRect(x, y, 10, 10, QColor(grey, grey, static_cast<int>(60 + random() % 90)));
        }
    }
    painter.end();
    for (int64_t frame = 0; frame < kFrames; ++frame) {
        QImage picture = ground;
        QPainter on_picture(&picture);
        const Box box = truthAt(frame);
        const QRectF rect(box.x, box.y, box.width, box.height);
        on_picture.fillRect(rect, QColor(235, 190, 40));
        for (int stripe = 0; stripe < 3; ++stripe)
            on_picture.fillRect(QRectF(box.x, box.y + 4 + 13 * stripe, box.width, 5), QColor(190, 30, 40));
        on_picture.end();
        picture.save(QDir(folder).filePath(QString("%1.png").arg(frame, 4, 10, QChar('0'))));
    }
    return folder;
}

void goTo(MainWindow& window, qint64 frame) {
    window.session()->goTo(frame);
    TRY_COMPARE(window.session()->player()->shownFrame(), frame);
}

/// The form of a small run of the shipped model: two steps of two pairs.
void fillForm(NewRunDialog& dialog) {
    dialog.choosePreset("fine-tune");
    dialog.setName("loop");
    for (const auto& [name, value] :
         std::initializer_list<std::pair<const char*, const char*>>{{"epochs", "2"},
                                                                    {"batch_size", "2"},
                                                                    {"data.pairs_per_epoch", "4"},
                                                                    {"schedule.warmup_steps", "1"},
                                                                    {"precision", "fp32"},
                                                                    {"device", "cpu"},
                                                                    {"threads", "2"},
                                                                    {"report_every_steps", "1"}}) {
        dialog.form()->setValue(name, value);
    }
}

double meanOverlap(const Project& project, int64_t track, int64_t first, int64_t last) {
    double sum = 0;
    for (int64_t frame = first; frame <= last; ++frame) {
        const auto record = project.box_at(track, frame);
        sum += record ? iou(record->box, truthAt(frame)) : 0;
    }
    return sum / static_cast<double>(last - first + 1);
}

}  // namespace

void LoopTest::fromBoxesToAModelToBetterBoxesToAnExport() {
    const QTemporaryDir folder;
    MainWindow window(studio_services());
    window.trainPage()->setRunsFolder(folder.filePath("runs"));
    window.show();
    AnnotateSession* session = window.session();

    // Annotate: a person's box at the start and from frame 40 on, a tracker's between, which loses the
    // object.
    window.openPath(writeClip(folder.filePath("clip")));
    TRY_COMPARE(session->player()->shownFrame(), 0);
    window.editor()->addTrack(truthAt(0));
    const int64_t track = session->current();
    for (int64_t frame = kChecked; frame < kFrames; ++frame) {
        goTo(window, frame);
        window.editor()->setBox(truthAt(frame));
    }
    Settings settings = window.settings();
    settings.tracker.tracker = "mil";
    settings.stops_in_doubt = false;
    settings.until_human_box = true;
    window.changeSettings(settings);
    goTo(window, 0);
    QSignalSpy tracked(session, &AnnotateSession::trackingEnded);
    window.action(ActionId::TrackForward)->trigger();
    TRY_COMPARE(tracked.count(), 1);
    const double before = meanOverlap(session->project(), track, kJump, kChecked - 1);
    QVERIFY2(before < 0.3, qPrintable(QString::number(before)));

    // Fine-tune: the form takes the boxes of the project that is open and has a name.
    window.projectController()->saveAs(folder.filePath("loop.rtrack"));
    TRY_VERIFY(!window.projectController()->isUntitled());
    const std::string boxes_before = session->project().content_hash();
    window.action(ActionId::TrainWorkspace)->trigger();
    TrainPage* page = window.trainPage();
    page->newRun();
    TRY_VERIFY(page->findChild<NewRunDialog*>());
    auto* dialog = page->findChild<NewRunDialog*>();
    fillForm(*dialog);
    QVERIFY(dialog->problem().contains("data set"));
    Q_EMIT dialog->projectBoxesWanted();
    const QString data = "project:" + QString::fromStdString(session->project().file().string());
    QCOMPARE(dialog->form()->value("data.train"), data);
    QCOMPARE(dialog->problem(), QString());
    dialog->startCheck();
    TRY_VERIFY(dialog->findings().contains("no faults"));
    Q_EMIT dialog->startWanted(dialog->job());
    const QString run = folder.filePath("runs/loop");
    const auto state = [&] {
        const RunSummary* found = page->table()->runs()->find(run);
        return found ? static_cast<int>(found->state) : -1;
    };
    QTRY_COMPARE_WITH_TIMEOUT(state(), static_cast<int>(RunState::Finished), 3 * kPatience);
    QVERIFY(session->project().content_hash() == boxes_before);

    // Use this model, track what is flagged again, compare.
    TRY_VERIFY(page->useModelAction()->isVisible());
    page->useModelAction()->trigger();
    const std::string model = window.settings().tracker.model;
    QVERIFY2(model.starts_with(run.toStdString()), model.c_str());
    TRY_VERIFY(!window.reviewPanel()->watch()->outdated());
    QSignalSpy ended(session->retrack(), &Retrack::ended);
    QVERIFY(!window.messageBar()->buttons().empty());
    window.messageBar()->buttons().front()->click();
    TRY_COMPARE(ended.count(), 1);
    QVERIFY2(window.messageBar()->text().contains("Tracked again"), qPrintable(window.messageBar()->text()));
    QCOMPARE(session->retrack()->results().size(), 1U);
    const RetrackResult& result = session->retrack()->results()[0];
    QVERIFY(result.stretch.before == 0 && result.stretch.after == kChecked);
    QCOMPARE(result.comparison.meetings.size(), 2U);
    QVERIFY(result.comparison.better);
    QVERIFY(session->project().content_hash() == boxes_before);

    // Take the new boxes, which the new model made, and export them.
    window.retrackPanel()->acceptBetterButton()->click();
    QVERIFY(session->retrack()->results().empty());
    const auto record = session->project().box_at(track, kJump);
    QCOMPARE(session->project().runs().at(record->run).model, model);
    const double after = meanOverlap(session->project(), track, 1, kChecked - 1);
    QVERIFY2(after > 0.6, qPrintable(QString::number(after)));
    window.action(ActionId::Export)->trigger();
    auto* export_dialog = window.findChild<ExportDialog*>();
    QVERIFY(export_dialog);
    ExportChoice choice;
    choice.path = folder.filePath("boxes");
    export_dialog->setChoice(choice);
    TRY_VERIFY(export_dialog->upToDate());
    export_dialog->exportNow();
    TRY_VERIFY(QFile::exists(choice.path + ".manifest.json"));
    window.action(ActionId::Undo)->trigger();
    QVERIFY(session->project().content_hash() == boxes_before);
    window.close();
}

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName("RTrack Studio tests");
    QApplication::setOrganizationName("RTrack");
    const QTemporaryDir settings_folder;  // never the settings of the person who runs the tests
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings_folder.path());
    qputenv("XDG_DATA_HOME", QFile::encodeName(settings_folder.path()));
    applyLanguage("en");
    LoopTest test;
    return QTest::qExec(&test, argc, argv);
}
