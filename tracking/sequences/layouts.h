#pragma once

#include <filesystem>

#include "tracking/sequences/sequence_record.h"

namespace rtrack {

// The layouts of the single-object benchmarks, a function and a file each. They read what is there: a place
// that cannot be read is a fault, and reading goes on. No sequences and no faults: `path` is not there, or
// holds nothing of the layout.

[[nodiscard]] SequenceRecords got10k_sequences(const std::filesystem::path& path);
[[nodiscard]] SequenceRecords lasot_sequences(const std::filesystem::path& path);
[[nodiscard]] SequenceRecords otb_sequences(const std::filesystem::path& path);
[[nodiscard]] SequenceRecords trackingnet_sequences(const std::filesystem::path& path);
[[nodiscard]] SequenceRecords uav123_sequences(const std::filesystem::path& path);
[[nodiscard]] SequenceRecords vot_sequences(const std::filesystem::path& path);

}  // namespace rtrack
