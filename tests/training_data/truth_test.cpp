#include <algorithm>

#include "tests/training_data/test_scene.h"

namespace rtrack::test {
namespace {

// The target's edge is found in whole pixels (half a pixel off at most) and JPEG, bilinear reading and the
// rounding of weights add a little: 1 pixel of 192.
constexpr double kTolerance = 1.0;

/// The visible part of an ellipse that the crop cuts does not reach the clipped box everywhere.
bool is_cut(const Sample& sample) {
    const Box& box = sample.target_in_search;
    const double side = sample.search_crop.width();
    return box.x <= 0 || box.y <= 0 || box.right() >= side || box.bottom() >= side;
}

struct Variant {
    const char* name;
    void (*set)(AugmentOptions&);
    double tolerance = kTolerance;
};

void PrintTo(const Variant& variant, std::ostream* out) {
    *out << variant.name;
}

class TruthOfVideo : public testing::TestWithParam<Variant> {};

/// The truth box must lie on the coloured pixels, in both crops, wherever nothing hides them.
TEST_P(TruthOfVideo, LiesOnTheColouredPixels) {
    TemporaryFolder folder;
    Dataset dataset;
    dataset.sequences.push_back(write_video(folder.path(), "real_a", 8, /*ellipse=*/true));
    DataOptions options = plain_options();
    GetParam().set(options.augment);
    const PairGenerator generator(options, one_dataset(dataset), kSizes, 5);
    int compared = 0;
    for (int i = 0; i < 100; ++i) {
        const Sample sample = generator.make(0, i);
        if (is_cut(sample)) continue;
        ++compared;
        expect_same_box(box_of_red(sample.search_crop), sample.target_in_search, GetParam().tolerance,
                        sample.source + " index " + std::to_string(i));
        const double side = sample.template_crop.width();
        const Box in_template =
            box_from_cxcywh(side / 2, side / 2, sample.target_width * side, sample.target_height * side);
        expect_same_box(box_of_red(sample.template_crop), in_template, GetParam().tolerance,
                        "template of " + sample.source);
    }
    EXPECT_GT(compared, 30);
}

const Variant kVideoVariants[] = {
    {"Paper", [](AugmentOptions&) {}},
    {"LargeJitter",
     [](AugmentOptions& o) {
         o.center_jitter = 4.5;
         o.scale_jitter = 0.5;
     }},
    {"Rotated", [](AugmentOptions& o) { o.warp_video = 1; }},
    {"StronglyRotated",
     [](AugmentOptions& o) {
         o.warp_video = 1;
         o.rotation_degrees = 60;
         o.stretch = 0.3;
     }},
    {"MeanPad", [](AugmentOptions& o) { o.pad = "mean"; }},
    {"Blurred", [](AugmentOptions& o) { o.blur = 1; }},
    // Its pixels are up to 2.9 pixels of the crop wide; the largest difference of 100 pairs was 1.05.
    {"LowResolution", [](AugmentOptions& o) { o.low_resolution = 1; }, 1.5},
    {"Noisy", [](AugmentOptions& o) { o.noise = 1; }},
};
INSTANTIATE_TEST_SUITE_P(Augment, TruthOfVideo, testing::ValuesIn(kVideoVariants),
                         [](const auto& info) { return info.param.name; });

TEST(TruthOfVideoAtTheEdge, IsTheVisiblePartOfARectangle) {
    TemporaryFolder folder;
    Dataset dataset;
    dataset.sequences.push_back(write_video(folder.path(), "real_a", 8, /*ellipse=*/false));
    DataOptions options = plain_options();
    options.augment.scale_jitter = 0.5;
    const PairGenerator generator(options, one_dataset(dataset), kSizes, 5);
    int cut = 0;
    for (int i = 0; i < 100; ++i) {
        const Sample sample = generator.make(0, i);
        cut += is_cut(sample);
        expect_same_box(box_of_red(sample.search_crop), sample.target_in_search, kTolerance, sample.source);
    }
    EXPECT_GT(cut, 10);
}

TEST(CropsBeyondThePicture, SeeWhatTheModelsTrackerSees) {
    TemporaryFolder folder;
    Dataset dataset;
    dataset.sequences.push_back(write_video(folder.path(), "real_a", 8, /*ellipse=*/false));
    const auto samples = [&](const std::string& padding, const std::string& pad) {
        DataOptions options = plain_options();
        options.augment.scale_jitter = 0.5;
        options.augment.pad = pad;
        ViewSizes sizes = kSizes;
        sizes.padding = padding;
        const PairGenerator generator(options, one_dataset(dataset), sizes, 5);
        std::vector<Image> crops;
        for (int i = 0; i < 30; ++i) crops.push_back(generator.make(0, i).search_crop);
        return crops;
    };
    EXPECT_EQ(samples("mean", "model"), samples("black", "mean"));
    EXPECT_EQ(samples("black", "model"), samples("mean", "black"));
    EXPECT_NE(samples("black", "model"), samples("mean", "model"));
}

Dataset two_stills(const std::filesystem::path& folder) {
    Dataset dataset;
    dataset.kind = "coco";
    dataset.stills.push_back(write_still(folder / "a.jpg", {100, 80, 70, 50}));
    dataset.stills.push_back(write_still(folder / "b.jpg", {150, 60, 48, 90}));
    return dataset;
}

TEST(TruthOfStill, FollowsTheOutlineWhenTurned) {
    TemporaryFolder folder;
    DataOptions options = plain_options();
    options.augment.warp_still = 1;
    options.augment.rotation_degrees = 30;
    const PairGenerator generator(options, one_dataset(two_stills(folder.path())), kSizes, 6);
    for (int i = 0; i < 60; ++i) {
        const Sample sample = generator.make(0, i);
        if (is_cut(sample)) continue;
        expect_same_box(box_of_red(sample.search_crop), sample.target_in_search, kTolerance, sample.source);
    }
}

TEST(TruthOfStill, StaysWhenTheOutsideIsFilled) {
    TemporaryFolder folder;
    const Dataset dataset = two_stills(folder.path());
    DataOptions options = plain_options();
    options.augment.fill_outside = 1;
    const PairGenerator filled(options, one_dataset(dataset), kSizes, 6);
    options.augment.fill_outside = 0;
    const PairGenerator padded(options, one_dataset(dataset), kSizes, 6);
    for (int i = 0; i < 30; ++i) {
        EXPECT_EQ(filled.make(0, i).target_in_search, padded.make(0, i).target_in_search);
    }
}

/// Only the target is red on these grounds: other objects are left out.
TEST(TruthOfPaste, LiesOnThePastedObject) {
    TemporaryFolder folder;
    Dataset dataset = two_stills(folder.path());
    DataOptions options = plain_options();
    options.sampler.paste_share = 1;
    options.augment.paste_distractors = 0;
    options.augment.rotation_degrees = 20;
    // Grounds show the still pictures' own red objects too; so make sure the truth is inside and its edges
    // are red.
    const PairGenerator generator(options, one_dataset(dataset), kSizes, 7);
    for (int i = 0; i < 60; ++i) {
        const Sample sample = generator.make(0, i);
        const Box red = box_of_red(sample.search_crop);
        const Box& truth = sample.target_in_search;
        EXPECT_LE(red.x, truth.x + kTolerance) << sample.source;
        EXPECT_GE(red.right(), truth.right() - kTolerance) << sample.source;
        EXPECT_LE(red.y, truth.y + kTolerance) << sample.source;
        EXPECT_GE(red.bottom(), truth.bottom() - kTolerance) << sample.source;
    }
}

/// What comes after the crops changes pixels and never the truth.
TEST(TruthOfFinish, NoLaterStepMovesTheBox) {
    TemporaryFolder folder;
    Dataset dataset = two_stills(folder.path());
    dataset.sequences.push_back(write_video(folder.path(), "real_a", 8, true));
    const PairGenerator plain(plain_options(), one_dataset(dataset), kSizes, 8);
    DataOptions options = plain_options();
    AugmentOptions& augment = options.augment;
    augment.color = augment.search_color = augment.blur = augment.motion_blur = augment.noise = 1;
    augment.low_resolution = augment.joint_degradation = augment.erase = augment.occluder =
        augment.distractor = 1;
    const PairGenerator changed(options, one_dataset(dataset), kSizes, 8);
    for (int i = 0; i < 30; ++i) {
        const Sample before = plain.make(0, i), after = changed.make(0, i);
        EXPECT_EQ(before.target_in_search, after.target_in_search);
        EXPECT_EQ(before.target_width, after.target_width);
        EXPECT_NE(before.search_crop, after.search_crop);
    }
}

TEST(Distractor, LeavesTheTargetVisible) {
    TemporaryFolder folder;
    Dataset dataset = two_stills(folder.path());
    const PairGenerator plain(plain_options(), one_dataset(dataset), kSizes, 9);
    DataOptions options = plain_options();
    options.augment.distractor = 1;
    const PairGenerator crowded(options, one_dataset(dataset), kSizes, 9);
    int changed_pictures = 0;
    for (int i = 0; i < 60; ++i) {
        const Sample before = plain.make(0, i), after = crowded.make(0, i);
        changed_pictures += before.search_crop != after.search_crop;
        const Box& box = before.target_in_search;
        int changed = 0, all = 0;
        for (int y = static_cast<int>(box.y); y < static_cast<int>(box.bottom()); ++y) {
            for (int x = static_cast<int>(box.x); x < static_cast<int>(box.right()); ++x, ++all) {
                const size_t at = 3 * static_cast<size_t>(x);
                changed += !std::equal(before.search_crop.row(y) + at, before.search_crop.row(y) + at + 3,
                                       after.search_crop.row(y) + at);
            }
        }
        // At most a tenth of the whole target may be covered; a clipped one can lose three times that share.
        EXPECT_LE(changed, 0.35 * all) << i;
    }
    EXPECT_GT(changed_pictures, 40);
}

TEST(MinVisible, RejectsTargetsThatAreMostlyOutside) {
    TemporaryFolder folder;
    Dataset dataset = two_stills(folder.path());
    DataOptions options = plain_options();
    options.augment.center_jitter = 6;
    options.augment.scale_jitter = 0;
    options.augment.min_visible = 0.6;
    const PairGenerator generator(options, one_dataset(dataset), kSizes, 10);
    for (int i = 0; i < 100; ++i) {
        // Without jitter of the size the whole target has a sixteenth of the search crop's area.
        EXPECT_GE(generator.make(0, i).target_in_search.area(), 0.6 * 192 * 192 / 16 - 1e-6);
    }
}

}  // namespace
}  // namespace rtrack::test
