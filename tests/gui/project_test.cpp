#include "tests/gui/project_test.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QStatusBar>
#include <QTest>
#include <QToolButton>

#include "app/studio/project_names.h"
#include "tests/gui/fakes.h"
#include "tests/gui/patience.h"
#include "tracking/annotation/track_edits.h"
#include "widgets/common/background_job.h"
#include "widgets/common/start_page.h"
#include "widgets/exchange/export_dialog.h"

using namespace rtrack;
using namespace rtrack::test;

namespace {

void saveAs(OpenWindow& window, const QString& file) {
    window->projectController()->saveAs(file);
    TRY_COMPARE(window.projectFile(), file);
}

/// Lets the fake engine go on, and waits for the jobs that wait for it.
void release(OpenWindow& window) {
    window.script().held = false;
    TRY_VERIFY(window->findChildren<BackgroundJob*>().isEmpty());
}

bool statusSays(OpenWindow& window, const QString& text) {
    for (const auto* label : window->statusBar()->findChildren<QLabel*>()) {
        if (label->text() == text) return true;
    }
    return false;
}

void answer(OpenWindow& window, const QString& text) {
    auto* question = window->findChild<QMessageBox*>();
    QVERIFY(question);
    for (QAbstractButton* button : question->buttons()) {
        if (button->text() == text) return QTest::mouseClick(button, Qt::LeftButton);
    }
    QFAIL(qPrintable("There is no button " + text));
}

}  // namespace

void ProjectTest::aVideoHasItsBoxesAgainWhenItIsOpenedAgain() {
    OpenWindow window;
    QVERIFY(window->projectController()->isUntitled());
    window.drawBox(truthRect(0));
    window.track(1);
    const std::string content = window.project().content_hash();
    window.trigger(ActionId::CloseProject);
    QVERIFY(!window->session()->hasProject());
    window.openAndWait(window.file("numbered.mp4"));
    QCOMPARE(window.project().content_hash(), content);
    QCOMPARE(window.boxCount(), 60);
}

void ProjectTest::aFolderWithASlashAtItsEndIsTheSameVideo() {
    OpenWindow window;
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir("frames"));
    QFile picture(folder.filePath("frames/1.jpg"));
    QVERIFY(picture.open(QIODevice::WriteOnly));
    picture.write("1");
    picture.close();
    window.trigger(ActionId::CloseProject);
    window.openAndWait(folder.filePath("frames/"));
    QVERIFY2(window->windowTitle().startsWith("frames"), qPrintable(window->windowTitle()));
    const QString project = window.projectFile();
    window.trigger(ActionId::CloseProject);
    window.openAndWait(folder.filePath("frames"));
    QCOMPARE(window.projectFile(), project);
}

void ProjectTest::saveAsMovesTheUntitledProjectAndWorkGoesOnThere() {
    OpenWindow window;
    QTemporaryDir folder;
    const QString untitled = window.projectFile();
    const QString named = folder.filePath("work.rtrack");
    window.drawBox(truthRect(0));
    saveAs(window, named);
    QVERIFY(!QFile::exists(untitled));
    QVERIFY(!window->projectController()->isUntitled());
    QCOMPARE(window.boxCount(), 1);
    QVERIFY(window->session()->hasVideo());
    window.track(1);
    QCOMPARE(window.boxCount(), 60);
    window.trigger(ActionId::CloseProject);
    QCOMPARE(Project::open(named.toStdString()).counts().boxes, 60);
    window.openAndWait(window.file("numbered.mp4"));
    QCOMPARE(window.projectFile(), named);
    QVERIFY(window->settings().recent.contains(named));
}

void ProjectTest::saveAsAsksBeforeItReplacesAProject() {
    OpenWindow window;
    QTemporaryDir folder;
    const QString file = folder.filePath("work.rtrack");
    const std::string other = Project::create(file.toStdString()).content_hash();
    window.drawBox(truthRect(0));
    window->projectController()->saveAs(folder.filePath("work"));  // as typed: the dialog knows no such file
    answer(window, "Cancel");
    TRY_VERIFY(!window->findChild<QMessageBox*>());
    QCOMPARE(Project::open(file.toStdString(), Project::Mode::Read).content_hash(), other);
    window->projectController()->saveAs(folder.filePath("work"));
    answer(window, "Replace");
    TRY_COMPARE(window.projectFile(), file);
    QCOMPARE(window.boxCount(), 1);
}

void ProjectTest::savingTellsWhatTheFileHolds() {
    OpenWindow window;
    QTemporaryDir folder;
    window.drawBox(truthRect(0));
    saveAs(window, folder.filePath("work.rtrack"));
    window.track(1);
    window.trigger(ActionId::Save);
    const QString checksum = QString::fromStdString(window.project().content_hash());
    TRY_VERIFY(window->messageBar()->text().contains(checksum.left(16)));
    QVERIFY(window->messageBar()->text().contains("60 boxes of one object"));
}

void ProjectTest::aFileThatIsGoneIsToldAndSavedUnderAnyName_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("another name") << "other.rtrack";
    QTest::newRow("the same name") << "work.rtrack";
}

void ProjectTest::aFileThatIsGoneIsToldAndSavedUnderAnyName() {
    QFETCH(QString, name);
    OpenWindow window;
    QTemporaryDir folder;
    const QString file = folder.filePath("work.rtrack");
    window.drawBox(truthRect(0));
    saveAs(window, file);
    QVERIFY(!statusSays(window, "Not saved"));
    QVERIFY(QFile::remove(file));
    window.drawBox(truthRect(0, 1));
    QVERIFY2(window->messageBar()->text().contains("not in its place"),
             qPrintable(window->messageBar()->text()));
    QVERIFY(statusSays(window, "Not saved"));
    window->messageBar()->clear();
    window.trigger(ActionId::Save);
    QVERIFY(window->messageBar()->text().contains("not in its place"));
    window.trigger(ActionId::Export);
    QVERIFY(!window->findChild<ExportDialog*>());
    QVERIFY(!window->session()->model()->changeLargely("Large", [](Project&) { return ProjectEdit(); }));

    const std::string content = window.project().content_hash();
    saveAs(window, folder.filePath(name));
    QVERIFY(window->session()->hasVideo());
    QVERIFY(!statusSays(window, "Not saved"));
    QVERIFY(window->messageBar()->text().contains("is saved"));
    QCOMPARE(window.project().content_hash(), content);
    window.drawBox(truthRect(0, 2));
    window.trigger(ActionId::CloseProject);
    QVERIFY(!window->session()->hasProject());
    QCOMPARE(Project::open(folder.filePath(name).toStdString()).counts().boxes, 3);
}

void ProjectTest::nobodyLeavesAProjectWhoseFileIsGoneUnasked() {
    OpenWindow window;
    QTemporaryDir folder;
    saveAs(window, folder.filePath("work.rtrack"));
    window.drawBox(truthRect(0));
    QVERIFY(QFile::rename(folder.filePath("work.rtrack"), folder.filePath("renamed.rtrack")));
    for (const auto& leave : std::vector<std::function<void()>>{
             [&] { window->close(); },
             [&] { window.trigger(ActionId::CloseProject); },
             [&] { window->openPath(folder.filePath("renamed.rtrack")); },
             [&] { window->projectController()->newProject(folder.filePath("new.rtrack")); },
         }) {
        leave();
        answer(window, "Cancel");
        QVERIFY(window->isVisible());
        QCOMPARE(window.boxCount(), 1);
        TRY_VERIFY(!window->findChild<QMessageBox*>());
    }
    window->close();
    answer(window, "Close without saving");
    TRY_VERIFY(!window->isVisible());
}

void ProjectTest::undoSurvivesChangingVideoAndClosing() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    window.track(1);
    const int64_t first = window->session()->videoId();
    window.openAndWait(window.file("second.mp4"));
    QCOMPARE(window.project().videos().size(), 2u);
    QVERIFY(window->session()->tracks().empty());
    const std::string tracked = window.project().content_hash();
    window.drawBox(truthRect(0));
    window->projectController()->showVideo(first);
    TRY_COMPARE(window->session()->videoId(), first);
    TRY_COMPARE(window->session()->player()->shownFrame(), 0);
    const QString file = window.projectFile();
    window.trigger(ActionId::CloseProject);
    window.openAndWait(file);
    window.trigger(ActionId::Undo);  // the box in the second video
    QCOMPARE(window.project().content_hash(), tracked);
    window.trigger(ActionId::Undo);
    QCOMPARE(window.boxCount(), 1);
    window.trigger(ActionId::Undo);
    QCOMPARE(window.boxCount(), 0);
    QVERIFY(!window->action(ActionId::Undo)->isEnabled());  // opening a video is no step
    for (int i = 0; i < 3; ++i) window.trigger(ActionId::Redo);
    QCOMPARE(window.project().videos().size(), 2u);
    QCOMPARE(window.boxCount(), 61);
}

void ProjectTest::aVideoThatIsBeingOpenedDoesNotOutliveItsProject() {
    OpenWindow window;
    QTemporaryDir folder;
    const auto openSlowly = [&] {
        window.script().held = true;
        window->openPath(window.file("second.mp4"));
    };
    openSlowly();
    window->projectController()->newProject(folder.filePath("new.rtrack"));
    release(window);
    QVERIFY(window.project().videos().empty());
    QVERIFY2(window->messageBar()->text().isEmpty(), qPrintable(window->messageBar()->text()));
    openSlowly();
    window.trigger(ActionId::CloseProject);
    release(window);
    QVERIFY(!window->session()->hasProject());
}

void ProjectTest::aProjectThatIsBeingOpenedIsNotOpenInAnotherWindow() {
    OpenWindow window;
    QTemporaryDir folder;
    const QString file = folder.filePath("work.rtrack");
    saveAs(window, file);
    window.trigger(ActionId::CloseProject);
    const auto openTwice = [&](const std::function<void()>& meanwhile) {
        window.script().held = true;
        window.script().openings = 0;
        window->openPath(file);
        TRY_COMPARE(window.script().openings, 1);  // it has the project's lock by now
        meanwhile();
        window->openPath(file);
        QVERIFY(window->messageBar()->text().contains("Opening"));
        window.script().held = false;
        TRY_VERIFY2(window->session()->hasVideo(), qPrintable(window->messageBar()->text()));
        QVERIFY(!window.project().read_only());
    };
    openTwice([] {});
    QCOMPARE(window.script().openings, 1);
    window.trigger(ActionId::CloseProject);
    openTwice([&] {
        window.press();  // Cancel
        QVERIFY(window->messageBar()->text().isEmpty());
    });
    QCOMPARE(window.script().openings, 2);
}

void ProjectTest::aVideoThatIsRemovedWhileItIsOpenedStaysRemoved() {
    OpenWindow window;
    window.trigger(ActionId::RemoveVideo);
    QVERIFY(window.project().videos().empty());
    window.script().held = true;
    window.trigger(ActionId::Undo);
    TRY_VERIFY(window->messageBar()->text().contains("Opening"));
    window.trigger(ActionId::Redo);
    release(window);
    QVERIFY(window.project().videos().empty());
    QVERIFY(!window->session()->hasVideo());
}

void ProjectTest::undoInAnotherVideoIsToldAndShown() {
    OpenWindow window;
    window.goTo(7);
    window.drawBox(truthRect(7));
    const int64_t first = window->session()->videoId();
    window.openAndWait(window.file("second.mp4"));
    window.drawBox(truthRect(0));
    const MessageBar* bar = window->messageBar();
    window.trigger(ActionId::Undo);  // in the video on screen: everybody sees it
    QVERIFY2(!bar->text().contains("Undone"), qPrintable(bar->text()));
    window.trigger(ActionId::Undo);
    QCOMPARE(window.boxCount(), 0);
    QVERIFY2(bar->text().contains("Undone in numbered.mp4"), qPrintable(bar->text()));
    window.trigger(ActionId::Redo);
    QVERIFY2(bar->text().contains("Done again in numbered.mp4"), qPrintable(bar->text()));
    window.press();
    TRY_COMPARE(window->session()->videoId(), first);
    TRY_COMPARE(window->session()->player()->shownFrame(), 7);
}

void ProjectTest::aSecondWindowIsToldAndMayRead() {
    OpenWindow first;
    QTemporaryDir folder;
    const QString file = folder.filePath("shared.rtrack");
    first.drawBox(truthRect(0));
    saveAs(first, file);
    OpenWindow second;
    second->openPath(file);
    TRY_VERIFY2(second->messageBar()->text().contains("another window"),
                qPrintable(second->messageBar()->text()));
    second.press();
    TRY_COMPARE(second.projectFile(), file);
    QVERIFY(second.project().read_only());
    TRY_COMPARE(second->session()->player()->shownFrame(), 0);
    QVERIFY2(second->messageBar()->text().contains("only be read"), qPrintable(second->messageBar()->text()));
    second.drawBox(truthRect(0));
    QCOMPARE(second.boxCount(), 1);
    QVERIFY2(second->messageBar()->text().contains("not made"), qPrintable(second->messageBar()->text()));
    first.track(1);
    QCOMPARE(first.boxCount(), 60);
}

void ProjectTest::aVideoThatWasMovedIsFound() {
    OpenWindow window;
    QTemporaryDir folder;
    saveAs(window, folder.filePath("work.rtrack"));
    window.drawBox(truthRect(0));
    window.trigger(ActionId::CloseProject);
    QVERIFY(QFile::rename(window.file("numbered.mp4"), folder.filePath("renamed.mp4")));
    window.openAndWait(folder.filePath("work.rtrack"));
    QCOMPARE(window.project().videos().begin()->second.absolute_path,
             folder.filePath("renamed.mp4").toStdString());
    QVERIFY2(window->messageBar()->text().contains("another place"),
             qPrintable(window->messageBar()->text()));
    QCOMPARE(window.boxCount(), 1);
}

void ProjectTest::aVideoThatTheProjectHasIsKnownAtAnotherPlace() {
    OpenWindow window;
    QTemporaryDir folder;
    const QString project = folder.filePath("work.rtrack");
    saveAs(window, project);
    window.drawBox(truthRect(0));
    const int64_t video = window->session()->videoId();
    const QString copy = folder.filePath("copy.mp4");
    QVERIFY(QFile::copy(window.file("numbered.mp4"), copy));
    window->openPath(copy);
    TRY_VERIFY2(window->messageBar()->text().contains("another place"),
                qPrintable(window->messageBar()->text()));
    QCOMPARE(window->session()->videoId(), video);
    QCOMPARE(window.project().videos().size(), 1u);
    QCOMPARE(window.project().video(video).absolute_path, copy.toStdString());
    QCOMPARE(window.boxCount(), 1);
    window.trigger(ActionId::CloseProject);
    window.openAndWait(copy);
    QCOMPARE(window.projectFile(), project);
}

void ProjectTest::aVideoWithOtherPicturesIsShownOnlyWhenAPersonAgrees() {
    OpenWindow window;
    QTemporaryDir folder;
    saveAs(window, folder.filePath("work.rtrack"));
    window.drawBox(truthRect(0));
    window.trigger(ActionId::CloseProject);
    QFile video(window.file("numbered.mp4"));
    QVERIFY(video.open(QIODevice::Append));
    video.write("other pictures");
    video.close();
    window.script().frames = 50;
    window->openPath(folder.filePath("work.rtrack"));
    TRY_VERIFY2(window->messageBar()->text().contains("not the video"),
                qPrintable(window->messageBar()->text()));
    QVERIFY(!window->session()->hasVideo());
    QCOMPARE(window.boxCount(), 1);
    window.press();
    TRY_COMPARE(window->session()->player()->shownFrame(), 0);
    QCOMPARE(window.project().videos().begin()->second.frame_count, 50);
    QCOMPARE(window.boxCount(), 1);
    window.trigger(ActionId::CloseProject);
    window.openAndWait(folder.filePath("work.rtrack"));  // agreed once
}

void ProjectTest::aVideoWhoseFramesHaveOtherTimesIsTold() {
    OpenWindow window;
    QTemporaryDir folder;
    saveAs(window, folder.filePath("work.rtrack"));
    window.drawBox(truthRect(0));
    QCOMPARE(window.project().frame_index(window->session()->videoId()), std::string("60 0.04"));
    window.trigger(ActionId::CloseProject);
    window.script().seconds_a_frame = 0.05;
    window->openPath(folder.filePath("work.rtrack"));
    TRY_VERIFY2(window->messageBar()->text().contains("From frame 1 on"),
                qPrintable(window->messageBar()->text()));
    QVERIFY(window->session()->hasVideo());
    QCOMPARE(window.boxCount(), 1);
    QCOMPARE(window.project().frame_index(window->session()->videoId()), std::string("60 0.05"));
    window.trigger(ActionId::CloseProject);
    window.openAndWait(folder.filePath("work.rtrack"));  // told once
    QVERIFY(!window->messageBar()->text().contains("From frame"));
}

void ProjectTest::aRunKeepsItsModelAndAnotherFileOfItsNameIsTold() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    window.track(1);
    QVERIFY(!window->messageBar()->text().contains("another file"));
    QCOMPARE(window.project().runs().begin()->second.model_hash, std::string("00ff"));
    window.script().model_hash = "11ee";
    window.goTo(10);
    window->editor()->setBox(truthAt(10));
    window.track(1);
    QVERIFY2(window->messageBar()->text().contains("another file"), qPrintable(window->messageBar()->text()));
    QCOMPARE(window.project().runs().rbegin()->second.model_hash, std::string("11ee"));
}

void ProjectTest::aMissingVideoKeepsItsBoxes() {
    OpenWindow window;
    QTemporaryDir folder;
    saveAs(window, folder.filePath("work.rtrack"));
    window.drawBox(truthRect(0));
    window.trigger(ActionId::CloseProject);
    QVERIFY(QFile::remove(window.file("numbered.mp4")));
    window->openPath(folder.filePath("work.rtrack"));
    TRY_VERIFY2(window->messageBar()->text().contains("numbered.mp4"),
                qPrintable(window->messageBar()->text()));
    QVERIFY(window->session()->hasProject());
    QVERIFY(!window->session()->hasVideo());
    QCOMPARE(window.boxCount(), 1);
}

void ProjectTest::aProjectThatWasNotClosedIsOffered() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    const QString file = window.projectFile();
    const std::string content = window.project().content_hash();
    window.trigger(ActionId::CloseProject);
    QFile lock(file + "-lock");  // what a program that is killed leaves behind
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.close();
    MainWindow next(fakeServices(std::make_shared<Script>()));
    next.show();
    QCOMPARE(projectsLeftOpen(next.settings()), QStringList{file});
    auto* page = next.findChild<StartPage*>();
    QPushButton* recover = nullptr;
    for (auto* button : page->findChildren<QPushButton*>()) {
        if (button->text() == "Go on") recover = button;
    }
    QVERIFY(recover && recover->isVisible());
    QTest::mouseClick(recover, Qt::LeftButton);
    TRY_VERIFY(next.session()->hasVideo());
    QCOMPARE(next.session()->project().content_hash(), content);
    QVERIFY(projectsLeftOpen(next.settings()).isEmpty());
    next.close();
}

void ProjectTest::workGoesOnInTheVideoAndAtTheFrameWhereItEnded() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    window.openAndWait(window.file("second.mp4"));
    const int64_t second = window->session()->videoId();
    window.goTo(7);
    window.drawBox(truthRect(7));
    const QString file = window.projectFile();
    window.trigger(ActionId::CloseProject);
    const QString name = nameOfProject(window->settings(), file);  // of one of its videos
    QVERIFY(nameOfWork(window->settings(), file).contains("second.mp4"));
    window->openPath(file);
    TRY_COMPARE(window->session()->videoId(), second);
    TRY_COMPARE(window->session()->player()->shownFrame(), 7);
    window.trigger(ActionId::RemoveTracks);
    window.trigger(ActionId::CloseProject);
    QCOMPARE(nameOfWork(window->settings(), file), name == "numbered.mp4" ? name : name + " (numbered.mp4)");
    window->openPath(file);  // what was deleted last is no place to go to
    TRY_VERIFY(window->session()->hasVideo());
    QVERIFY(window->session()->videoId() != second);
}

void ProjectTest::aRefusedChangeIsTold() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    window->editor()->setLocked(window->session()->current(), true);
    const std::string before = window.project().content_hash();
    window.trigger(ActionId::RemoveBox);
    QCOMPARE(window.project().content_hash(), before);
    QVERIFY2(window->messageBar()->text().contains("not made"), qPrintable(window->messageBar()->text()));
}
