#pragma once

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/program.h"
#include "tests/training_data/test_scene.h"
#include "training/run/run_dir.h"

namespace rtrack {

/// rtrack train on two short videos, in a folder of its own.
class SmallTraining : public testing::Test {
protected:
    void SetUp() override {
        std::filesystem::create_directories(data_);
        std::ofstream(data_ / "list.txt") << "one\ntwo\n";
        test::write_video(data_, "one", 6, true);
        test::write_video(data_, "two", 6, false);
    }

    /// A network whose step takes a few milliseconds, a checkpoint after each.
    [[nodiscard]] std::vector<std::string> arguments(const std::filesystem::path& run,
                                                     const std::vector<std::string>& more = {}) const {
        std::vector<std::string> list = {RTRACK_PROGRAM, "train", "tiny", "--run", run.string()};
        std::vector<std::string> settings = {"data.train=got10k:" + data_.string(),
                                             "data.sampler.min_frames=2",
                                             "data.sampler.min_visible_frames=2",
                                             "data.pairs_per_epoch=32",
                                             "data.cache_megabytes=0",
                                             "epochs=400",
                                             "batch_size=8",
                                             "threads=1",
                                             "device=cpu",
                                             "model.template_size=32",
                                             "model.search_size=64",
                                             "model.embed_dim=32",
                                             "model.depth=2",
                                             "model.heads=2",
                                             "model.elimination_layers=1",
                                             "model.head_channels=32",
                                             "model.head_layers=1",
                                             "report_every_steps=1",
                                             "checkpoint_every_minutes=0"};
        settings.insert(settings.end(), more.begin(), more.end());
        for (const std::string& setting : settings) list.insert(list.end(), {"--set", setting});
        return list;
    }

    /// Waits until the run has written its first checkpoint and gone on for some steps.
    static void wait_for_steps(Program& program, const std::filesystem::path& run, int64_t steps) {
        while (program.running()) {
            const auto status = read_status(run);
            if (status && status->value("step", int64_t{0}) >= steps) return;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        FAIL() << "ended early: " << program.errors();
    }

    static constexpr int64_t kStepsPerEpoch = 4;
    const TemporaryFolder folder_;
    const std::filesystem::path data_ = folder_.path() / "data";
    const std::filesystem::path run_ = folder_.path() / "run";
};

}  // namespace rtrack
