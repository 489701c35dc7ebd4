#include "tracking/annotation/box_record.h"

namespace rtrack {

const char* to_string(BoxSource source) {
    switch (source) {
        case BoxSource::Human:
            return "human";
        case BoxSource::Tracker:
            return "tracker";
        case BoxSource::Interpolated:
            return "interpolated";
        case BoxSource::Imported:
            return "imported";
    }
    return "";
}

BoxRecord human_box(const Box& box) {
    BoxRecord record;
    record.box = box;
    record.reviewed = true;
    return record;
}

}  // namespace rtrack
