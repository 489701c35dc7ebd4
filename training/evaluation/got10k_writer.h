#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "training/evaluation/dataset.h"

namespace rtrack {

/// Writes `from` as a JPEG file `to`. @throws Error(Data) naming the file.
using PictureCopier = std::function<void(const std::filesystem::path& from, const std::filesystem::path& to)>;

/// Adds frames first to last (both included) of a sequence to a folder in GOT-10k's layout, as a sequence of
/// its own, which can be trained on: pictures 00000001.jpg ..., groundtruth.txt, the labels, meta_info.ini,
/// and a line in the folder's list.txt, if it has one.
///
/// The sequence's folder appears whole or not at all: it is written under a temporary name and renamed.
///
/// @return the name of the sequence: `NAME-FIRST-LAST`, numbered where that is taken.
/// @throws Error(Argument) if the frames are not in the sequence or have no truth at all, Error(Data) naming
/// what cannot be written.
std::string add_got10k_sequence(const std::filesystem::path& folder, const Sequence& sequence, int64_t first,
                                int64_t last, const PictureCopier& copy_picture);

}  // namespace rtrack
