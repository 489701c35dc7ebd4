#pragma once

#include <QTemporaryDir>
#include <QVariantMap>
#include <atomic>
#include <memory>
#include <set>

#include "app/studio/main_window.h"

namespace rtrack::test {

/// What the fake engine does; shared with the test, which may change it at any time.
struct Script {
    /// First frame with a low score, until a person's box lies at or after it.
    std::atomic<int64_t> doubt_from = -1;
    std::atomic<int> update_milliseconds = 0;
    std::atomic<double> shift = 0;     ///< added to x of every result: tells runs apart
    std::atomic<double> drift = 0;     ///< added to x of every result for each frame since the start box
    std::atomic<int64_t> cut_at = -1;  ///< first frame of another scene
    std::atomic<bool> fails = false;
    std::atomic<int64_t> away_from = -1;  ///< the target is out of the picture from this frame on,
    std::atomic<int64_t> away_until = 0;  ///< and back at this one; the tracker looks for it
    std::atomic<int> most_at_once = 0;    ///< targets that a tracker was asked to follow in one step
    std::atomic<int> frames_read = 0;
    std::atomic<int> updates = 0;       ///< frames that were tracked
    std::atomic<int> trackers = 0;      ///< that somebody has
    std::atomic<int> held_after = -1;   ///< tracking waits once it made so many of them; -1: it does not
    std::atomic<int> openings = 0;      ///< of videos, begun
    std::atomic<bool> held = false;     ///< opening, decoding, tracking and rendering wait, but not for ever:
    std::atomic<int> waits = 0;         ///< frames that were asked for while `held`
    std::atomic<bool> gave_up = false;  ///< one of them waited longer than any test takes
    std::atomic<int> releases = 0;      ///< times that the GPU's memory was given back
    std::set<int64_t> broken_frames;
    int64_t frames = 60;
    double seconds_a_frame = 0.04;
    std::string model_hash = "00ff";
};

/// A video whose frames carry their number in the first pixel, with an object that moves one pixel a frame;
/// further objects, which move alike, are thought to be 60 pixels below each other.
class NumberedSource : public FrameSource {
public:
    explicit NumberedSource(std::shared_ptr<Script> script) : script_(std::move(script)) {}

    [[nodiscard]] std::string name() const override { return "numbered.mp4"; }
    [[nodiscard]] int64_t frame_count() const override { return script_->frames; }
    [[nodiscard]] int width() const override { return 320; }
    [[nodiscard]] int height() const override { return 240; }
    [[nodiscard]] double frames_per_second() const override { return 1 / script_->seconds_a_frame; }
    [[nodiscard]] std::optional<double> seconds_at(int64_t frame) const override {
        return static_cast<double>(frame) * script_->seconds_a_frame;
    }
    [[nodiscard]] ImagePtr read(int64_t frame_index) override;

private:
    std::shared_ptr<Script> script_;
};

[[nodiscard]] int64_t numberOf(const Image& image);
[[nodiscard]] Box truthAt(int64_t frame_index, int object = 0);
[[nodiscard]] QRectF truthRect(int64_t frame_index, int object = 0);

[[nodiscard]] StudioServices fakeServices(const std::shared_ptr<Script>& script);

/// The settings are afterwards as they were before.
class SettingsKept {
public:
    SettingsKept();
    ~SettingsKept();

private:
    QVariantMap before_;
};

/// A window on a fake engine, its settings in a folder of its own, with a video open and its first frame
/// shown.
class OpenWindow {
public:
    explicit OpenWindow(std::shared_ptr<Script> script = std::make_shared<Script>());
    ~OpenWindow();

    MainWindow* operator->() { return window_.get(); }
    MainWindow& operator*() { return *window_; }
    [[nodiscard]] Script& script() { return *script_; }
    /// A file of that name for the fake engine, in a folder of this window's own.
    [[nodiscard]] QString file(const QString& name) const;
    [[nodiscard]] const Project& project() { return window_->session()->project(); }
    /// The current track's box.
    [[nodiscard]] std::optional<BoxRecord> boxAt(int64_t frame) { return window_->session()->boxAt(frame); }
    [[nodiscard]] int64_t boxCount() { return project().counts().boxes; }
    /// The file that the project is in.
    [[nodiscard]] QString projectFile() { return QString::fromStdString(project().file().string()); }

    void trigger(ActionId id) { window_->action(id)->trigger(); }
    /// Presses a button of the message bar.
    void press(size_t button = 0);
    /// Another video or project; waits until its first frame is shown.
    void openAndWait(const QString& path);
    void goTo(qint64 frame);
    /// Drags with the left button from one frame pixel to another.
    void dragInFrame(const QPointF& from, const QPointF& to);
    /// A new object.
    void drawBox(const QRectF& box_in_frame);
    /// New objects, where the clip's are in the frame that is shown. @return all tracks of the video
    std::vector<int64_t> drawObjects(int count);
    /// Of the current track.
    void redrawBox(const QRectF& box_in_frame);
    /// Starts tracking and waits for its end.
    void track(int direction);
    /// Exports the selected objects, or all of the video, as GOT-10k folders.
    /// @return the lines of the first sequence
    [[nodiscard]] QStringList exportGot10k(const QString& folder);

private:
    QTemporaryDir folder_;
    std::shared_ptr<Script> script_;
    std::unique_ptr<MainWindow> window_;
};

}  // namespace rtrack::test
