#pragma once

#include "tracking/sequences/sequence_record.h"
#include "training/evaluation/dataset.h"

namespace rtrack {

/// What a layout's reader found, with its pictures: sequences that have both are appended, and the faults.
/// Boxes stay in the file's own coordinates: OTB's corners count from 1, neither toolkit corrects that, and
/// result files of others share the convention.
void append_sequences(SequenceRecords records, Dataset& dataset);

}  // namespace rtrack
