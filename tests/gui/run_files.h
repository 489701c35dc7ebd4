#pragma once

#include <cmath>
#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "tests/support/temporary_folder.h"
#include "training/run/events.h"

namespace rtrack::test {

/// A folder as a run of another machine leaves it.
inline void writeRun(const TemporaryFolder& root, const std::string& name, const std::string& state,
                     double ao) {
    const nlohmann::json status = {{"state", state},   {"host", "a-server"}, {"step", 50}, {"steps", 200},
                                   {"pairs", 1200000}, {"minutes", 125.4},   {"ao", ao}};
    root.write(name + "/status.json", status.dump());
    root.write(name + "/config.yaml", "epochs: 4\ndata:\n  train: got10k:somewhere\n");
    const nlohmann::json environment = {{"device", "CUDA: a GPU, bf16 (driver 570)"}, {"host", "a-server"}};
    root.write(name + "/environment.json", environment.dump());
}

inline std::string eventLine(const std::string& name, nlohmann::json fields) {
    return line_from_event({name, std::move(fields), "2026-01-31T12:00:00.000Z"}) + "\n";
}

inline std::string stepLine(int step, double loss) {
    return eventLine("step",
                     {{"step", step}, {"pairs", 24 * step}, {"loss_total", loss}, {"iou", 1 / (1 + loss)}});
}

/// Finished runs "run0", "run1", ... of so many steps each, which share one file of events.
inline void writeLongRuns(const TemporaryFolder& root, int runs, int steps) {
    std::string events;
    for (int step = 1; step <= steps; ++step) events += stepLine(step, 3.0 * std::exp(-step / 30000.0));
    for (int i = 0; i < runs; ++i) {
        const std::string name = "run" + std::to_string(i);
        writeRun(root, name, "finished", 0.5);
        if (i == 0) root.write(name + "/events.jsonl", events);
        if (i > 0)  // without taking 2 GB of disk
            std::filesystem::create_hard_link(root / "run0/events.jsonl", root / (name + "/events.jsonl"));
    }
}

}  // namespace rtrack::test
