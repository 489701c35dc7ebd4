// The pictures of the manual: what the window looks like on the way through its main job, on a real video.
//
//     studio_screenshots FOLDER [INPUT] [--box X,Y,W,H] [--second VIDEO]
//
// Needs a screen (xvfb-run) and takes minutes. The Train and Evaluate workspaces are shown with what the
// settings name, so give it a HOME of its own to have none of yours in the pictures.

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QTemporaryDir>

#include "app/studio/main_window.h"
#include "tests/screenshots/screenshot_tour.h"
#include "tracking/base/log.h"

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName("RTrack Studio");
    QCoreApplication::setOrganizationName("RTrack");
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addPositionalArgument("folder", "Where the pictures go.");
    parser.addPositionalArgument("input", "A video or a folder of pictures; without it, the demo.",
                                 "[INPUT]");
    const QCommandLineOption box("box", "The box to track, in the first frame.", "x,y,w,h");
    const QCommandLineOption second("second", "Another video, for a project of two.", "video");
    parser.addOptions({box, second});
    parser.process(application);
    const QStringList named = parser.positionalArguments();
    if (named.isEmpty()) parser.showHelp(2);

    const QTemporaryDir data;  // the pictures are to show a new user's projects, and leave none behind
    qputenv("XDG_DATA_HOME", QFile::encodeName(data.path()));
    const rtrack::Settings settings = rtrack::loadSettings();
    rtrack::applyTheme(settings.theme);
    rtrack::applyLanguage(settings.language);
    try {
        rtrack::MainWindow window(rtrack::studio_services());
        window.show();
        rtrack::takeScreenshots(window, {named[0], named.value(1), parser.value(second), parser.value(box)});
    } catch (const std::exception& failure) {
        rtrack::log_error(failure.what());
        return 1;
    }
    return 0;
}
