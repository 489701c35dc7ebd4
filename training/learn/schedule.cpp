#include "training/learn/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rtrack {

void ScheduleOptions::describe(OptionTable& table) {
    table.add("kind", &kind)
        .choices(std::vector<std::string>{"step", "cosine", "constant"})
        .help("Course of the learning rate: one drop (sec. 4.1.2), half a cosine, or constant.");
    table.add("drop_at", &drop_at)
        .range(0, 1)
        .help("step: the share of the run after which the rate drops (sec. 4.1.2: 80 %).");
    table.add("drop_factor", &drop_factor)
        .range(0, 1)
        .help("step: what the rate is multiplied by at the drop.");
    table.add("final_share", &final_share).range(0, 1).help("cosine: the last rate over the first.");
    table.add("warmup_steps", &warmup_steps)
        .unit("steps")
        .range(0, 1e9)
        .help("The rate rises linearly over the first steps.");
}

double schedule_factor(const ScheduleOptions& options, int64_t step, double progress) {
    const double done = std::clamp(progress, 0.0, 1.0);
    double factor = 1;
    if (options.kind == "step") {
        factor = done < options.drop_at ? 1 : options.drop_factor;
    } else if (options.kind == "cosine") {
        const double falling = (1 + std::cos(std::numbers::pi * done)) / 2;
        factor = options.final_share + (1 - options.final_share) * falling;
    }
    const double rising = step + 1 < options.warmup_steps
                              ? static_cast<double>(step + 1) / static_cast<double>(options.warmup_steps)
                              : 1;
    return factor * rising;
}

double average_decay(double decay, int64_t step) {
    return std::min(decay, static_cast<double>(1 + step) / static_cast<double>(20 + step));
}

}  // namespace rtrack
