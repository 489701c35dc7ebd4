#include "tracking/annotation/formats/export_files.h"

#include <fstream>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/fake_source.h"
#include "tests/support/files.h"
#include "tests/support/temporary_folder.h"
#include "tracking/annotation/formats/export_pictures.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

AnnotationSet sample_set() {
    AnnotationSet set;
    AnnotatedVideo video;
    video.name = "clip";
    video.path = "/videos/clip.mp4";
    video.frame_count = 4;
    video.width = 640;
    video.height = 480;
    video.content_hash = "ab12";
    video.frame_hashes = {{0, "aa"}};
    set.videos.push_back(video);
    AnnotatedTrack track{0, "1", "car", {}};
    for (int64_t frame = 0; frame < 4; ++frame)
        track.boxes[frame].box = {1, 2, 3, static_cast<double>(4 + frame)};
    track.boxes[1].source = BoxSource::Tracker;
    track.boxes[0].reviewed = true;
    set.tracks.push_back(track);
    return set;
}

class ExportFiles : public testing::Test {
protected:
    ExportJob job(const std::string& format, const std::string& name) {
        ExportJob job;
        job.format = &annotation_format(format);
        job.path = folder_ / name;
        return job;
    }
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder_.path()))
            names.push_back(entry.path().filename());
        std::sort(names.begin(), names.end());
        return names;
    }

    TemporaryFolder folder_;
};

TEST_F(ExportFiles, AManifestBesideSaysSourceHashIndexBaseAndCounts) {
    const ExportedFiles exported = export_files(sample_set(), job("mot", "out/"));
    EXPECT_EQ(exported.counts.boxes, 4);
    EXPECT_EQ(exported.counts.unreviewed, 3);
    EXPECT_EQ(names(), (std::vector<std::string>{"out", "out.manifest.json"}));
    const auto manifest = nlohmann::json::parse(bytes_of(folder_ / "out.manifest.json"));
    EXPECT_EQ(manifest["first_frame_is_numbered"], 1);
    EXPECT_EQ(manifest["first_pixel_is_at"], 1);
    EXPECT_EQ(manifest["counts"]["unreviewed"], 3);
    EXPECT_EQ(manifest["videos"][0]["content_hash"], "ab12");
    EXPECT_EQ(manifest["videos"][0]["name"], "clip");
    const Manifest read = read_manifest(manifest_of(folder_ / "out"));
    EXPECT_EQ(read.videos.at(0).frame_hashes, (std::vector<FrameHash>{{0, "aa"}}));
    EXPECT_TRUE(changed_files(read, folder_ / "out.manifest.json").empty());
    folder_.write("out/clip/gt/gt.txt", "1,1,1,1,1,1\n");
    EXPECT_EQ(changed_files(read, folder_ / "out.manifest.json").size(), 1U);
}

TEST_F(ExportFiles, NoFileOfTheUserIsReplacedUnlessAllowedAndNoneIsEverDeleted) {
    folder_.write("out/list.txt", "mine");
    folder_.write("out/other.txt", "mine too");
    EXPECT_THROW(export_files(sample_set(), job("got10k", "out")), Error);
    EXPECT_EQ(bytes_of(folder_ / "out/list.txt"), "mine");
    EXPECT_EQ(names(), std::vector<std::string>{"out"});
    ExportJob allowed = job("got10k", "out");
    allowed.overwrite = true;
    export_files(sample_set(), allowed);
    EXPECT_EQ(bytes_of(folder_ / "out/list.txt"), "clip\n");
    EXPECT_EQ(bytes_of(folder_ / "out/other.txt"), "mine too");
    folder_.write("boxes.csv", "mine");
    EXPECT_THROW(export_files(sample_set(), job("csv", "boxes.csv")), Error);
    EXPECT_EQ(bytes_of(folder_ / "boxes.csv"), "mine");
}

TEST_F(ExportFiles, ThatFailHalfWayLeaveNothing) {
    ExportJob failing = job("otb", "out");
    failing.write_pictures = [](const fs::path&) -> std::vector<std::string> {
        throw Error(ErrorCode::Data, "the disk is full");
    };
    EXPECT_THROW(export_files(sample_set(), failing), Error);
    EXPECT_TRUE(names().empty());
    EXPECT_THROW(export_files(sample_set(), job("csv", "no/such/folder.csv")), Error);
    AnnotationSet two = sample_set();
    two.videos.push_back(two.videos.front());
    EXPECT_THROW(export_files(two, job("cvat", "a.xml")), Error);
    EXPECT_THROW(export_files({}, job("csv", "a.csv")), Error);
    EXPECT_TRUE(names().empty());
}

TEST_F(ExportFiles, ARangeIsASequenceOfItsOwnWhereEveryFrameHasALine) {
    ExportJob range = job("otb", "out");
    range.first_frame = 1;
    range.frames = 2;
    export_files(sample_set(), range);
    EXPECT_EQ(bytes_of(folder_ / "out/clip/groundtruth_rect.txt"), "2,3,3,5\n2,3,3,6\n");
    EXPECT_EQ(read_manifest(folder_ / "out.manifest.json").first_frame, 1);
}

TEST_F(ExportFiles, NoPictureGetsAmongThoseTheBoxesWereMadeOn) {
    folder_.write("clip/img/0001.jpg", "mine");
    folder_.write("clip/img/0003.jpg", "mine");
    ExportJob with_frames = job("otb", "");
    with_frames.path = folder_.path();
    with_frames.write_pictures = [this](const fs::path& staging) {
        for (const char* name : {"0001.jpg", "0003.jpg"}) {
            fs::create_directories(staging / "clip/img");
            std::ofstream(staging / "clip/img" / name) << "written";
        }
        return std::vector<std::string>();
    };
    EXPECT_THROW(export_files(sample_set(), with_frames), Error);  // is there already
    with_frames.first_frame = 1;                                   // so is a later one, which the range has
    EXPECT_THROW(export_files(sample_set(), with_frames), Error);
    with_frames.overwrite = true;
    AnnotationSet of_pictures = sample_set();
    of_pictures.videos[0].path = folder_ / "clip/img";
    EXPECT_THROW(export_files(of_pictures, with_frames), Error);
    with_frames.sources = {folder_ / "clip"};  // moved: the set has the old path
    EXPECT_THROW(export_files(sample_set(), with_frames), Error);
    EXPECT_EQ(bytes_of(folder_ / "clip/img/0001.jpg"), "mine");
    EXPECT_EQ(bytes_of(folder_ / "clip/img/0003.jpg"), "mine");
    EXPECT_FALSE(fs::exists(folder_ / "clip/groundtruth_rect.txt"));
    with_frames.sources.clear();
    export_files(sample_set(), with_frames);
    EXPECT_EQ(bytes_of(folder_ / "clip/img/0001.jpg"), "written");
}

/// Pictures that know their number.
class NumberedFrames : public FakeSource {
public:
    NumberedFrames() : FakeSource(4, 640, 480) {}
    std::shared_ptr<const Image> read(int64_t frame) override {
        last = frame;
        return std::make_shared<Image>();
    }
    int64_t last = -1;
};

TEST_F(ExportFiles, OfARangeListItsFramesAloneUnderTheNumbersOfTheVideo) {
    const auto frames = std::make_shared<NumberedFrames>();
    const std::map<std::string, std::string> pictures = {{"yolo", "images/clip/000002.jpg"},
                                                         {"voc", "JPEGImages/clip_000002.jpg"},
                                                         {"mot", "clip/img1/000003.jpg"},
                                                         {"otb", "clip/img/0002.jpg"}};
    AnnotationSet set = sample_set();
    std::erase_if(set.tracks[0].boxes, [](const auto& entry) { return entry.first < 1 || entry.first > 2; });
    for (const auto& [name, last_picture] : pictures) {
        ExportJob range = job(name, name);
        range.first_frame = 1;
        range.frames = 2;
        int64_t written = 0;
        const PictureWork work = {[&](const AnnotatedVideo&) { return frames; },
                                  [&](const fs::path& file, const Image&) {
                                      std::ofstream(file) << frames->last;
                                      ++written;
                                  },
                                  [](const std::string&, int64_t, int64_t) { return true; }};
        range.write_pictures = [&](const fs::path& folder) {
            return write_pictures(set, range, folder, work);
        };
        export_files(set, range);
        EXPECT_EQ(bytes_of(folder_ / name / last_picture), "2") << name;
        EXPECT_EQ(written, 2) << name;
    }
    EXPECT_FALSE(fs::exists(folder_ / "yolo/labels/clip/000000.txt"));
    EXPECT_TRUE(fs::exists(folder_ / "yolo/labels/clip/000001.txt"));
    EXPECT_FALSE(fs::exists(folder_ / "yolo/labels/clip/000003.txt"));
    EXPECT_FALSE(fs::exists(folder_ / "voc/Annotations/clip_000003.xml"));
    ExportJob range = job("coco", "boxes.json");
    range.first_frame = 1;
    range.frames = 2;
    export_files(set, range);
    const auto coco = nlohmann::json::parse(bytes_of(range.path));
    ASSERT_EQ(coco["images"].size(), 2U);
    EXPECT_EQ(coco["images"][0]["frame_id"], 1);
    ASSERT_EQ(coco["annotations"].size(), 2U);
    EXPECT_EQ(coco["annotations"][0]["image_id"], coco["images"][0]["id"]);
}

TEST_F(ExportFiles, ARenderedVideoHasItsManifestAndNeverReplacesItsSource) {
    ExportJob rendered = job("csv", "drawn.mp4");
    rendered.format = &export_format("video");
    rendered.first_frame = 2;
    rendered.render = [](const fs::path& file) {
        std::ofstream(file) << "pictures";
        return std::vector<std::string>{"frame 3"};
    };
    const ExportedFiles exported = export_files(sample_set(), rendered);
    EXPECT_EQ(exported.counts.unreviewed, 3);
    EXPECT_TRUE(exported.losses.empty());
    EXPECT_EQ(nlohmann::json::parse(exported.manifest)["not_decoded"][0], "frame 3");
    Manifest manifest = read_manifest(exported.manifest_file);
    EXPECT_EQ(manifest.format, "video");
    EXPECT_EQ(manifest.first_frame, 2);
    EXPECT_TRUE(changed_files(manifest, exported.manifest_file).empty());
    EXPECT_THROW(export_files(sample_set(), rendered), Error);  // is there already

    AnnotationSet of_itself = sample_set();
    of_itself.videos[0].path = rendered.path;
    rendered.overwrite = true;
    EXPECT_THROW(export_files(of_itself, rendered), Error);
    rendered.sources = {rendered.path};  // the video and the project were moved: the set has the old path
    EXPECT_THROW(export_files(sample_set(), rendered), Error);
    EXPECT_EQ(bytes_of(rendered.path), "pictures");

    rendered.path = folder_ / "stopped.mp4";
    rendered.render = [](const fs::path&) -> std::vector<std::string> {
        throw Error(ErrorCode::Stopped, "stopped");
    };
    EXPECT_THROW(export_files(sample_set(), rendered), Error);
    EXPECT_EQ(names(), (std::vector<std::string>{"drawn.mp4", "drawn.mp4.manifest.json"}));
}

/// Black frames, some of which cannot be decoded.
class DamagedSource : public FakeSource {
public:
    explicit DamagedSource(std::set<int64_t> broken) : FakeSource(3, 4, 4), broken_(std::move(broken)) {}
    [[nodiscard]] ImagePtr read(int64_t frame_index) override {
        if (broken_.contains(frame_index)) throw Error(ErrorCode::Data, "frame is damaged");
        return std::make_shared<const Image>(4, 4);
    }

private:
    std::set<int64_t> broken_;
};

TEST_F(ExportFiles, PicturesThatCannotBeDecodedAreLeftOutAndNamed) {
    std::set<int64_t> broken = {1};
    PictureWork work;
    work.open = [&](const AnnotatedVideo&) { return std::make_shared<DamagedSource>(broken); };
    work.write = [](const fs::path& file, const Image&) { std::ofstream(file) << "picture"; };
    work.progress = [](const std::string&, int64_t, int64_t) { return true; };
    ExportJob pictures = job("otb", "out");
    pictures.write_pictures = [&](const fs::path& folder) {
        return write_pictures(sample_set(), pictures, folder, work);
    };
    const ExportedFiles exported = export_files(sample_set(), pictures);
    EXPECT_EQ(exported.not_decoded, std::vector<std::string>{"clip/img/0002.jpg"});
    EXPECT_EQ(nlohmann::json::parse(bytes_of(exported.manifest_file))["not_decoded"].size(), 1U);
    EXPECT_TRUE(fs::exists(folder_ / "out/clip/img/0003.jpg"));
    EXPECT_FALSE(fs::exists(folder_ / "out/clip/img/0002.jpg"));

    broken = {0, 1, 2};
    pictures.path = folder_ / "none";
    EXPECT_THROW(export_files(sample_set(), pictures), Error) << "no picture at all";
}

TEST_F(ExportFiles, KnowWhereTheFramesOfEachFormatGo) {
    for (const Format& format : annotation_formats()) {
        if (!format.picture) continue;
        const auto sequences = picture_sequences(sample_set(), format);
        ASSERT_EQ(sequences.size(), 1U) << format.name;
        EXPECT_NE(format.picture(sequences[0].name, 0), format.picture(sequences[0].name, 1)) << format.name;
    }
    EXPECT_EQ(annotation_format("got10k").picture("clip", 0), fs::path("clip/00000001.jpg"));
    EXPECT_EQ(annotation_format("trackingnet").picture("clip", 0), fs::path("frames/clip/0.jpg"));
}

}  // namespace
}  // namespace rtrack
