#include "app/engine/tracker_keeper.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace rtrack {
namespace {

class StillTracker : public Tracker {
public:
    [[nodiscard]] std::string description() const override { return "still"; }
    void init(const Image&, const Box& box) override { box_ = box; }
    [[nodiscard]] TrackResult update(const Image&) override {
        TrackResult result;
        result.box = box_;
        return result;
    }

private:
    Box box_;
};

/// A keeper that counts the trackers that are made and the times that memory is given back.
struct Counted {
    int made = 0;
    int given_back = 0;
    TrackerKeeper keeper{[this](const TrackerRequest&) {
                             ++made;
                             return std::make_unique<StillTracker>();
                         },
                         [this] { ++given_back; }};
};

TEST(TrackerKeeper, HandsTheSameTrackersOutForTheSameRequest) {
    Counted counted;
    const TrackerRequest request;
    const Tracker* first = counted.keeper.get(request, 0).get();
    const Tracker* second = counted.keeper.get(request, 1).get();
    EXPECT_NE(first, second);
    EXPECT_EQ(counted.keeper.get(request, 0).get(), first);
    EXPECT_EQ(counted.keeper.get(request, 1).get(), second);
    EXPECT_EQ(counted.made, 2);
}

TEST(TrackerKeeper, MakesAnotherTrackerForEveryFieldOfTheRequest) {
    Counted counted;
    TrackerRequest request;
    (void)counted.keeper.get(request, 0);
    request.tracker = "csrt";
    (void)counted.keeper.get(request, 0);
    request.model = "other";
    (void)counted.keeper.get(request, 0);
    request.device = "cpu";
    (void)counted.keeper.get(request, 0);
    request.precision = "fp32";
    (void)counted.keeper.get(request, 0);
    request.options = {"window=0.8"};
    (void)counted.keeper.get(request, 0);
    EXPECT_EQ(counted.made, 6);
}

/// How many trackers are made when the model's file is written again between two of three runs.
int made_around_writing(const std::string& model, const std::filesystem::path& file) {
    Counted counted;
    TrackerRequest request;
    request.model = model;
    (void)counted.keeper.get(request, 0);
    (void)counted.keeper.get(request, 0);
    EXPECT_EQ(counted.made, 1);
    std::filesystem::last_write_time(file, std::filesystem::last_write_time(file) + std::chrono::seconds(1));
    (void)counted.keeper.get(request, 0);
    return counted.made;
}

TEST(TrackerKeeper, LoadsAModelThatWasWrittenAgain) {
    const TemporaryFolder folder;
    folder.write("model.safetensors", "weights");
    const std::filesystem::path file = folder / "model.safetensors";
    EXPECT_EQ(made_around_writing(file.string(), file), 2);
    ASSERT_EQ(::setenv("RTRACK_MODELS", folder.path().c_str(), 1), 0);
    EXPECT_EQ(made_around_writing("model", file), 2) << "by its name";
    ::unsetenv("RTRACK_MODELS");
}

TEST(TrackerKeeper, GivesMemoryBackAtOnceOrWithTheLastUser) {
    Counted counted;
    const TrackerRequest request;
    (void)counted.keeper.get(request, 0);
    counted.keeper.release();
    EXPECT_EQ(counted.given_back, 1);
    std::shared_ptr<Tracker> in_use = counted.keeper.get(request, 0);
    std::shared_ptr<Tracker> also_in_use = counted.keeper.get(request, 1);
    counted.keeper.release();
    in_use.reset();
    EXPECT_EQ(counted.given_back, 1);
    also_in_use.reset();
    EXPECT_EQ(counted.given_back, 2);
    (void)counted.keeper.get(request, 0);
    EXPECT_EQ(counted.made, 4);
}

TEST(TrackerKeeper, KeepsTheMemoryOfTrackersThatAreReplacedForTheNextOnes) {
    Counted counted;
    TrackerRequest request;
    (void)counted.keeper.get(request, 0);
    request.tracker = "csrt";
    (void)counted.keeper.get(request, 0);
    EXPECT_EQ(counted.given_back, 0);
}

}  // namespace
}  // namespace rtrack
