#pragma once

#include <filesystem>
#include <string>

namespace rtrack {

/// What makes a model file to be shipped, out of a training run or of one that was exported before.
struct ModelExport {
    std::filesystem::path run;         ///< the run folder; empty: take `model`
    std::filesystem::path model;       ///< an exported file whose figures and card are to be written anew
    std::filesystem::path evaluation;  ///< JSON of `rtrack evaluate`; empty: no figures
    std::string evaluated_as;          ///< the model's name among that file's trackers
    std::filesystem::path notes;       ///< Markdown that ends the card; empty: none
    std::filesystem::path output;      ///< NAME.safetensors; the model card is written beside it as NAME.md
    bool best = false;                 ///< the weights that validated best instead of the last ones
};

/// Writes the weights (of a run: the averaged ones) as float16, with options, recipe, names of the data sets,
/// figures and a hash of the weights in the header, and the same for people in a model card beside it.
/// Folders of the machine that trained it are cut to their last two parts.
///
/// @throws Error(Data) naming the file that is missing, unreadable, cannot be written, or is a model that was
///         not exported. Error(Argument) if the evaluation has no tracker of that name, if an input or what
///         is no model card would be replaced, or unless one of `run` and `model` is given.
void export_model(const ModelExport& request);

}  // namespace rtrack
