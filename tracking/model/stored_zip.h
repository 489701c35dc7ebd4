#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>

namespace rtrack {

/// The entries of a zip archive that compresses nothing, as torch.save writes them (zip64 included).
///
/// Points into the archive's bytes, which must outlive it.
class StoredZip {
public:
    /// @throws Error(Data) naming the source if the archive is damaged, encrypted or split, or if its entries
    /// overlap.
    StoredZip(std::span<const uint8_t> bytes, std::string source_name);

    [[nodiscard]] bool has(const std::string& name) const { return entries_.contains(name); }

    /// The content of an entry, its checksum compared (unless the writer left it out).
    /// @throws Error(Data) naming source and entry if it is missing, compressed or damaged.
    [[nodiscard]] std::span<const uint8_t> read(const std::string& name) const;

    /// The first entry, by name, that ends so, in whatever folder; empty if there is none.
    [[nodiscard]] std::string find_by_ending(const std::string& ending) const;

private:
    struct Entry {
        uint64_t header_offset = 0;
        uint64_t size = 0;
        uint32_t checksum = 0;
        bool readable = true;  ///< stored and not encrypted
    };
    void add_entry(std::span<const uint8_t> record);
    [[noreturn]] void fail(const std::string& reason) const;

    std::span<const uint8_t> bytes_;
    std::string source_name_;
    std::map<std::string, Entry> entries_;
};

}  // namespace rtrack
