#include "training/evaluation/readers/record_reader.h"

#include <utility>

#include "training/evaluation/readers/sequence_parts.h"

namespace rtrack {

namespace {

void append_sequence(SequenceRecord record, Dataset& dataset) {
    dataset.faults.insert(dataset.faults.end(), record.faults.begin(), record.faults.end());
    Sequence sequence;
    sequence.name = std::move(record.name);
    sequence.class_name = std::move(record.class_name);
    sequence.attributes = std::move(record.attributes);
    sequence.width = record.width;
    sequence.height = record.height;
    sequence.frames = pictures_of(record.pictures);
    sequence.boxes = std::move(record.boxes);
    sequence.absent = std::move(record.absent);
    // Of a frame whose cover is not known nothing is learnt.
    for (const std::optional<int>& cover : record.cover) sequence.cover.push_back(cover.value_or(0));
    sequence.cut_by_image = std::move(record.cut_by_image);
    const auto extra = record.pictures.last_number ? ExtraPictures::Ignore : ExtraPictures::Fault;
    if (align(sequence, {record.truth_file, record.pictures.first_number, extra}, dataset.faults))
        dataset.sequences.push_back(std::move(sequence));
}

}  // namespace

void append_sequences(SequenceRecords records, Dataset& dataset) {
    dataset.faults.insert(dataset.faults.end(), records.faults.begin(), records.faults.end());
    for (SequenceRecord& record : records.sequences) append_sequence(std::move(record), dataset);
}

}  // namespace rtrack
