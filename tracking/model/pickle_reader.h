#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tracking/model/safetensors.h"

namespace rtrack {

/// Reads the tensors of a file that torch.save wrote (.pth, .pt, .pth.tar: a zip since PyTorch 1.6).
///
/// Names are the dictionary keys on the way, joined by '.': {"net": {"a.weight": t}} gives "net.a.weight".
/// Other values and objects of unknown classes are passed over; nothing in the file is executed. Tensors keep
/// type and strides; those that share a storage share memory.
///
/// @param bytes  the file; the tensors keep it alive.
/// @throws Error(Data) naming file and tensor on any fault, and for the format before PyTorch 1.6.
[[nodiscard]] TensorFile parse_torch_file(std::shared_ptr<const std::vector<uint8_t>> bytes,
                                          const std::string& source_name);

/// Tensors of a .safetensors or PyTorch file, told apart by their content.
/// @throws Error(Data) as the readers of the two, or if it is neither.
[[nodiscard]] TensorFile parse_checkpoint(std::shared_ptr<const std::vector<uint8_t>> bytes,
                                          const std::string& source_name);

}  // namespace rtrack
