#include "tracking/trackers/rtrack_tracker.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "tests/support/errors.h"
#include "tests/trackers/moving_patch.h"
#include "tests/trackers/small_model.h"
#include "tracking/base/crop.h"
#include "tracking/base/error.h"
#include "tracking/kernels/crop_resize.h"
#include "tracking/trackers/lost_search.h"
#include "tracking/trackers/track_network.h"

namespace rtrack {
namespace {

/// A network that is right by construction: it is told the target's place by the colour of the moving patch.
/// Its answers are in crop pixels, so that everything the tracker does around the network is under test.
class ColourNetwork : public TrackNetwork {
public:
    [[nodiscard]] const ModelOptions& options() const override { return options_; }
    [[nodiscard]] at::Device device() const override { return at::kCPU; }

    [[nodiscard]] TemplateFeatures encode_template(const at::Tensor& crop,
                                                   const at::Tensor& size) const override {
        template_crop = crop.clone();
        target_size = size.clone();
        const int64_t half = crop.size(3) / 2;  // what tells a crop from a mirrored one
        return {(crop.narrow(3, 0, half).mean() - crop.narrow(3, half, half).mean()).reshape({1, 1, 1}), {}};
    }

    [[nodiscard]] RTrackOutput forward(const TemplateFeatures& features, const at::Tensor& crops,
                                       bool) const override {
        ++calls;
        const int64_t cells = options_.search_cells();
        looks += static_cast<int>(crops.size(0));
        templates_seen = features.tokens.flatten();
        const int64_t bins = cells * cells;
        RTrackOutput output;
        output.score_logits = at::full({crops.size(0), bins}, -6.0F);
        output.refined_points = at::zeros({crops.size(0), bins, 9, 2});
        output.refined_boxes = at::zeros({crops.size(0), bins, 4});
        for (int64_t i = 0; i < crops.size(0); ++i) find(crops[i], cells, i, output);
        output.init_points = output.refined_points;
        output.init_boxes = output.refined_boxes;
        if (poisoned) output.refined_boxes.fill_(std::numeric_limits<float>::quiet_NaN());
        return output;
    }

    ModelOptions options_ = test::small_model();
    float logit = 4;  ///< of the bin that it finds
    bool poisoned = false;
    mutable int calls = 0;
    mutable int looks = 0;  ///< crops in all
    mutable at::Tensor templates_seen;
    mutable at::Tensor template_crop;
    mutable at::Tensor target_size;

private:
    void find(const at::Tensor& crop, int64_t cells, int64_t i, RTrackOutput& output) const {
        // Green is 90 inside the patch and less outside, blue and red add up to 255 inside alone.
        const at::Tensor red = crop[0] * kImageStd[0] + kImageMean[0];
        const at::Tensor blue = crop[2] * kImageStd[2] + kImageMean[2];
        const at::Tensor inside = (red + blue) > 0.8;
        const at::Tensor columns = at::nonzero(inside.any(0)).flatten();
        const at::Tensor rows = at::nonzero(inside.any(1)).flatten();
        if (columns.numel() == 0) return;
        const float x1 = columns.min().item<float>();
        const float y1 = rows.min().item<float>();
        const float x2 = columns.max().item<float>() + 1;
        const float y2 = rows.max().item<float>() + 1;
        const auto bin = static_cast<int64_t>((y1 + y2) / 32) * cells + static_cast<int64_t>((x1 + x2) / 32);
        output.score_logits[i][bin] = logit;
        output.refined_boxes[i][bin] = at::tensor({x1, y1, x2, y2});
        for (int k = 0; k < 9; ++k) {
            output.refined_points[i][bin][k] =
                at::tensor({x1 + (x2 - x1) * (k % 3) / 2, y1 + (y2 - y1) * (k / 3) / 2});
        }
    }
};

RTrackTracker tracker_with(const std::shared_ptr<const TrackNetwork>& network,
                           const RTrackTrackerOptions& options = {}) {
    return {network, options, "RTrack under test"};
}

RTrackTrackerOptions unsmoothed() {
    RTrackTrackerOptions options;
    options.size_caution = 0;
    return options;
}

// The crop's scale is 0.67 crop pixels a frame pixel: one crop pixel is 1.5 frame pixels, and the edges are
// found to half of one. One frame of lag would be 5 px.
void expect_no_lag(int64_t first, int64_t last) {
    MovingPatch scene(12, 4, 3);
    RTrackTracker tracker = tracker_with(std::make_shared<ColourNetwork>(), unsmoothed());
    tracker.init(*scene.read(first), scene.truth(first));
    const int64_t step = last < first ? -1 : 1;
    double bias_x = 0;
    double bias_y = 0;
    for (int64_t i = first + step; i != last + step; i += step) {
        const TrackResult result = tracker.update(*scene.read(i));
        const Point found = result.box.center();
        const Point truth = scene.truth(i).center();
        EXPECT_LT(std::hypot(found.x - truth.x, found.y - truth.y), 1.5) << "frame " << i;
        EXPECT_GT(result.score, 0.9);
        EXPECT_EQ(result.points.size(), 9U);
        bias_x += (found.x - truth.x) / 11;
        bias_y += (found.y - truth.y) / 11;
    }
    // A wrong half-pixel rule would shift all centres alike, by 0.75 px.
    EXPECT_LT(std::fabs(bias_x), 0.5);
    EXPECT_LT(std::fabs(bias_y), 0.5);
}

/// Random weights: the answers mean nothing, but they are the same for the same crop.
std::shared_ptr<const TrackNetwork> random_network() {
    return make_eager_network(RTrackNet(test::small_model(), 4), {"cpu", "fp32", ""});
}

TEST(RTrackTracker, ManyObjectsTogetherAreEachByItself) {
    MovingPatch scene(6, 4, 3);
    const auto network = random_network();
    std::vector<RTrackTracker> alone;
    std::vector<RTrackTracker> joined;
    std::vector<RTrackTracker*> together;
    for (int k = 0; k < 3; ++k) {
        alone.push_back(tracker_with(network));
        joined.push_back(tracker_with(network));
        Box box = scene.truth(0);
        box.x += 30 * k;
        box.width += 8 * k;
        alone.back().init(*scene.read(0), box);
        joined.back().init(*scene.read(0), box);
    }
    joined[1].set_score_map_wanted(true);
    for (RTrackTracker& tracker : joined) together.push_back(&tracker);
    for (int64_t i = 1; i < 6; ++i) {
        const ImagePtr frame = scene.read(i);
        const std::vector<TrackResult> results = RTrackTracker::update_together(together, *frame);
        ASSERT_EQ(results.size(), 3U);
        for (size_t k = 0; k < 3; ++k) {
            const TrackResult expected = alone[k].update(*frame);
            // Products of larger matrices sum up in another order.
            EXPECT_NEAR(results[k].box.x, expected.box.x, 1e-3);
            EXPECT_NEAR(results[k].box.height, expected.box.height, 1e-3);
            EXPECT_NEAR(results[k].score, expected.score, 1e-4);
            EXPECT_EQ(results[k].score_map.empty(), k != 1);
        }
    }
}

TEST(RTrackTracker, TrackersOfSeveralNetworksFollowOneByOne) {
    MovingPatch scene(3, 4, 3);
    const auto colour = std::make_shared<ColourNetwork>();
    RTrackTracker first = tracker_with(colour);
    RTrackTracker second = tracker_with(random_network());
    first.init(*scene.read(0), scene.truth(0));
    second.init(*scene.read(0), scene.truth(0));
    EXPECT_EQ(first.update_all({&first, &second}, *scene.read(1)).size(), 2U);
    EXPECT_EQ(colour->calls, 1);
    const std::vector<TrackResult> swapped = second.update_all({&second, &first}, *scene.read(2));
    EXPECT_GT(swapped[1].score, 0.9);
}

TEST(RTrackTracker, OnlyTrackersOfOneNetworkUpdateTogether) {
    MovingPatch scene(2, 4, 3);
    RTrackTracker first = tracker_with(random_network());
    RTrackTracker second = tracker_with(random_network());
    EXPECT_TRUE(RTrackTracker::update_together({}, *scene.read(1)).empty());
    first.init(*scene.read(0), scene.truth(0));
    EXPECT_THROW((void)RTrackTracker::update_together({&first, &second}, *scene.read(1)), Error);
    second.init(*scene.read(0), scene.truth(0));
    EXPECT_THROW((void)RTrackTracker::update_together({&first, &second}, *scene.read(1)), Error);
}

TEST(RTrackTracker, HasNoLagForward) {
    expect_no_lag(0, 11);
}
TEST(RTrackTracker, HasNoLagBackward) {
    expect_no_lag(11, 0);
}

/// The patch is at one end, nowhere for 8 frames, then at the other end, out of reach of the first place's
/// search region. @return how many frames of the other end it took to find it; 0: it did not.
int frames_until_found_again(const RTrackTrackerOptions& options, const Box& expected, MovingPatch& scene) {
    RTrackTracker tracker = tracker_with(std::make_shared<ColourNetwork>(), options);
    const Image nothing(scene.width(), scene.height());
    tracker.init(*scene.read(0), scene.truth(0));
    for (int i = 0; i < 8; ++i) EXPECT_LT(tracker.update(nothing).score, 0.1);
    for (int i = 1; i <= 20; ++i) {
        const TrackResult result = tracker.update(*scene.read(2));
        if (iou(result.box, expected) > 0.7) return i;
    }
    return 0;
}

TEST(RTrackTracker, FindsALostTargetElsewhereInTheFrame) {
    MovingPatch scene(3, 120, 80, 24);
    // Search regions of 96 px tile the frame 48 px apart: 7 x 5 places, four looked at in a frame.
    const int frames = frames_until_found_again({}, scene.truth(2), scene);
    EXPECT_GE(frames, 1);
    EXPECT_LE(frames, 9);
    RTrackTrackerOptions off;
    off.lost_score = 0;
    EXPECT_EQ(frames_until_found_again(off, scene.truth(2), scene), 0);
}

TEST(RTrackTracker, LooksASecondTimeMirroredAndAsideAndTakesTheMean) {
    MovingPatch scene(9, 3, -2);
    const auto error = [&](bool second_look, int& looks) {
        const auto network = std::make_shared<ColourNetwork>();
        RTrackTrackerOptions options = unsmoothed();
        options.second_look = second_look;
        RTrackTracker tracker = tracker_with(network, options);
        tracker.init(*scene.read(0), scene.truth(0));
        double sum = 0;
        for (int64_t i = 1; i < 9; ++i) {
            const TrackResult result = tracker.update(*scene.read(i));
            sum += 1 - iou(result.box, scene.truth(i));
            const Box spanned = box_from_corners(result.points.front().x, result.points.front().y,
                                                 result.points.back().x, result.points.back().y);
            EXPECT_GT(iou(spanned, result.box), 0.999) << "the points span the box that is the mean";
        }
        looks = network->looks;
        const at::Tensor& seen = network->templates_seen;
        EXPECT_NE(seen[0].item<float>(), 0);
        EXPECT_NEAR(seen[-1].item<float>(), (seen.numel() == 2 ? -1 : 1) * seen[0].item<float>(), 1e-6)
            << "a mirrored view goes with the mirrored template";
        return sum / 8;
    };
    int looks = 0;
    const double once = error(false, looks);
    EXPECT_EQ(looks, 8);
    const double twice = error(true, looks);
    EXPECT_EQ(looks, 16);
    // What errs is the rounding to the crop's pixels, 0.5 of 1.5 frame pixels at each edge of 48.
    EXPECT_LT(once, 0.05);
    EXPECT_LT(twice, once);
}

TEST(LostSearch, VisitsEveryPlaceOfTheFrameOnceARoundNearestFirst) {
    LostSearch search;
    EXPECT_TRUE(search.next_places(4, 4, 320, 240).empty());  // nothing was seen yet
    search.seen({10, 10, 24, 24});
    std::vector<Box> round;
    for (int i = 0; i < 7; ++i) {
        for (const Box& place : search.next_places(5, 4, 320, 240)) round.push_back(place);
    }
    ASSERT_EQ(round.size(), 35U);
    const auto distance = [](const Box& box) { return std::hypot(box.center().x - 22, box.center().y - 22); };
    for (size_t i = 1; i < round.size(); ++i) EXPECT_LE(distance(round[i - 1]), distance(round[i]));
    for (int y = 0; y < 240; y += 8) {
        for (int x = 0; x < 320; x += 8) {  // every point is well inside some search region
            EXPECT_TRUE(std::any_of(round.begin(), round.end(),
                                    [&](const Box& place) {
                                        return std::abs(place.center().x - x) <= 24 &&
                                               std::abs(place.center().y - y) <= 24;
                                    }))
                << x << ", " << y;
        }
    }
    EXPECT_EQ(search.next_places(1, 4, 320, 240).at(0), round[0]);  // and again from the nearest
    EXPECT_EQ(search.next_places(99, 4, 320, 240).size(), 35U);
}

TEST(RTrackTracker, EncodesTheTemplateOnceWithTheTargetsShare) {
    MovingPatch scene(5, 2, 2);
    const auto network = std::make_shared<ColourNetwork>();
    RTrackTracker tracker = tracker_with(network);
    tracker.init(*scene.read(0), scene.truth(0));
    EXPECT_EQ(network->template_crop.sizes(), (std::vector<int64_t>{1, 3, 64, 64}));
    EXPECT_NEAR(network->target_size[0][0].item<float>(), 0.5, 1e-6);  // template factor 2, a square target
    EXPECT_NEAR(network->target_size[0][1].item<float>(), 0.5, 1e-6);
    for (int64_t i = 1; i < 5; ++i) (void)tracker.update(*scene.read(i));
    EXPECT_EQ(network->calls, 4);
}

TEST(RTrackTracker, KeepsTheLastBoxWithScoreZeroWhenTheNetworkIsNotFinite) {
    MovingPatch scene(5, 2, 2);
    const auto network = std::make_shared<ColourNetwork>();
    RTrackTracker tracker = tracker_with(network);
    tracker.init(*scene.read(0), scene.truth(0));
    const TrackResult before = tracker.update(*scene.read(1));
    network->poisoned = true;
    const TrackResult after = tracker.update(*scene.read(2));
    EXPECT_EQ(after.box, before.box);
    EXPECT_EQ(after.score, 0);
    network->poisoned = false;
    EXPECT_GT(tracker.update(*scene.read(3)).score, 0.9);
}

TEST(RTrackTracker, TakesANewSizeByTheCubeOfTheScoreAndThePlaceAtOnce) {
    MovingPatch scene(3, 0, 0);
    const Box truth = scene.truth(0);
    const Box given = box_from_cxcywh(truth.center().x, truth.center().y, 60, 60);
    const auto network = std::make_shared<ColourNetwork>();
    for (const float logit : {4.0F, 1.0F}) {
        network->logit = logit;
        RTrackTracker tracker = tracker_with(network);
        tracker.init(*scene.read(0), given);
        const TrackResult result = tracker.update(*scene.read(1));
        EXPECT_NEAR(result.score, 1 / (1 + std::exp(-logit)), 1e-3);
        EXPECT_NEAR(result.box.width, 60 + (result.init_box.width - 60) * std::pow(result.score, 3), 1e-3);
        EXPECT_NEAR(result.box.center().x, result.init_box.center().x, 1e-3);
    }
}

TEST(RTrackTracker, GivesTheScoreMapOnRequestOnly) {
    MovingPatch scene(3, 2, 2);
    RTrackTracker tracker = tracker_with(std::make_shared<ColourNetwork>());
    tracker.init(*scene.read(0), scene.truth(0));
    EXPECT_TRUE(tracker.update(*scene.read(1)).score_map.empty());
    tracker.set_score_map_wanted(true);
    const TrackResult result = tracker.update(*scene.read(2));
    ASSERT_EQ(result.score_map.size(), 64U);
    EXPECT_NEAR(*std::max_element(result.score_map.begin(), result.score_map.end()), result.score, 1e-6);
}

TEST(RTrackTracker, RefusesWhatItsContractForbids) {
    RTrackTracker tracker = tracker_with(std::make_shared<ColourNetwork>());
    const Image frame(64, 64);
    EXPECT_THROW((void)tracker.update(frame), Error);
    EXPECT_THROW(tracker.init(frame, {10, 10, 0, 5}), Error);
    EXPECT_THROW(tracker.init(frame, {64, 0, 5, 5}), Error);
    EXPECT_THROW(tracker.init(Image(), {0, 0, 5, 5}), Error);
    tracker.init(frame, {10, 10, 20, 20});
    EXPECT_THROW((void)tracker.update(Image(65, 64)), Error);
}

TEST(RTrackTracker, ChecksItsOptions) {
    RTrackTrackerOptions options;
    OptionTable table;
    options.describe(table);
    EXPECT_THROW(table.set("window", "1.5"), Error);
    EXPECT_THROW(table.set("windw", "0.5"), Error);
}

class RealNetwork : public testing::TestWithParam<std::string> {
protected:
    void SetUp() override {
        if (GetParam() == "bf16" && !multiplies_bf16("cpu")) GTEST_SKIP() << "no bf16 unit";
    }

    [[nodiscard]] static RTrackTracker make(bool fast) {
        const ComputeChoice compute{"cpu", GetParam(), ""};
        RTrackNet net(test::small_model(), 7);
        return tracker_with(fast ? make_fast_network(std::move(net), compute)
                                 : make_eager_network(std::move(net), compute));
    }
};

TEST_P(RealNetwork, GivesFiniteResultsThatTouchTheFrameForHostileBoxes) {
    MovingPatch scene(6, 3, 1);
    RTrackTracker tracker = make(true);
    for (const Box& box : {Box{100, 80, 1, 1}, Box{100, 80, 4, 4}, Box{318, 238, 50, 50},
                           Box{-300, -300, 2000, 2000}, Box{0, 0, 320, 240}, Box{10, 5, 3, 200},
                           Box{0.4, 0.4, 0.01, 0.01}, Box{319.5, 100, 40, 4}, Box{-1e9, -1e9, 2e9, 2e9}}) {
        tracker.init(*scene.read(0), box);
        for (int64_t i = 1; i < 4; ++i) {
            const TrackResult result = tracker.update(*scene.read(i));
            EXPECT_TRUE(result.box.valid()) << to_string(box);
            EXPECT_TRUE(result.init_box.valid()) << to_string(box);
            EXPECT_GT(clipped(result.box, 320, 240).area(), 0) << to_string(box);
            EXPECT_GE(result.score, 0);
            EXPECT_LE(result.score, 1);
            for (const Point& point : result.points) {
                EXPECT_TRUE(std::isfinite(point.x) && std::isfinite(point.y)) << to_string(box);
            }
        }
    }
}

TEST_P(RealNetwork, RepeatsItselfExactly) {
    MovingPatch scene(4, 3, 1);
    std::vector<Box> runs[2];
    for (std::vector<Box>& boxes : runs) {
        RTrackTracker tracker = make(true);
        tracker.init(*scene.read(0), scene.truth(0));
        for (int64_t i = 1; i < 4; ++i) boxes.push_back(tracker.update(*scene.read(i)).box);
    }
    EXPECT_EQ(runs[0], runs[1]);
}

INSTANTIATE_TEST_SUITE_P(Precisions, RealNetwork, testing::Values("fp32", "bf16"));

TEST(ChooseCompute, SaysWhy) {
    const ComputeChoice choice = choose_compute("cpu", "auto");
    EXPECT_EQ(choice.device, "cpu");
    EXPECT_TRUE(choice.precision == "fp32" || choice.precision == "bf16");
    EXPECT_FALSE(choice.reason.empty());
    EXPECT_EQ(choose_compute("cpu", "fp32").precision, "fp32");
    EXPECT_EQ(choice.precision == "bf16", multiplies_bf16("cpu"));
}

TEST(ChooseCompute, RefusesBf16WhereItWouldTakeMinutes) {
    if (multiplies_bf16("cpu")) {
        EXPECT_EQ(choose_compute("cpu", "bf16").precision, "bf16");
    } else {
        EXPECT_THROW((void)choose_compute("cpu", "bf16"), Error);
    }
}

TEST(ChooseCompute, TakesBf16OnGpusThatMultiplyInIt) {
    for (const char* architecture : {"8.0", "8.9", "9.0", "10.0", "12.1"})
        EXPECT_TRUE(gpu_multiplies_bf16(architecture)) << architecture;
    for (const char* architecture : {"7.5", "6.1", "0.0", ""})
        EXPECT_FALSE(gpu_multiplies_bf16(architecture)) << architecture;
}

/// A network on a device without room.
class FullDevice : public TrackNetwork {
public:
    explicit FullDevice(std::shared_ptr<const TrackNetwork> network) : network_(std::move(network)) {}
    [[nodiscard]] const ModelOptions& options() const override { return network_->options(); }
    [[nodiscard]] at::Device device() const override { return network_->device(); }
    [[nodiscard]] TemplateFeatures encode_template(const at::Tensor& crop,
                                                   const at::Tensor& size) const override {
        return network_->encode_template(crop, size);
    }
    [[nodiscard]] RTrackOutput forward(const TemplateFeatures&, const at::Tensor&, bool) const override {
        (void)at::empty({int64_t{1} << 56});
        throw std::logic_error("so much memory is there");
    }

private:
    std::shared_ptr<const TrackNetwork> network_;
};

TEST(RTrackTracker, NamesTooLittleMemoryAsSuch) {
    const auto network = make_eager_network(RTrackNet(test::small_model(), 4), {"cpu", "fp32", ""});
    RTrackTracker tracker(std::make_shared<FullDevice>(network), {}, "full");
    const Image frame(200, 160);
    tracker.init(frame, {60, 50, 40, 30});
    const std::string message =
        message_of_error(ErrorCode::OutOfMemory, [&] { (void)tracker.update(frame); });
    EXPECT_EQ(message.find('\n'), std::string::npos) << message;
}

TEST(ChooseCompute, RefusesWordsItDoesNotKnow) {
    for (const auto& [device, precision] : {std::pair{"gpu", "auto"},
                                            {"cuda:", "auto"},
                                            {"cuda:x", "auto"},
                                            {"cuda:99999", "auto"},
                                            {"cpu", "fp16"}}) {
        EXPECT_THROW((void)choose_compute(device, precision), Error) << device << " " << precision;
    }
}

}  // namespace
}  // namespace rtrack
