#pragma once

#include <cstdint>
#include <filesystem>
#include <list>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "training/data/warp.h"
#include "training/evaluation/dataset.h"

namespace rtrack {

/// Decoded pictures with their pyramids, as many as fit a memory budget; the one used longest ago makes room.
/// Shared by all loader threads; does its own locking and decodes outside of the lock.
class DecodedCache {
public:
    explicit DecodedCache(size_t budget_bytes) : budget_bytes_(budget_bytes) {}

    /// The picture, decoded at 1/denominator (1, 2, 4 or 8) of its size. A picture larger than the whole
    /// budget is decoded and not kept.
    /// @throws Error(Data) naming the file if it cannot be read. It is noted once in `take_faults` and not
    /// read again.
    [[nodiscard]] PyramidPtr get(const std::filesystem::path& file, int denominator = 1);

    struct Counts {
        int64_t hits = 0;
        int64_t misses = 0;
        size_t bytes = 0;
        size_t pictures = 0;
    };
    [[nodiscard]] Counts counts() const;
    /// Unreadable files since the last call, each named once.
    [[nodiscard]] Faults take_faults();
    /// The share of the last files, about fifty, that could not be read.
    [[nodiscard]] double failing_share() const;

private:
    struct Entry {
        std::string key;
        PyramidPtr picture;
    };

    PyramidPtr find(const std::string& key, const std::filesystem::path& file);
    void keep(const std::string& key, const PyramidPtr& picture);
    void note_fault(const std::filesystem::path& file, const std::string& message);

    const size_t budget_bytes_;
    mutable std::mutex mutex_;
    std::list<Entry> newest_first_;
    std::unordered_map<std::string, std::list<Entry>::iterator> by_key_;
    std::set<std::string> unreadable_;
    Faults faults_;
    double failing_share_ = 0;
    Counts counts_;
};

}  // namespace rtrack
