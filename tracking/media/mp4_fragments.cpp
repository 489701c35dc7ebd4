#include "tracking/media/mp4_fragments.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <string>

namespace rtrack {
namespace {

constexpr int64_t kHeaderBytes = 8;
constexpr int64_t kMostBytes = int64_t{1} << 60;

class BoxReader {
public:
    struct Box {
        std::string type;
        int64_t body = 0;  // where the contents begin
        int64_t end = 0;
    };

    explicit BoxReader(const std::filesystem::path& file) : stream_(file, std::ios::binary) {}

    /// The box at `at`. @return nullopt where there is none that could be one.
    /// @param limit  the end of what it lies in
    std::optional<Box> box_at(int64_t at, int64_t limit) {
        if (limit - at < kHeaderBytes) return std::nullopt;
        Box box;
        auto size = static_cast<int64_t>(number_at(at, 4));
        box.type = text_at(at + 4);
        box.body = at + kHeaderBytes;
        if (size == 1) {
            size = static_cast<int64_t>(number_at(at + kHeaderBytes, 8));
            box.body += 8;
        } else if (size == 0) {
            size = limit - at;  // up to the end
        }
        const bool is_name = std::all_of(box.type.begin(), box.type.end(),
                                         [](char letter) { return letter >= ' ' && letter <= '~'; });
        if (!is_name || size < box.body - at || size > kMostBytes) return std::nullopt;
        box.end = at + size;
        return box;
    }

    /// Big-endian; 0 past the end of the file.
    uint64_t number_at(int64_t at, int bytes) {
        std::array<char, 8> buffer = {};
        stream_.clear();
        stream_.seekg(at).read(buffer.data(), bytes);
        uint64_t number = 0;
        for (int i = 0; i < bytes; ++i) number = number << 8 | static_cast<uint8_t>(buffer[i]);
        return number;
    }

private:
    std::string text_at(int64_t at) {
        std::string text(4, '\0');
        stream_.clear();
        stream_.seekg(at).read(text.data(), 4);
        return text;
    }

    std::ifstream stream_;
};

// A table of the fragment's frames is as long as it says.
bool is_whole_run(BoxReader& reader, const BoxReader::Box& run) {
    const uint64_t flags = reader.number_at(run.body, 4) & 0xffffff;
    const auto frames = static_cast<int64_t>(reader.number_at(run.body + 4, 4));
    const auto fields = [flags](uint64_t first, int count) {
        int64_t present = 0;
        for (int i = 0; i < count; ++i) present += (flags & (first << i)) != 0 ? 1 : 0;
        return present;
    };
    const int64_t head = 8 + 4 * (fields(0x1, 1) + fields(0x4, 1));  // offset of the data, first flags
    return run.end - run.body == head + 4 * fields(0x100, 4) * frames;
}

// A track's part (traf) of a fragment's table, or the table: boxes that fill it exactly.
bool is_whole_table(BoxReader& reader, const BoxReader::Box& table) {
    const bool is_part = table.type == "traf";
    int64_t at = table.body;
    while (at < table.end) {
        const auto box = reader.box_at(at, table.end);
        if (!box || box->end > table.end) return false;
        if (box->type == "traf" && (is_part || !is_whole_table(reader, *box))) return false;
        if (box->type == "trun" && !is_whole_run(reader, *box)) return false;
        at = box->end;
    }
    return true;
}

}  // namespace

FragmentFaults faults_of_fragments(const std::filesystem::path& file) {
    std::error_code code;
    const auto size = static_cast<int64_t>(std::filesystem::file_size(file, code));
    BoxReader reader(file);
    FragmentFaults faults;
    std::vector<ByteRange>& broken = faults.broken;
    bool fragmented = false;
    bool in_broken = false;  // the data of a fragment follow its table
    int64_t at = 0;
    while (!code && at < size) {
        const auto box = reader.box_at(at, size);
        if (!box) {
            if (fragmented) broken.push_back({at, size});  // nothing tells where the next one begins
            break;
        }
        const bool is_table = box->type == "moof";
        fragmented = fragmented || is_table;
        if (is_table) in_broken = !is_whole_table(reader, *box);
        if (is_table && in_broken) broken.push_back({at, at});
        if (in_broken) broken.back().end = std::min(box->end, size);
        faults.cut_off = fragmented && box->end > size;
        at = box->end;
    }
    return faults;
}

}  // namespace rtrack
