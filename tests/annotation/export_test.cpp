#include "tracking/annotation/export.h"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

class Export : public testing::Test {
protected:
    void SetUp() override {
        folder_ =
            fs::temp_directory_path() /
            ("rtrack_export_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
        fs::create_directories(folder_);
        track_.video = VideoInfo{"my \"clip\".mp4", 6, 640, 480, 25, {0, 0.04, 0.08, 0.12, 0.16, 0.2}};
        track_.boxes[1].box = {10.25, 20, 30, 40};
        track_.boxes[1].reviewed = true;
        BoxRecord tracked;
        tracked.box = {11, 21, 30.5, 40};
        tracked.source = BoxSource::Tracker;
        tracked.score = 0.75;
        tracked.points = {{1, 2}, {3, 4.5}};
        tracked.init_box = Box{12, 22, 28, 38};
        BoxRecord doubtful = tracked;
        doubtful.doubtful = true;
        track_.boxes.insert({{2, tracked}, {4, doubtful}});
    }
    void TearDown() override { fs::remove_all(folder_); }

    static std::string text_of(const fs::path& file) {
        std::ifstream stream(file);
        std::stringstream text;
        text << stream.rdbuf();
        return text.str();
    }

    fs::path folder_;
    ExportedTrack track_;
};

TEST_F(Export, Got10kTextHasOneLineAFrameAndTheReportCountsThem) {
    const auto report = export_boxes(track_, {ExportFormat::Got10k, 1, 4}, folder_ / "boxes.txt");
    EXPECT_EQ(text_of(folder_ / "boxes.txt"),
              "10.2500,20.0000,30.0000,40.0000\n11.0000,21.0000,30.5000,40.0000\n"
              "0.0000,0.0000,0.0000,0.0000\n11.0000,21.0000,30.5000,40.0000\n");
    EXPECT_EQ(report.frames, 4);
    EXPECT_EQ(report.boxes, 3);
    EXPECT_EQ(report.human_boxes, 1);
    EXPECT_EQ(report.tracker_boxes, 2);
    EXPECT_EQ(report.unreviewed, 2);
    EXPECT_EQ(report.doubtful, 1);
    EXPECT_EQ(report.without_box, 1);
    EXPECT_EQ(report.files, std::vector<fs::path>{folder_ / "boxes.txt"});
}

TEST_F(Export, CsvNamesFrameTimeAndSource) {
    export_boxes(track_, {ExportFormat::Csv, 0, 5}, folder_ / "boxes.csv");
    EXPECT_EQ(text_of(folder_ / "boxes.csv"),
              "frame,seconds,x,y,width,height,source,score,reviewed\n"
              "1,0.040000,10.2500,20.0000,30.0000,40.0000,human,1.0000,1\n"
              "2,0.080000,11.0000,21.0000,30.5000,40.0000,tracker,0.7500,0\n"
              "4,0.160000,11.0000,21.0000,30.5000,40.0000,tracker,0.7500,0\n");
}

TEST_F(Export, JsonHoldsEverythingOfABox) {
    export_boxes(track_, {ExportFormat::Json, 0, 5}, folder_ / "boxes.json");
    const auto json = nlohmann::json::parse(text_of(folder_ / "boxes.json"));
    EXPECT_EQ(json["video"]["name"], "my \"clip\".mp4");
    EXPECT_EQ(json["video"]["frames"], 6);
    ASSERT_EQ(json["boxes"].size(), 3u);
    EXPECT_EQ(json["boxes"][0]["source"], "human");
    EXPECT_EQ(json["boxes"][1]["points"], (nlohmann::json{{1.0, 2.0}, {3.0, 4.5}}));
    EXPECT_EQ(json["boxes"][1]["init_box"], (nlohmann::json{12.0, 22.0, 28.0, 38.0}));
    EXPECT_EQ(json["boxes"][2]["frame"], 4);
    EXPECT_EQ(json["boxes"][2]["doubtful"], true);
}

TEST_F(Export, JsonWithoutAnyBoxIsStillJson) {
    const ExportedTrack empty{track_.video, {}};
    export_boxes(empty, {ExportFormat::Json, 0, 5}, folder_ / "empty.json");
    EXPECT_EQ(nlohmann::json::parse(text_of(folder_ / "empty.json"))["boxes"].size(), 0u);
}

TEST_F(Export, PreviewIsTheBeginningOfTheFile) {
    for (const auto format : {ExportFormat::Got10k, ExportFormat::Csv, ExportFormat::Json}) {
        const ExportOptions options{format, 0, 5};
        const std::string preview = export_preview(track_, options, 3);
        export_boxes(track_, options, folder_ / "file");
        EXPECT_EQ(text_of(folder_ / "file").substr(0, preview.size()), preview);
        EXPECT_EQ(std::count(preview.begin(), preview.end(), '\n'), 3);
    }
}

TEST_F(Export, AStoppedOrFailedExportLeavesTheOldFileAndNothingElse) {
    const fs::path file = folder_ / "boxes.txt";
    std::ofstream(file) << "old";
    EXPECT_THROW(export_boxes(track_, {ExportFormat::Got10k, 0, 5}, file, [](double) { return false; }),
                 Error);
    EXPECT_EQ(text_of(file), "old");
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
    EXPECT_THROW(export_boxes(track_, {ExportFormat::Got10k, 0, 5}, folder_ / "no" / "boxes.txt"), Error);
    EXPECT_THROW(export_boxes(track_, {ExportFormat::Got10k, 3, 2}, file), Error);
    EXPECT_THROW(export_boxes(track_, {ExportFormat::Got10k, 0, 6}, file), Error);
}

}  // namespace
}  // namespace rtrack
