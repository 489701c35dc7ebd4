#include "training/evaluation/frame_paths.h"

#include <string_view>

namespace rtrack {
namespace {

constexpr char kElsewhere = '\0';  // in no path

}  // namespace

std::filesystem::path FramePaths::operator[](size_t index) const {
    const size_t begin = index == 0 ? 0 : ends_[index - 1];
    const std::string_view name = std::string_view(names_).substr(begin, ends_[index] - begin);
    if (name.starts_with(kElsewhere)) return name.substr(1);
    return folder_ + std::string(name);
}

void FramePaths::push_back(const std::filesystem::path& path) {
    const std::string& text = path.native();
    if (empty()) folder_ = text.substr(0, text.rfind('/') + 1);
    if (text.starts_with(folder_)) {
        names_ += text.substr(folder_.size());
    } else {
        names_ += kElsewhere;
        names_ += text;
    }
    ends_.push_back(static_cast<uint32_t>(names_.size()));
}

void FramePaths::resize(size_t size) {
    while (this->size() < size) push_back({});
    ends_.resize(size);
    names_.resize(size == 0 ? 0 : ends_.back());
}

}  // namespace rtrack
