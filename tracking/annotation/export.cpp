#include "tracking/annotation/export.h"

#include <algorithm>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "tracking/base/atomic_file.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

constexpr int64_t kFramesPerWrite = 1000;

std::string numbers(const char* format, const Box& box) {
    char text[160];
    std::snprintf(text, sizeof text, format, box.x, box.y, box.width, box.height);
    return text;
}

nlohmann::ordered_json json_of_box(const Box& box) {
    return {box.x, box.y, box.width, box.height};
}

std::string got10k_line(const BoxRecord* record) {
    return numbers("%.4f,%.4f,%.4f,%.4f\n", record ? record->box : Box{});
}

std::string csv_line(const ExportedTrack& track, int64_t frame_index, const BoxRecord* record) {
    if (!record) return {};
    const auto& seconds = track.video.seconds;
    char time[40] = "";
    if (frame_index < static_cast<int64_t>(seconds.size())) {
        std::snprintf(time, sizeof time, "%.6f", seconds[static_cast<size_t>(frame_index)]);
    }
    char score[40];
    std::snprintf(score, sizeof score, "%.4f", record->score);
    return std::to_string(frame_index) + ',' + time + ',' + numbers("%.4f,%.4f,%.4f,%.4f", record->box) +
           ',' + to_string(record->source) + ',' + score + ',' + (record->reviewed ? '1' : '0') + '\n';
}

std::string json_line(const ExportedTrack& track, int64_t frame_index, const BoxRecord* record, bool first) {
    if (!record) return {};
    nlohmann::ordered_json entry;
    entry["frame"] = frame_index;
    const auto& seconds = track.video.seconds;
    if (frame_index < static_cast<int64_t>(seconds.size())) {
        entry["seconds"] = seconds[static_cast<size_t>(frame_index)];
    }
    entry["box"] = json_of_box(record->box);
    entry["source"] = to_string(record->source);
    entry["score"] = record->score;
    entry["reviewed"] = record->reviewed;
    entry["doubtful"] = record->doubtful;
    if (record->init_box) entry["init_box"] = json_of_box(*record->init_box);
    if (!record->points.empty()) {
        auto points = nlohmann::ordered_json::array();
        for (const Point& point : record->points) points.push_back({point.x, point.y});
        entry["points"] = std::move(points);
    }
    return (first ? "    " : ",\n    ") +
           entry.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string json_head(const ExportedTrack& track, const ExportOptions& options) {
    const VideoInfo& video = track.video;
    nlohmann::ordered_json head;
    head["format"] = "rtrack-boxes";
    head["version"] = 1;
    head["index_base"] = 0;
    head["box"] = "x,y,width,height in pixels";
    head["video"] = {{"name", video.name},
                     {"frames", video.frame_count},
                     {"width", video.width},
                     {"height", video.height},
                     {"frames_per_second", video.frames_per_second}};
    head["first_frame"] = options.first_frame;
    head["last_frame"] = options.last_frame;
    std::string text = head.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
    text.resize(text.rfind("\n}"));
    return text + ",\n  \"boxes\": [\n";
}

/// Hands the text out in pieces. `sink` returns false to stop.
void write_text(const ExportedTrack& track, const ExportOptions& options,
                const std::function<bool(const std::string& text, int64_t frames_done)>& sink) {
    std::string text;
    if (options.format == ExportFormat::Csv) text = "frame,seconds,x,y,width,height,source,score,reviewed\n";
    if (options.format == ExportFormat::Json) text = json_head(track, options);
    bool first = true;
    for (int64_t frame = options.first_frame; frame <= options.last_frame; ++frame) {
        const BoxRecord* record = track.record_at(frame);
        switch (options.format) {
            case ExportFormat::Got10k:
                text += got10k_line(record);
                break;
            case ExportFormat::Csv:
                text += csv_line(track, frame, record);
                break;
            case ExportFormat::Json:
                text += json_line(track, frame, record, first);
                break;
        }
        if (record) first = false;
        const int64_t done = frame - options.first_frame + 1;
        if (done % kFramesPerWrite == 0) {
            if (!sink(text, done)) return;
            text.clear();
        }
    }
    if (options.format == ExportFormat::Json) text += "\n  ]\n}\n";
    sink(text, options.last_frame - options.first_frame + 1);
}

void check_range(const ExportedTrack& track, const ExportOptions& options) {
    if (options.first_frame < 0 || options.last_frame < options.first_frame ||
        options.last_frame >= track.video.frame_count) {
        throw Error(ErrorCode::Argument,
                    "the range " + std::to_string(options.first_frame) + " to " +
                        std::to_string(options.last_frame) + " is not inside the video of " +
                        std::to_string(track.video.frame_count) + " frames; nothing was written");
    }
}

}  // namespace

const BoxRecord* ExportedTrack::record_at(int64_t frame_index) const {
    const auto found = boxes.find(frame_index);
    return found == boxes.end() ? nullptr : &found->second;
}

ExportReport count_boxes(const ExportedTrack& track, int64_t first_frame, int64_t last_frame) {
    ExportReport report;
    report.frames = last_frame - first_frame + 1;
    const auto end = track.boxes.upper_bound(last_frame);
    for (auto entry = track.boxes.lower_bound(first_frame); entry != end; ++entry) {
        const BoxRecord& record = entry->second;
        ++report.boxes;
        ++(record.source == BoxSource::Human ? report.human_boxes : report.tracker_boxes);
        if (!record.reviewed) ++report.unreviewed;
        if (record.doubtful) ++report.doubtful;
    }
    report.without_box = report.frames - report.boxes;
    return report;
}

std::string export_preview(const ExportedTrack& track, const ExportOptions& options, int lines) {
    check_range(track, options);
    std::string preview;
    write_text(track, options, [&](const std::string& text, int64_t) {
        size_t start = 0;
        while (lines > 0 && start < text.size()) {
            const size_t end = std::min(text.find('\n', start), text.size() - 1) + 1;
            preview += text.substr(start, end - start);
            start = end;
            --lines;
        }
        return lines > 0;
    });
    return preview;
}

ExportReport export_boxes(const ExportedTrack& track, const ExportOptions& options,
                          const std::filesystem::path& file,
                          const std::function<bool(double share)>& progress) {
    check_range(track, options);
    ExportReport report = count_boxes(track, options.first_frame, options.last_frame);
    AtomicFile output(file);
    write_text(track, options, [&](const std::string& text, int64_t frames_done) {
        output.write(text);
        if (progress && !progress(static_cast<double>(frames_done) / static_cast<double>(report.frames))) {
            throw Error(ErrorCode::Stopped,
                        "the export to " + file.string() + " was stopped; no file was written");
        }
        return true;
    });
    output.commit();
    report.files.push_back(file);
    return report;
}

}  // namespace rtrack
