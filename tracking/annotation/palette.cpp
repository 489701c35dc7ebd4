#include "tracking/annotation/palette.h"

namespace rtrack {

std::map<std::string, uint32_t> class_colors(const Project& project) {
    std::map<std::string, uint32_t> colors;
    for (const auto& [id, object_class] : project.classes()) colors[object_class.name] = object_class.color;
    return colors;
}

}  // namespace rtrack
