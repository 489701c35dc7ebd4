#include "tracking/annotation/formats/reading.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <set>
#include <sstream>

#include "tracking/annotation/attributes.h"
#include "tracking/annotation/formats/xml_text.h"
#include "tracking/base/error.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {
constexpr size_t kMostAttributeNotes = 100;
}  // namespace

void Reading::leave_out(const fs::path& file, int64_t line, const std::string& reason) {
    ++result_.left_out;
    if (result_.faults.size() < kMostFaults) result_.faults.push_back({file, line, reason});
}

void Reading::leave_out(const Faults& faults) {
    for (const TextFault& fault : faults) leave_out(fault.file, fault.line, fault.message);
}

void Reading::note(const std::string& sentence) {
    auto& notes = result_.notes;
    if (std::find(notes.begin(), notes.end(), sentence) == notes.end()) notes.push_back(sentence);
}

size_t Reading::video(const std::string& name) {
    const auto [place, added] = videos_.try_emplace(name, result_.set.videos.size());
    if (added) {
        result_.set.videos.emplace_back();
        result_.set.videos.back().name = name;
    }
    return place->second;
}

size_t Reading::track(size_t video, const std::string& key, const std::string& name,
                      const std::string& class_name) {
    const auto [place, added] = tracks_.try_emplace({video, key}, result_.set.tracks.size());
    if (added) result_.set.tracks.push_back({video, in_utf8(name), in_utf8(class_name), {}});
    return place->second;
}

std::string Reading::in_utf8(const std::string& text) {
    size_t start = 0;
    while (start < text.size() && utf8_length(text, start) > 0) start += utf8_length(text, start);
    if (start == text.size()) return text;
    note("Names that are no UTF-8 were taken as Latin-1.");
    std::string converted;
    for (const char letter : text) {
        const auto code = static_cast<unsigned char>(letter);
        if (code >= 0x80) converted += static_cast<char>(0xC0 | (code >> 6));
        converted += static_cast<char>(code >= 0x80 ? 0x80 | (code & 0x3F) : code);
    }
    return converted;
}

void Reading::note_attribute(const std::string& class_name, const std::string& name, const char* what,
                             const std::function<std::string()>& sentence) {
    AttributeNote& known = attribute_notes_[{class_name, name, what}];
    if (known.count++ == 0) known.sentence = sentence();
}

void Reading::define_attributes(const std::string& class_name, const std::vector<AttributeRule>& rules,
                                const std::string& place) {
    if (rules.empty()) return;
    std::vector<AttributeRule>& known = result_.set.class_attributes[class_name];
    std::set<std::string> names;
    for (const AttributeRule& rule : known) names.insert(rule.name);
    for (AttributeRule rule : rules) {
        const auto refuse = [&](const std::string& what) {
            note_attribute(class_name, rule.name, what.c_str(), [&] {
                return place + ": the attribute " + in_quotes(rule.name) + " of " + in_quotes(class_name) +
                       " " + what;
            });
        };
        if (rule.name.empty() || !names.insert(rule.name).second) {
            refuse(rule.name.empty() ? "has no name and is left out" : "is there twice; the first counts");
            continue;
        }
        if (fault_of({rule}) == RuleFault::NoRange) {
            refuse("has no lowest and highest number; any number is taken");
            rule.values.clear();
        }
        if (fault_of({rule}) == RuleFault::DefaultDoesNotFit) {
            refuse("has a default that is no answer, " + in_quotes(rule.default_value) + "; it is left out");
            rule.default_value.clear();
        }
        known.push_back(std::move(rule));
    }
}

void Reading::add_answer(size_t track, const std::string& name, const std::string& answer,
                         const std::string& place) {
    AnnotatedTrack& owner = track_at(track);
    const auto entry = owner.attributes.try_emplace(name, answer);
    if (entry.second) return check_answer(owner, name, answer, place);
    const std::string& first = entry.first->second;
    if (first == answer) return;
    note_attribute(owner.class_name, name, "changes", [&] {
        return place + ": the attribute " + in_quotes(name) + " of the track " + in_quotes(owner.name) +
               " becomes " + in_quotes(answer) + " after " + in_quotes(first) +
               ". An attribute is the same for the whole track here: the first answer was taken";
    });
}

void Reading::note_structured_answer(size_t track, const std::string& name, const std::string& place) {
    note_attribute(result_.set.tracks[track].class_name, name, "structured", [&] {
        return place + ": the attribute " + in_quotes(name) + " is a list or an object; it was kept as text";
    });
}

void Reading::check_answer(const AnnotatedTrack& track, const std::string& name, const std::string& answer,
                           const std::string& place) {
    const auto rules = result_.set.class_attributes.find(track.class_name);
    if (rules == result_.set.class_attributes.end()) return;  // the file defines none
    const auto sentence = [&](const std::string& reason) {
        return place + ": the attribute " + in_quotes(name) + " of the track " + in_quotes(track.name) +
               " is " + in_quotes(answer) + ", and " + reason + "; it was kept";
    };
    const AttributeRule* rule = find_rule(rules->second, name);
    if (rule == nullptr) {
        return note_attribute(track.class_name, name, "unknown", [&] {
            return sentence("the class " + in_quotes(track.class_name) + " has no such attribute");
        });
    }
    switch (fault_of(*rule, answer)) {
        case AnswerFault::None:
            return;
        case AnswerFault::NoNumber:
            return note_attribute(track.class_name, name, "no number",
                                  [&] { return sentence("the attribute is a number"); });
        case AnswerFault::OutOfRange:
            return note_attribute(track.class_name, name, "range", [&] {
                return sentence("the attribute lies in " + rule->values[0] + " to " + rule->values[1]);
            });
        case AnswerFault::NoChoice:
            return note_attribute(track.class_name, name, "choice", [&] {
                std::string choices;
                for (const std::string& value : rule->values)
                    choices += (choices.empty() ? "" : ", ") + value;
                return sentence("the choices are " + in_quotes(choices));
            });
    }
}

size_t Reading::track_with_room(size_t video, const std::string& class_name, int64_t frame) {
    note(
        "The boxes do not say which of them are the same object: the k-th box of a class in a frame went to "
        "the k-th track.");
    Room& room = rooms_[{video, class_name}];
    if (room.frame != frame) room = {frame, 0};
    while (true) {
        const int number = ++room.number;
        const std::string name = (class_name.empty() ? "object" : class_name) + " " + std::to_string(number);
        const size_t found =
            track(video, "\n" + class_name + "\n" + std::to_string(number), name, class_name);
        if (!track_at(found).boxes.contains(frame)) return found;
    }
}

bool Reading::add(size_t track, int64_t frame, BoxRecord record, const fs::path& file, int64_t line) {
    if (frame < 0 || frame >= kMostFrames) {
        leave_out(file, line, "there can be no frame " + std::to_string(frame));
        return false;
    }
    if (record.absent) {
        record.box = {};
    } else if (!record.box.valid()) {
        leave_out(file, line, "is no box of finite numbers and positive size: " + to_string(record.box));
        return false;
    }
    if (!track_at(track).boxes.try_emplace(frame, std::move(record)).second) {
        leave_out(file, line,
                  "'" + track_at(track).name + "' has a box at frame " + std::to_string(frame) + " already");
        return false;
    }
    return true;
}

ReadResult Reading::finish(const fs::path& path, const std::string& format_title) {
    if (result_.set.videos.empty() && result_.left_out == 0) {
        throw Error(ErrorCode::Data, path.string() +
                                         (fs::exists(path) ? " holds nothing that can be read as "
                                                           : " does not exist; looked for ") +
                                         format_title + ".");
    }
    size_t notes = 0;
    for (const auto& [key, attribute] : attribute_notes_) {
        if (++notes > kMostAttributeNotes) {
            note(std::to_string(attribute_notes_.size() - kMostAttributeNotes) +
                 " more notes on attributes.");
            break;
        }
        const std::string more = std::to_string(attribute.count - 1) + " more like this";
        note(path.filename().string() + ", " + attribute.sentence +
             (attribute.count > 1 ? " (" + more + ")." : "."));
    }
    return std::move(result_);
}

std::optional<int64_t> frame_from_number(double number, int frame_base) {
    if (!(number >= frame_base && number < static_cast<double>(kMostFrames)) || number != std::floor(number))
        return std::nullopt;
    return static_cast<int64_t>(number) - frame_base;
}

BoxRecord imported_box(const Box& box) {
    BoxRecord record;
    record.box = box;
    record.source = BoxSource::Imported;
    return record;
}

BoxRecord imported_absence() {
    BoxRecord record = imported_box({});
    record.absent = true;
    return record;
}

std::string read_text(const fs::path& file) {
    std::error_code failure;
    const auto size = fs::is_directory(file) ? 0 : fs::file_size(file, failure);
    std::ifstream stream(file, std::ios::binary);
    if (failure || !stream || fs::is_directory(file))
        throw Error(ErrorCode::Data, file.string() + " is missing or cannot be read.");
    if (static_cast<int64_t>(size) > kMostBytes)
        throw Error(ErrorCode::Data, file.string() + " is larger than 2 GiB; split it.");
    std::stringstream text;
    text << stream.rdbuf();
    std::string whole = std::move(text).str();
    if (whole.starts_with("\xEF\xBB\xBF")) whole.erase(0, 3);
    return whole;
}

void refuse_utf16(const fs::path& file, const std::string& first_line) {
    if (first_line.starts_with("\xFF\xFE") || first_line.starts_with("\xFE\xFF"))
        throw Error(ErrorCode::Data, file.string() + " is UTF-16 text. Save it as UTF-8.");
}

std::string name_before_number(const fs::path& file) {
    std::string name = file.stem().string();
    name.erase(name.find_last_not_of("0123456789") + 1);
    while (!name.empty() && (name.back() == '_' || name.back() == '-')) name.pop_back();
    return name;
}

int64_t line_of(const std::string& text, size_t offset) {
    const auto end = text.begin() + static_cast<int64_t>(std::min(offset, text.size()));
    return 1 + std::count(text.begin(), end, '\n');
}

}  // namespace rtrack
