// Validation within a run: what is best, and what becomes of one that is cut off.
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "tests/learn/trainer_fixture.h"
#include "tracking/base/error.h"
#include "tracking/model/safetensors.h"
#include "tracking/model/weights.h"

namespace rtrack {
namespace {

TEST_F(TrainerTest, BestCheckpointFollowsTheValidation) {
    TrainOptions options = several_epochs();
    options.validate_every_epochs = 1;
    RectangleSource source(options, 0);
    Trainer::Parts with_validator = parts(source);
    const std::vector<double> scores = {0.3, 0.5, 0.4, 0.2};
    size_t call = 0;
    with_validator.validator = [&](RTrackNet&) {
        return std::vector<ValidationReport>{{"made up", scores.at(call++), 0, 0, 1, 0}};
    };
    Trainer(options, with_validator).run();
    EXPECT_EQ(observer_.validations.size(), 4U);
    EXPECT_EQ(read_safetensors(files().best).metadata.at("step"), "6");
    EXPECT_EQ(load_model(files().best_model).metadata.at("step"), "6");
    EXPECT_EQ(read_safetensors(files().last).metadata.at("step"), "12");
}

TEST_F(TrainerTest, AValidationWithoutANumberIsNoBest) {
    TrainOptions options = several_epochs();
    options.validate_every_epochs = 1;
    RectangleSource source(options, 0);
    Trainer::Parts with_validator = parts(source);
    const std::vector<double> scores = {std::nan(""), 0.3, std::nan(""), 0.2};
    size_t call = 0;
    with_validator.validator = [&](RTrackNet&) {
        return std::vector<ValidationReport>{{"made up", scores.at(call++), 0, 0, 1, 0}};
    };
    Trainer(options, with_validator).run();
    EXPECT_EQ(read_safetensors(files().best).metadata.at("step"), "6");
    EXPECT_EQ(observer_.bests, std::vector<double>{0.3});
}

TEST_F(TrainerTest, AStopDuringAValidationLeavesACheckpointOfThatStep) {
    TrainOptions options = several_epochs();
    options.validate_every_epochs = 2;
    RectangleSource source(options, 0);
    Trainer::Parts with_validator = parts(source);
    with_validator.validator = [&](RTrackNet&) -> std::vector<ValidationReport> {
        EXPECT_EQ(read_safetensors(files().last).metadata.at("step"), "6") << "not saved before";
        control_.request_stop();
        throw Error(ErrorCode::Stopped, "stopped");
    };
    EXPECT_EQ(Trainer(options, with_validator).run(), Trainer::End::Stopped);
    EXPECT_EQ(read_safetensors(files().last).metadata.at("step"), "6");
    EXPECT_TRUE(observer_.validations.empty());
}

TEST_F(TrainerTest, AValidationThatWasCutOffIsMadeUpFor) {
    TrainOptions options = several_epochs();
    options.validate_every_epochs = 2;
    // Cut off at step 6, then at the end, step 12: by a stop once, by a crash once.
    for (const bool crash : {false, true}) {
        RectangleSource source(options, 0);
        RunControl control;
        RecordingObserver observer;
        Trainer::Parts cut = parts(source);
        cut.control = &control;
        cut.observer = &observer;
        cut.validator = [&](RTrackNet&) -> std::vector<ValidationReport> {
            control.request_stop();
            throw Error(crash ? ErrorCode::Internal : ErrorCode::Stopped, "cut off");
        };
        const auto run = [&](const std::filesystem::path& from) {
            Trainer trainer(options, cut, from);
            if (!crash) {
                EXPECT_EQ(trainer.run(), Trainer::End::Stopped);
            } else {
                EXPECT_THROW(trainer.run(), Error);
            }
        };
        run({});
        EXPECT_TRUE(observer.validations.empty());

        RunControl second;
        cut.control = &second;
        std::vector<std::string> validated;
        cut.validator = [&](RTrackNet&) -> std::vector<ValidationReport> {
            validated.push_back(read_safetensors(files().last).metadata.at("step"));
            if (validated.size() == 1) return {{"made up", 0.5, 0, 0, 1, 0}};
            second.request_stop();
            throw Error(crash ? ErrorCode::Internal : ErrorCode::Stopped, "cut off");
        };
        run(files().last);
        EXPECT_EQ(validated, (std::vector<std::string>{"6", "12"}));

        RunControl third;
        cut.control = &third;
        cut.validator = [&](RTrackNet&) {
            return std::vector<ValidationReport>{{"made up", 0.6, 0, 0, 1, 0}};
        };
        Trainer last(options, cut, files().last);
        EXPECT_EQ(last.run(), Trainer::End::Finished);
        ASSERT_EQ(observer.validations.size(), 2U);
        EXPECT_EQ(observer.bests, (std::vector<double>{0.5, 0.6}));
        EXPECT_EQ(read_safetensors(files().last).metadata.at("validation_due"), "0");
    }
}

TEST_F(TrainerTest, TheBestOfOtherValidationDataCountsNoLonger) {
    TrainOptions options = several_epochs();
    options.validate = {"got10k:one"};
    options.validate_every_epochs = 1;
    RectangleSource source(options, 0);
    Trainer::Parts with_validator = parts(source);
    double ao = 0.9;
    with_validator.validator = [&](RTrackNet&) {
        return std::vector<ValidationReport>{{"made up", ao, 0, 0, 1, 0}};
    };
    Trainer(options, with_validator).run();
    options.validate = {"got10k:other"};
    options.epochs += 1;
    ao = 0.7;
    Trainer(options, with_validator, files().last).run();
    EXPECT_EQ(observer_.bests, (std::vector<double>{0.9, 0.7}));
    EXPECT_TRUE(
        std::any_of(observer_.warnings.begin(), observer_.warnings.end(), [](const std::string& warning) {
            return warning.find("other validation data") != std::string::npos;
        }));
}

}  // namespace
}  // namespace rtrack
