#include "tests/gui/fakes.h"

#include <QDirIterator>
#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <thread>

#include "tests/gui/patience.h"
#include "tracking/base/error.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/exchange/export_dialog.h"

namespace rtrack::test {
namespace {

constexpr double kObjectDistance = 60;

void sleep(int milliseconds) {
    if (milliseconds > 0) std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
}

void waitWhileHeld(Script& script, bool tracks = false) {
    const auto started = std::chrono::steady_clock::now();
    while (script.held || (tracks && script.held_after >= 0 && script.updates >= script.held_after)) {
        if (std::chrono::steady_clock::now() - started > std::chrono::minutes(1)) {
            script.gave_up = true;
            return;
        }
        sleep(1);
    }
}

/// Knows the truth from the number in the frame; starts to doubt at a frame that the script names.
class ScriptedTracker : public Tracker {
public:
    explicit ScriptedTracker(std::shared_ptr<Script> script) : script_(std::move(script)) {
        ++script_->trackers;
    }
    ScriptedTracker(const ScriptedTracker&) = delete;
    ScriptedTracker& operator=(const ScriptedTracker&) = delete;
    ~ScriptedTracker() override { --script_->trackers; }

    [[nodiscard]] std::string description() const override { return "Scripted"; }
    [[nodiscard]] bool looks_for_lost() const override { return script_->away_from >= 0; }
    void init(const Image& frame, const Box& box) override {
        if (script_->fails) throw Error(ErrorCode::Data, "The model file is not there.");
        start_ = numberOf(frame);
        object_ = static_cast<int>(std::lround((box.y - truthAt(start_).y) / kObjectDistance));
    }
    [[nodiscard]] TrackResult update(const Image& frame) override {
        sleep(script_->update_milliseconds);
        waitWhileHeld(*script_, /*tracks=*/true);
        ++script_->updates;
        const int64_t number = numberOf(frame);
        TrackResult result;
        result.box = truthAt(number, object_);
        result.box.x += script_->shift + script_->drift * static_cast<double>(std::abs(number - start_));
        result.init_box = result.box;
        result.init_box.y -= 1;
        result.points = {result.box.center(), {result.box.x, result.box.y}};
        if (script_->away_from >= 0 && number >= script_->away_from && number < script_->away_until) {
            result.box = {318, result.box.y, 2, 24};  // what is left at the border, as RTrack gives it
            result.score = 0.1;
            return result;
        }
        const int64_t doubt_from = script_->doubt_from;
        result.score = doubt_from >= 0 && start_ < doubt_from && number >= doubt_from ? 0.05 : 0.9;
        return result;
    }

    [[nodiscard]] std::vector<TrackResult> update_all(const std::vector<Tracker*>& trackers,
                                                      const Image& frame) override {
        script_->most_at_once = std::max(script_->most_at_once.load(), static_cast<int>(trackers.size()));
        return Tracker::update_all(trackers, frame);
    }

private:
    std::shared_ptr<Script> script_;
    int64_t start_ = 0;
    int object_ = 0;
};

class ScoreJudge : public DoubtJudge {
public:
    explicit ScoreJudge(double lowest) : lowest_(lowest) {}
    void start(int64_t, const ImagePtr&, const Box&) override {}
    std::optional<DoubtFinding> judge(int64_t frame, const ImagePtr&, const TrackResult& result) override {
        if (result.score >= lowest_) return std::nullopt;
        return DoubtFinding{frame, DoubtCause::LowScore, result.score, lowest_};
    }

private:
    double lowest_;
};

OpenedVideo openFake(const std::shared_ptr<Script>& script, const std::string& path) {
    if (path.find("missing") != std::string::npos) throw Error(ErrorCode::Data, path + " is not there.");
    auto source = std::make_shared<NumberedSource>(script);
    OpenedVideo video;
    video.info = video_info_of(*source);
    video.info.name = path;
    video.variable_rate = path.find("vfr") != std::string::npos;
    if (path.find("damaged") != std::string::npos) video.damage = {"12 bytes are missing at the end."};
    video.source = source;
    const QString index = QString("%1 %2").arg(video.info.frame_count).arg(script->seconds_a_frame);
    if (path != "demo") video.frame_index = index.toStdString();
    return video;
}

std::vector<double> timesOf(const std::string& index) {
    const QStringList words = QString::fromStdString(index).split(' ');
    std::vector<double> times;
    for (int64_t frame = 0; frame < words[0].toLongLong(); ++frame)
        times.push_back(static_cast<double>(frame) * words[1].toDouble());
    return times;
}

}  // namespace

ImagePtr NumberedSource::read(int64_t frame_index) {
    check_frame_index(*this, frame_index);
    if (script_->held) ++script_->waits;
    waitWhileHeld(*script_);
    ++script_->frames_read;
    if (script_->broken_frames.contains(frame_index)) {
        throw Error(ErrorCode::Data, "numbered.mp4: frame " + std::to_string(frame_index) + " is damaged.");
    }
    auto image = std::make_shared<Image>(width(), height());
    const bool other_scene = script_->cut_at >= 0 && frame_index >= script_->cut_at;
    std::memset(image->data(), other_scene ? 200 : 90, image->bytes());
    const Box box = clipped(truthAt(frame_index), width(), height());  // it leaves a long video's picture
    for (int y = static_cast<int>(box.y); y < static_cast<int>(box.bottom()); ++y) {
        std::memset(image->row(y) + 3 * static_cast<int>(box.x), 230, static_cast<size_t>(3 * box.width));
    }
    const auto number = static_cast<uint32_t>(frame_index);
    std::memcpy(image->data(), &number, sizeof number);
    return image;
}

int64_t numberOf(const Image& image) {
    uint32_t number = 0;
    std::memcpy(&number, image.data(), sizeof number);
    return number;
}

Box truthAt(int64_t frame_index, int object) {
    return {20.0 + static_cast<double>(frame_index), 40.0 + kObjectDistance * object, 30, 24};
}

QRectF truthRect(int64_t frame_index, int object) {
    const Box box = truthAt(frame_index, object);
    return {box.x, box.y, box.width, box.height};
}

StudioServices fakeServices(const std::shared_ptr<Script>& script) {
    StudioServices services;
    services.open = [script](const std::string& path, const auto& progress, const auto&) {
        ++script->openings;
        progress(0.5);
        waitWhileHeld(*script);
        return openFake(script, path);
    };
    services.set_frame_memory = [](int) {};
    services.open_demo = [script] {
        OpenedVideo video = openFake(script, "demo");
        video.first_box = truthAt(0);
        return video;
    };
    services.track_ahead = [](OpenedVideo& video, int64_t count, const auto&, const auto& progress,
                              const auto&) {
        for (int64_t frame = 1; frame <= count; ++frame) {
            TrackResult result;
            result.box = truthAt(frame);
            result.score = 0.9;
            video.tracked.push_back(result);
        }
        if (count >= 70) video.corrections[70] = truthAt(70);
        progress(1);
    };
    services.tracker = [script](const TrackerRequest&, size_t) {
        return std::make_shared<ScriptedTracker>(script);
    };
    services.identity = [script](const TrackerRequest& request) {
        return TrackerIdentity{request.tracker, "cpu", "fp32", request.model, script->model_hash, {}};
    };
    services.frame_times = timesOf;
    services.release_trackers = [script] { ++script->releases; };
    services.tracker_names = {"rtrack", "csrt"};
    services.write_jpeg = [](const std::filesystem::path& file, const Image& picture) {
        QFile number(QString::fromStdString(file.string()));  // enough to tell which picture it is
        if (number.open(QIODevice::WriteOnly)) number.write(QByteArray::number(qlonglong(numberOf(picture))));
    };
    services.render = [script](FrameSource&, const AnnotationVideo& video, const std::filesystem::path& file,
                               const auto& progress) {
        waitWhileHeld(*script);
        QFile text(QString::fromStdString(file.string()));  // enough to tell what would be drawn
        if (!text.open(QIODevice::WriteOnly)) throw Error(ErrorCode::Data, file.string());
        text.write(QString("%1 to %2, %3 boxes")
                       .arg(video.first_frame)
                       .arg(video.last_frame)
                       .arg(counts_of(*video.set).boxes)
                       .toUtf8());
        progress(1, 1);
        return std::vector<std::string>();
    };
    services.device_status = [](const TrackerRequest& request) {
        return request.device == "cuda" ? DeviceStatus{"CUDA: a GPU, bf16", true}
                                        : DeviceStatus{"CPU, fp32; no NVIDIA driver", false};
    };
    services.judge = [](const DoubtRequest& request) {
        return std::make_unique<ScoreJudge>(request.lowest_score);
    };
    return services;
}

SettingsKept::SettingsKept() {
    const QSettings store;
    for (const QString& key : store.allKeys()) before_[key] = store.value(key);
}

SettingsKept::~SettingsKept() {
    QSettings store;
    store.clear();
    for (auto value = before_.begin(); value != before_.end(); ++value)
        store.setValue(value.key(), value.value());
}

OpenWindow::OpenWindow(std::shared_ptr<Script> script)
    : script_(std::move(script)), window_(std::make_unique<MainWindow>(fakeServices(script_))) {
    window_->resize(1000, 760);
    window_->show();
    window_->openPath(file("numbered.mp4"));
    [&] { TRY_COMPARE(window_->session()->player()->shownFrame(), 0); }();
}

OpenWindow::~OpenWindow() {
    window_->close();
}

QString OpenWindow::file(const QString& name) const {
    QFile file(folder_.filePath(name));
    if (!file.exists() && file.open(QIODevice::WriteOnly)) file.write(file.fileName().toUtf8());
    return file.fileName();
}

void OpenWindow::press(size_t button) {
    QVERIFY(window_->messageBar()->buttons().size() > button);
    QTest::mouseClick(window_->messageBar()->buttons()[button], Qt::LeftButton);
}

void OpenWindow::openAndWait(const QString& path) {
    AnnotateSession* session = window_->session();
    const int64_t before = session->videoId();
    const QString file = session->hasProject() ? projectFile() : QString();
    window_->openPath(path);
    TRY_VERIFY(session->hasVideo() && (session->videoId() != before || projectFile() != file));
    TRY_VERIFY(session->player()->shownFrame() >= 0);
}

void OpenWindow::goTo(qint64 frame) {
    window_->session()->goTo(frame);
    TRY_COMPARE(window_->session()->player()->shownFrame(), frame);
}

void OpenWindow::dragInFrame(const QPointF& from, const QPointF& to) {
    FrameView* view = window_->frameView();
    const QPoint start = view->view().viewFromFrame(from).toPoint();
    const QPoint end = view->view().viewFromFrame(to).toPoint();
    QTest::mousePress(view, Qt::LeftButton, {}, start);
    QTest::mouseMove(view, (start + end) / 2);
    QTest::mouseMove(view, end);
    QTest::mouseRelease(view, Qt::LeftButton, {}, end);
}

void OpenWindow::drawBox(const QRectF& box) {
    trigger(ActionId::NewBox);
    dragInFrame(box.topLeft(), box.bottomRight());
}

std::vector<int64_t> OpenWindow::drawObjects(int count) {
    for (int object = 0; object < count; ++object)
        drawBox(truthRect(window_->session()->player()->shownFrame(), object));
    return window_->session()->tracks();
}

void OpenWindow::redrawBox(const QRectF& box) {
    trigger(ActionId::RedrawBox);
    dragInFrame(box.topLeft(), box.bottomRight());
}

void OpenWindow::track(int direction) {
    QSignalSpy ended(window_->session(), &AnnotateSession::trackingEnded);
    trigger(direction > 0 ? ActionId::TrackForward : ActionId::TrackBackward);
    TRY_COMPARE(ended.count(), 1);
}

QStringList OpenWindow::exportGot10k(const QString& folder) {
    trigger(ActionId::Export);
    auto* dialog = window_->findChild<ExportDialog*>();
    ExportChoice choice;
    choice.path = folder;
    if (!window_->session()->selection().empty()) choice.objects = ExportChoice::Objects::Selected;
    dialog->setChoice(choice);
    [&] { TRY_VERIFY(dialog->upToDate()); }();
    dialog->exportNow();
    [&] { TRY_VERIFY(!window_->findChild<ExportDialog*>()); }();  // nor found by who exports next
    [&] { TRY_VERIFY(window_->messageBar()->text().contains("Exported")); }();
    QDirIterator found(folder, {"groundtruth.txt"}, QDir::Files, QDirIterator::Subdirectories);
    QFile text(found.hasNext() ? found.next() : QString());
    if (!text.open(QIODevice::ReadOnly)) return {};
    return QString::fromUtf8(text.readAll()).trimmed().split('\n');
}

}  // namespace rtrack::test
