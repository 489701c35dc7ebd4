// What rtrack train makes of its validation data.

#include <algorithm>

#include "tests/train_command/small_training.h"
#include "tracking/model/safetensors.h"
#include "training/run/events.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

class TrainValidation : public SmallTraining {
protected:
    void SetUp() override {
        SmallTraining::SetUp();
        for (const char* name : {"held", "more"}) {
            const fs::path set = folder_.path() / name;
            fs::create_directories(set);
            std::ofstream(set / "list.txt") << "three\nfour\n";
            test::write_video(set, "three", 4, true);
            test::write_video(set, "four", 4, false);
        }
    }

    [[nodiscard]] std::string held() const { return "got10k:" + (folder_.path() / "held").string(); }
    [[nodiscard]] std::string more() const { return "got10k:" + (folder_.path() / "more").string(); }

    [[nodiscard]] std::vector<Event> validations() const {
        std::vector<Event> events = EventReader(RunPaths(run_).events()).read_new();
        std::erase_if(events, [](const Event& event) { return event.name != "validation"; });
        return events;
    }

    /// Trains until this many validations are over.
    void wait_for_validations(Program& program, size_t count) const {
        while (program.running() && validations().size() < count) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        ASSERT_GE(validations().size(), count) << program.errors();
    }
};

TEST_F(TrainValidation, SetsOfOneKindEachHaveTheirScoresAndTheStatusTheBestMean) {
    Program program(arguments(run_, {"validate=" + held() + "," + more(), "epochs=2"}), folder_.path());
    ASSERT_EQ(program.wait(), 0) << program.errors();
    const std::vector<Event> events = validations();
    ASSERT_EQ(events.size(), 4U);
    double best = 0;
    for (size_t i = 0; i < events.size(); i += 2) {
        EXPECT_NE(events[i].text("dataset"), events[i + 1].text("dataset"));
        for (const Event& event : {events[i], events[i + 1]}) {
            EXPECT_EQ(event.number("sequences", 0), 2);
            EXPECT_GT(event.number("ao", -1), 0);
        }
        best = std::max(best, (events[i].number("ao", 0) + events[i + 1].number("ao", 0)) / 2);
    }
    EXPECT_NEAR(read_status(run_)->at("ao"), best, 1e-12);
}

TEST_F(TrainValidation, ASequenceThatCannotBeReadIsNotScoredAndASetThatHasGoneIsAnError) {
    Program program(arguments(run_, {"validate=" + held(), "validate_every_epochs=1"}), folder_.path());
    wait_for_validations(program, 1);
    EXPECT_EQ(validations().front().number("sequences", 0), 2);
    fs::remove(folder_.path() / "held" / "three" / "100002.jpg");
    const auto lacks_one = [](const Event& event) { return event.number("sequences", 0) == 1; };
    while (program.running()) {
        const std::vector<Event> events = validations();
        if (std::any_of(events.begin(), events.end(), lacks_one)) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    ASSERT_TRUE(program.running()) << program.errors();
    fs::rename(folder_.path() / "held", folder_.path() / "away");
    EXPECT_EQ(program.wait(), 3) << program.errors();
    EXPECT_NE(program.errors().find(held()), std::string::npos) << program.errors();
    EXPECT_NE(program.errors().find("--resume"), std::string::npos) << program.errors();
    const auto saved = std::stoll(read_safetensors(RunPaths(run_).last_checkpoint()).metadata.at("step"));
    EXPECT_EQ(saved % kStepsPerEpoch, 0) << "not saved before the validation";
}

TEST_F(TrainValidation, WhatHasNoTruthToScoreIsLeftOutAndASetWithoutAnyRefused) {
    std::ofstream(folder_.path() / "held" / "three" / "groundtruth.txt") << "10,10,20,20\n";  // as test sets
    Program part(arguments(run_, {"validate=" + held(), "epochs=1"}), folder_.path());
    ASSERT_EQ(part.wait(), 0) << part.errors();
    EXPECT_EQ(validations().front().number("sequences", 0), 1);
    EXPECT_NE(part.errors().find("1 of 2 sequences of " + held()), std::string::npos) << part.errors();

    std::ofstream(folder_.path() / "held" / "four" / "groundtruth.txt") << "10,10,20,20\n";
    const fs::path other = folder_.path() / "other";
    Program none(arguments(other, {"validate=" + held(), "epochs=1"}), folder_.path());
    EXPECT_EQ(none.wait(), 3) << none.errors();
    EXPECT_NE(none.errors().find("cannot be validated on"), std::string::npos) << none.errors();
    EXPECT_TRUE(EventReader(RunPaths(other).events()).read_new().back().name == "end");
}

}  // namespace
}  // namespace rtrack
