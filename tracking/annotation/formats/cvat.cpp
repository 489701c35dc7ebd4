// CVAT XML for video 1.1: <track id label><box frame outside occluded keyframe xtl ytl xbr ybr/>...</track>.
// "outside" says that the object is not there from this frame on, until its next box. What attributes a label
// has stands in <meta>; their values are repeated in every box, those too that are the same for a track. A
// <task> or <job> of <meta> is a video; in the file of a project a track names its task.

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <sstream>

#include "tracking/annotation/formats/reading.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/annotation/formats/xml_text.h"
#include "tracking/annotation/keyframes.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

/// The upright box around one that is turned about its centre.
Box upright_around(const Box& box, double degrees) {
    const double angle = degrees * std::numbers::pi / 180;
    const double cosine = std::abs(std::cos(angle));
    const double sine = std::abs(std::sin(angle));
    const Point center = box.center();
    return box_from_cxcywh(center.x, center.y, cosine * box.width + sine * box.height,
                           sine * box.width + cosine * box.height);
}

class CvatReader {
public:
    explicit CvatReader(fs::path path) : file_(std::move(path)) {}

    ReadResult run() {
        int64_t line = 0;
        const std::string fault =
            parse_xml(file_,
                      {[this](const std::string& element, const XmlAttributes& attributes, int64_t at) {
                           start(element, attributes, at);
                       },
                       [this](const std::string& element, const std::string& text, int64_t at) {
                           end(element, text, at);
                       }},
                      line);
        if (!fault.empty()) reading_.leave_out(file_, line, fault);
        if (root_ != "annotations")
            throw Error(ErrorCode::Data,
                        file_.string() + " is no CVAT file: " +
                            (root_.empty() ? "it is no XML" : "it starts with <" + root_ + ">") +
                            ". Nothing was taken.");
        add_videos();
        for (const LabelElement& label : labels_)
            reading_.define_attributes(label.name, label.attributes, at_line(label.line));
        for (const TrackElements& track : tracks_) {
            if (const auto video = video_of(track)) finish_track(*video, track);
        }
        return reading_.finish(file_, cvat_format().title);
    }

private:
    struct Element {
        BoxRecord record;
        int64_t line = 0;
    };
    struct Answer {
        std::string name;
        std::string value;
        int64_t line = 0;
    };
    struct TaskElement {
        std::string id = {};
        AnnotatedVideo facts = {};
        size_t video = 0;
    };
    struct TrackElements {
        int64_t line = 0;
        std::string id;
        std::string label;
        std::string task;  // empty: the only one
        std::map<int64_t, Element> boxes = {};
        std::vector<Answer> answers = {};  // those that repeat the track's first one are not kept
        std::map<std::string, std::string> first = {};  // first answers by name
    };
    struct LabelElement {
        int64_t line = 0;
        std::string name;
        std::vector<AttributeRule> attributes = {};
    };

    static std::string at_line(int64_t line) { return "line " + std::to_string(line); }

    void start(const std::string& element, const XmlAttributes& attributes, int64_t line) {
        if (root_.empty()) root_ = element;
        path_.push_back(element);
        const auto value = [&](const char* key) {
            const auto found = attributes.find(key);
            return found == attributes.end() ? std::string() : found->second;
        };
        if (element == "attribute") attribute_name_ = value("name");
        const std::string parent = path_.size() < 2 ? "" : path_[path_.size() - 2];
        if (parent == "attributes" && !labels_.empty()) labels_.back().attributes.emplace_back();
        if (element == "label") labels_.push_back({line, ""});
        if (element == "task" || element == "job") tasks_.emplace_back();
        if (element == "track") {
            const std::string id = value("id").empty() ? "line " + std::to_string(line) : value("id");
            const bool has_class = value(kWithoutClass) != "1";
            tracks_.push_back({line, id, has_class ? value("label") : "", value("task_id")});
            track_ = &tracks_.back();
        } else if (element == "image") {
            reading_.leave_out(file_, line, "is of the form 'CVAT for images'; choose 'CVAT for video 1.1'");
        } else if (element == "box" && track_ != nullptr) {
            add_box(attributes, line);
        } else if (track_ != nullptr && (element == "polygon" || element == "polyline" ||
                                         element == "points" || element == "mask" || element == "skeleton" ||
                                         element == "ellipse" || element == "cuboid")) {
            reading_.leave_out(file_, line, "a <" + element + "> is no box");
        }
    }

    void end(const std::string& element, const std::string& text, int64_t line) {
        path_.pop_back();
        const std::string parent = path_.empty() ? "" : path_.back();
        if (element == "track") track_ = nullptr;
        if (element == "attribute" && track_ != nullptr) return add_answer({attribute_name_, text, line});
        if (track_ == nullptr && !labels_.empty()) end_in_label(parent, element, text);
        end_in_task(parent, element, text);
    }

    void end_in_task(const std::string& parent, const std::string& element, const std::string& text) {
        constexpr double kLargestSide = 1 << 20;
        const double number = parse_number(text).value_or(-1);
        if (tasks_.empty()) return;
        AnnotatedVideo& facts = tasks_.back().facts;
        if (parent == "original_size" && number >= 1 && number <= kLargestSide)
            (element == "width" ? facts.width : facts.height) = static_cast<int>(number);
        if (parent != "task" && parent != "job") return;
        if (element == "id") tasks_.back().id = text;
        if (element == "name" && !text.empty()) facts.name = text;
        // Boxes name frames of the video, of which a task may be a part: its size alone is no length.
        const double frames = element == "stop_frame" ? number + 1 : element == "size" ? number : 0;
        if (frames >= 1 && frames <= kMostFrames)
            facts.frame_count = std::max(facts.frame_count, static_cast<int64_t>(frames));
    }

    /// Each task's, under a name of its own.
    void add_videos() {
        if (tasks_.empty()) tasks_.emplace_back();
        std::set<std::string> names;
        for (TaskElement& task : tasks_) {
            std::string name = task.facts.name.empty() ? file_.stem().string() : task.facts.name;
            if (!names.insert(name).second) name += " " + task.id;
            task.video = reading_.video(name);
            reading_.video_at(task.video) = task.facts;
            reading_.video_at(task.video).name = name;
        }
    }

    /// nullopt: there are several, and the track names none of them.
    std::optional<size_t> video_of(const TrackElements& track) {
        if (tasks_.size() == 1) return tasks_.front().video;
        for (const TaskElement& task : tasks_) {
            if (!track.task.empty() && task.id == track.task) return task.video;
        }
        reading_.leave_out(file_, track.line, "the track names no task of the file");
        return std::nullopt;
    }

    void add_answer(const Answer& answer) {
        const auto [first, added] = track_->first.try_emplace(answer.name, answer.value);
        if (added || first->second != answer.value) track_->answers.push_back(answer);
    }

    void end_in_label(const std::string& parent, const std::string& element, const std::string& text) {
        LabelElement& label = labels_.back();
        if (parent == "label" && element == "name") label.name = text;
        if (parent != "attribute" || label.attributes.empty()) return;
        AttributeRule& rule = label.attributes.back();
        if (element == "name") rule.name = text;
        if (element == "default_value") rule.default_value = text;
        if (element == "input_type") {
            rule.kind = text == "number" ? AttributeKind::Number
                        : text == "text" ? AttributeKind::Text
                                         : AttributeKind::Choice;  // select, radio, checkbox
            if (text == "checkbox") rule.values = {"false", "true"};
        }
        // A text's values are its default once more, and a checkbox's are not both of its answers.
        const bool has_values = rule.kind != AttributeKind::Text && rule.values.empty();
        if (element == "values" && has_values) rule.values = lines_of(text);
    }

    static std::vector<std::string> lines_of(const std::string& text) {
        std::vector<std::string> lines;
        std::istringstream stream(text);
        for (std::string line; std::getline(stream, line);) {
            if (!trimmed(line).empty()) lines.push_back(trimmed(line));
        }
        return lines;
    }

    void add_box(const XmlAttributes& attributes, int64_t line) {
        double numbers[5] = {};
        const char* const names[] = {"frame", "xtl", "ytl", "xbr", "ybr"};
        for (int i = 0; i < 5; ++i) {
            const auto found = attributes.find(names[i]);
            const auto value = found == attributes.end() ? std::nullopt : parse_number(found->second);
            if (!value)
                return reading_.leave_out(file_, line, "a box's " + std::string(names[i]) + " is no number");
            numbers[i] = *value;
        }
        const auto frame = frame_from_number(numbers[0], 0);
        if (!frame) return reading_.leave_out(file_, line, "there can be no such frame");
        const auto is_set = [&](const char* key) {
            const auto found = attributes.find(key);
            return found != attributes.end() && found->second == "1";
        };
        const Box box = box_from_corners(numbers[1], numbers[2], numbers[3], numbers[4]);
        Element element = {imported_box(turned(box, attributes)), line};
        if (is_set("outside")) element.record = imported_absence();
        element.record.occluded = is_set("occluded");
        if (attributes.contains("keyframe") && !is_set("keyframe"))
            element.record.source = BoxSource::Interpolated;
        if (!element.record.absent && !element.record.box.valid())
            return reading_.leave_out(file_, line,
                                      "is no box of positive size: " + to_string(element.record.box));
        if (!track_->boxes.try_emplace(*frame, element).second)
            reading_.leave_out(file_, line,
                               "the track has a box at frame " + std::to_string(*frame) + " already");
    }

    Box turned(const Box& box, const XmlAttributes& attributes) {
        const auto rotation = attributes.find("rotation");
        const double degrees = rotation == attributes.end() ? 0 : parse_number(rotation->second).value_or(0);
        if (degrees == 0) return box;
        reading_.note("Boxes that are turned became the upright boxes around them.");
        return upright_around(box, degrees);
    }

    /// Fills what CVAT leaves out: frames between keyframes, and frames after "outside".
    void finish_track(size_t video, const TrackElements& elements) {
        const size_t track = reading_.track(video, elements.id, elements.id, elements.label);
        const int64_t frames = reading_.video_at(video).frame_count;
        for (const Answer& answer : elements.answers)
            reading_.add_answer(track, answer.name, answer.value, at_line(answer.line));
        for (auto now = elements.boxes.begin(); now != elements.boxes.end(); ++now) {
            const auto& [frame, element] = *now;
            reading_.add(track, frame, element.record, file_, element.line);
            const auto next = std::next(now);
            const bool is_last = next == elements.boxes.end();
            if (is_last && !element.record.absent) return;
            const int64_t until = is_last ? frames : next->first;
            for (int64_t between = frame + 1; between < until; ++between) {
                BoxRecord record = element.record;
                record.source = BoxSource::Interpolated;
                if (!record.absent && !next->second.record.absent) {
                    record.box = interpolated(
                        record.box, next->second.record.box,
                        static_cast<double>(between - frame) / static_cast<double>(until - frame));
                }
                if (record.absent) record.source = BoxSource::Imported;
                reading_.add(track, between, record, file_, element.line);
            }
        }
    }

    fs::path file_;
    Reading reading_;
    std::string root_;
    std::vector<std::string> path_;
    std::vector<TaskElement> tasks_;
    std::vector<TrackElements> tracks_;  // in the order of the file
    TrackElements* track_ = nullptr;     // the open one
    std::vector<LabelElement> labels_;
    std::string attribute_name_;
};

std::string attribute_elements(const std::map<std::string, std::string>& answers) {
    std::string text;
    for (const auto& [name, answer] : answers)
        text +=
            "\n      <attribute name=\"" + xml_escaped(name) + "\">" + xml_escaped(answer) + "</attribute>";
    return text.empty() ? text : text + "\n    ";
}

/// What CVAT calls the kind; `values` as it writes them.
std::string input_type(const AttributeRule& rule, std::vector<std::string>& values) {
    static const std::vector<std::string> both = {"false", "true"};
    if (rule.kind == AttributeKind::Number) return "number";
    if (rule.kind == AttributeKind::Text || rule.values.empty()) return "text";
    if (rule.values != both) return "select";
    values = {"false"};
    return "checkbox";
}

std::string label_element(const AnnotationSet& set, const std::string& name) {
    std::string text = "        <label><name>" + xml_escaped(name) + "</name><attributes>";
    const std::vector<AttributeRule> rules = attributes_of(set, name);
    for (const AttributeRule& rule : rules) {
        std::vector<std::string> values = rule.values;
        const std::string type = input_type(rule, values);
        text += "\n          <attribute><name>" + xml_escaped(rule.name) +
                "</name><mutable>False</mutable><input_type>" + type + "</input_type><default_value>" +
                xml_escaped(rule.default_value) + "</default_value><values>";
        for (size_t i = 0; i < values.size(); ++i) text += (i > 0 ? "\n" : "") + xml_escaped(values[i]);
        text += "</values></attribute>";
    }
    return text + (rules.empty() ? "" : "\n        ") + "</attributes></label>\n";
}

std::string box_element(int64_t frame, const Box& box, bool outside, bool occluded, bool keyframe,
                        const std::string& attributes) {
    const int decimals = cvat_format().decimals;
    const Box written = box_in_format(box, cvat_format());
    const auto flag = [](bool value) { return std::string(value ? "1" : "0"); };
    return "    <box frame=\"" + std::to_string(frame) + "\" outside=\"" + flag(outside) + "\" occluded=\"" +
           flag(occluded) + "\" keyframe=\"" + flag(keyframe) + "\" xtl=\"" +
           number_text(written.x, decimals) + "\" ytl=\"" + number_text(written.y, decimals) + "\" xbr=\"" +
           number_text(written.right(), decimals) + "\" ybr=\"" + number_text(written.bottom(), decimals) +
           "\" z_order=\"0\">" + attributes + "</box>\n";
}

std::string track_element(const AnnotatedTrack& track, int64_t id, int64_t frames) {
    const bool has_class = !track.class_name.empty();
    std::string text = "  <track id=\"" + std::to_string(id) + "\" label=\"" +
                       xml_escaped(has_class ? track.class_name : kObject) + "\" source=\"manual\"" +
                       (has_class ? "" : " " + std::string(kWithoutClass) + "=\"1\"") + ">\n";
    const std::string attributes = attribute_elements(track.attributes);
    Box last = {0, 0, 1, 1};  // CVAT wants a box where there is none too
    int64_t next = track.boxes.empty() ? frames : track.boxes.begin()->first;
    for (const auto& [frame, record] : track.boxes) {
        if (frame > next) text += box_element(next, last, true, false, true, attributes);
        if (!record.absent) last = record.box;
        const bool is_key = record.source != BoxSource::Interpolated;
        text += box_element(frame, last, record.absent, record.occluded, is_key, attributes);
        next = frame + 1;
    }
    if (next < frames) text += box_element(next, last, true, false, true, attributes);
    return text + "  </track>\n";
}

WrittenFiles write(const AnnotationSet& set, const WriteOptions& /*options*/) {
    const AnnotatedVideo& video = set.videos.front();
    const int64_t frames = frames_of(set, 0);
    std::string text =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<annotations>\n  <version>1.1</version>\n"
        "  <meta>\n    <task>\n      <name>" +
        xml_escaped(video.name) + "</name>\n      <size>" + std::to_string(frames) +
        "</size>\n      <mode>interpolation</mode>\n"
        "      <start_frame>0</start_frame>\n      <stop_frame>" +
        std::to_string(std::max<int64_t>(0, frames - 1)) + "</stop_frame>\n      <labels>\n";
    std::vector<std::string> labels = class_names(set);
    const bool is_listed = std::find(labels.begin(), labels.end(), kObject) != labels.end();
    if (has_tracks_without_class(set) && !is_listed) labels.emplace_back(kObject);
    for (const std::string& name : labels) text += label_element(set, name);
    text += "      </labels>\n      <original_size><width>" + std::to_string(video.width) +
            "</width><height>" + std::to_string(video.height) +
            "</height></original_size>\n    </task>\n  </meta>\n";
    const std::vector<size_t> tracks = tracks_of(set, 0);
    const std::vector<int64_t> ids = track_ids(set, tracks);
    for (size_t i = 0; i < tracks.size(); ++i) text += track_element(set.tracks[tracks[i]], ids[i], frames);
    WrittenFiles files;
    files[""] = text + "</annotations>\n";
    return files;
}

}  // namespace

const Format& cvat_format() {
    static const Format made = [] {
        Format format;
        format.name = "cvat";
        format.title = "CVAT XML for video 1.1";
        format.is_folder = false;
        format.extension = ".xml";
        format.decimals = 2;
        format.frame_numbering = "attribute frame";
        format.holds.many_tracks = true;
        format.holds.classes = true;
        format.holds.attributes = true;
        format.holds.absent = true;
        format.holds.gaps = false;
        format.holds.occluded = true;
        format.holds.interpolated = true;
        format.read = [](const fs::path& path, const ReadOptions&) { return CvatReader(path).run(); };
        format.write = write;
        return format;
    }();
    return made;
}

}  // namespace rtrack
