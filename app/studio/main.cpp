#include <QApplication>
#include <QCommandLineParser>
#include <algorithm>
#include <memory>
#include <string_view>

#include "app/engine/short_spin.h"
#include "app/studio/main_window.h"
#include "app/studio/studio_services.h"
#include "tracking/base/demo.h"
#include "tracking/base/log.h"

namespace {

/// --help and --version are answered without a screen, too.
bool onlyAsks(int argc, char** argv) {
    return std::any_of(argv + 1, argv + argc, [](std::string_view word) {
        return word == "-h" || word == "--help" || word == "--help-all" || word == "-v" ||
               word == "--version";
    });
}

}  // namespace

int main(int argc, char** argv) {
    rtrack::restart_with_short_spin(argv);
    std::unique_ptr<QCoreApplication> application;
    if (onlyAsks(argc, argv)) {
        application = std::make_unique<QCoreApplication>(argc, argv);
    } else {
        application = std::make_unique<QApplication>(argc, argv);
    }
    QCoreApplication::setApplicationName("RTrack Studio");
    QCoreApplication::setOrganizationName("RTrack");
    QCoreApplication::setApplicationVersion(RTRACK_VERSION);

    QCommandLineParser parser;
    parser.setApplicationDescription("Open a video, draw a box around an object, and have it followed.");
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        "input", "A project, a video, a picture, a folder of pictures, or demo: for the demo.", "[INPUT]");
    parser.process(*application);

    const rtrack::Settings settings = rtrack::loadSettings();
    rtrack::applyTheme(settings.theme);
    rtrack::applyLanguage(settings.language);
    try {
        rtrack::MainWindow window(rtrack::studio_services());
        window.show();
        const QString input = parser.positionalArguments().value(0);
        if (input == rtrack::kDemoPath) {
            window.openDemo();
        } else if (!input.isEmpty()) {
            window.openPath(input);
        }
        return QApplication::exec();
    } catch (const std::exception& failure) {
        rtrack::log_error(failure.what());
        return 1;
    }
}
