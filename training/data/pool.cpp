#include "training/data/pool.h"

#include <algorithm>
#include <cmath>

#include "tracking/base/error.h"
#include "training/data/holdout.h"

namespace rtrack {

size_t WeightedChoice::draw(Random& random) const {
    const double at = random.uniform() * sums_.back();
    const auto found = std::upper_bound(sums_.begin(), sums_.end(), at);
    return std::min(static_cast<size_t>(found - sums_.begin()), sums_.size() - 1);
}

std::vector<std::filesystem::path> pictures_below(const std::string& folder) {
    if (!std::filesystem::is_directory(folder)) {
        throw Error(ErrorCode::Argument, "the pictures' folder " + folder + " does not exist.");
    }
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        std::string extension = entry.path().extension().string();
        std::transform(extension.begin(), extension.end(), extension.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        const bool hidden = entry.path().filename().string().starts_with('.');
        if (!hidden && entry.is_regular_file() && (extension == ".jpg" || extension == ".jpeg"))
            found.push_back(entry.path());
    }
    if (found.empty())
        throw Error(ErrorCode::Argument, "the pictures' folder " + folder + " holds no JPEG file.");
    std::sort(found.begin(), found.end());  // the order of a folder is not the same everywhere
    return found;
}

std::string source_of(const std::string& sequence_name) {
    return sequence_name.substr(0, sequence_name.find('_'));
}

namespace {

std::map<std::string, double> parsed_weights(const std::vector<std::string>& texts) {
    std::map<std::string, double> weights;
    for (const std::string& text : texts) {
        const size_t equals = text.find('=');
        char* end = nullptr;
        const double weight = equals == std::string::npos ? -1 : std::strtod(text.c_str() + equals + 1, &end);
        if (equals == 0 || equals == std::string::npos || end == text.c_str() + equals + 1 || *end != 0 ||
            !(weight >= 0) || !std::isfinite(weight)) {
            throw Error(
                ErrorCode::Argument,
                "a source weight is written name=factor with a factor of 0 or more, not '" + text + "'.");
        }
        weights[text.substr(0, equals)] = weight;
    }
    return weights;
}

std::optional<TrainingVideo> usable_video(const Sequence& sequence, const SamplerOptions& options) {
    TrainingVideo video{&sequence, {}, source_of(sequence.name), {}};
    const size_t count = std::min(sequence.frames.size(), sequence.boxes.size());
    for (size_t i = 0; i < count; ++i) {
        if (sequence.visible(static_cast<int64_t>(i)))
            video.visible_frames.push_back(static_cast<int64_t>(i));
    }
    const auto visible = static_cast<int64_t>(video.visible_frames.size());
    if (static_cast<int64_t>(count) < options.min_frames ||
        visible < std::max(2, options.min_visible_frames)) {
        return std::nullopt;
    }
    video.file = video_of(sequence);
    return video;
}

bool usable_target(const StillPicture& picture, const Instance& instance, const SamplerOptions& options) {
    const Box& box = instance.box;
    if (instance.crowd || !box.valid() || std::min(box.width, box.height) < options.min_target_side)
        return false;
    if (std::max(box.width / box.height, box.height / box.width) > options.max_target_aspect) return false;
    if (picture.width <= 0 || picture.height <= 0) return true;
    return std::max(box.width / picture.width, box.height / picture.height) <= options.max_target_share;
}

/// The targets that have another object of their category in the picture: people among people.
Still crowded_part(const Still& still) {
    std::map<int, int> count_of_category;
    for (const Instance& instance : still.picture->instances) ++count_of_category[instance.category_id];
    Still crowded{still.picture, {}};
    for (const size_t target : still.targets) {
        if (count_of_category[still.picture->instances[target].category_id] > 1)
            crowded.targets.push_back(target);
    }
    return crowded;
}

double area_of(const std::vector<Point>& polygon) {
    double twice = 0;
    for (size_t i = 0; i < polygon.size(); ++i) {
        const Point& a = polygon[i];
        const Point& b = polygon[(i + 1) % polygon.size()];
        twice += a.x * b.y - a.y * b.x;
    }
    return std::abs(twice) / 2;
}

/// Large enough and mostly filled: a cut-out that still shows what it is.
bool usable_figure(const Instance& instance) {
    constexpr double kShortestSide = 24;
    constexpr double kLeastFilled = 0.25;
    if (std::min(instance.box.width, instance.box.height) < kShortestSide) return false;
    double area = 0;
    for (const auto& polygon : instance.polygons) area += area_of(polygon);
    return area >= kLeastFilled * instance.box.area();
}

}  // namespace

Pool::Part Pool::make_part(size_t dataset_index, const SamplerOptions& options) {
    const Dataset& dataset = datasets_[dataset_index].dataset;
    Part part;
    part.name = dataset.display_name();
    std::map<std::string, double> count_of_source;
    for (const Sequence& sequence : dataset.sequences) {
        if (auto video = usable_video(sequence, options)) {
            count_of_source[video->source] += 1;
            part.videos.push_back(std::move(*video));
        }
    }
    const std::map<std::string, double> factors = parsed_weights(options.source_weights);
    for (const TrainingVideo& video : part.videos) {
        const auto factor = factors.find(video.source);
        part.video_choice.add(std::pow(count_of_source[video.source], options.source_balance - 1) *
                              (factor == factors.end() ? 1 : factor->second));
    }
    for (const StillPicture& picture : dataset.stills) {
        Still still{&picture, {}};
        for (size_t i = 0; i < picture.instances.size(); ++i) {
            const Instance& instance = picture.instances[i];
            if (!usable_target(picture, instance, options)) continue;
            still.targets.push_back(i);
            if (usable_figure(instance)) {
                figures_.push_back({&picture, &instance, {dataset_index, instance.category_id}});
            }
        }
        Still crowded = crowded_part(still);
        if (!crowded.targets.empty()) part.crowded_stills.push_back(std::move(crowded));
        if (!still.targets.empty()) part.stills.push_back(std::move(still));
    }
    return part;
}

Pool::Pool(const DataOptions& options, std::vector<WeightedDataset> datasets)
    : datasets_(std::move(datasets)) {
    for (size_t i = 0; i < datasets_.size(); ++i) {
        Part part = make_part(i, options.sampler);
        const bool usable = !part.stills.empty() || !part.video_choice.empty();
        part_choice_.add(usable ? datasets_[i].weight : 0);
        parts_.push_back(std::move(part));
    }
    check_source_weights(options.sampler.source_weights);
    for (const FigureSource& figure : figures_) figures_by_category_[figure.category].push_back(figure);
    add_pictures(options.pictures);

    const SamplerOptions& sampler = options.sampler;
    const double made = sampler.paste_share + sampler.procedural_share + sampler.region_share;
    if (made > 1 + 1e-9)
        throw Error(ErrorCode::Argument, "the shares of pasted, procedural and region pairs exceed 1.");
    if (made < 1 - 1e-9 && part_choice_.empty()) {
        throw Error(ErrorCode::Data,
                    "the training data hold no video long enough and no still picture with an object; "
                    "check the data sets' names, sampler.min_frames and sampler.min_visible_frames.");
    }
    if (sampler.paste_share > 0 && figures_.empty()) {
        throw Error(
            ErrorCode::Argument,
            "data.sampler.paste_share needs a data set with outlines of objects, and none has any: add one "
            "(coco:FOLDER) to data.train, or set data.sampler.paste_share=0.");
    }
    if ((made > 0 || options.augment.fill_outside > 0) && pictures_.empty()) {
        throw Error(ErrorCode::Argument,
                    "pasted, procedural and region pairs need pictures; there are none.");
    }
}

/// @throws Error(Argument) for a source that no data set has: a slip would change nothing, without a word.
void Pool::check_source_weights(const std::vector<std::string>& texts) const {
    std::vector<std::string> sources;
    for (const WeightedDataset& part : datasets_) {
        for (const Sequence& sequence : part.dataset.sequences) sources.push_back(source_of(sequence.name));
    }
    for (const auto& [name, weight] : parsed_weights(texts)) {
        if (std::find(sources.begin(), sources.end(), name) != sources.end()) continue;
        throw Error(ErrorCode::Argument, "data.sampler.source_weights: no video's name begins with '" + name +
                                             "'; the nearest is '" + nearest_name(name, sources) + "'");
    }
}

void Pool::add_pictures(const std::string& folder) {
    constexpr size_t kFramesOfVideo = 3;
    for (const Part& part : parts_) {
        for (const Still& still : part.stills) pictures_.push_back(still.picture->file);
        for (const TrainingVideo& video : part.videos) {
            for (size_t i = 0; i < kFramesOfVideo; ++i) {
                pictures_.push_back(
                    video.sequence->frames[i * (video.sequence->frames.size() - 1) / kFramesOfVideo]);
            }
        }
    }
    if (folder.empty()) return;
    const std::vector<std::filesystem::path> found = pictures_below(folder);
    pictures_.insert(pictures_.end(), found.begin(), found.end());
}

const std::vector<FigureSource>& Pool::figures_of(const CategoryKey& category) const {
    static const std::vector<FigureSource> kNone;
    const auto found = figures_by_category_.find(category);
    return found == figures_by_category_.end() ? kNone : found->second;
}

std::vector<std::string> Pool::summary() const {
    std::vector<std::string> lines;
    for (size_t i = 0; i < parts_.size(); ++i) {
        const Part& part = parts_[i];
        const size_t sequences = datasets_[i].dataset.sequences.size();
        size_t frames = 0, targets = 0;
        for (const TrainingVideo& video : part.videos) frames += video.visible_frames.size();
        for (const Still& still : part.stills) targets += still.targets.size();
        std::string line = part.name + ": " + std::to_string(part.videos.size()) + " videos with " +
                           std::to_string(frames) + " frames, " + std::to_string(part.stills.size()) +
                           " still pictures with " + std::to_string(targets) + " objects";
        if (sequences > part.videos.size()) {
            line += "; " + std::to_string(sequences - part.videos.size()) +
                    " videos are left out, with fewer frames than data.sampler.min_frames or "
                    "data.sampler.min_visible_frames";
        }
        lines.push_back(std::move(line));
    }
    lines.push_back(std::to_string(figures_.size()) + " objects to paste, " +
                    std::to_string(pictures_.size()) + " pictures for grounds and regions");
    return lines;
}

}  // namespace rtrack
