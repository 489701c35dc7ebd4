#include "tracking/model/pickle_reader.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include "tracking/base/error.h"
#include "tracking/model/pickle_machine.h"
#include "tracking/model/stored_zip.h"

namespace rtrack {
namespace {

using Kind = PickleNode::Kind;

constexpr int kDeepest = 16;             // of dictionaries in dictionaries
constexpr size_t kMostVisits = 500'000;  // of values on the way to tensors; one may be named many times over
constexpr size_t kMostDimensions = 32;

std::optional<at::ScalarType> storage_type(const std::string& class_name) {
    static const std::map<std::string, at::ScalarType> types = {
        {"torch.DoubleStorage", at::kDouble}, {"torch.FloatStorage", at::kFloat},
        {"torch.HalfStorage", at::kHalf},     {"torch.BFloat16Storage", at::kBFloat16},
        {"torch.LongStorage", at::kLong},     {"torch.IntStorage", at::kInt},
        {"torch.ShortStorage", at::kShort},   {"torch.CharStorage", at::kChar},
        {"torch.ByteStorage", at::kByte},     {"torch.BoolStorage", at::kBool}};
    const auto found = types.find(class_name);
    return found == types.end() ? std::nullopt : std::optional(found->second);
}

/// Whole numbers from 0 of a tuple; nothing if it holds anything else.
std::optional<std::vector<int64_t>> sizes_of(const PickleNode& node) {
    if ((node.kind != Kind::Tuple && node.kind != Kind::List) || node.items.size() > kMostDimensions) {
        return std::nullopt;
    }
    std::vector<int64_t> sizes;
    for (const PickleNode* item : node.items) {
        if (item->kind != Kind::Integer || item->integer < 0) return std::nullopt;
        sizes.push_back(item->integer);
    }
    return sizes;
}

/// One more than the last element that a strided view touches; nothing if that cannot be counted.
std::optional<int64_t> view_end(int64_t offset, const std::vector<int64_t>& sizes,
                                const std::vector<int64_t>& strides) {
    int64_t last = offset;
    int64_t count = 1;
    for (size_t i = 0; i < sizes.size(); ++i) {
        if (sizes[i] == 0) return 0;
        int64_t reach = 0;
        if (__builtin_mul_overflow(sizes[i] - 1, strides[i], &reach) ||
            __builtin_add_overflow(last, reach, &last) || __builtin_mul_overflow(count, sizes[i], &count)) {
            return std::nullopt;
        }
    }
    if (last == INT64_MAX) return std::nullopt;
    return last + 1;
}

/// How many values a shape has; at most `limit` + 1.
int64_t values_up_to(int64_t limit, const std::vector<int64_t>& sizes) {
    if (std::find(sizes.begin(), sizes.end(), 0) != sizes.end()) return 0;
    int64_t values = 1;
    for (const int64_t size : sizes) {
        if (size > limit / values) return limit + 1;
        values *= size;
    }
    return values;
}

/// Turns the values of a checkpoint into tensors.
class TensorCollector {
public:
    TensorCollector(std::shared_ptr<const std::vector<uint8_t>> bytes, std::string source_name)
        : bytes_(std::move(bytes)), source_name_(std::move(source_name)), zip_(*bytes_, source_name_) {}

    TensorFile collect() {
        const std::string description = zip_.has("data.pkl") ? "data.pkl" : zip_.find_by_ending("/data.pkl");
        if (description.empty()) fail("it has no data.pkl: it is a zip archive of something else");
        folder_ = description.substr(0, description.size() - std::string("data.pkl").size());
        if (zip_.has(folder_ + "byteorder")) {
            const auto order = zip_.read(folder_ + "byteorder");
            if (std::string(order.begin(), order.end()) != "little")
                fail("it was written on a big-endian machine");
        }
        const Pickle pickle = read_pickle(zip_.read(description), source_name_);
        visit(*pickle.root, "", 0);
        return std::move(file_);
    }

private:
    void visit(const PickleNode& node, const std::string& name, int depth) {
        if (++visits_ > kMostVisits) fail("it names its values too many times over");
        if (node.kind == Kind::Tensor) {
            if (!file_.tensors.emplace(name, tensor(node, name)).second)
                fail("tensor '" + name + "' comes twice");
        } else if (node.kind == Kind::Dictionary) {
            if (depth == kDeepest) fail("its dictionaries are nested too deeply, at '" + name + "'");
            for (size_t i = 0; i + 1 < node.items.size(); i += 2) {
                const std::optional<std::string> key = key_text(*node.items[i]);
                if (key) visit(*node.items[i + 1], name.empty() ? *key : name + "." + *key, depth + 1);
            }
        }
    }

    /// Nothing for keys that are neither text nor numbers.
    [[nodiscard]] std::optional<std::string> key_text(const PickleNode& key) const {
        constexpr size_t kLongestKey = 512;
        if (key.kind == Kind::Integer) return std::to_string(key.integer);
        if (key.kind != Kind::Text) return std::nullopt;
        if (key.text.size() > kLongestKey)
            fail("it has a name of " + std::to_string(key.text.size()) + " letters");
        return key.text;
    }

    /// @param node  _rebuild_tensor_v2(storage, offset, sizes, strides, requires_grad, hooks)
    at::Tensor tensor(const PickleNode& node, const std::string& name) {
        const auto& arguments = node.items.at(0)->items;
        if (arguments.size() < 4 || arguments[0]->kind != Kind::Persistent ||
            arguments[1]->kind != Kind::Integer) {
            fail_tensor(name, "is described in a way that torch.save does not use");
        }
        const at::Tensor elements = storage(*arguments[0], name);
        const int64_t offset = arguments[1]->integer;
        const auto sizes = sizes_of(*arguments[2]);
        const auto strides = sizes_of(*arguments[3]);
        if (offset < 0 || !sizes || !strides || sizes->size() != strides->size()) {
            fail_tensor(name, "has a shape, strides or an offset that are not whole numbers from 0");
        }
        const std::optional<int64_t> end = view_end(offset, *sizes, *strides);
        if (!end || *end > elements.numel()) {
            fail_tensor(name, "of shape " + shape_text(*sizes) + " reaches beyond its storage of " +
                                  std::to_string(elements.numel()) + " values");
        }
        // A view may show one value many times, and a file of a few bytes name a tensor that no memory holds.
        constexpr int64_t kMostRepeated = int64_t{1} << 24;
        const int64_t most = std::max(elements.numel(), kMostRepeated);
        if (values_up_to(most, *sizes) > most) {
            fail_tensor(name, "of shape " + shape_text(*sizes) + " has far more values than its storage of " +
                                  std::to_string(elements.numel()));
        }
        return *end == 0 ? at::empty(*sizes, elements.options())
                         : elements.as_strided(*sizes, *strides, offset);
    }

    /// @param node  persistent id ("storage", class, key, device, number of elements)
    at::Tensor storage(const PickleNode& node, const std::string& name) {
        const auto& id = node.items.at(0)->items;
        if (id.size() < 5 || id[0]->text != "storage" || id[1]->kind != Kind::Global ||
            id[2]->kind != Kind::Text || id[4]->kind != Kind::Integer) {
            fail_tensor(name, "has a storage that is described in a way that torch.save does not use");
        }
        const std::optional<at::ScalarType> type = storage_type(id[1]->text);
        if (!type) fail_tensor(name, "has the type " + id[1]->text + ", which weights do not have");
        const std::string key = id[1]->text + "/" + id[2]->text;
        const auto found = storages_.find(key);
        if (found != storages_.end()) return found->second;

        const auto content = zip_.read(folder_ + "data/" + id[2]->text);
        const auto width = static_cast<int64_t>(c10::elementSize(*type));
        const int64_t count = static_cast<int64_t>(content.size()) / width;
        if (id[4]->integer != count || content.size() % static_cast<size_t>(width) != 0) {
            fail_tensor(name, "should have a storage of " + std::to_string(id[4]->integer) +
                                  " values, the file has " + std::to_string(content.size()) + " bytes of it");
        }
        return storages_[key] = elements(content, count, *type, name);
    }

    /// The values in place where they are aligned, as torch.save writes them; a copy otherwise.
    at::Tensor elements(std::span<const uint8_t> content, int64_t count, at::ScalarType type,
                        const std::string& name) {
        if (type == at::kBool) {
            for (const uint8_t byte : content) {
                if (byte > 1) fail_tensor(name, "of truth values holds a byte that is neither 0 nor 1");
            }
        }
        const bool aligned = reinterpret_cast<uintptr_t>(content.data()) % c10::elementSize(type) == 0;
        if (count == 0 || !aligned) {
            at::Tensor copy = at::empty({count}, type);
            if (count > 0) std::memcpy(copy.data_ptr(), content.data(), content.size());
            return copy;
        }
        // from_blob takes memory as writable; the tensors of a TensorFile are there to be read.
        return at::from_blob(
            const_cast<uint8_t*>(content.data()), {count}, [keep = bytes_](void*) {}, type);
    }

    [[noreturn]] void fail(const std::string& reason) const {
        throw Error(ErrorCode::Data, source_name_ + " is not a usable PyTorch file: " + reason);
    }
    [[noreturn]] void fail_tensor(const std::string& name, const std::string& reason) const {
        fail("tensor '" + name + "' " + reason);
    }

    std::shared_ptr<const std::vector<uint8_t>> bytes_;
    std::string source_name_;
    StoredZip zip_;
    std::string folder_;  // of all entries in the archive, with '/'
    std::map<std::string, at::Tensor> storages_;
    TensorFile file_;
    size_t visits_ = 0;
};

bool starts_with(const std::vector<uint8_t>& bytes, std::initializer_list<uint8_t> start) {
    return bytes.size() >= start.size() && std::equal(start.begin(), start.end(), bytes.begin());
}

}  // namespace

TensorFile parse_torch_file(std::shared_ptr<const std::vector<uint8_t>> bytes,
                            const std::string& source_name) {
    return TensorCollector(std::move(bytes), source_name).collect();
}

TensorFile parse_checkpoint(std::shared_ptr<const std::vector<uint8_t>> bytes,
                            const std::string& source_name) {
    if (starts_with(*bytes, {'P', 'K'})) return parse_torch_file(std::move(bytes), source_name);
    if (bytes->size() > 8 && (*bytes)[8] == '{') return parse_safetensors(*bytes, source_name);
    // A pickle of protocol 2 that begins with a 10-byte integer: the magic number of torch.save before 1.6.
    if (starts_with(*bytes, {0x80, 0x02, 0x8a, 0x0a})) {
        throw Error(ErrorCode::Data,
                    source_name +
                        " has the format of PyTorch before 1.6, which is not read here; load it in "
                        "Python and write it again with torch.save");
    }
    throw Error(ErrorCode::Data,
                source_name + " is neither a .safetensors file nor one that torch.save wrote");
}

}  // namespace rtrack
