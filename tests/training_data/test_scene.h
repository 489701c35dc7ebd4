#pragma once

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"
#include "tracking/media/jpeg.h"
#include "training/data/pair_generator.h"

namespace rtrack::test {

inline constexpr std::array<uint8_t, 3> kGround{90, 110, 130};
inline constexpr std::array<uint8_t, 3> kTarget{230, 20, 20};

/// A plain picture with an ellipse or a rectangle of another colour that fills `box`.
inline Image picture_with_target(int width, int height, const Box& box, bool ellipse) {
    Image image(width, height);
    const Point center = box.center();
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double dx = (x + 0.5 - center.x) / (box.width / 2),
                         dy = (y + 0.5 - center.y) / (box.height / 2);
            const bool inside = ellipse ? dx * dx + dy * dy <= 1 : std::max(std::abs(dx), std::abs(dy)) <= 1;
            std::copy_n((inside ? kTarget : kGround).begin(), 3, image.row(y) + 3 * static_cast<size_t>(x));
        }
    }
    return image;
}

/// The box around the pixels that are redder than half way from the ground to the target; empty if there are
/// none.
inline Box box_of_red(const Image& image) {
    int left = image.width(), top = image.height(), right = 0, bottom = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const uint8_t* pixel = image.row(y) + 3 * static_cast<size_t>(x);
            if (pixel[0] - pixel[2] < (kTarget[0] - kTarget[2] + kGround[0] - kGround[2]) / 2) continue;
            left = std::min(left, x);
            right = std::max(right, x + 1);
            top = std::min(top, y);
            bottom = std::max(bottom, y + 1);
        }
    }
    return right > left ? box_from_corners(left, top, right, bottom) : Box{};
}

inline void expect_same_box(const Box& actual, const Box& expected, double tolerance,
                            const std::string& what) {
    EXPECT_NEAR(actual.x, expected.x, tolerance) << what;
    EXPECT_NEAR(actual.y, expected.y, tolerance) << what;
    EXPECT_NEAR(actual.right(), expected.right(), tolerance) << what;
    EXPECT_NEAR(actual.bottom(), expected.bottom(), tolerance) << what;
}

/// A video in which the target moves and grows.
inline Sequence write_video(const std::filesystem::path& folder, const std::string& name, int frames,
                            bool ellipse) {
    Sequence sequence;
    sequence.name = name;
    std::filesystem::create_directories(folder / name);
    sequence.truth_file = folder / name / "groundtruth.txt";
    std::ofstream truth(sequence.truth_file);
    for (int i = 0; i < frames; ++i) {
        const Box box{40.0 + 7 * i, 60.0 + 3 * i, 60.0 + 2 * i, 44.0 + i};
        const auto file = folder / name / (std::to_string(100000 + i) + ".jpg");
        write_jpeg(file, picture_with_target(480, 300, box, ellipse), 98);
        sequence.frames.push_back(file);
        sequence.boxes.push_back(box);
        truth << to_string(box) << '\n';
    }
    return sequence;
}

/// A still picture whose one object, an ellipse, has an outline and category 7. No corners: their tips cover
/// so little of a pixel that the coloured pixels end before them.
inline StillPicture write_still(const std::filesystem::path& file, const Box& box) {
    write_jpeg(file, picture_with_target(320, 240, box, true), 98);
    StillPicture still{file, 320, 240, {}};
    Instance instance;
    instance.box = box;
    instance.polygons.emplace_back();
    for (int i = 0; i < 120; ++i) {
        const double angle = 2 * std::numbers::pi * i / 120;
        instance.polygons[0].push_back({box.center().x + box.width / 2 * std::cos(angle),
                                        box.center().y + box.height / 2 * std::sin(angle)});
    }
    instance.category_id = 7;
    still.instances.push_back(instance);
    return still;
}

inline std::vector<WeightedDataset> one_dataset(Dataset dataset) {
    std::vector<WeightedDataset> datasets;
    datasets.push_back({std::move(dataset), 1});
    return datasets;
}

/// Options under which nothing happens but the crop itself.
inline DataOptions plain_options() {
    DataOptions options;
    options.cache_megabytes = 64;
    options.sampler.min_frames = 2;
    options.sampler.min_visible_frames = 2;
    options.augment.brightness = 0;
    options.augment.grayscale = 0;
    return options;
}

inline const ViewSizes kSizes{96, 192, 2, 4};

}  // namespace rtrack::test
