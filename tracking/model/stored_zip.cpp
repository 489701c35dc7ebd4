#include "tracking/model/stored_zip.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "tracking/base/crc32.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

constexpr uint32_t kLocalHeader = 0x04034b50;
constexpr uint32_t kCentralHeader = 0x02014b50;
constexpr uint32_t kEnd = 0x06054b50;
constexpr uint32_t kZip64Locator = 0x07064b50;
constexpr uint32_t kZip64End = 0x06064b50;
constexpr size_t kLocalHeaderBytes = 30;
constexpr size_t kCentralHeaderBytes = 46;
constexpr size_t kEndBytes = 22;
constexpr size_t kZip64LocatorBytes = 20;
constexpr size_t kZip64EndBytes = 56;
constexpr size_t kLongestComment = 65535;
constexpr uint64_t kMostEntries = 1'000'000;

/// A little-endian number at `offset`. The caller has checked the bounds.
template <typename Number>
Number number_at(std::span<const uint8_t> bytes, size_t offset) {
    Number number = 0;
    std::memcpy(&number, bytes.data() + offset, sizeof number);
    return number;
}

/// Where the central directory lies and how many entries it has.
struct Directory {
    uint64_t offset = 0;
    uint64_t bytes = 0;
    uint64_t entries = 0;
};

/// Position of the end record, searched backwards over the comment; SIZE_MAX if there is none.
size_t find_end(std::span<const uint8_t> bytes) {
    if (bytes.size() < kEndBytes) return SIZE_MAX;
    const size_t last = bytes.size() - kEndBytes;
    for (size_t back = 0; back <= std::min(last, kLongestComment); ++back) {
        if (number_at<uint32_t>(bytes, last - back) == kEnd) return last - back;
    }
    return SIZE_MAX;
}

/// The 64-bit values of a central record, where the 32-bit ones say that they are elsewhere.
void widen(std::span<const uint8_t> extra, uint64_t& plain, uint64_t& packed, uint64_t& offset) {
    while (extra.size() >= 4) {
        const size_t size = number_at<uint16_t>(extra, 2);
        if (size > extra.size() - 4) return;
        if (number_at<uint16_t>(extra, 0) == 1) {
            std::span<const uint8_t> field = extra.subspan(4, size);
            for (uint64_t* value : {&plain, &packed, &offset}) {
                if (*value == 0xffffffff && field.size() >= 8) {
                    *value = number_at<uint64_t>(field, 0);
                    field = field.subspan(8);
                }
            }
            return;
        }
        extra = extra.subspan(4 + size);
    }
}

Directory find_directory(std::span<const uint8_t> bytes) {
    const size_t end = find_end(bytes);
    if (end == SIZE_MAX) return {};
    Directory directory = {number_at<uint32_t>(bytes, end + 16), number_at<uint32_t>(bytes, end + 12),
                           number_at<uint16_t>(bytes, end + 10)};
    if (end < kZip64LocatorBytes || number_at<uint32_t>(bytes, end - kZip64LocatorBytes) != kZip64Locator) {
        return directory;
    }
    const uint64_t place = number_at<uint64_t>(bytes, end - kZip64LocatorBytes + 8);
    if (place > bytes.size() || bytes.size() - place < kZip64EndBytes ||
        number_at<uint32_t>(bytes, place) != kZip64End) {
        return {};
    }
    return {number_at<uint64_t>(bytes, place + 48), number_at<uint64_t>(bytes, place + 40),
            number_at<uint64_t>(bytes, place + 32)};
}

}  // namespace

StoredZip::StoredZip(std::span<const uint8_t> bytes, std::string source_name)
    : bytes_(bytes), source_name_(std::move(source_name)) {
    const Directory directory = find_directory(bytes_);
    if (directory.entries == 0 || directory.entries > kMostEntries || directory.offset > bytes_.size() ||
        directory.bytes > bytes_.size() - directory.offset) {
        fail("the list of its contents is missing: the file is cut off or damaged");
    }
    std::span<const uint8_t> rest = bytes_.subspan(directory.offset, directory.bytes);
    for (uint64_t i = 0; i < directory.entries; ++i) {
        if (rest.size() < kCentralHeaderBytes || number_at<uint32_t>(rest, 0) != kCentralHeader) {
            fail("the list of its contents is damaged");
        }
        const size_t record_bytes = kCentralHeaderBytes + number_at<uint16_t>(rest, 28) +
                                    number_at<uint16_t>(rest, 30) + number_at<uint16_t>(rest, 32);
        if (record_bytes > rest.size()) fail("the list of its contents is damaged");
        add_entry(rest.first(record_bytes));
        rest = rest.subspan(record_bytes);
    }
    // Entries that share their bytes could make a small file ask for any amount of memory.
    uint64_t total = 0;
    for (const auto& [name, entry] : entries_) {
        if (__builtin_add_overflow(total, entry.size, &total) || total > bytes_.size()) {
            fail("its contents are larger than the file");
        }
    }
}

void StoredZip::add_entry(std::span<const uint8_t> record) {
    const size_t name_bytes = number_at<uint16_t>(record, 28);
    const std::string name(reinterpret_cast<const char*>(record.data()) + kCentralHeaderBytes, name_bytes);
    uint64_t packed = number_at<uint32_t>(record, 20);
    uint64_t plain = number_at<uint32_t>(record, 24);
    Entry entry;
    entry.header_offset = number_at<uint32_t>(record, 42);
    widen(record.subspan(kCentralHeaderBytes + name_bytes, number_at<uint16_t>(record, 30)), plain, packed,
          entry.header_offset);
    entry.size = packed;
    entry.checksum = number_at<uint32_t>(record, 16);
    const bool encrypted = (number_at<uint16_t>(record, 8) & 1) != 0;
    entry.readable = number_at<uint16_t>(record, 10) == 0 && plain == packed && !encrypted;
    if (!entries_.emplace(name, entry).second) fail("it has two entries '" + name + "'");
}

std::span<const uint8_t> StoredZip::read(const std::string& name) const {
    const auto found = entries_.find(name);
    if (found == entries_.end()) fail("it has no entry '" + name + "'");
    const Entry& entry = found->second;
    if (!entry.readable) fail("its entry '" + name + "' is compressed or encrypted");
    if (entry.header_offset > bytes_.size() || bytes_.size() - entry.header_offset < kLocalHeaderBytes ||
        number_at<uint32_t>(bytes_, entry.header_offset) != kLocalHeader) {
        fail("its entry '" + name + "' is not where the list of contents says");
    }
    const std::span<const uint8_t> local = bytes_.subspan(entry.header_offset);
    const size_t header_bytes =
        kLocalHeaderBytes + number_at<uint16_t>(local, 26) + number_at<uint16_t>(local, 28);
    if (header_bytes > local.size() || entry.size > local.size() - header_bytes) {
        fail("its entry '" + name + "' is cut off");
    }
    const std::span<const uint8_t> content = local.subspan(header_bytes, entry.size);
    // torch.serialization.set_crc32_options(False) writes 0.
    if (entry.checksum != 0 && crc32(content.data(), content.size()) != entry.checksum) {
        fail("its entry '" + name + "' is damaged (the checksum differs)");
    }
    return content;
}

std::string StoredZip::find_by_ending(const std::string& ending) const {
    for (const auto& [name, entry] : entries_) {
        if (name.ends_with(ending)) return name;
    }
    return "";
}

void StoredZip::fail(const std::string& reason) const {
    throw Error(ErrorCode::Data, source_name_ + " is not a usable PyTorch file: " + reason);
}

}  // namespace rtrack
