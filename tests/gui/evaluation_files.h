#pragma once

#include <QString>
#include <filesystem>
#include <vector>

#include "tests/support/temporary_folder.h"
#include "tracking/base/geometry.h"

namespace rtrack::test {

/// A GOT-10k data set of a bright square that moves over a dark ground, and results of trackers whose errors
/// are known.
class EvaluationFiles {
public:
    static constexpr int kFrames = 40;
    /// Where the tracker "lost" is far off in the sequence of the same number.
    static constexpr int kLostFirst = 15;
    static constexpr int kLostLast = 24;

    /// Sequences "ball_0", "ball_1", "cube_2", ...
    explicit EvaluationFiles(int sequences = 3);

    [[nodiscard]] std::string dataset() const { return "got10k:" + (folder_ / "data").string(); }
    [[nodiscard]] std::string results() const { return (folder_ / "results").string(); }
    [[nodiscard]] std::filesystem::path file(const std::string& name) const { return folder_ / name; }
    [[nodiscard]] static std::string name(int sequence);
    [[nodiscard]] static Box truth(int frame);

    /// Boxes that are `shift` px beside the truth; from kLostFirst to kLostLast of sequence `lost` far away.
    void addTracker(const std::string& name, double shift, int lost = -1) const;
    void write(const std::string& name, const std::string& text) const { folder_.write(name, text); }

private:
    TemporaryFolder folder_;
    int sequences_;
};

}  // namespace rtrack::test
