#include "tracking/model/pickle_machine.h"

#include <array>
#include <cstring>
#include <unordered_map>
#include <unordered_set>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

using Kind = PickleNode::Kind;

/// The stack machine of Python's pickle format, reduced to what describes data.
class Machine {
public:
    Machine(std::span<const uint8_t> bytes, const std::string& source_name, Pickle& pickle)
        : bytes_(bytes), source_name_(source_name), pickle_(pickle) {}

    void run() {
        while (step(take_byte())) {
        }
        if (stack_.size() != 1) fail("leaves " + std::to_string(stack_.size()) + " values on the stack");
        pickle_.root = stack_.back();
    }

private:
    using Values = std::vector<PickleNode*>;

    // --- input
    std::span<const uint8_t> take(uint64_t count) {
        if (count > bytes_.size() - position_) fail("is cut off");
        const auto taken = bytes_.subspan(position_, count);
        position_ += count;
        return taken;
    }
    uint8_t take_byte() { return take(1)[0]; }
    template <typename Number>
    Number take_number() {
        Number number = 0;
        std::memcpy(&number, take(sizeof number).data(), sizeof number);
        return number;
    }
    std::string take_text(uint64_t count) {
        const auto taken = take(count);
        return {reinterpret_cast<const char*>(taken.data()), taken.size()};
    }
    std::string take_line() {
        std::string line;
        for (uint8_t byte = take_byte(); byte != '\n'; byte = take_byte()) line += static_cast<char>(byte);
        return line;
    }

    // --- stack
    PickleNode* make(Kind kind) {
        PickleNode& node = pickle_.nodes.emplace_back();
        node.kind = kind;
        return &node;
    }
    PickleNode* push(Kind kind) { return stack_.emplace_back(make(kind)); }
    void push_integer(int64_t value, Kind kind = Kind::Integer) { push(kind)->integer = value; }
    void push_text(std::string text) { push(Kind::Text)->text = std::move(text); }
    PickleNode* pop() {
        if (stack_.empty() || (!marks_.empty() && marks_.back() == stack_.size()))
            fail("takes from an empty stack");
        PickleNode* node = stack_.back();
        stack_.pop_back();
        return node;
    }
    PickleNode* top() {
        PickleNode* node = pop();
        stack_.push_back(node);
        return node;
    }
    Values pop_to_mark() {
        if (marks_.empty()) fail("has no mark to go back to");
        const auto first = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
        Values values(first, stack_.end());
        stack_.erase(first, stack_.end());
        marks_.pop_back();
        return values;
    }
    void push_list(Kind kind, const Values& values) {
        push(kind)->items.assign(values.begin(), values.end());
    }
    void push_tuple(size_t count) {
        Values values(count);
        for (size_t i = count; i-- > 0;) values[i] = pop();
        push_list(Kind::Tuple, values);
    }

    // --- memo
    void remember(uint64_t key) { memo_[key] = top(); }
    void recall(uint64_t key) {
        const auto found = memo_.find(key);
        if (found == memo_.end()) fail("refers to a value that it does not have");
        stack_.push_back(found->second);
    }

    // --- objects
    void push_global(const std::string& module, const std::string& name) {
        constexpr size_t kLongestName = 1000;
        if (module.size() + name.size() > kLongestName) fail("names a class too long to be one");
        push(Kind::Global)->text = module + "." + name;
    }
    void reduce(PickleNode* callable, PickleNode* arguments);
    void push_ordered_dictionary(const PickleNode* arguments);
    void build();
    void push_long(std::span<const uint8_t> digits);

    bool step(uint8_t opcode);
    bool step_scalar(uint8_t opcode);
    bool step_text(uint8_t opcode);
    bool step_container(uint8_t opcode);
    bool step_memo(uint8_t opcode);
    bool step_object(uint8_t opcode);

    [[noreturn]] void fail(const std::string& reason) const {
        throw Error(ErrorCode::Data, source_name_ + " is not a usable PyTorch file: at byte " +
                                         std::to_string(position_) + " its description (a pickle) " + reason);
    }

    std::span<const uint8_t> bytes_;
    const std::string& source_name_;
    Pickle& pickle_;
    size_t position_ = 0;
    size_t copied_ = 0;
    Values stack_;
    std::vector<size_t> marks_;
    std::unordered_map<uint64_t, PickleNode*> memo_;
};

void Machine::push_long(std::span<const uint8_t> digits) {
    if (digits.size() > sizeof(int64_t)) {
        push(Kind::Object);  // no size or offset is that large
        return;
    }
    // Two's complement of any length: the sign comes from the last byte.
    int64_t value = !digits.empty() && digits.back() >= 128 ? -1 : 0;
    std::memcpy(&value, digits.data(), digits.size());
    push_integer(value);
}

/// OrderedDict([[key, value], ...]), as old files have it.
void Machine::push_ordered_dictionary(const PickleNode* arguments) {
    PickleNode* dictionary = push(Kind::Dictionary);
    if (arguments->items.empty() || arguments->items[0]->kind != Kind::List) return;
    // One list may be named many times over in few bytes: copies are what the input pays for.
    copied_ += arguments->items[0]->items.size();
    if (copied_ > bytes_.size()) fail("copies its values again and again");
    for (const PickleNode* pair : arguments->items[0]->items) {
        if (pair->items.size() == 2) {
            dictionary->items.insert(dictionary->items.end(), pair->items.begin(), pair->items.end());
        }
    }
}

/// What calling `callable` with `arguments` stands for. The few callables that hold weights are known by
/// name.
void Machine::reduce(PickleNode* callable, PickleNode* arguments) {
    static const std::unordered_set<std::string> wrappers = {"torch._utils._rebuild_parameter",
                                                             "torch._utils._rebuild_parameter_with_state"};
    if (arguments->kind != Kind::Tuple) fail("makes an object of something other than arguments");
    const std::string name = callable->kind == Kind::Global ? callable->text : "";
    const auto& items = arguments->items;
    if (name == "torch._utils._rebuild_tensor_v2") {
        push(Kind::Tensor)->items = {arguments};
    } else if (wrappers.contains(name) && !items.empty()) {
        stack_.push_back(items[0]);
    } else if (name == "torch._tensor._rebuild_from_type_v2" && items.size() == 4 &&
               items[0]->text == "torch._utils._rebuild_tensor_v2" && items[2]->kind == Kind::Tuple) {
        push(Kind::Tensor)->items = {items[2]};
    } else if (name == "collections.OrderedDict" || name == "collections.defaultdict") {
        push_ordered_dictionary(arguments);
    } else {
        push(Kind::Object)->items = {callable, arguments};
    }
}

/// State given to an object: kept for objects, of no interest on dictionaries (state_dict's `_metadata`) and
/// tensors.
void Machine::build() {
    PickleNode* state = pop();
    PickleNode* object = top();
    if (object->kind == Kind::Object) object->items.push_back(state);
}

bool Machine::step_scalar(uint8_t opcode) {
    switch (opcode) {
        case 'N':
            push(Kind::None);
            return true;
        case 0x88:
            push_integer(1, Kind::Boolean);
            return true;
        case 0x89:
            push_integer(0, Kind::Boolean);
            return true;
        case 'J':
            push_integer(take_number<int32_t>());
            return true;
        case 'K':
            push_integer(take_number<uint8_t>());
            return true;
        case 'M':
            push_integer(take_number<uint16_t>());
            return true;
        case 0x8a:
            push_long(take(take_number<uint8_t>()));
            return true;
        case 0x8b:
            push_long(take(take_number<uint32_t>()));
            return true;
        case 'G': {
            const uint64_t bits =
                __builtin_bswap64(take_number<uint64_t>());  // the one big-endian value of the format
            std::memcpy(&push(Kind::Real)->real, &bits, sizeof bits);
            return true;
        }
        default:
            return false;
    }
}

bool Machine::step_text(uint8_t opcode) {
    switch (opcode) {
        case 'X':  // BINUNICODE, BINSTRING, BINBYTES
        case 'T':
        case 'B':
            push_text(take_text(take_number<uint32_t>()));
            return true;
        case 0x8c:  // SHORT_BINUNICODE, SHORT_BINSTRING, SHORT_BINBYTES
        case 'U':
        case 'C':
            push_text(take_text(take_number<uint8_t>()));
            return true;
        case 0x8d:  // BINUNICODE8, BINBYTES8, BYTEARRAY8
        case 0x8e:
        case 0x96:
            push_text(take_text(take_number<uint64_t>()));
            return true;
        default:
            return false;
    }
}

bool Machine::step_container(uint8_t opcode) {
    switch (opcode) {
        case '(':
            marks_.push_back(stack_.size());
            return true;
        case '}':
            push(Kind::Dictionary);
            return true;
        case ']':
        case 0x8f:
            push(Kind::List);
            return true;
        case ')':
            push(Kind::Tuple);
            return true;
        case 't':
            push_list(Kind::Tuple, pop_to_mark());
            return true;
        case 'l':
        case 0x91:
            push_list(Kind::List, pop_to_mark());
            return true;
        case 'd':
            push_list(Kind::Dictionary, pop_to_mark());
            return true;
        case 0x85:
            push_tuple(1);
            return true;
        case 0x86:
            push_tuple(2);
            return true;
        case 0x87:
            push_tuple(3);
            return true;
        case 'a': {
            PickleNode* value = pop();
            top()->items.push_back(value);
            return true;
        }
        case 's': {
            PickleNode* value = pop();
            PickleNode* key = pop();
            top()->items.insert(top()->items.end(), {key, value});
            return true;
        }
        case 'e':
        case 'u':
        case 0x90: {
            const Values values = pop_to_mark();
            if (opcode == 'u' && values.size() % 2 != 0) fail("has a key without a value");
            top()->items.insert(top()->items.end(), values.begin(), values.end());
            return true;
        }
        case '0':
            pop();
            return true;
        case '1':
            pop_to_mark();
            return true;
        case '2':
            stack_.push_back(top());
            return true;
        default:
            return false;
    }
}

bool Machine::step_memo(uint8_t opcode) {
    switch (opcode) {
        case 'q':
            remember(take_number<uint8_t>());
            return true;
        case 'r':
            remember(take_number<uint32_t>());
            return true;
        case 0x94:
            remember(memo_.size());
            return true;
        case 'h':
            recall(take_number<uint8_t>());
            return true;
        case 'j':
            recall(take_number<uint32_t>());
            return true;
        default:
            return false;
    }
}

bool Machine::step_object(uint8_t opcode) {
    switch (opcode) {
        case 'c': {
            const std::string module = take_line();
            push_global(module, take_line());
            return true;
        }
        case 0x93: {
            const PickleNode* name = pop();
            const PickleNode* module = pop();
            push_global(module->text, name->text);
            return true;
        }
        case 'R':
        case 0x81: {
            PickleNode* arguments = pop();
            reduce(pop(), arguments);
            return true;
        }
        case 0x92: {
            pop();  // keyword arguments
            PickleNode* arguments = pop();
            reduce(pop(), arguments);
            return true;
        }
        case 'b':
            build();
            return true;
        case 'Q': {
            PickleNode* id = pop();
            push(Kind::Persistent)->items = {id};
            return true;
        }
        default:
            return false;
    }
}

bool Machine::step(uint8_t opcode) {
    if (opcode == '.') return false;
    if (opcode == 0x80) {
        const int protocol = take_byte();
        if (protocol < 2 || protocol > 5) fail("has the protocol " + std::to_string(protocol));
    } else if (opcode == 0x95) {
        (void)take_number<uint64_t>();  // FRAME: a hint for streaming
    } else if (!step_scalar(opcode) && !step_text(opcode) && !step_container(opcode) && !step_memo(opcode) &&
               !step_object(opcode)) {
        fail("has the instruction " + std::to_string(opcode) + ", which data does not need");
    }
    return true;
}

}  // namespace

Pickle read_pickle(std::span<const uint8_t> bytes, const std::string& source_name) {
    constexpr size_t kLargest = size_t{8} << 20;  // ViT-Base with its optimiser: below 1 MiB
    if (bytes.size() > kLargest) {
        throw Error(ErrorCode::Data,
                    source_name + " is not a usable PyTorch file: its description is too large");
    }
    Pickle pickle;
    Machine(bytes, source_name, pickle).run();
    return pickle;
}

}  // namespace rtrack
