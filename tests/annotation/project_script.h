#pragma once

#include <cstdint>
#include <filesystem>

#include "tracking/annotation/project.h"

namespace rtrack {

constexpr int64_t kScriptFrames = 400;

[[nodiscard]] Video test_video(int64_t frames = kScriptFrames);
[[nodiscard]] BoxRecord tracker_box(double x, double score = 0.75);

/// A project with one video, one class and one track, made by one step; ids in that order from 1.
[[nodiscard]] Project make_test_project(const std::filesystem::path& file, int64_t frames = kScriptFrames);

/// Step `number` of an endless session of edits of every kind, undo and redo among them. What it does follows
/// from the number and from what the project holds; it always changes or restores something.
void run_script_step(Project& project, int64_t number);

}  // namespace rtrack
