// The numbers of the toolkits themselves, from tests/golden/make_metrics_golden.py, to 1e-6.
// RTRACK_METRICS_GOLDEN names another such file, made by the toolkit of the moment from another seed.

#include <cmath>
#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/temporary_folder.h"
#include "tracking/base/annotation_text.h"
#include "training/evaluation/metrics.h"
#include "training/evaluation/result_files.h"

namespace rtrack {
namespace {

using nlohmann::json;

constexpr double kTolerance = 1e-6;

json golden() {
    const char* other = std::getenv("RTRACK_METRICS_GOLDEN");
    std::ifstream stream(other ? other : RTRACK_SOURCE_DIR "/tests/golden/metrics_golden.json");
    return json::parse(stream);
}

std::string joined(const json& lines) {
    std::string text;
    for (const json& line : lines) text += line.get<std::string>() + "\n";
    return text;
}

/// A sequence of the file; its results go through real result files in `folder`.
Sequence make_sequence(const json& document, const json& source, const TemporaryFolder& folder,
                       ResultLayout layout) {
    Sequence sequence;
    sequence.name = source["name"];
    sequence.width = document["width"];
    sequence.height = document["height"];
    sequence.cover = source["cover"].get<std::vector<int>>();
    folder.write("truth.txt", joined(source["truth"]));
    Faults faults;
    sequence.boxes = read_boxes(folder.path() / "truth.txt", faults);
    sequence.frames.resize(sequence.boxes.size());
    EXPECT_TRUE(faults.empty());
    const auto relative = [&](const std::filesystem::path& file) {
        return file.lexically_relative(folder.path());
    };
    for (size_t i = 0; i < source["predictions"].size(); ++i) {
        const auto file = result_file(folder.path() / "t", sequence.name, layout, static_cast<int>(i) + 1);
        folder.write(relative(file), joined(source["predictions"][i]));
    }
    folder.write(relative(time_file(folder.path() / "t", sequence.name, layout)), joined(source["times"]));
    return sequence;
}

std::vector<double> values_of(const Scores& scores, const std::string& name) {
    if (name == "ao") return {scores.ao};
    if (name == "sr_50") return {scores.sr_50};
    if (name == "sr_75") return {scores.sr_75};
    if (name == "auc") return {scores.auc};
    if (name == "precision") return {scores.precision};
    if (name == "norm_precision") return {scores.norm_precision};
    if (name == "fps") return {scores.fps};
    if (name == "success_curve") return scores.success_curve;
    if (name == "precision_curve") return scores.precision_curve;
    if (name == "norm_precision_curve") return scores.norm_precision_curve;
    ADD_FAILURE() << "unknown score " << name;
    return {};
}

void expect_scores(const Scores& scores, const json& expected, const std::string& where) {
    for (const auto& [name, value] : expected.items()) {
        const std::vector<double> actual = values_of(scores, name);
        const std::vector<json> wanted =
            value.is_array() ? value.get<std::vector<json>>() : std::vector<json>{value};
        ASSERT_EQ(actual.size(), wanted.size()) << where << " " << name;
        for (size_t i = 0; i < wanted.size(); ++i) {
            if (wanted[i].is_null()) {
                EXPECT_TRUE(std::isnan(actual[i])) << where << " " << name;
            } else {
                EXPECT_NEAR(actual[i], wanted[i].get<double>(), kTolerance)
                    << where << " " << name << "[" << i << "]";
            }
        }
    }
}

void check_case(const json& document, const json& checked) {
    MetricOptions options = metric_options_of(checked["toolkit"], checked["kind"]);
    OptionTable table;
    options.describe(table);
    for (const json& assignment : checked["options"]) table.set_assignment(assignment);
    const ResultLayout layout = result_layout(checked["kind"]);
    TemporaryFolder folder;
    std::vector<FrameErrors> all;
    Faults faults;
    for (const json& source : document["sequence_sets"][checked["sequence_set"].get<std::string>()]) {
        const Sequence sequence = make_sequence(document, source, folder, layout);
        const auto result = read_result(folder.path() / "t", sequence.name, layout, faults);
        ASSERT_TRUE(result.has_value());
        all.push_back(frame_errors(sequence, *result, options));
        const auto expected = checked["expected"]["sequences"].find(sequence.name);
        if (expected == checked["expected"]["sequences"].end()) continue;
        expect_scores(score_frames(all.back(), options), *expected, options.toolkit + " " + sequence.name);
    }
    expect_scores(score_sequences(all, options), checked["expected"]["overall"],
                  options.toolkit + " overall");
}

TEST(MetricsGolden, AgreesWithTheToolkits) {
    const json document = golden();
    ASSERT_GE(document["cases"].size(), 10U);
    for (const json& checked : document["cases"]) {
        SCOPED_TRACE(checked["toolkit"].get<std::string>() + " on " +
                     checked["sequence_set"].get<std::string>());
        check_case(document, checked);
    }
}

}  // namespace
}  // namespace rtrack
