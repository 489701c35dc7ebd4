#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

namespace rtrack {

/// A value of a pickle, as plain data. Nodes refer to each other by pointer and may form cycles.
struct PickleNode {
    enum class Kind {
        None,
        Boolean,     ///< integer
        Integer,     ///< integer
        Real,        ///< real
        Text,        ///< text; bytes objects too
        Tuple,       ///< items
        List,        ///< items; sets too
        Dictionary,  ///< items: key, value, key, value
        Global,      ///< text: "module.name"; never looked up, imported or called
        Persistent,  ///< items: the one persistent id
        Tensor,      ///< items: the one tuple of arguments of torch._utils._rebuild_tensor_v2
        Object,  ///< of any other class. items: class, arguments, states; none for what has no counterpart
    };
    Kind kind = Kind::None;
    int64_t integer = 0;
    double real = 0;
    std::string text;
    std::vector<PickleNode*> items;
};

/// What a pickle describes. Owns its nodes; moving it keeps their places.
struct Pickle {
    std::deque<PickleNode> nodes;
    const PickleNode* root = nullptr;
};

/// Reads a pickle of protocol 2 to 5 as data: it executes nothing, imports nothing and calls nothing; objects
/// of unknown classes stay opaque. Work and memory are bounded by the size of the input.
///
/// @throws Error(Data) naming the source and the byte at which the pickle breaks a rule.
[[nodiscard]] Pickle read_pickle(std::span<const uint8_t> bytes, const std::string& source_name);

}  // namespace rtrack
