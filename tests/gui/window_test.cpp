#include "tests/gui/window_test.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QListWidget>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <random>

#include "app/studio/project_names.h"
#include "app/studio/settings_dialog.h"
#include "tests/gui/fakes.h"
#include "tests/gui/patience.h"
#include "tracking/annotation/formats/format.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/annotate/media_dialog.h"
#include "widgets/annotate/transport_bar.h"
#include "widgets/common/start_page.h"
#include "widgets/evaluate/evaluate_page.h"
#include "widgets/exchange/exchange_text.h"
#include "widgets/exchange/label_guide.h"

using namespace rtrack;
using namespace rtrack::test;

void WindowTest::everyFrameShownIsTheOneAskedFor() {
    OpenWindow window;
    FramePlayer* player = window->session()->player();
    int64_t wrong = 0;
    int64_t last = -1;
    connect(player, &FramePlayer::frameShown, player, [&](qint64 frame, const ImagePtr& image) {
        last = numberOf(*image);
        if (last != frame) ++wrong;
    });
    std::mt19937 random(3);
    for (int i = 0; i < 200; ++i) {
        const qint64 frame = random() % 60;
        switch (random() % 3) {
            case 0:
                window->session()->goTo(frame);
                break;
            case 1:
                window->session()->scrubTo(frame);
                break;
            default:
                window->session()->step(random() % 2 ? 1 : -1);
        }
        if (random() % 4 == 0) QTest::qWait(2);
    }
    window.goTo(33);
    QCOMPARE(last, 33);
    QCOMPARE(wrong, 0);
}

void WindowTest::playingAdvancesAndStopsAtTheEnd() {
    OpenWindow window;
    FramePlayer* player = window->session()->player();
    window.goTo(30);
    player->play(8);
    TRY_COMPARE(player->shownFrame(), 59);
    TRY_VERIFY(!player->playing());
    window.trigger(ActionId::ShuttleBack);
    QCOMPARE(player->speed(), -1.0);
    window.trigger(ActionId::ShuttleBack);
    QCOMPARE(player->speed(), -2.0);
    TRY_VERIFY(player->shownFrame() < 55);
    window.trigger(ActionId::ShuttleStop);
    const qint64 stopped = player->shownFrame();
    QTest::qWait(60);
    QCOMPARE(player->shownFrame(), stopped);
    QCOMPARE(player->position(), stopped);
}

void WindowTest::aPathThatCannotBeOpenedKeepsWhatIsOpen() {
    OpenWindow window;
    window->openPath("/nowhere/missing.mp4");
    TRY_VERIFY2(window->messageBar()->text().contains("stays as it is"),  // its name is in the progress too
                qPrintable(window->messageBar()->text()));
    QVERIFY(window->messageBar()->text().contains("missing.mp4"));
    QVERIFY(window->session()->hasVideo());
    window.goTo(5);
}

void WindowTest::aMessageStaysInItsWorkspace() {
    OpenWindow window;
    MessageBar* bar = window->messageBar();
    bar->showMessage(Message{Message::Kind::Error, "Tracking failed.", {}, {}, {}});
    window.trigger(ActionId::EvaluateWorkspace);
    QVERIFY(bar->text().isEmpty());
    window.trigger(ActionId::AnnotateWorkspace);
    QCOMPARE(bar->text(), QString("Tracking failed."));
    bar->showProgress("Importing", {});
    window.trigger(ActionId::TrainWorkspace);
    QCOMPARE(bar->text(), QString("Importing"));  // a job goes on wherever one is
    bar->clear();
    window.trigger(ActionId::AnnotateWorkspace);
    QVERIFY(bar->text().isEmpty());
}

void WindowTest::damageIsTold() {
    OpenWindow window;
    window->openPath(window.file("damaged.mp4"));
    TRY_VERIFY(window->messageBar()->isVisible() && window->messageBar()->buttons().empty());
    QVERIFY(!window->messageBar()->text().isEmpty());
}

void WindowTest::oddTimesAndRotationAreTold() {
    TransportBar bar({});
    const auto told = [&bar] {
        QStringList texts;
        for (const auto* label : bar.findChildren<QLabel*>()) {
            if (!label->isHidden() && !label->toolTip().isEmpty()) texts << label->text() << label->toolTip();
        }
        return texts.join('\n');
    };
    OpenedVideo video;
    bar.setVideo(video);
    QCOMPARE(told(), QString());
    video.odd_timestamps = 3;
    video.rotation = 90;
    bar.setVideo(video);
    QVERIFY2(told().contains("3 frames have no time") && told().contains("90"), qPrintable(told()));
}

void WindowTest::whatIsKnownOfTheVideoIsTold() {
    FrameMemory memory{12, int64_t{30} << 20, int64_t{768} << 20};
    OpenedVideo video;
    video.info = {"cup.mov", 3, 640, 480, 0, {0, 0.04, 0.1}};
    video.codec = "prores";
    video.variable_rate = true;
    video.odd_timestamps = 2;
    video.rotation = 90;
    video.damage = {"Frame 2 is missing."};
    video.frame_memory = [&memory] { return memory; };
    MediaDialog dialog(video);
    for (const char* wanted :
         {"cup.mov", "640", "480", "prores", "3 frames, the last at 0.10 s", "rate varies", "2 have no time",
          "90 degrees", "Frame 2 is missing.", "12, in 30 of 768 MB"})
        QVERIFY2(dialog.text().contains(wanted), qPrintable(dialog.text()));
    memory.frames = 13;  // followed while the dialog is open
    TRY_VERIFY(dialog.text().contains("13, in 30 of 768 MB"));
    const MediaDialog plain((OpenedVideo()));
    QVERIFY2(plain.text().contains("None are kept") && plain.text().contains("None found"),
             qPrintable(plain.text()));
}

void WindowTest::theMeaningOfLabelsIsTold() {
    OpenWindow window;
    window.trigger(ActionId::LabelGuide);
    window.trigger(ActionId::LabelGuide);  // one is enough
    const auto guides = window->findChildren<LabelGuide*>();
    QCOMPARE(guides.size(), 1);
    for (const Format& format : annotation_formats())
        QVERIFY2(guides.first()->text().contains(shortTitleOf(format)), format.name.c_str());
    QVERIFY(guides.first()->text().contains("absence.label"));
}

void WindowTest::theDemoIsTrackedAlready() {
    auto script = std::make_shared<Script>();
    script->frames = 130;
    QDir(untitledFolder()).removeRecursively();  // the demo's project of another test
    OpenWindow window(script);
    window->openDemo();
    TRY_COMPARE(window->session()->player()->shownFrame(), 99);
    QCOMPARE(window.boxCount(), 100);
    QCOMPARE(window.boxAt(0)->source, BoxSource::Human);
    QCOMPARE(window.boxAt(50)->source, BoxSource::Tracker);
    QCOMPARE(window.boxAt(70)->source, BoxSource::Human);
    QCOMPARE(window.project().runs().begin()->second.last_frame, 99);
    QCOMPARE(window.boxAt(50)->run, window.project().runs().begin()->first);
    window.track(1);
    QCOMPARE(window.boxCount(), 130);
}

void WindowTest::languageAndThemeChangeAtOnce() {
    OpenWindow window;
    Settings settings = window->settings();
    const QColor before = window->palette().color(QPalette::Window);
    settings.language = "zh_CN";
    settings.theme = Theme::Dark;
    window->changeSettings(settings);
    QCoreApplication::processEvents();
    QCOMPARE(window->action(ActionId::Undo)->text().remove("&").left(2), QString::fromUtf8("撤销"));
    QVERIFY(window->palette().color(QPalette::Window).lightness() < 100);
    settings.language = "en";
    settings.theme = Theme::Light;
    window->changeSettings(settings);
    QCoreApplication::processEvents();
    QCOMPARE(window->action(ActionId::Undo)->text(), QString("&Undo"));
    QVERIFY(window->palette().color(QPalette::Window).lightness() > 200);
    Q_UNUSED(before);
}

void WindowTest::aDoubleClickUnderRecentChoosesOnce() {
    const int interval = QApplication::doubleClickInterval();
    QApplication::setDoubleClickInterval(kPatience);
    StartPage page(QList<QAction*>{});
    page.setRecent({"/a.rtrack", "/b.rtrack"});
    page.show();
    QSignalSpy chosen(&page, &StartPage::recentChosen);
    auto* list = page.findChild<QListWidget*>();
    const auto middle = [list](int row) { return list->visualItemRect(list->item(row)).center(); };
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, middle(0));
    QTest::mouseDClick(list->viewport(), Qt::LeftButton, {}, middle(1));  // the list has moved
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toString(), QString("/a.rtrack"));
    QApplication::setDoubleClickInterval(interval);
}

void WindowTest::aWindowClosedInFullScreenLeavesItAtTheFirstPress() {
    const SettingsKept kept;
    {
        OpenWindow window;
        window.trigger(ActionId::FullScreen);
        QVERIFY(window->isFullScreen());
    }
    MainWindow window(fakeServices(std::make_shared<Script>()));
    window.show();
    QVERIFY(window.isFullScreen());
    QVERIFY(window.action(ActionId::FullScreen)->isChecked());
    window.action(ActionId::FullScreen)->trigger();
    QVERIFY(!window.isFullScreen());
    window.close();
}

void WindowTest::saveAsProposesTheHomeFolderAtFirst() {
    const SettingsKept kept;
    QSettings().remove("folder");
    MainWindow window(fakeServices(std::make_shared<Script>()));
    window.show();
    window.openDemo();
    TRY_VERIFY(window.session()->hasVideo());
    QString proposed;
    QTimer::singleShot(0, &window, [&proposed] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        proposed = dialog->selectedFiles().value(0);
        dialog->reject();
    });
    window.action(ActionId::SaveAs)->trigger();
    QCOMPARE(proposed, QDir::homePath() + "/Demo.rtrack");
    window.close();
}

void WindowTest::settingsComeBack() {
    const SettingsKept kept;
    Settings settings = loadSettings();
    settings.theme = Theme::Dark;
    settings.lowest_score = 0.4;
    settings.tracker.tracker = "csrt";
    settings.recent.clear();
    for (int i = 0; i < 15; ++i) settings.addRecent(QString("/video%1.mp4").arg(i % 12));
    saveSettings(settings);
    const Settings loaded = loadSettings();
    QCOMPARE(loaded.theme, Theme::Dark);
    QCOMPARE(loaded.lowest_score, 0.4);
    QCOMPARE(loaded.tracker.tracker, std::string("csrt"));
    QCOMPARE(loaded.recent.size(), Settings::kRecentCount);
    QCOMPARE(loaded.recent.first(), QString("/video2.mp4"));
}

void WindowTest::twoWindowsKeepEachOthersSettings() {
    const SettingsKept kept;
    Settings first = loadSettings();
    Settings second = loadSettings();
    first.shows_trail = !first.shows_trail;
    first.addRecent("/first.rtrack");
    first.project_of_video["/first.mp4"] = "/first.rtrack";
    saveSettings(first);
    second.addRecent("/second.rtrack");
    second.project_of_video["/second.mp4"] = "/second.rtrack";
    saveSettings(second);
    const Settings both = loadSettings();
    QCOMPARE(both.shows_trail, first.shows_trail);
    QCOMPARE(both.recent.mid(0, 2), (QStringList{"/second.rtrack", "/first.rtrack"}));
    QCOMPARE(both.project_of_video["/first.mp4"], QString("/first.rtrack"));
    QCOMPARE(both.project_of_video["/second.mp4"], QString("/second.rtrack"));
    QCOMPARE(second.recent, both.recent);
    first.recent.removeAll("/first.rtrack");
    first.project_of_video.remove("/first.mp4");
    saveSettings(first);
    QCOMPARE(first.recent, loadSettings().recent);
    QVERIFY(first.recent.contains("/second.rtrack") && !first.recent.contains("/first.rtrack"));
    QVERIFY(!first.project_of_video.contains("/first.mp4"));
}

void WindowTest::theSettingsDialogChangesItsOwnFieldsOnly() {
    OpenWindow window;
    window.trigger(ActionId::Settings);
    auto* dialog = window->findChild<SettingsDialog*>();
    QVERIFY(dialog && dialog->isModal());
    const Settings before = window->settings();
    Settings changed = before;  // as the rest of the window does meanwhile
    changed.runs_folder = "/somewhere/runs";
    changed.project_of_video["/a/clip.mp4"] = "/a/work.rtrack";
    window->changeSettings(changed);
    QComboBox* device = nullptr;
    for (QComboBox* box : dialog->findChildren<QComboBox*>()) {
        if (box->findData("cuda") >= 0) device = box;
    }
    QVERIFY(device);
    device->setCurrentIndex(device->findData("cpu"));
    Q_EMIT device->activated(device->currentIndex());
    QCOMPARE(window->settings().tracker.device, std::string("cpu"));
    QCOMPARE(window->settings().runs_folder, changed.runs_folder);
    QCOMPARE(window->settings().project_of_video, changed.project_of_video);
    dialog->reject();
    window->changeSettings(before);
}

void WindowTest::aFrameOfEvaluateIsShownInAnnotate() {
    OpenWindow window;
    const auto annotate = [&](const QString& video, qint64 frame) {
        window.trigger(ActionId::EvaluateWorkspace);
        Q_EMIT window->evaluatePage()->annotateWanted(video, frame);
        TRY_VERIFY(window->action(ActionId::AnnotateWorkspace)->isChecked());
        TRY_COMPARE(window->session()->player()->shownFrame(), frame);
    };
    annotate(window.file("numbered.mp4"), 20);  // it is shown already
    annotate(window.file("another.mp4"), 30);
    QCOMPARE(window.project().videos().size(), size_t{2});
    annotate(window.file("numbered.mp4"), 10);
    window.openAndWait(window.file("third.mp4"));
    QTest::qWait(50);  // no frame that was asked for before comes by itself
    QCOMPARE(window->session()->player()->shownFrame(), 0);
}

void WindowTest::theWindowNeverWaitsForDecodingOrTracking() {
    auto script = std::make_shared<Script>();
    OpenWindow window(script);
    script->held = true;  // a window that waited for one of them would wait until it gives up
    window.drawBox({20, 40, 30, 30});
    window.trigger(ActionId::TrackForward);
    for (int i = 0; i < 10; ++i) {
        QTest::qWait(20);
        window->session()->scrubTo(5 * i);
        if (i % 3 == 0) window.trigger(ActionId::TrackForward);
    }
    window->openPath(window.file("numbered.mp4"));
    QTest::qWait(50);
    window.trigger(ActionId::Undo);
    QVERIFY(!script->gave_up);
    script->held = false;
}
