#pragma once

#include <cstdint>
#include <string>

#include "tracking/base/options.h"

namespace rtrack {

/// How the learning rate changes over a run.
struct ScheduleOptions {
    std::string kind = "step";  ///< step, cosine or constant
    double drop_at = 0.8;       ///< step: the share of the run after which the rate is divided by ten
    double drop_factor = 0.1;   ///< step
    double final_share = 0.01;  ///< cosine: the last rate over the first
    int64_t warmup_steps = 0;   ///< the rate rises from nearly 0 over this many steps

    void describe(OptionTable& table);
};

/// What the initial learning rate is multiplied by.
///
/// @param step      steps taken before this one, from 0
/// @param progress  share of the run that is done, 0 to 1
[[nodiscard]] double schedule_factor(const ScheduleOptions& options, int64_t step, double progress);

/// The averaged weights' decay at a step: rises to `decay`, so that early averages do not hold on to the
/// start.
[[nodiscard]] double average_decay(double decay, int64_t step);

}  // namespace rtrack
