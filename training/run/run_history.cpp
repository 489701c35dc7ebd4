#include "training/run/run_history.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "training/run/run_dir.h"

namespace rtrack {

namespace {

constexpr size_t kWarningsKept = 100;
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

const char* field_of(StepFigure figure) {
    switch (figure) {
        case StepFigure::LossTotal:
            return "loss_total";
        case StepFigure::LossClassification:
            return "loss_cls";
        case StepFigure::LossInit:
            return "loss_init";
        case StepFigure::LossRefine:
            return "loss_refine";
        case StepFigure::LossAffinity:
            return "loss_affinity";
        case StepFigure::Iou:
            return "iou";
        case StepFigure::LearningRate:
            return "learning_rate";
        case StepFigure::PairsPerSecond:
            return "pairs_per_second";
        case StepFigure::MemoryMb:
            return "memory_mb";
        case StepFigure::kCount:
            break;
    }
    return "";
}

void RunHistory::add(const Event& event) {
    time_ = event.time;
    version_ = std::max(version_, event.version);
    if (event.name == "step") {
        add_step(event);
    } else if (event.name == "epoch_end") {
        epochs_.push_back({static_cast<int64_t>(event.number("epoch")), event.number("step"),
                           event.number("loss_total", kNothing), event.number("iou", kNothing)});
    } else if (event.name == "validation") {
        validations_.push_back({event.number("step"), event.number("pairs"), event.text("dataset"),
                                event.number("ao", kNothing), event.number("sr_50", kNothing),
                                event.number("sr_75", kNothing)});
    } else if (event.name == "hello") {
        roll_back(event.number("step"));
    } else if (event.name == "config") {
        options_.clear();
        const auto options = event.fields.find("options");
        if (options == event.fields.end() || !options->is_object()) return;
        for (const auto& [name, value] : options->items()) {
            if (value.is_string()) options_[name] = value.get<std::string>();
        }
    } else if (event.name == "warning") {
        if (warnings_.size() == kWarningsKept) warnings_.erase(warnings_.begin());
        warnings_.push_back(event.text("message"));
    }
}

void RunHistory::add_step(const Event& event) {
    steps_.push_back(event.number("step"));
    pairs_.push_back(event.number("pairs"));
    for (size_t i = 0; i < values_.size(); ++i) {
        values_[i].push_back(event.number(field_of(static_cast<StepFigure>(i)), kNothing));
    }
}

void RunHistory::roll_back(double step) {
    size_t kept = steps_.size();
    while (kept > 0 && steps_[kept - 1] > step) --kept;
    steps_.resize(kept);
    pairs_.resize(kept);
    for (auto& values : values_) values.resize(kept);
    std::erase_if(epochs_, [&](const EpochPoint& point) { return point.step > step; });
    std::erase_if(validations_, [&](const ValidationPoint& point) { return point.step > step; });
}

std::vector<ValidationPoint> RunHistory::mean_validations() const {
    std::vector<ValidationPoint> means;
    for (size_t first = 0; first < validations_.size();) {
        ValidationPoint mean = validations_[first];
        size_t next = first + 1;
        for (; next < validations_.size() && validations_[next].step == mean.step; ++next) {
            mean.ao += validations_[next].ao;
            mean.sr_50 += validations_[next].sr_50;
            mean.sr_75 += validations_[next].sr_75;
            mean.dataset += ", " + validations_[next].dataset;
        }
        const auto count = static_cast<double>(next - first);
        mean.ao /= count;
        mean.sr_50 /= count;
        mean.sr_75 /= count;
        means.push_back(mean);
        first = next;
    }
    return means;
}

std::optional<ValidationPoint> RunHistory::best() const {
    std::optional<ValidationPoint> best;
    for (const ValidationPoint& point : mean_validations()) {
        if (std::isfinite(point.ao) && (!best || point.ao > best->ao)) best = point;
    }
    return best;
}

RunHistory read_run_history(const std::filesystem::path& folder) {
    RunHistory history;
    for (const Event& event : EventReader(RunPaths(folder).events()).read_new()) history.add(event);
    return history;
}

}  // namespace rtrack
