#include "training/data/decoded_cache.h"

#include <utility>

#include "tracking/base/error.h"
#include "tracking/media/jpeg.h"
#include "training/evaluation/project_support.h"

namespace rtrack {

namespace {

constexpr double kNewest = 0.02;  // weight of the newest file in the failing share

PyramidPtr decoded(const std::filesystem::path& file, int denominator) {
    if (needs_project_support(file)) {
        const Image image = project_support().decode(file);
        return std::make_shared<const Pyramid>(image, 1, image.width(), image.height());
    }
    const JpegSize size = denominator == 1 ? JpegSize{} : read_jpeg_size(file);
    const Image image = read_jpeg(file, denominator);
    return std::make_shared<const Pyramid>(image, denominator, denominator == 1 ? image.width() : size.width,
                                           denominator == 1 ? image.height() : size.height);
}

}  // namespace

PyramidPtr DecodedCache::get(const std::filesystem::path& file, int denominator) {
    if (needs_project_support(file)) denominator = 1;  // only JPEG pictures can be decoded smaller
    const std::string key = file.string() + "/" + std::to_string(denominator);
    if (PyramidPtr picture = find(key, file)) return picture;
    try {
        PyramidPtr picture = decoded(file, denominator);
        keep(key, picture);
        return picture;
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Data) note_fault(file, error.what());
        throw;
    }
}

PyramidPtr DecodedCache::find(const std::string& key, const std::filesystem::path& file) {
    std::lock_guard lock(mutex_);
    if (unreadable_.count(file.string()) > 0) {
        throw Error(ErrorCode::Data, file.string() + ": cannot be read (reported before).");
    }
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) {
        ++counts_.misses;
        return nullptr;
    }
    ++counts_.hits;
    newest_first_.splice(newest_first_.begin(), newest_first_, found->second);
    return found->second->picture;
}

void DecodedCache::keep(const std::string& key, const PyramidPtr& picture) {
    const size_t bytes = picture->bytes();
    std::lock_guard lock(mutex_);
    failing_share_ -= kNewest * failing_share_;
    if (bytes > budget_bytes_ || by_key_.count(key) > 0)
        return;  // another thread may have decoded it meanwhile
    while (counts_.bytes + bytes > budget_bytes_) {
        const Entry& oldest = newest_first_.back();
        counts_.bytes -= oldest.picture->bytes();
        by_key_.erase(oldest.key);
        newest_first_.pop_back();
    }
    newest_first_.push_front({key, picture});
    by_key_[key] = newest_first_.begin();
    counts_.bytes += bytes;
    counts_.pictures = newest_first_.size();
}

void DecodedCache::note_fault(const std::filesystem::path& file, const std::string& message) {
    std::lock_guard lock(mutex_);
    if (!unreadable_.insert(file.string()).second) return;
    faults_.push_back({file, 0, message});
    failing_share_ += kNewest * (1 - failing_share_);
}

double DecodedCache::failing_share() const {
    std::lock_guard lock(mutex_);
    return failing_share_;
}

DecodedCache::Counts DecodedCache::counts() const {
    std::lock_guard lock(mutex_);
    return counts_;
}

Faults DecodedCache::take_faults() {
    std::lock_guard lock(mutex_);
    return std::exchange(faults_, {});
}

}  // namespace rtrack
