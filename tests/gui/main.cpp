#include <QApplication>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "app/studio/settings.h"
#include "tests/gui/accessible_test.h"
#include "tests/gui/annotate_test.h"
#include "tests/gui/care_test.h"
#include "tests/gui/classes_test.h"
#include "tests/gui/drill_down_test.h"
#include "tests/gui/evaluate_test.h"
#include "tests/gui/export_test.h"
#include "tests/gui/first_run_test.h"
#include "tests/gui/import_test.h"
#include "tests/gui/jobs_test.h"
#include "tests/gui/keys_test.h"
#include "tests/gui/looks_test.h"
#include "tests/gui/objects_test.h"
#include "tests/gui/project_test.h"
#include "tests/gui/retrack_test.h"
#include "tests/gui/review_test.h"
#include "tests/gui/train_control_test.h"
#include "tests/gui/train_test.h"
#include "tests/gui/window_test.h"
#include "tests/gui/words_test.h"
#include "tests/gui/workflow_test.h"

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName("RTrack Studio tests");
    QApplication::setOrganizationName("RTrack");
    QTemporaryDir settings_folder;  // never the settings of the person who runs the tests
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings_folder.path());
    if (!QApplication::arguments().contains("--draw-until-killed"))  // nor the projects
        qputenv("XDG_DATA_HOME", QFile::encodeName(settings_folder.path()));
    rtrack::applyLanguage("en");

    if (QApplication::arguments().contains("--draw-until-killed")) return WorkflowTest::drawUntilKilled();

    AnnotateTest annotate;
    CareTest care;
    ObjectsTest objects;
    ClassesTest classes;
    WorkflowTest workflow;
    EvaluateTest evaluate;
    DrillDownTest drill_down;
    ProjectTest project;
    ReviewTest review;
    RetrackTest retrack;
    ExportTest exporting;
    ImportTest importing;
    TrainTest train;
    TrainControlTest control;
    WindowTest window;
    JobsTest jobs;
    KeysTest keys;
    FirstRunTest first_run;
    AccessibleTest accessible;
    LooksTest looks;
    WordsTest words;
    // `gui_tests KeysTest [function ...]` runs one class.
    const QString only = QApplication::arguments().value(1);
    int failed = 0;
    for (QObject* test : std::initializer_list<QObject*>{
             &annotate, &care,      &project,   &objects,   &classes,    &workflow,   &review,
             &retrack,  &exporting, &importing, &evaluate,  &jobs,       &drill_down, &train,
             &control,  &window,    &keys,      &first_run, &accessible, &looks,      &words}) {
        if (only.endsWith("Test")) {
            if (test->metaObject()->className() == only) return QTest::qExec(test, argc - 1, argv + 1);
            continue;
        }
        failed += QTest::qExec(test, argc, argv);
    }
    return only.endsWith("Test") ? 2 : failed;
}
