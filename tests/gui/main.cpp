#include <QApplication>
#include <QDebug>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <memory>
#include <vector>

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

namespace {

using Tests = std::vector<std::unique_ptr<QObject>>;

template <typename... Classes>
Tests made() {
    Tests tests;
    (tests.push_back(std::make_unique<Classes>()), ...);
    return tests;
}

/// What CTest runs one by one against what there is; a difference is said on stderr.
bool areNamesOf(const Tests& tests, QStringList names) {
    QStringList known;
    for (const auto& test : tests) known << QString::fromLatin1(test->metaObject()->className());
    known.sort();
    names.sort();
    if (names != known) qWarning() << "CTest runs" << names << "and there are" << known;
    return names == known;
}

}  // namespace

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

    const auto tests =
        made<AnnotateTest, CareTest, ProjectTest, ObjectsTest, ClassesTest, WorkflowTest, ReviewTest,
             RetrackTest, ExportTest, ImportTest, EvaluateTest, JobsTest, DrillDownTest, TrainTest,
             TrainControlTest, WindowTest, KeysTest, FirstRunTest, AccessibleTest, LooksTest, WordsTest>();
    const QString only = QApplication::arguments().value(1);
    if (only == "--classes") return areNamesOf(tests, QApplication::arguments().mid(2)) ? 0 : 1;
    // `gui_tests KeysTest [function ...]` runs one class.
    int failed = 0;
    for (const auto& test : tests) {
        if (only.endsWith("Test")) {
            if (test->metaObject()->className() == only) return QTest::qExec(test.get(), argc - 1, argv + 1);
            continue;
        }
        failed += QTest::qExec(test.get(), argc, argv);
    }
    return only.endsWith("Test") ? 2 : failed;
}
