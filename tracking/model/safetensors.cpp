#include "tracking/model/safetensors.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <fstream>
#include <optional>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "tracking/base/atomic_file.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

using nlohmann::json;

static_assert(std::endian::native == std::endian::little, "safetensors files are little-endian");

constexpr uint64_t kLengthBytes = 8;
constexpr uint64_t kLargestHeader = 100'000'000;  // the limit of the reference implementation
constexpr size_t kMostDimensions = 32;

struct TypeName {
    const char* name;
    at::ScalarType type;
};
constexpr std::array kTypeNames = {TypeName{"F64", at::kDouble},
                                   TypeName{"F32", at::kFloat},
                                   TypeName{"F16", at::kHalf},
                                   TypeName{"BF16", at::kBFloat16},
                                   TypeName{"I64", at::kLong},
                                   TypeName{"I32", at::kInt},
                                   TypeName{"I16", at::kShort},
                                   TypeName{"I8", at::kChar},
                                   TypeName{"U8", at::kByte},
                                   TypeName{"BOOL", at::kBool},
                                   TypeName{"U16", at::kUInt16},
                                   TypeName{"U32", at::kUInt32},
                                   TypeName{"U64", at::kUInt64},
                                   TypeName{"F8_E4M3", at::kFloat8_e4m3fn},
                                   TypeName{"F8_E5M2", at::kFloat8_e5m2}};

std::optional<at::ScalarType> type_of_name(const std::string& name) {
    for (const TypeName& entry : kTypeNames) {
        if (name == entry.name) {
            return entry.type;
        }
    }
    return std::nullopt;
}

/// One tensor of a header, checked by itself.
struct Entry {
    std::string name;
    at::ScalarType type = at::kFloat;
    std::vector<int64_t> shape;
    uint64_t begin = 0;  // bytes from the end of the header
    uint64_t end = 0;
};

[[noreturn]] void fail(const std::string& source_name, const std::string& reason) {
    throw Error(ErrorCode::Data, source_name + " is not a usable safetensors file: " + reason);
}

[[noreturn]] void fail_tensor(const std::string& source_name, const std::string& tensor,
                              const std::string& reason) {
    fail(source_name, "tensor '" + tensor + "' " + reason);
}

/// JSON that refuses what nlohmann would let pass: a key that comes twice, and depth beyond the format's.
json parse_header(std::string_view text, const std::string& source_name) {
    constexpr int kDeepest = 3;
    std::vector<std::set<std::string>> keys_by_depth(kDeepest + 2);
    const json::parser_callback_t check = [&](int depth, json::parse_event_t event, json& value) {
        const auto level = static_cast<size_t>(depth);
        if (event == json::parse_event_t::object_start || event == json::parse_event_t::array_start) {
            if (depth > kDeepest) {
                fail(source_name, "its header is nested too deeply");
            }
            keys_by_depth[level + 1].clear();
        } else if (event == json::parse_event_t::key) {
            const auto& key = value.get_ref<const std::string&>();
            if (!keys_by_depth[level].insert(key).second) {
                fail(source_name, "the name '" + key + "' comes twice in its header");
            }
        }
        return true;
    };
    try {
        return json::parse(text.begin(), text.end(), check);
    } catch (const json::exception& failure) {
        fail(source_name, "its header is not valid JSON (" + std::string(failure.what()) + ")");
    }
}

std::vector<uint64_t> unsigned_list(const json& value) {
    std::vector<uint64_t> numbers;
    for (const json& item : value) {
        if (!item.is_number_unsigned()) {
            return {};
        }
        numbers.push_back(item.get<uint64_t>());
    }
    return numbers;
}

/// Bytes of a tensor, or nothing if the product does not fit.
std::optional<uint64_t> byte_count(const std::vector<int64_t>& shape, at::ScalarType type) {
    int64_t bytes = static_cast<int64_t>(c10::elementSize(type));
    bool empty = false;
    for (const int64_t size : shape) {
        empty = empty || size == 0;
        if (size != 0 && __builtin_mul_overflow(bytes, size, &bytes)) {
            return std::nullopt;
        }
    }
    return empty ? 0 : static_cast<uint64_t>(bytes);
}

Entry parse_entry(const std::string& name, const json& value, uint64_t data_bytes,
                  const std::string& source_name) {
    const auto require = [&](bool condition, const std::string& reason) {
        if (!condition) {
            fail_tensor(source_name, name, reason);
        }
    };
    require(value.is_object() && value.size() == 3 && value.contains("dtype") && value.contains("shape") &&
                value.contains("data_offsets"),
            "must have exactly the keys dtype, shape and data_offsets");
    Entry entry;
    entry.name = name;

    require(value["dtype"].is_string(), "has a dtype that is not text");
    const std::string type_name = value["dtype"].get<std::string>();
    const std::optional<at::ScalarType> type = type_of_name(type_name);
    require(type.has_value(), "has the unknown dtype '" + type_name + "'");
    entry.type = *type;

    const json& shape = value["shape"];
    require(shape.is_array() && shape.size() <= kMostDimensions, "has a shape that is not a short list");
    const std::vector<uint64_t> sizes = unsigned_list(shape);
    require(sizes.size() == shape.size(), "has a shape that is not a list of whole numbers from 0");
    for (const uint64_t size : sizes) {
        require(size <= uint64_t{INT64_MAX}, "has a shape too large to count");
        entry.shape.push_back(static_cast<int64_t>(size));
    }

    require(value["data_offsets"].is_array(), "has data_offsets that are not a list");
    const std::vector<uint64_t> offsets = unsigned_list(value["data_offsets"]);
    require(offsets.size() == 2 && value["data_offsets"].size() == 2,
            "has data_offsets that are not two whole numbers");
    entry.begin = offsets[0];
    entry.end = offsets[1];
    require(entry.begin <= entry.end, "ends before it begins");
    require(entry.end <= data_bytes, "reaches to byte " + std::to_string(entry.end) +
                                         " of the data, which has " + std::to_string(data_bytes) +
                                         ": the file is cut off or damaged");
    const std::optional<uint64_t> bytes = byte_count(entry.shape, entry.type);
    require(bytes.has_value(), "has a shape too large to count");
    require(*bytes == entry.end - entry.begin, "of type " + type_name + " and shape " +
                                                   shape_text(entry.shape) + " needs " +
                                                   std::to_string(*bytes) + " bytes, the header gives it " +
                                                   std::to_string(entry.end - entry.begin));
    return entry;
}

/// The entries must cover the data without gap or overlap.
void check_coverage(std::vector<Entry>& entries, uint64_t data_bytes, const std::string& source_name) {
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.begin, a.end, a.name) < std::tie(b.begin, b.end, b.name);
    });
    uint64_t covered = 0;
    for (const Entry& entry : entries) {
        if (entry.begin != covered) {
            fail_tensor(
                source_name, entry.name,
                entry.begin < covered ? "overlaps the one before it" : "leaves a gap to the one before it");
        }
        covered = entry.end;
    }
    if (covered != data_bytes) {
        fail(source_name, std::to_string(data_bytes - covered) + " bytes at its end belong to no tensor");
    }
}

// A C++ bool that is neither 0 nor 1 is undefined behaviour for whoever reads it.
void check_booleans(const at::Tensor& tensor, const std::string& name, const std::string& source_name) {
    if (tensor.scalar_type() != at::kBool) {
        return;
    }
    const auto* bytes = static_cast<const uint8_t*>(tensor.const_data_ptr());
    if (std::any_of(bytes, bytes + tensor.numel(), [](uint8_t byte) { return byte > 1; })) {
        fail_tensor(source_name, name, "of type BOOL holds a byte that is neither 0 nor 1");
    }
}

std::map<std::string, std::string> parse_metadata(const json& value, const std::string& source_name) {
    std::map<std::string, std::string> metadata;
    if (!value.is_object()) {
        fail(source_name, "its __metadata__ is not an object");
    }
    for (const auto& [key, text] : value.items()) {
        if (!text.is_string()) {
            fail(source_name, "its metadata '" + key + "' is not text");
        }
        metadata[key] = text.get<std::string>();
    }
    return metadata;
}

}  // namespace

std::string shape_text(at::IntArrayRef shape) {
    std::string text = "[";
    for (const int64_t size : shape) {
        text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    }
    return text + "]";
}

std::string safetensors_type_name(at::ScalarType type) {
    for (const TypeName& entry : kTypeNames) {
        if (type == entry.type) {
            return entry.name;
        }
    }
    return "";
}

std::vector<uint8_t> read_file_bytes(const std::filesystem::path& path) {
    std::error_code status;
    if (std::filesystem::is_directory(path, status)) {
        throw Error(ErrorCode::Data, "cannot read " + path.string() + ": it is a folder");
    }
    std::ifstream stream(path, std::ios::binary);
    const uintmax_t size = stream ? std::filesystem::file_size(path, status) : 0;
    if (!stream || status) {
        throw Error(ErrorCode::Data,
                    "cannot read " + path.string() + ": there is no such file, or no permission");
    }
    std::vector<uint8_t> bytes(size);
    stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
    if (static_cast<uintmax_t>(stream.gcount()) != size) {
        throw Error(ErrorCode::Data,
                    "cannot read all of " + path.string() + ": it changed while it was being read");
    }
    return bytes;
}

TensorFile parse_safetensors(std::span<const uint8_t> bytes, const std::string& source_name) {
    uint64_t header_bytes = 0;
    if (bytes.size() < kLengthBytes) {
        fail(source_name, "it has only " + std::to_string(bytes.size()) + " bytes");
    }
    std::memcpy(&header_bytes, bytes.data(), kLengthBytes);
    if (header_bytes > kLargestHeader || header_bytes > bytes.size() - kLengthBytes) {
        fail(source_name, "its header should have " + std::to_string(header_bytes) + " bytes, the file has " +
                              std::to_string(bytes.size()));
    }
    const std::string_view header(reinterpret_cast<const char*>(bytes.data()) + kLengthBytes, header_bytes);
    if (!header.starts_with('{')) {
        fail(source_name, "its header does not begin with '{'");
    }
    const std::span<const uint8_t> data = bytes.subspan(kLengthBytes + header_bytes);

    TensorFile file;
    std::vector<Entry> entries;
    const json parsed = parse_header(header, source_name);  // items() keeps a reference only
    for (const auto& [name, value] : parsed.items()) {
        if (name == "__metadata__") {
            file.metadata = parse_metadata(value, source_name);
        } else {
            entries.push_back(parse_entry(name, value, data.size(), source_name));
        }
    }
    check_coverage(entries, data.size(), source_name);
    for (const Entry& entry : entries) {
        at::Tensor tensor = at::empty(entry.shape, entry.type);
        if (entry.end > entry.begin) {
            std::memcpy(tensor.data_ptr(), data.data() + entry.begin, entry.end - entry.begin);
        }
        check_booleans(tensor, entry.name, source_name);
        file.tensors.emplace(entry.name, std::move(tensor));
    }
    return file;
}

TensorFile read_safetensors(const std::filesystem::path& path) {
    return parse_safetensors(read_file_bytes(path), path.string());
}

void write_safetensors(const std::filesystem::path& path, const TensorFile& file) {
    // As the reference implementation: wide types first, so that every tensor is aligned, then by name.
    std::vector<std::pair<std::string, at::Tensor>> ordered;
    for (const auto& [name, tensor] : file.tensors) {
        if (safetensors_type_name(tensor.scalar_type()).empty()) {
            throw Error(ErrorCode::Contract,
                        "tensor '" + name + "' has a type that safetensors files cannot hold");
        }
        ordered.emplace_back(name, tensor.detach().to(at::kCPU).contiguous());
    }
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) {
        return a.second.element_size() > b.second.element_size();
    });

    json header = json::object();
    if (!file.metadata.empty()) {
        header["__metadata__"] = file.metadata;
    }
    uint64_t offset = 0;
    for (const auto& [name, tensor] : ordered) {
        const uint64_t end = offset + tensor.nbytes();
        header[name] = {{"dtype", safetensors_type_name(tensor.scalar_type())},
                        {"shape", tensor.sizes().vec()},
                        {"data_offsets", {offset, end}}};
        offset = end;
    }
    std::string text;
    try {
        text = header.dump();
    } catch (const json::exception&) {
        throw Error(ErrorCode::Contract,
                    "cannot write " + path.string() + ": a name or metadata is not UTF-8");
    }
    text.append((kLengthBytes - text.size() % kLengthBytes) % kLengthBytes, ' ');

    AtomicFile output(path);
    const uint64_t header_bytes = text.size();
    output.write(&header_bytes, sizeof header_bytes);
    output.write(text);
    for (const auto& [name, tensor] : ordered) {
        output.write(tensor.data_ptr(), tensor.nbytes());
    }
    output.commit();
}

}  // namespace rtrack
