#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "app/settings.h"
#include "tests/gui/annotate_test.h"
#include "tests/gui/train_test.h"
#include "tests/gui/window_test.h"

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName("RTrack Studio tests");
    QApplication::setOrganizationName("RTrack");
    QTemporaryDir settings_folder;  // never the settings of the person who runs the tests
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings_folder.path());
    rtrack::applyLanguage("en");

    AnnotateTest annotate;
    TrainTest train;
    WindowTest window;
    return QTest::qExec(&annotate, argc, argv) + QTest::qExec(&train, argc, argv) +
           QTest::qExec(&window, argc, argv);
}
