#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tracking/sequences/sequence_record.h"

namespace rtrack {

// What the files of the benchmarks share: a line for each frame, labels beside them, and keys with values.

/// What a line of a truth file says.
struct TruthLine {
    Box box;  ///< NaN: none
    bool absent = false;
};

constexpr char kFourNumbersExpected[] = "expected four numbers x,y,w,h, found ";

/// Four numbers x,y,w,h. No width and no height: absent. NaN anywhere: no box, and nobody said why.
/// nullopt: the line is none of this.
[[nodiscard]] std::optional<TruthLine> parse_box_line(const std::string& line);

/// The boxes and absences of `record.truth_file`, a line for each frame. A line that `parse` refuses has no
/// box, and is a fault: `refusal` with the line in quotes behind it.
void read_truth(SequenceRecord& record, const std::string& refusal,
                const std::function<std::optional<TruthLine>(const std::string&)>& parse);
/// The same for lines as parse_box_line takes them.
void read_truth(SequenceRecord& record);

/// One number for each box, one a line or all on one; empty if there is no such file. Of another number than
/// the boxes they are a fault and left out, but where the truth is a test set's first box only.
[[nodiscard]] std::vector<double> read_labels(const std::filesystem::path& file, SequenceRecord& record);

/// The same as flags: not zero is set; a bad line is not.
[[nodiscard]] std::vector<bool> read_flags(const std::filesystem::path& file, SequenceRecord& record);

/// A line "key: value" or "key=value".
struct KeyLine {
    std::string key;
    std::string value;
    int64_t line = 0;  ///< from 1
};

/// Blanks around keys and values are dropped, and lines without the separator skipped. No file: empty, no
/// fault.
[[nodiscard]] std::vector<KeyLine> read_key_lines(const std::filesystem::path& file, char separator,
                                                  Faults& faults);

constexpr int kLargestPictureSide = 1 << 20;

/// The side of a picture; nullopt if it is no whole number from 0, not known, to kLargestPictureSide.
[[nodiscard]] std::optional<int> parse_picture_side(std::string_view text);

/// Takes a line with the width, the height or the rate of the pictures, and no other. What cannot be read is
/// a fault.
void take_picture_fact(const KeyLine& line, const std::filesystem::path& file, SequenceRecord& record);

/// "cannot read the value of 'width': EXPECTED, found 'wide'".
[[nodiscard]] TextFault unreadable_value(const std::filesystem::path& file, const KeyLine& line,
                                         const std::string& expected);

/// A size of which one side is not known is not known.
void drop_half_a_size(SequenceRecord& record);

}  // namespace rtrack
