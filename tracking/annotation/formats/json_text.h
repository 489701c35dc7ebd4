#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "tracking/annotation/formats/reading.h"

namespace rtrack {

/// @throws Error(Data) naming the file and the line if it is no JSON object.
[[nodiscard]] nlohmann::json read_json_object(const std::filesystem::path& file);

/// Text that is no UTF-8 is replaced, so that writing never fails.
template <typename Json>
[[nodiscard]] std::string json_text(const Json& value, int indent = -1) {
    return value.dump(indent, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Lets `take` have each element of a list of the object. What it throws leaves the element out, with its
/// place: "annotations[17]".
template <typename Take>
void each_element(const nlohmann::json& object, const char* list_name, const std::filesystem::path& file,
                  Reading& reading, Take take) {
    const auto list = object.find(list_name);
    if (list == object.end() || !list->is_array())
        return reading.leave_out(file, 0, std::string("has no list '") + list_name + "'");
    size_t index = 0;
    for (const nlohmann::json& element : *list) {
        const std::string place = std::string(list_name) + "[" + std::to_string(index++) + "]";
        try {
            take(element, place);
        } catch (const nlohmann::json::exception& failure) {
            reading.leave_out(file, 0, place + ": " + failure.what());
        }
    }
}

/// [x, y, w, h]. @throws nlohmann::json::exception
[[nodiscard]] Box box_of_json(const nlohmann::json& numbers);

/// A whole number in [0, most]; `otherwise` where the key is missing.
/// @throws nlohmann::json::exception for anything else.
[[nodiscard]] int64_t count_of_json(const nlohmann::json& object, const char* key, int64_t most,
                                    int64_t otherwise = 0);

/// Gives the track the answers of an object "attributes". What is no text there is kept as its JSON text.
/// @throws nlohmann::json::exception if it is no object
void add_answers(const nlohmann::json& attributes, size_t track, const std::string& place, Reading& reading);

}  // namespace rtrack
