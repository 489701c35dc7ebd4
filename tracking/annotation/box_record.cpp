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

}  // namespace rtrack
