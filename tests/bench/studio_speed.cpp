// Tracking in the studio's window as a share of `rtrack track` on the same clip and box, the two taking
// turns.
//
//     OMP_WAIT_POLICY=PASSIVE QT_QPA_PLATFORM=offscreen studio_speed CLIP X,Y,W,H [ROUNDS]
//
// The window decodes, tracks, saves every box in its project and draws the pictures as they come; the command
// writes nothing. Both leave out the start: what the command reports, and in the window the frames between
// the tenth box and the last. Prints one JSON object: frames/s of every round, the medians and their ratio.

#include <QApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "app/studio/main_window.h"
#include "tests/support/wait_until.h"
#include "tracking/base/error.h"
#include "tracking/base/geometry.h"

using namespace rtrack;

namespace {

constexpr int kWarmUpBoxes = 10;
constexpr int kLongestWaitMilliseconds = 600000;

double speedOfCommand(const QString& clip, const QString& box, const QString& report) {
    QProcess command;
    command.setStandardErrorFile(QProcess::nullDevice());
    command.start(RTRACK_PROGRAM, {"track", clip, "--box", box, "--json", report});
    if (!command.waitForFinished(kLongestWaitMilliseconds) || command.exitCode() != 0)
        throw Error(ErrorCode::Data, "rtrack track failed on " + clip.toStdString());
    QFile file(report);
    if (!file.open(QIODevice::ReadOnly)) throw Error(ErrorCode::Data, file.errorString().toStdString());
    return nlohmann::json::parse(file.readAll().toStdString()).at("fps").get<double>();
}

/// One track through the whole clip, on top of those that are there.
double speedOfWindow(MainWindow& window, const Box& box) {
    AnnotateSession* session = window.session();
    session->goTo(0);
    await([&] { return session->player()->shownFrame() == 0; }, "the first picture");
    window.editor()->addTrack(box);
    const auto boxes = [session] { return session->project().counts().boxes; };
    const int64_t before = boxes();
    window.action(ActionId::TrackForward)->trigger();
    await([&] { return boxes() >= before + kWarmUpBoxes; }, "the first boxes");
    const int64_t start = boxes();
    QElapsedTimer clock;
    clock.start();
    await([&] { return !session->trackRun()->running(); }, "the end of the run");
    return static_cast<double>(boxes() - start) * 1e9 / static_cast<double>(clock.nsecsElapsed());
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

nlohmann::json measure(const QString& clip, const QString& box, int rounds) {
    const QTemporaryDir folder;
    qputenv("XDG_DATA_HOME", QFile::encodeName(folder.path()));
    qputenv("XDG_CONFIG_HOME", QFile::encodeName(folder.path()));
    MainWindow window(studio_services());
    Settings settings = window.settings();
    settings.stops_in_doubt = false;  // as the command, to the end
    window.changeSettings(settings);
    window.show();
    window.openPath(clip);
    await([&] { return window.session()->player()->shownFrame() == 0; }, "the clip");
    std::vector<double> in_window;
    std::vector<double> in_command;
    for (int round = 0; round < rounds; ++round) {
        in_command.push_back(speedOfCommand(clip, box, folder.filePath("report.json")));
        in_window.push_back(speedOfWindow(window, box_from_string(box.toStdString())));
    }
    return {{"clip", clip.toStdString()},
            {"command", in_command},
            {"window", in_window},
            {"ratio_of_medians", median(in_window) / median(in_command)}};
}

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 3) {
        std::fprintf(stderr, "studio_speed CLIP X,Y,W,H [ROUNDS]\n");
        return 2;
    }
    try {
        const int rounds = arguments.size() > 3 ? std::max(1, arguments[3].toInt()) : 3;
        std::printf("%s\n", measure(arguments[1], arguments[2], rounds).dump(1).c_str());
        return 0;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        return 1;
    }
}
