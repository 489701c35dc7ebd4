#include "app/engine/project_dataset.h"

#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/errors.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"
#include "tracking/annotation/project.h"
#include "tracking/annotation/video_identity.h"
#include "tracking/base/error.h"
#include "tracking/media/image_codec.h"
#include "tracking/media/jpeg.h"
#include "tracking/media/media_source.h"
#include "tracking/media/video_writer.h"
#include "training/evaluation/project_support.h"

namespace rtrack {
namespace {

constexpr int kWidth = 160;
constexpr int kHeight = 120;
constexpr int kFrames = 30;
constexpr int64_t kClip = 1;
constexpr int64_t kFolder = 2;
constexpr int64_t kClass = 3;
constexpr int64_t kCar = 4;
constexpr int64_t kUnseen = 5;
constexpr int64_t kPictured = 6;

Box box_at(int64_t frame) {
    return {20.0 + 2 * static_cast<double>(frame), 40, 36, 30};
}

/// A bright rectangle on a ground whose brightness is the frame's number times 6.
Image picture(int frame) {
    Image image(kWidth, kHeight);
    const Box box = box_at(frame);
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            const bool inside = x >= box.x && x < box.right() && y >= box.y && y < box.bottom();
            for (int c = 0; c < 3; ++c)
                image.row(y)[3 * x + c] = static_cast<uint8_t>(inside ? 250 - 60 * c : 6 * frame);
        }
    }
    return image;
}

class ProjectDataset : public testing::Test {
protected:
    void SetUp() override {
        VideoWriter writer(clip_, kWidth, kHeight);
        std::filesystem::create_directories(pictures_);
        for (int i = 0; i < kFrames; ++i) {
            writer.write(picture(i));
            write_image(pictures_ / (std::to_string(i) + ".png"), picture(i));
        }
        writer.finish();
        Project project = Project::create(file_);
        ProjectEdit items;
        for (const auto& [id, path] : {std::pair(kClip, clip_), std::pair(kFolder, pictures_)}) {
            Video video = describe_video(path, file_);
            video.frame_count = kFrames;
            video.width = kWidth;
            video.height = kHeight;
            items.videos[id] = video;
        }
        items.classes[kClass] = ObjectClass{"vehicle", 0xff0000, "", {}};
        items.tracks[kCar] = track(kClip, "car/one");
        items.tracks[kUnseen] = track(kClip, "unseen");
        items.tracks[kPictured] = track(kFolder, "thing");
        project.apply(items, "Items");
        ProjectEdit boxes;
        for (int64_t i = 2; i < 28; ++i) {
            boxes.boxes[{kCar, i}] = record(i, i % 2 == 0 ? BoxSource::Human : BoxSource::Tracker);
            boxes.boxes[{kUnseen, i}] = record(i, BoxSource::Tracker);
            boxes.boxes[{kPictured, i}] = record(i, BoxSource::Human);
        }
        boxes.boxes[{kCar, 3}]->reviewed = true;
        boxes.boxes[{kCar, 6}]->cover = 4;
        boxes.boxes[{kCar, 8}]->absent = true;
        boxes.boxes[{kCar, 8}]->box = {};
        project.apply(boxes, "Boxes");
        support_project_datasets();
    }

    static Track track(int64_t video, const std::string& name) {
        Track track;
        track.video = video;
        track.object_class = kClass;
        track.name = name;
        return track;
    }
    static BoxRecord record(int64_t frame, BoxSource source) {
        BoxRecord record;
        record.box = box_at(frame);
        record.source = source;
        record.reviewed = source == BoxSource::Human;
        return record;
    }

    const TemporaryFolder folder_;
    const std::filesystem::path clip_ = folder_ / "clip.mp4";
    const std::filesystem::path pictures_ = folder_ / "pictures";
    const std::filesystem::path file_ = folder_ / "a.rtrack";
};

TEST_F(ProjectDataset, TracksWhoseBoxesAPersonCheckedAreSequences) {
    const Dataset dataset = open_dataset("project:" + file_.string());
    ASSERT_EQ(dataset.sequences.size(), 2U);
    ASSERT_EQ(dataset.faults.size(), 1U);
    EXPECT_NE(dataset.faults[0].message.find("unseen"), std::string::npos);
    const Sequence& car = dataset.sequences[0];
    EXPECT_EQ(car.name, "clip-car_one");
    EXPECT_EQ(car.class_name, "vehicle");
    EXPECT_EQ(car.width, kWidth);
    ASSERT_EQ(car.frames.size(), 25U);  // 2 to 26, the last that a person drew
    ASSERT_EQ(car.boxes.size(), 25U);
    EXPECT_EQ(car.boxes[0], box_at(2));
    EXPECT_EQ(car.boxes[1], box_at(3)) << "reviewed";
    EXPECT_FALSE(car.visible(3)) << "nobody looked at the tracker's box of frame 5";
    EXPECT_EQ(car.cover[3], 0);
    EXPECT_EQ(car.cover[4], 4);
    EXPECT_EQ(car.cover[0], 8);
    EXPECT_TRUE(car.absent[6]);
    EXPECT_FALSE(car.visible(6));
}

TEST_F(ProjectDataset, FramesOfVideosAndFoldersAreThoseOfTheBoxes) {
    const Dataset dataset = open_dataset("project:" + file_.string());
    for (const Sequence& sequence : dataset.sequences) {
        for (int i : {20, 3, 4, 24, 0}) {  // any order
            const Image image = project_support().decode(sequence.frames[static_cast<size_t>(i)]);
            ASSERT_EQ(image.width(), kWidth);
            // The ground's brightness is 6 times the frame's number; compression may change it by 2.
            EXPECT_NEAR(image.row(5)[9], 6 * (i + 2), 2.5) << sequence.name << " " << i;
        }
    }
}

// A camera that was held on its side: the pixels lie, the tag says so, and the boxes are those of the picture
// as it is seen.
TEST_F(ProjectDataset, PhotosWrittenOnTheirSideAreReadUpright) {
    const auto photos = folder_ / "photos";
    std::filesystem::create_directories(photos);
    for (int i = 0; i < kFrames; ++i) {
        std::vector<uint8_t> bytes = encode_jpeg(picture(i));
        const std::string exif(
            "\xff\xe1\0\x22"
            "Exif\0\0"
            "MM\0\x2a\0\0\0\x08"
            "\0\x01"
            "\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
            "\0\0\0\0",
            36);
        bytes.insert(bytes.begin() + 2, exif.begin(), exif.end());
        std::ofstream(photos / (std::to_string(i) + ".jpg"), std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }
    const auto file = folder_ / "photos.rtrack";
    Project project = Project::create(file);
    ProjectEdit items;
    Video video = describe_video(photos, file);
    video.frame_count = kFrames;
    video.width = kHeight;
    video.height = kWidth;
    items.videos[kFolder] = video;
    Track thing = track(kFolder, "thing");
    thing.object_class = 0;
    items.tracks[kPictured] = thing;
    project.apply(items, "Items");
    ProjectEdit boxes;
    for (int64_t i = 0; i < kFrames; ++i) boxes.boxes[{kPictured, i}] = record(i, BoxSource::Human);
    project.apply(boxes, "Boxes");

    const Dataset dataset = open_dataset("project:" + file.string());
    ASSERT_EQ(dataset.sequences.size(), 1U);
    const auto& frame = dataset.sequences.front().frames[3];
    ASSERT_TRUE(needs_project_support(frame)) << "the trainer would read it as it is stored";
    const Image seen = project_support().decode(frame);
    EXPECT_EQ(seen.width(), kHeight);
    EXPECT_EQ(seen.height(), kWidth);
}

TEST_F(ProjectDataset, MissingAndChangedVideosAreFaults) {
    std::filesystem::remove(clip_);
    std::filesystem::remove(pictures_ / "7.png");
    const std::string message =
        message_of_error(ErrorCode::Data, [&] { (void)open_dataset("project:" + file_.string()); });
    EXPECT_NE(message.find("clip.mp4"), std::string::npos) << message;
    EXPECT_NE(message.find("pictures"), std::string::npos) << message;
}

TEST_F(ProjectDataset, ARewrittenFileWithTheSamePicturesIsNoFault) {
    Project project = Project::open(file_);
    ProjectEdit older;
    older.videos[kFolder] = project.video(kFolder);
    older.videos[kFolder]->content_hash = "of an older version";
    older.videos[kFolder]->frame_hashes = frame_hashes_of(*open_frame_source(pictures_));
    project.apply(older, "Older");
    folder_.write("pictures/notes.txt", "beside");
    EXPECT_EQ(open_dataset("project:" + file_.string()).sequences.size(), 2U);
    write_image(pictures_ / "0.png", picture(1));
    EXPECT_EQ(open_dataset("project:" + file_.string()).sequences.size(), 1U) << "another first picture";
}

TEST_F(ProjectDataset, OtherFilesAreNoProjects) {
    folder_.write("b.rtrack", "not a project");
    EXPECT_THROW((void)open_dataset("project:" + (folder_ / "b.rtrack").string()), Error);
}

TEST_F(ProjectDataset, CommandsTrainAndEvaluateOnIt) {
    const std::string name = "project:" + file_.string();
    Program evaluate({RTRACK_PROGRAM, "evaluate", "--dataset", name, "--tracker", "csrt", "--results",
                      (folder_ / "results").string()},
                     folder_.path());
    ASSERT_EQ(evaluate.wait(), 0) << evaluate.errors();
    const auto scores = nlohmann::json::parse(evaluate.output());
    EXPECT_GT(scores.at("trackers").at("csrt").at("ao").get<double>(), 0.6);
    EXPECT_EQ(scores.at("trackers").at("csrt").at("sequences").size(), 2U);

    // One sequence by another tracker of this name: what the first one left of the others goes.
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / "results")) {
        if (entry.path().filename() == "tracker.txt") std::ofstream(entry.path()) << "another csrt\n";
    }
    Program part({RTRACK_PROGRAM, "evaluate", "--dataset", name, "--tracker", "csrt", "--results",
                  (folder_ / "results").string(), "--sequences", "clip-car_one"},
                 folder_.path());
    ASSERT_EQ(part.wait(), 0) << part.errors();
    EXPECT_EQ(nlohmann::json::parse(part.output()).at("trackers").at("csrt").at("sequences").size(), 1U);
    Program metrics(
        {RTRACK_PROGRAM, "metrics", "--dataset", name, "--results", (folder_ / "results").string()},
        folder_.path());
    EXPECT_NE(metrics.wait(), 0) << metrics.output();

    std::vector<std::string> train = {RTRACK_PROGRAM, "train", "tiny", "--run", (folder_ / "run").string()};
    for (const std::string& setting :
         {"data.train=" + name, std::string("epochs=1"), std::string("data.pairs_per_epoch=16"),
          std::string("batch_size=8"), std::string("model.embed_dim=32"), std::string("model.depth=2"),
          std::string("model.heads=2"), std::string("model.elimination_layers=1"), std::string("threads=1"),
          std::string("model.head_channels=32"), std::string("model.search_size=64"),
          std::string("model.template_size=32"), std::string("data.sampler.min_frames=2")}) {
        train.insert(train.end(), {"--set", setting});
    }
    Program training(train, folder_.path());
    EXPECT_EQ(training.wait(), 0) << training.errors();
    const size_t warning = training.errors().find("warning");
    EXPECT_NE(training.errors().find("the track 'clip-unseen' has no box", warning), std::string::npos);
    EXPECT_EQ(training.errors().find("warning", warning + 1), std::string::npos) << training.errors();

    train.emplace_back("--check");
    Program check(train, folder_.path());
    EXPECT_EQ(check.wait(), 3) << check.output() << check.errors();  // the track that nobody looked at
    EXPECT_NE((check.output() + check.errors()).find("2 sequences, 51 frames"), std::string::npos)
        << check.output() << check.errors();
}

}  // namespace
}  // namespace rtrack
