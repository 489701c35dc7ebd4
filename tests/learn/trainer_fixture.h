#pragma once

#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/learn/tiny_training.h"

namespace rtrack {

class TrainerTest : public testing::Test {
protected:
    void SetUp() override { std::filesystem::create_directories(folder_); }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    [[nodiscard]] CheckpointFiles files() const {
        return {folder_ / "last.safetensors",
                folder_ / "best.safetensors",
                folder_ / "model.safetensors",
                folder_ / "model_best.safetensors",
                {}};
    }
    [[nodiscard]] Trainer::Parts parts(BatchSource& source) {
        Trainer::Parts parts;
        parts.batches = &source;
        parts.observer = &observer_;
        parts.control = &control_;
        parts.files = files();
        return parts;
    }

    const std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("rtrack_trainer_" + std::to_string(::getpid()));
    RecordingObserver observer_;
    RunControl control_;
};

inline TrainOptions several_epochs() {
    TrainOptions options = tiny_options();
    options.epochs = 4;
    options.data.pairs_per_epoch = 12;  // 3 steps an epoch
    options.alternate_sparse = true;
    options.optimizer.average_decay = 0.9;
    options.report_every_steps = 2;  // does not divide the epoch: sums must survive a checkpoint
    return options;
}

}  // namespace rtrack
