#include "tests/gui/looks_test.h"

#include <QApplication>
#include <QCheckBox>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>
#include <cmath>

#include "app/studio/project_names.h"
#include "tests/gui/fakes.h"
#include "tests/gui/patience.h"
#include "widgets/annotate/attribute_form.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/annotate/inspector.h"
#include "widgets/annotate/timeline.h"
#include "widgets/annotate/track_list.h"
#include "widgets/annotate/track_list_model.h"
#include "widgets/commands/command_delegate.h"
#include "widgets/common/background_job.h"
#include "widgets/common/focus_edge.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/plot_style.h"
#include "widgets/common/qcustomplot_header.h"
#include "widgets/common/theme.h"
#include "widgets/review/review_panel.h"
#include "widgets/tour/guided_tour.h"

using namespace rtrack;
using namespace rtrack::test;

namespace {

const QSize kSmallScreen(1024, 640);

Message messageOf(const QString& title, const QString& text = {}) {
    Message message;
    message.title = title;
    message.text = text;
    return message;
}

/// The relative luminance of the WCAG, 0 to 1.
double luminanceOf(const QColor& color) {
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrastOf(const QColor& a, const QColor& b) {
    const auto [darker, lighter] = std::minmax({luminanceOf(a), luminanceOf(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

void dropFiles(OpenWindow& window, const QStringList& names) {
    QMimeData files;
    QList<QUrl> urls;
    for (const QString& name : names) urls << QUrl::fromLocalFile(window.file(name));
    files.setUrls(urls);
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &files, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&*window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({5, 5}, Qt::CopyAction, &files, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&*window, &drop);
}

}  // namespace

void LooksTest::textsHaveTheirRoomAfterAChangeOfLanguageOnTheStartPage() {
    const QTemporaryDir folder;
    MainWindow window(fakeServices(std::make_shared<Script>()));
    window.show();
    for (const char* language : {"zh_CN", "en"}) {
        Settings settings = window.settings();
        settings.language = language;
        window.changeSettings(settings);
        QCoreApplication::processEvents();
        (void)window.minimumSizeHint();  // as whoever lays out the window asks
    }
    QFile(folder.filePath("numbered.mp4")).open(QIODevice::WriteOnly);  // for the fake engine
    window.openPath(folder.filePath("numbered.mp4"));
    TRY_COMPARE(window.session()->player()->shownFrame(), 0);
    TRY_VERIFY(window.findChild<Inspector*>()->isVisible());
    QCoreApplication::processEvents();
    for (const auto* label : window.findChild<Inspector*>()->findChildren<QLabel*>()) {
        if (!label->isVisible() || label->wordWrap()) continue;
        QVERIFY2(label->width() >= label->minimumSizeHint().width(), qPrintable(label->text()));
    }
}

void LooksTest::longWordsDoNotMakeTheWindowWide() {
    OpenWindow window;
    window->resize(kSmallScreen);
    window->messageBar()->showMessage(messageOf("It is open.", QString(300, 'w') + ".mp4"));
    QCoreApplication::processEvents();
    QVERIFY2(window->minimumSizeHint().width() <= kSmallScreen.width(),
             qPrintable(QString::number(window->minimumSizeHint().width())));
    QCOMPARE(window->width(), kSmallScreen.width());
    const int two_lines = 2 * window->messageBar()->fontMetrics().height();
    TRY_VERIFY(window->messageBar()->height() > two_lines);  // all of it is read
}

void LooksTest::aSmallScreenIsEnough() {
    OpenWindow window;
    window.trigger(ActionId::NewBox);  // with a hint how to draw
    QCoreApplication::processEvents();
    const QSize least = window->minimumSizeHint();
    QVERIFY2(least.width() <= kSmallScreen.width() && least.height() <= kSmallScreen.height(),
             qPrintable(QString("%1 x %2").arg(least.width()).arg(least.height())));
    window.trigger(ActionId::CloseProject);
    window->resize(kSmallScreen);
    window->openPath(window.file("numbered.mp4"));
    TRY_VERIFY(window->session()->hasVideo());
    QTest::qWait(50);
    QCOMPARE(window->size(), kSmallScreen);
}

void LooksTest::thePictureStaysWhenAMessageComes() {
    OpenWindow window;
    window->messageBar()->clear();
    QTest::qWait(20);
    FrameView* view = window->frameView();
    const QRect before(view->mapTo(&*window, QPoint()), view->size());
    Message message = messageOf("Tracked to the end.", "60 frames were tracked.");
    message.buttons = {{"Undo", [] {}}};
    for (const Message& shown : {message, messageOf("Tracked.")}) {
        window->messageBar()->showMessage(shown);
        QTest::qWait(20);
        QVERIFY(window->messageBar()->isVisible());
        QCOMPARE(QRect(view->mapTo(&*window, QPoint()), view->size()), before);
    }
}

void LooksTest::aCheckBoxIsSeenInTheDark() {
    const Theme before = loadSettings().theme;
    for (const Theme theme : {Theme::Dark, Theme::Light}) {
        applyTheme(theme);
        QCheckBox box;
        const QImage picture = box.grab().toImage();
        const QColor behind = box.palette().color(QPalette::Window);
        double most = 1;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x)
                most = std::max(most, contrastOf(picture.pixelColor(x, y), behind));
        }
        QVERIFY2(most >= 3, qPrintable(QString::number(most)));  // WCAG 1.4.11
    }
    applyTheme(before);
}

void LooksTest::alongTheThresholdOneGoesFromFrameToFrame() {
    OpenWindow window;
    auto* timeline = window->findChild<Timeline*>();
    QWidget* plot = timeline->plot();
    const double before = window->settings().lowest_score;
    const QPoint grip = timeline->thresholdGrip().toPoint();
    const QPoint middle(plot->width() / 2, grip.y());
    const auto drag = [plot](const QPoint& from, const QPoint& to) {
        QTest::mousePress(plot, Qt::LeftButton, {}, from);
        QTest::mouseMove(plot, (from + to) / 2);
        QTest::mouseMove(plot, to);
        QTest::mouseRelease(plot, Qt::LeftButton, {}, to);
    };
    drag(middle, middle + QPoint(60, 3));
    QVERIFY(window->session()->player()->position() > 5);
    QCOMPARE(window->settings().lowest_score, before);
    const qint64 position = window->session()->player()->position();
    drag(grip, grip - QPoint(0, 10));
    QVERIFY(window->settings().lowest_score > before);
    QCOMPARE(window->session()->player()->position(), position);
}

void LooksTest::aProjectLeftOpenHasItsVideosName() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    const QString file = QString::fromStdString(window.project().file().string());
    QCOMPARE(nameOfProject(window->settings(), file), QString("numbered.mp4"));
    window.trigger(ActionId::CloseProject);

    const QDateTime opened = QDateTime::fromString("2024-05-01T10:00:00", Qt::ISODate);
    const auto touch = [](const QString& path, const QDateTime& time) {
        QFile touched(path);
        return touched.open(QIODevice::Append) &&
               touched.setFileTime(time, QFileDevice::FileModificationTime);
    };
    QVERIFY(touch(file, opened));
    QCOMPARE(lastChange(file), opened);
    QVERIFY(touch(file + "-wal", opened.addSecs(30)));  // what a killed program leaves
    QCOMPARE(lastChange(file), opened.addSecs(30));
    QVERIFY(QFile::remove(file + "-wal"));
}

void LooksTest::aLockIsSeen() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    const QAbstractItemModel* rows = window->findChild<TrackList*>()->findChild<QTreeView*>()->model();
    const auto pictureOf = [rows] {
        const QIcon lock = rows->index(0, TrackListModel::Locked).data(Qt::DecorationRole).value<QIcon>();
        return lock.pixmap(16).toImage();
    };
    const QImage open = pictureOf();
    QVERIFY(!open.isNull());
    window->editor()->setLocked(window->session()->current(), true);
    QVERIFY(!pictureOf().isNull() && pictureOf() != open);
    QVERIFY(rows->index(0, TrackListModel::Locked).data().toString().isEmpty());  // no letter a font may lack
    const auto header = rows->headerData(TrackListModel::Locked, Qt::Horizontal, Qt::ToolTipRole);
    QCOMPARE(header.toString(), QString("Locked"));
}

void LooksTest::objectsAndVideosInTheQueueAreWhole() {
    OpenWindow window;
    window->resize(1280, 800);
    window.drawBox(truthRect(0));
    window.track(1);
    window->openPath(window.file("another one.mp4"));  // the queue names the other video
    TRY_VERIFY(window->session()->tracks().empty());
    window->showReview();
    QTreeView* view = window->reviewPanel()->view();
    TRY_VERIFY(view->model()->rowCount() > 0);
    const QString text = view->model()->index(0, ReviewModel::Object).data().toString();
    QVERIFY2(text.contains("numbered"), qPrintable(text));
    TRY_VERIFY(view->columnWidth(ReviewModel::Object) > view->fontMetrics().horizontalAdvance(text));
}

void LooksTest::aLongNameLeavesRoomForFramesAndReasons() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    window->editor()->rename(window->session()->current(), QString(200, 'n'));
    ReviewPanel panel(window->session(), {});
    panel.resize(900, 400);
    panel.show();
    QTreeView* view = panel.view();
    window.track(1);
    TRY_VERIFY(view->model()->rowCount() > 0);
    TRY_VERIFY(view->columnWidth(ReviewModel::Object) > 400);
    for (const int width : {300, 240}) {
        panel.resize(width, 400);
        QCoreApplication::processEvents();
        const int before_why = view->columnViewportPosition(ReviewModel::Why);
        QVERIFY2(before_why <= view->viewport()->width() - 50,
                 qPrintable(QString("%1 of %2").arg(before_why).arg(view->viewport()->width())));
    }
    panel.resize(900, 400);
    TRY_VERIFY(view->columnWidth(ReviewModel::Object) > 400);  // once more
}

void LooksTest::aLongAttributeLeavesTheInspectorAsItIs() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    auto* inspector = window->findChild<Inspector*>();
    const int before = inspector->minimumSizeHint().width();
    ProjectModel* model = window->session()->model();
    const int64_t id = model->newId();
    ProjectEdit edit;
    ObjectClass& long_class = edit.classes[id].emplace();
    long_class.name = std::string(120, 'c');
    long_class.attributes = {
        {std::string(120, 'a'), {}, {}, AttributeKind::Text},
        {std::string(80, 'b'), {"yes", std::string(90, 'v')}, {}, AttributeKind::Choice}};
    QVERIFY(model->change(edit, "Class"));
    window->editor()->setClass(id);
    QCoreApplication::processEvents();
    QVERIFY(inspector->attributes()->isVisible());
    QVERIFY2(inspector->minimumSizeHint().width() <= before + 20,
             qPrintable(QString("%1 after %2").arg(inspector->minimumSizeHint().width()).arg(before)));
    for (const QWidget* field : inspector->attributes()->findChildren<QWidget*>()) {
        if (!field->isVisible()) continue;  // the list that opens
        const int right = field->mapTo(inspector, QPoint(field->width(), 0)).x();
        QVERIFY2(right <= inspector->width(), field->metaObject()->className());
    }
}

void LooksTest::namesInTheListOfTracksHaveRoom() {
    OpenWindow window;
    TrackList list(window->session(), window->editor());
    list.resize(list.minimumSizeHint().width(), 300);
    list.show();
    QCoreApplication::processEvents();
    QVERIFY(list.view()->columnWidth(TrackListModel::Name) >= 100);
    QVERIFY(list.view()->isColumnHidden(TrackListModel::State));
    list.resize(420, 300);
    QCoreApplication::processEvents();
    QVERIFY(!list.view()->isColumnHidden(TrackListModel::State));
    QVERIFY(!list.view()->isColumnHidden(TrackListModel::Boxes));
    QVERIFY(list.view()->columnWidth(TrackListModel::Name) >= 100);
}

void LooksTest::aPanelBehindAnotherComesToTheFront() {
    OpenWindow window;
    window->resize(1280, 800);
    QCoreApplication::processEvents();
    const auto entry = [&](const QString& text) {
        QAction* found = nullptr;
        for (QMenu* menu : window->menuBar()->findChildren<QMenu*>()) {
            for (QAction* action : menu->actions()) {
                if (action->text() == text) found = action;
            }
        }
        return found;
    };
    const auto in_front = [](const QWidget* widget) { return !widget->visibleRegion().isEmpty(); };
    auto* inspector = window->findChild<Inspector*>();
    QAction* review = entry("Review");
    QVERIFY(review && entry("Inspector"));
    window.trigger(ActionId::ResetLayout);  // wherever an earlier test left them
    TRY_VERIFY(in_front(inspector) && !review->isChecked());
    review->trigger();
    TRY_VERIFY(in_front(window->reviewPanel()) && review->isChecked());
    QVERIFY(!in_front(inspector));
    entry("Inspector")->trigger();
    TRY_VERIFY(in_front(inspector));
    TRY_VERIFY(!review->isChecked());
    entry("Inspector")->trigger();  // the one that is seen is hidden
    TRY_VERIFY(inspector->parentWidget()->isHidden());
}

void LooksTest::framesAreNumberedWhole() {
    QCustomPlot plot;
    countFrames(*plot.xAxis);
    for (const double frames : {2.0, 5.0, 11.0, 15.0, 26.0, 60.0, 4000.0}) {
        QVector<double> ticks;
        plot.xAxis->ticker()->generate({-0.5, frames - 0.5}, QLocale::c(), 'g', 6, ticks, nullptr, nullptr);
        QVERIFY(ticks.size() > 1);
        for (const double tick : ticks) QCOMPARE(tick, std::round(tick));
    }
}

void LooksTest::theWordsOfTheTourAreWhole() {
    OpenWindow window;
    window->resize(1280, 800);
    window.trigger(ActionId::TakeTour);
    GuidedTour* tour = window->tour();
    TRY_VERIFY(tour->running());
    while (tour->running()) {
        QCoreApplication::processEvents();
        for (const auto* words : tour->callout()->findChildren<QLabel*>()) {
            QVERIFY2(!words->wordWrap() || words->height() >= words->heightForWidth(words->width()),
                     qPrintable(words->text()));
        }
        tour->nextButton()->click();
    }
}

void LooksTest::aCommandThatCannotBeRunIsRead() {
    QStandardItemModel model(1, 1);
    model.setData(model.index(0, 0), "Simplify to keyframes");
    model.setData(model.index(0, 0), false, CommandDelegate::kEnabled);
    QStyleOptionViewItem option;
    option.rect = QRect(0, 0, 240, 30);
    option.state = QStyle::State_Selected;
    for (const Theme theme : {Theme::Dark, Theme::Light}) {
        applyTheme(theme);
        option.palette = QApplication::palette();
        QImage row(option.rect.size(), QImage::Format_RGB32);
        row.fill(option.palette.color(QPalette::Base));
        QPainter painter(&row);
        CommandDelegate().paint(&painter, option, model.index(0, 0));
        painter.end();
        double most = 1;
        for (int y = 0; y < row.height(); ++y) {
            for (int x = 0; x < row.width(); ++x)
                most = std::max(most, contrastOf(row.pixelColor(x, y), row.pixelColor(0, 0)));
        }
        QVERIFY2(most >= 4.5, qPrintable(QString::number(most)));  // WCAG 1.4.3
    }
    applyTheme(loadSettings().theme);
}

void LooksTest::theKeyboardIsSeenInThePicture() {
    OpenWindow window;
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&*window, kPatience));
    for (QWidget* part : {static_cast<QWidget*>(window->frameView()),
                          static_cast<QWidget*>(window->findChild<Timeline*>()->plot())}) {
        auto* edge = part->findChild<FocusEdge*>();
        window->setFocus();
        part->setFocus(Qt::TabFocusReason);
        QVERIFY(edge->isVisible());
        QCOMPARE(edge->size(), part->size());
        window->setFocus();
        QVERIFY(!edge->isVisible());
        part->setFocus(Qt::MouseFocusReason);
        QVERIFY(!edge->isVisible());
    }
}

void LooksTest::withoutAVideoThereAreNoDocks() {
    OpenWindow window;
    auto* timeline = window->findChild<QDockWidget*>("timeline");
    auto* tracks = window->findChild<QDockWidget*>("tracks");
    tracks->hide();  // as a person likes it
    window.trigger(ActionId::CloseProject);
    TRY_VERIFY(!timeline->isVisible());
    window->openPath(window.file("numbered.mp4"));
    TRY_VERIFY(timeline->isVisible());
    QVERIFY(!tracks->isVisible());
    tracks->show();
}

void LooksTest::severalFilesMayBeDropped() {
    OpenWindow window;
    dropFiles(window, {"numbered.mp4", "one.mp4", "two.mp4"});  // the first one is shown already
    TRY_COMPARE(window.project().videos().size(), size_t{3});
}

void LooksTest::droppedFilesAreForgottenWhereTheFirstIsRefused() {
    OpenWindow window;
    QTemporaryDir folder;
    const QString file = folder.filePath("work.rtrack");
    window->projectController()->saveAs(file);
    dropFiles(window, {"one.mp4", "two.mp4"});
    QVERIFY2(window->messageBar()->text().contains("Try again"), qPrintable(window->messageBar()->text()));
    TRY_COMPARE(window.projectFile(), file);
    window.openAndWait(window.file("three.mp4"));
    QCoreApplication::processEvents();
    TRY_VERIFY(window->findChildren<BackgroundJob*>().isEmpty());
    QCOMPARE(window.project().videos().size(), size_t{2});
}
