#include "tracking/annotation/project_items.h"

namespace rtrack {

void BoxCounts::add(const BoxRecord& record, int64_t times) {
    boxes += times;
    (record.source == BoxSource::Human          ? human
     : record.source == BoxSource::Tracker      ? tracker
     : record.source == BoxSource::Interpolated ? interpolated
                                                : imported) += times;
    if (!record.reviewed) unreviewed += times;
    if (record.doubtful && !record.reviewed) doubtful += times;
    if (record.absent) absent += times;
}

void BoxCounts::add(const BoxCounts& other) {
    boxes += other.boxes;
    human += other.human;
    tracker += other.tracker;
    interpolated += other.interpolated;
    imported += other.imported;
    unreviewed += other.unreviewed;
    doubtful += other.doubtful;
    absent += other.absent;
}

}  // namespace rtrack
