#pragma once

#include <memory>
#include <vector>

#include "tracking/base/demo.h"
#include "tracking/base/frame_source.h"
#include "tracking/base/geometry.h"

namespace rtrack {

struct SceneOptions {
    int width = 1280;
    int height = 720;
    int64_t frame_count = 300;
    double frames_per_second = 30;
    uint64_t seed = 1;
    bool distractor = true;  ///< a look-alike that crosses the target's way
    bool occluder = true;    ///< a tree trunk in the foreground that covers part of it
};

struct SceneTruth {
    Box box;             ///< the whole target, covered parts too, cut at the frame's border
    double visible = 1;  ///< share of the target's area in the frame that nothing covers, in [0, 1]
};

/// A clip that the project draws itself, with exact truth: the demo, and the tests' footage. A beach ball
/// bounces over a meadow, turning and giving way as it hits the ground; a second ball of other colours
/// crosses its path, a tree trunk covers it for a moment, the camera drifts.
///
/// A frame follows from the options and its index alone. `read` and `truth` may be called from any thread.
class SyntheticScene : public FrameSource {
public:
    /// Paints the layers of the background once (about a second at 1280 x 720).
    /// @throws Error(Contract) if a side is below 64 pixels, or count or rate is not positive.
    explicit SyntheticScene(const SceneOptions& options = {});
    ~SyntheticScene() override;

    [[nodiscard]] std::string name() const override { return kDemoPath; }
    [[nodiscard]] int64_t frame_count() const override { return options_.frame_count; }
    [[nodiscard]] int width() const override { return options_.width; }
    [[nodiscard]] int height() const override { return options_.height; }
    [[nodiscard]] double frames_per_second() const override { return options_.frames_per_second; }
    [[nodiscard]] std::optional<double> seconds_at(int64_t frame_index) const override;
    [[nodiscard]] ImagePtr read(int64_t frame_index) override;

    /// @throws Error(Contract) if the index is outside [0, frame_count()).
    [[nodiscard]] SceneTruth truth(int64_t frame_index) const;

private:
    struct Painting;

    SceneOptions options_;
    std::unique_ptr<const Painting> painting_;
};

}  // namespace rtrack
