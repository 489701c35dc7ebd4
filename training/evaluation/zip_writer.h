#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tracking/base/atomic_file.h"

namespace rtrack {

/// Writes a zip archive of small files, stored without compression.
///
/// The archive appears when `close` returns, whole or not at all. Classic format: fewer than 65 535 files,
/// less than 4 GiB.
class ZipWriter {
public:
    /// @throws Error(Data) naming the file if it cannot be written.
    explicit ZipWriter(const std::filesystem::path& file) : file_(file) {}

    /// @param name  path inside the archive, with forward slashes.
    /// @throws Error(Contract) beyond the limits of the format; Error(Data) if the disk is full.
    void add(const std::string& name, std::string_view content);
    void close();

private:
    struct Entry {
        std::string name;
        uint32_t checksum = 0;
        uint32_t size = 0;
        uint32_t offset = 0;
    };

    void write(const std::string& bytes);

    AtomicFile file_;
    std::vector<Entry> entries_;
    uint64_t written_ = 0;
};

}  // namespace rtrack
