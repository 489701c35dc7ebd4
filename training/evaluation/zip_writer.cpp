#include "training/evaluation/zip_writer.h"

#include <limits>

#include "tracking/base/crc32.h"
#include "tracking/base/error.h"

namespace rtrack {

namespace {

constexpr uint32_t kLocalHeader = 0x04034b50;
constexpr uint32_t kCentralHeader = 0x02014b50;
constexpr uint32_t kEndOfCentral = 0x06054b50;
constexpr uint16_t kVersion = 20;
constexpr uint16_t kUtf8Names = 0x0800;
constexpr uint16_t kFirstOfJanuary1980 = 0x21;  // no clock in the archive: the same results, the same bytes

class Bytes {
public:
    Bytes& u16(uint16_t value) { return little_endian(value, 2); }
    Bytes& u32(uint32_t value) { return little_endian(value, 4); }
    Bytes& text(const std::string& value) {
        bytes_ += value;
        return *this;
    }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }

private:
    Bytes& little_endian(uint32_t value, int count) {
        for (int i = 0; i < count; ++i) bytes_.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
        return *this;
    }
    std::string bytes_;
};

/// The fields that the local and the central header share, from "version needed" to the name's length.
void append_common(Bytes& header, const std::string& name, uint32_t checksum, uint32_t size) {
    header.u16(kVersion).u16(kUtf8Names).u16(/*stored*/ 0).u16(/*time*/ 0).u16(kFirstOfJanuary1980);
    header.u32(checksum).u32(size).u32(size).u16(static_cast<uint16_t>(name.size()));
}

}  // namespace

void ZipWriter::write(const std::string& bytes) {
    file_.write(bytes);
    written_ += bytes.size();
}

void ZipWriter::add(const std::string& name, std::string_view content) {
    constexpr uint64_t kMostBytes = std::numeric_limits<uint32_t>::max();
    constexpr size_t kMostFiles = std::numeric_limits<uint16_t>::max();
    if (written_ + content.size() + name.size() + 1024 > kMostBytes || entries_.size() + 1 >= kMostFiles ||
        name.size() > std::numeric_limits<uint16_t>::max()) {
        throw Error(ErrorCode::Contract, "A zip archive of this format cannot hold " + name + " too.");
    }
    const Entry entry{name, crc32(content), static_cast<uint32_t>(content.size()),
                      static_cast<uint32_t>(written_)};
    Bytes header;
    header.u32(kLocalHeader);
    append_common(header, name, entry.checksum, entry.size);
    header.u16(/*extra*/ 0).text(name);
    write(header.bytes());
    file_.write(content);
    written_ += content.size();
    entries_.push_back(entry);
}

void ZipWriter::close() {
    const uint64_t start = written_;
    for (const Entry& entry : entries_) {
        Bytes header;
        header.u32(kCentralHeader).u16(kVersion);
        append_common(header, entry.name, entry.checksum, entry.size);
        header.u16(/*extra*/ 0).u16(/*comment*/ 0).u16(/*disk*/ 0).u16(/*internal*/ 0).u32(/*external*/ 0);
        header.u32(entry.offset).text(entry.name);
        write(header.bytes());
    }
    const auto count = static_cast<uint16_t>(entries_.size());
    const auto size = static_cast<uint32_t>(written_ - start);
    Bytes end;
    end.u32(kEndOfCentral)
        .u16(0)
        .u16(0)
        .u16(count)
        .u16(count)
        .u32(size)
        .u32(static_cast<uint32_t>(start))
        .u16(0);
    write(end.bytes());
    file_.commit();
}

}  // namespace rtrack
