#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tracking/base/geometry.h"

namespace rtrack {

/// What a reader noticed: one fault in one place. Reading goes on without the faulty part.
struct TextFault {
    std::filesystem::path file;
    int64_t line = 0;  ///< from 1; 0: the file as a whole
    std::string message;
};

using Faults = std::vector<TextFault>;

/// "file:line: message", without the line where there is none, and without the file where the message begins
/// with it.
[[nodiscard]] std::string describe(const TextFault& fault);

/// The lines of a text file without line ends; a UTF-8 mark at the start and blank lines at the end are
/// dropped. nullopt, and a fault, if the file cannot be read.
[[nodiscard]] std::optional<std::vector<std::string>> read_lines(const std::filesystem::path& file,
                                                                 Faults& faults);

/// Non-blank, trimmed lines; for lists of names. nullopt, and a fault, if the file cannot be read.
[[nodiscard]] std::optional<std::vector<std::string>> read_names(const std::filesystem::path& file,
                                                                 Faults& faults);

/// The numbers of a line that may use commas, semicolons, tabs and blanks, "NaN" included.
/// nullopt if a piece is not a number or is infinite.
[[nodiscard]] std::optional<std::vector<double>> parse_numbers(std::string_view line);

/// One number, "NaN" included; blanks around it are no part of it. nullopt if the text is not a number or is
/// infinite.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

/// The text in quotation marks, shortened, for messages.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// One box "x,y,w,h" a line. A line that is not four numbers gives a NaN box and a fault.
[[nodiscard]] std::vector<Box> read_boxes(const std::filesystem::path& file, Faults& faults);

/// All numbers of a label file, be they one a line or all on one. A bad line gives a fault and NaN in its
/// place.
[[nodiscard]] std::vector<double> read_label_numbers(const std::filesystem::path& file, Faults& faults);

[[nodiscard]] Box nan_box();
[[nodiscard]] std::string trimmed(const std::string& text);

}  // namespace rtrack
