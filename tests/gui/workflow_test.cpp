#include "tests/gui/workflow_test.h"

#include <QApplication>
#include <QFile>
#include <QProcess>
#include <QPushButton>
#include <QTest>
#include <cstdio>

#include "app/studio/project_names.h"
#include "tests/gui/fakes.h"
#include "tests/gui/patience.h"
#include "widgets/common/start_page.h"
#include "widgets/review/review_panel.h"

using namespace rtrack;
using namespace rtrack::test;

namespace {

constexpr int kBoxesBeforeTheKill = 12;

}  // namespace

void WorkflowTest::fromOpeningToExportAndBackToTheStartAndForthToTheEnd() {
    OpenWindow window;  // 1: a video
    window.script().doubt_from = 20;
    std::vector<std::string> states = {window.project().content_hash()};
    const auto remember = [&] {
        states.push_back(window.project().content_hash());
        QVERIFY(states.back() != states[states.size() - 2]);
    };
    for (int object = 0; object < 2; ++object) {  // 2: boxes
        window.drawBox(truthRect(0, object));
        remember();
    }
    const std::vector<int64_t> tracks = window->session()->tracks();
    window->session()->select(0);
    window.track(1);  // 3: tracking, of both
    remember();
    QCOMPARE(window->session()->player()->position(), 20);  // 4: it stopped where it is in doubt
    TRY_COMPARE(window->session()->player()->shownFrame(), 20);
    QVERIFY(window->messageBar()->text().contains("20"));
    window->session()->select(tracks[0]);
    window.dragInFrame(truthRect(20).center(), truthRect(20).center() + QPointF(3, 2));  // 5: correct, go on
    remember();
    window.trigger(ActionId::TrackForward);
    TRY_VERIFY(!window->session()->trackRun()->running());
    QCOMPARE(window.project().counts(tracks[0]).boxes, 60);
    remember();
    window.goTo(45);  // 6: occluded, absent
    window.trigger(ActionId::Occluded);
    remember();
    window.goTo(50);
    window.trigger(ActionId::Absent);
    remember();
    window.goTo(0);  // 7: what is doubtful, one after the other
    window->session()->select(0);
    window.trigger(ActionId::NextInQueue);
    TRY_COMPARE(window->session()->player()->shownFrame(), 20);
    QCOMPARE(window->session()->current(), tracks[1]);
    window.trigger(ActionId::AcceptBox);
    TRY_COMPARE(window.project().counts().doubtful, 0);
    remember();
    window->session()->select(tracks[1]);
    window.goTo(20);
    window.trigger(ActionId::TrackForward);
    TRY_VERIFY(!window->session()->trackRun()->running());
    remember();

    const ReviewWalk* walk = window->reviewPanel()->walk();  // and the rest of the queue, place by place
    window.trigger(ActionId::NextInQueue);
    TRY_VERIFY(!window->reviewPanel()->watch()->outdated());  // it goes there once the queue is made anew
    while (window.project().counts().unreviewed > 0) {
        TRY_VERIFY(walk->current() && window->session()->player()->shownFrame() == walk->current()->look);
        window.trigger(ActionId::AcceptBox);
        TRY_VERIFY(!walk->showing());
        remember();
    }
    QVERIFY(window->reviewPanel()->progressText().startsWith("All "));
    window->session()->select(tracks[1]);

    QTemporaryDir folder;  // 8: export
    const QStringList lines = window.exportGot10k(folder.filePath("boxes"));
    QCOMPARE(lines.size(), 60);
    QCOMPARE(lines[40], QString("60,100,30,24"));

    for (size_t i = states.size(); i-- > 1;) {
        QCOMPARE(window.project().content_hash(), states[i]);
        window.trigger(ActionId::Undo);
    }
    QCOMPARE(window.project().content_hash(), states[0]);
    for (size_t i = 1; i < states.size(); ++i) {
        window.trigger(ActionId::Redo);
        QCOMPARE(window.project().content_hash(), states[i]);
    }
    QVERIFY(!window->action(ActionId::Redo)->isEnabled());
    QVERIFY(window.project().faults().empty());
}

int WorkflowTest::drawUntilKilled() {
    OpenWindow window;
    for (int64_t frame = 0;; frame = (frame + 1) % 60) {
        window.goTo(frame);
        window->editor()->setBox(truthAt(frame));
        std::printf("%s %lld\n", window.project().file().c_str(), static_cast<long long>(window.boxCount()));
        std::fflush(stdout);
    }
}

void WorkflowTest::whatWasShownAsSavedIsThereAfterAKill() {
    QTemporaryDir folder;  // what the killed process leaves lying about
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("TMPDIR", folder.path());
    QProcess victim;
    victim.setProcessEnvironment(environment);
    victim.start(QApplication::applicationFilePath(), {"--draw-until-killed"});
    QVERIFY(victim.waitForStarted(kPatience));
    QByteArray output;
    while (output.count('\n') < kBoxesBeforeTheKill) {
        QVERIFY2(victim.waitForReadyRead(kPatience), victim.readAllStandardError());
        output += victim.readAllStandardOutput();
    }
    victim.kill();
    QVERIFY(victim.waitForFinished(kPatience));
    output += victim.readAllStandardOutput();
    const QByteArray last = output.left(output.lastIndexOf('\n')).split('\n').last();
    const QString file = QString::fromUtf8(last.left(last.lastIndexOf(' ')));
    const qint64 shown_as_saved = last.mid(last.lastIndexOf(' ') + 1).toLongLong();

    MainWindow next(fakeServices(std::make_shared<Script>()));
    next.show();
    QVERIFY(projectsLeftOpen(next.settings()).contains(file));
    QPushButton* recover = nullptr;
    for (auto* button : next.findChild<StartPage*>()->findChildren<QPushButton*>()) {
        if (button->text() == "Go on") recover = button;
    }
    QVERIFY(recover && recover->isVisible());
    QTest::mouseClick(recover, Qt::LeftButton);
    TRY_VERIFY(next.session()->hasProject());
    QVERIFY(next.session()->project().counts().boxes >= shown_as_saved);
    QVERIFY(next.session()->project().faults().empty());
    QVERIFY(next.session()->model()->canUndo());
    next.close();
}
