// Playing in the studio's window at the clip's own speed: is every picture shown, and in time?
//
//     QT_QPA_PLATFORM=offscreen studio_playback CLIP [SECONDS]
//
// Prints one JSON object: the clip's frames/s, those that the window showed, the share of the clip's pictures
// that were skipped to keep time, and the pauses between two pictures in milliseconds.

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "app/studio/main_window.h"
#include "tests/support/wait_until.h"
#include "tracking/base/error.h"

using namespace rtrack;

namespace {

constexpr double kWarmUpSeconds = 1;

nlohmann::json measure(const QString& clip, double seconds) {
    const QTemporaryDir folder;
    qputenv("XDG_DATA_HOME", QFile::encodeName(folder.path()));
    qputenv("XDG_CONFIG_HOME", QFile::encodeName(folder.path()));
    MainWindow window(studio_services());
    window.resize(1920, 1080);
    window.show();
    window.openPath(clip);
    FramePlayer* player = window.session()->player();
    if (!waitUntil([&] { return player->shownFrame() == 0; }))
        throw Error(ErrorCode::Data, clip.toStdString() + " did not open");
    player->play(1);
    const double start = player->secondsAt(0) + kWarmUpSeconds;
    waitUntil([&] { return !player->playing() || player->secondsAt(player->shownFrame()) >= start; });
    std::vector<double> pauses;
    const qint64 first = player->shownFrame();
    QElapsedTimer whole;
    QElapsedTimer since_last;
    whole.start();
    since_last.start();
    QObject::connect(player, &FramePlayer::frameShown, &window, [&] {
        pauses.push_back(static_cast<double>(since_last.nsecsElapsed()) * 1e-6);
        since_last.start();
    });
    waitUntil([&] { return !player->playing() || whole.elapsed() >= seconds * 1000; });
    const double played = static_cast<double>(whole.nsecsElapsed()) * 1e-9;
    player->disconnect(&window);
    const auto passed = static_cast<double>(player->shownFrame() - first);
    if (pauses.empty() || passed <= 0)
        throw Error(ErrorCode::Data, clip.toStdString() + " is too short to play");
    const auto shown = static_cast<double>(pauses.size());
    std::sort(pauses.begin(), pauses.end());
    return {{"clip", clip.toStdString()},
            {"clip_fps", passed / (player->secondsAt(player->shownFrame()) - player->secondsAt(first))},
            {"shown_fps", shown / played},
            {"skipped_share", std::max(0.0, 1 - shown / passed)},
            {"pause_median_ms", pauses[pauses.size() / 2]},
            {"pause_95_ms", pauses[pauses.size() * 95 / 100]},
            {"pause_longest_ms", pauses.back()}};
}

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2) {
        std::fprintf(stderr, "studio_playback CLIP [SECONDS]\n");
        return 2;
    }
    try {
        const double seconds = arguments.size() > 2 ? arguments[2].toDouble() : 10;
        std::printf("%s\n", measure(arguments[1], seconds).dump(1).c_str());
        return 0;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        return 1;
    }
}
