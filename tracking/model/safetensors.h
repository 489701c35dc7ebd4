#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include <ATen/ATen.h>

namespace rtrack {

/// What a safetensors file holds: CPU tensors by name, each with its own memory, and the `__metadata__` of
/// the header.
struct TensorFile {
    std::map<std::string, at::Tensor> tensors;
    std::map<std::string, std::string> metadata;
};

/// The whole file in memory.
/// @throws Error(Data) naming the file and the reason.
[[nodiscard]] std::vector<uint8_t> read_file_bytes(const std::filesystem::path& path);

/// @param bytes        the file; not needed afterwards.
/// @param source_name  what messages call it.
/// @throws Error(Data) naming file and tensor on any fault: a header that is too large, not JSON, with
///         duplicate keys or unknown types; offsets outside the file, with gaps or overlaps, or that do not
///         fit the shape.
[[nodiscard]] TensorFile parse_safetensors(std::span<const uint8_t> bytes, const std::string& source_name);

/// @throws Error(Data) as parse_safetensors, or if the file cannot be read.
[[nodiscard]] TensorFile read_safetensors(const std::filesystem::path& path);

/// Tensors may be of any device and stride; they are written row-major in their own type. The file appears
/// whole or not at all.
/// @throws Error(Data) if it cannot be written; Error(Contract) naming a tensor whose type the format lacks
///         or text that is not UTF-8.
void write_safetensors(const std::filesystem::path& path, const TensorFile& file);

/// "[3, 16, 16]", as messages and reports write shapes.
[[nodiscard]] std::string shape_text(at::IntArrayRef shape);

/// "F32", "BF16", ...: the format's name of a type; empty if it has none.
[[nodiscard]] std::string safetensors_type_name(at::ScalarType type);

}  // namespace rtrack
