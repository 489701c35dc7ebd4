#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "training/data/data_options.h"
#include "training/data/pair_generator.h"
#include "training/data/random.h"
#include "training/evaluation/dataset.h"

namespace rtrack {

/// Draws indices with given weights.
class WeightedChoice {
public:
    void add(double weight) { sums_.push_back((sums_.empty() ? 0 : sums_.back()) + weight); }
    [[nodiscard]] bool empty() const { return sums_.empty() || !(sums_.back() > 0); }
    [[nodiscard]] size_t draw(Random& random) const;

private:
    std::vector<double> sums_;
};

/// A target followed through a video, and the frames that show it.
struct TrainingVideo {
    const Sequence* sequence = nullptr;
    std::vector<int64_t> visible_frames;  ///< ascending
    std::string source;                   ///< the part of the name before the first underscore
    std::filesystem::path file;           ///< video_of: others may follow other targets through it
};

/// A still picture and those of its objects that may be targets.
struct Still {
    const StillPicture* picture = nullptr;
    std::vector<size_t> targets;
};

/// Data set and category: objects that share it look alike.
using CategoryKey = std::pair<size_t, int>;

/// An object with an outline.
struct FigureSource {
    const StillPicture* picture = nullptr;
    const Instance* instance = nullptr;
    CategoryKey category;
};

/// Everything there is to draw from: annotations and file names, no pixels. Immutable once made.
class Pool {
public:
    /// @throws Error(Data) if nothing can be drawn; Error(Argument) for a malformed source weight, or if the
    ///         options ask for pasted objects and there are none.
    Pool(const DataOptions& options, std::vector<WeightedDataset> datasets);
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    struct Part {
        std::string name;
        std::vector<TrainingVideo> videos;
        std::vector<Still> stills;
        std::vector<Still>
            crowded_stills;  ///< with those targets only that have others of their category around
        WeightedChoice video_choice;
    };
    [[nodiscard]] const std::vector<WeightedDataset>& datasets() const { return datasets_; }
    [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }
    [[nodiscard]] const WeightedChoice& part_choice() const { return part_choice_; }
    [[nodiscard]] const std::vector<FigureSource>& figures() const { return figures_; }
    [[nodiscard]] const std::vector<FigureSource>& figures_of(const CategoryKey& category) const;
    /// Pictures for grounds and regions: unlabelled ones, still pictures, and a few frames of every video.
    [[nodiscard]] const std::vector<std::filesystem::path>& pictures() const { return pictures_; }
    [[nodiscard]] std::vector<std::string> summary() const;

private:
    Part make_part(size_t dataset_index, const SamplerOptions& options);
    void check_source_weights(const std::vector<std::string>& texts) const;
    void add_pictures(const std::string& folder);

    std::vector<WeightedDataset> datasets_;
    std::vector<Part> parts_;
    WeightedChoice part_choice_;
    std::vector<FigureSource> figures_;
    std::map<CategoryKey, std::vector<FigureSource>> figures_by_category_;
    std::vector<std::filesystem::path> pictures_;
};

/// The JPEG files below data.pictures, sorted, hidden ones left out.
/// @throws Error(Argument) naming the folder if it is not there or holds none.
[[nodiscard]] std::vector<std::filesystem::path> pictures_below(const std::string& folder);

/// The part of a video's name before the first underscore.
[[nodiscard]] std::string source_of(const std::string& sequence_name);

}  // namespace rtrack
