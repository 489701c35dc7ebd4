#include "tracking/annotation/formats/json_text.h"

#include "tracking/base/error.h"

namespace rtrack {

using nlohmann::json;

namespace {

constexpr int kDeepestNesting = 64;

/// The place of the first bracket that is nested too deep; npos: none. Copying and writing a value recurses.
size_t too_deep_at(const std::string& text) {
    int depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < text.size(); ++i) {
        const char letter = text[i];
        if (in_string) {
            if (letter == '\\') ++i;
            if (letter == '"') in_string = false;
        } else if (letter == '"') {
            in_string = true;
        } else if (letter == '[' || letter == '{') {
            if (++depth > kDeepestNesting) return i;
        } else if (letter == ']' || letter == '}') {
            --depth;
        }
    }
    return std::string::npos;
}

}  // namespace

json read_json_object(const std::filesystem::path& file) {
    const std::string text = read_text(file);
    if (const size_t place = too_deep_at(text); place != std::string::npos) {
        throw Error(ErrorCode::Data, file.string() + ", line " + std::to_string(line_of(text, place)) +
                                         ": lists and objects are nested more than " +
                                         std::to_string(kDeepestNesting) + " deep. Nothing was taken.");
    }
    try {
        json object = json::parse(text);
        if (object.is_object()) return object;
    } catch (const json::parse_error& failure) {
        throw Error(ErrorCode::Data, file.string() + ", line " + std::to_string(line_of(text, failure.byte)) +
                                         ": is not JSON: " + failure.what() + ". Nothing was taken.");
    }
    throw Error(ErrorCode::Data, file.string() + " is no JSON object. Nothing was taken.");
}

Box box_of_json(const json& numbers) {
    const auto values = numbers.get<std::vector<double>>();
    if (values.size() != 4) throw json::other_error::create(501, "a box is four numbers", &numbers);
    return {values[0], values[1], values[2], values[3]};
}

int64_t count_of_json(const json& object, const char* key, int64_t most, int64_t otherwise) {
    const auto found = object.find(key);
    if (found == object.end() || found->is_null()) return otherwise;
    const auto value = found->get<double>();
    if (!(value >= 0 && value <= static_cast<double>(most)) || !found->is_number_integer())
        throw json::other_error::create(502, std::string(key) + " is no count that can be", &object);
    return found->get<int64_t>();
}

void add_answers(const json& attributes, size_t track, const std::string& place, Reading& reading) {
    if (attributes.is_null()) return;
    if (!attributes.is_object())
        throw json::other_error::create(504, "attributes are no object of names and answers", &attributes);
    for (const auto& [name, answer] : attributes.items()) {
        if (answer.is_null()) continue;
        if (answer.is_structured()) reading.note_structured_answer(track, name, place);
        reading.add_answer(track, name, answer.is_string() ? answer.get<std::string>() : json_text(answer),
                           place);
    }
}

}  // namespace rtrack
