// Every format: write, read, and compare what the registry says that it holds.

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/support/errors.h"
#include "tests/support/temporary_folder.h"
#include "tracking/annotation/formats/format.h"
#include "tracking/annotation/formats/guess.h"
#include "tracking/annotation/formats/sequence_lines.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

constexpr int64_t kFrames = 12;

BoxRecord sample_record(size_t track, int64_t frame) {
    BoxRecord record;
    const double place = static_cast<double>(track) * 100 + static_cast<double>(frame);
    record.box = {place + 0.123456, place / 2 + 3.654321, 40.55555 + static_cast<double>(frame), 30.44444};
    record.source = static_cast<BoxSource>((track + static_cast<size_t>(frame)) % 4);
    record.reviewed = record.source == BoxSource::Human;
    record.score = record.source == BoxSource::Human ? 1 : 0.25;
    record.occluded = frame % 4 == 1;
    record.cut_by_image = frame % 5 == 2;
    if (frame % 3 == 0) record.cover = static_cast<int>(frame % 8);
    if (record.source == BoxSource::Tracker) {
        record.points = {{1.5, 2.25}, {3, 4}};
        record.init_box = Box{place, 1, 2, 3};
        record.doubtful = true;
        record.note = "said \"so\", twice; it's <odd> & \xC3\xA4";
    }
    return record;
}

/// Two videos, three objects; every mark that there is; a gap, and an absent frame of each object.
AnnotationSet sample_set() {
    AnnotationSet set;
    for (const char* name : {"harbour_1", "street_2"}) {
        AnnotatedVideo video;
        video.name = name;
        video.path = std::string("/videos/") + name + ".mp4";
        video.frame_count = kFrames;
        video.width = 640;
        video.height = 480;
        video.frames_per_second = 25;
        video.byte_size = 1234;
        video.content_hash = "ab12";
        video.frame_hashes = {{0, "aa"}, {5, "bb"}};
        set.videos.push_back(video);
    }
    set.tracks = {{0, "7", "boat", {}}, {0, "3", "person", {}}, {1, "1", "car", {}}};
    set.class_attributes["boat"] = {{"colour", {"red", "deep blue, shiny"}, "red", AttributeKind::Choice},
                                    {"length", {"0", "400", "0.5"}, "", AttributeKind::Number},
                                    {"name", {}, "<none>", AttributeKind::Text},
                                    {"towed", {"false", "true"}, "false", AttributeKind::Choice}};
    set.class_attributes["car"] = {{"speed", {}, "", AttributeKind::Number}};
    set.tracks[0].attributes = {{"colour", "deep blue, shiny"},
                                {"length", "12.5"},
                                {"name", "said \"so\"; it's <odd> & \xC3\xA4"},
                                {"towed", "true"}};
    set.tracks[2].attributes = {{"speed", "050"}};
    for (size_t track = 0; track < set.tracks.size(); ++track) {
        for (int64_t frame = 0; frame < kFrames; ++frame) {
            if (frame == 6) continue;
            set.tracks[track].boxes[frame] = sample_record(track, frame);
        }
        BoxRecord& absent = set.tracks[track].boxes[8 + static_cast<int64_t>(track)];
        absent = BoxRecord{};
        absent.source = BoxSource::Imported;
        absent.absent = true;
    }
    return set;
}

/// What the format can take at all: its shape, without what it does not hold.
AnnotationSet shaped_for(const Format& format, AnnotationSet set) {
    if (!format.holds.many_videos) {
        set.videos.resize(1);
        std::erase_if(set.tracks, [](const AnnotatedTrack& track) { return track.video > 0; });
    }
    if (!format.holds.many_tracks) {
        AnnotationSet split;
        for (const TrackSequence& sequence : track_sequences(set)) {
            split.videos.push_back(set.videos[set.tracks[sequence.track].video]);
            split.videos.back().name = sequence.name;
            split.tracks.push_back(set.tracks[sequence.track]);
            split.tracks.back().video = split.videos.size() - 1;
        }
        set = split;
    }
    for (AnnotatedTrack& track : set.tracks) {
        if (!format.holds.absent)
            std::erase_if(track.boxes, [](const auto& entry) { return entry.second.absent; });
        for (int64_t frame = 0; !format.holds.gaps && frame < kFrames; ++frame) {
            BoxRecord absent;
            absent.absent = true;
            track.boxes.try_emplace(frame, absent);
        }
    }
    return set;
}

/// One box, with everything that the format holds in words, so that a difference can be read.
struct Row {
    std::string words;
    Box box;
    size_t track = 0;
};

std::string words_of(const FormatHolds& holds, const AnnotationSet& set, const AnnotatedTrack& track,
                     int64_t frame, const BoxRecord& record) {
    std::string words = "frame " + std::to_string(1000 + frame);
    if (holds.video_names) words += " of " + set.videos[track.video].name;
    if (holds.classes) words += ", " + track.class_name;
    if (holds.track_names) words += ", track " + track.name;
    for (const auto& [name, answer] : track.attributes) {
        if (holds.attributes) words.append(", ").append(name).append(" is ").append(answer);
    }
    if (record.absent) return words + ", absent";
    if (holds.occluded && record.occluded) words += ", occluded";
    if (holds.cover && record.cover.value_or(8) < 8) words += ", cover " + std::to_string(*record.cover);
    if (holds.cut_by_image && record.cut_by_image) words += ", cut";
    if (holds.score) words += ", score " + std::to_string(record.score);
    if (holds.interpolated && record.source == BoxSource::Interpolated) words += ", no keyframe";
    if (holds.source) words += std::string(", ") + to_string(record.source);
    if (holds.review)
        words += (record.doubtful ? ", doubtful" : "") + record.note + (record.reviewed ? ", reviewed" : "");
    if (holds.points) words += ", " + std::to_string(record.points.size()) + " points";
    return words;
}

std::vector<Row> rows_of(const Format& format, const AnnotationSet& set) {
    std::vector<Row> rows;
    for (size_t track = 0; track < set.tracks.size(); ++track) {
        for (const auto& [frame, record] : set.tracks[track].boxes)
            rows.push_back(
                {words_of(format.holds, set, set.tracks[track], frame, record), record.box, track});
    }
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        return a.words != b.words ? a.words < b.words : a.box.x < b.box.x;
    });
    return rows;
}

class RoundTrip : public testing::TestWithParam<std::string> {
protected:
    ReadResult written_and_read(const Format& format, const AnnotationSet& set) {
        for (const auto& [file, text] : format.write(set, {})) {
            const std::string name = file.empty() ? "file" + format.extension : "data/" + file.string();
            folder_.write(name, text);
        }
        return format.read(folder_ / (format.is_folder ? "data" : "file" + format.extension), {});
    }

    TemporaryFolder folder_;
};

TEST_P(RoundTrip, GivesBackWhatTheRegistrySaysThatTheFormatHolds) {
    const Format& format = annotation_format(GetParam());
    const AnnotationSet set = shaped_for(format, sample_set());
    const ReadResult result = written_and_read(format, set);
    EXPECT_EQ(result.left_out, 0) << (result.faults.empty() ? "" : result.faults.front().message);
    const std::vector<Row> expected = rows_of(format, set);
    const std::vector<Row> actual = rows_of(format, result.set);
    ASSERT_EQ(actual.size(), expected.size());
    // A corner is off by half a step of the format, a far side by one; YOLO's step is a part of the picture.
    const double step = std::pow(10.0, -format.decimals) * (format.name == "yolo" ? 640 : 1);
    std::map<size_t, size_t> same;
    for (size_t i = 0; i < expected.size(); ++i) {
        EXPECT_EQ(actual[i].words, expected[i].words);
        for (const auto& [a, e] :
             {std::pair(actual[i].box.x, expected[i].box.x), std::pair(actual[i].box.y, expected[i].box.y),
              std::pair(actual[i].box.width, expected[i].box.width),
              std::pair(actual[i].box.height, expected[i].box.height)})
            EXPECT_TRUE(std::abs(a - e) <= step + 1e-9) << expected[i].words << ": " << a << " for " << e;
        if (!format.holds.identity) continue;
        EXPECT_EQ(same.try_emplace(expected[i].track, actual[i].track).first->second, actual[i].track)
            << expected[i].words << ": belongs to another object";
    }
}

TEST_P(RoundTrip, GivesBackTheAttributesOfTheClassesInUseOrSaysThatTheyAreLost) {
    const Format& format = annotation_format(GetParam());
    const AnnotationSet set = shaped_for(format, sample_set());
    if (!format.holds.attributes) {
        const std::vector<FormatLoss> losses = losses_of(set, format);
        const bool said = std::any_of(losses.begin(), losses.end(), [](const FormatLoss& loss) {
            return loss.kind == LossKind::Attributes && loss.count > 0;
        });
        EXPECT_TRUE(said);
        return;
    }
    const ReadResult result = written_and_read(format, set);
    EXPECT_TRUE(result.notes.empty()) << result.notes.front();
    for (const std::string& name : class_names(set))
        EXPECT_EQ(attributes_of(result.set, name), attributes_of(set, name)) << name;
}

TEST_P(RoundTrip, AgainGivesTheSameFiles) {
    const Format& format = annotation_format(GetParam());
    const AnnotationSet set = shaped_for(format, sample_set());
    if (!format.holds.identity) GTEST_SKIP() << "the order of boxes without identity is free";
    AnnotationSet again = written_and_read(format, set).set;
    for (AnnotatedVideo& video : again.videos) {  // a caller knows these, a file need not
        video.frame_count = kFrames;
        video.width = 640;
        video.height = 480;
        video.frames_per_second = 25;
    }
    for (size_t i = 0; i < again.videos.size(); ++i) again.videos[i].path = set.videos[i].path;
    EXPECT_EQ(format.write(again, {}), format.write(set, {}));
}

TEST_P(RoundTrip, KeepsApartWhatHasOneName) {
    const Format& format = annotation_format(GetParam());
    AnnotationSet set = sample_set();
    set.videos[0].name = "harbour 1";
    set.videos[1].name = "harbour_1";  // the same as a file's name
    set.tracks[0].name = set.tracks[1].name = "boat";
    set = shaped_for(format, set);
    const ReadResult result = written_and_read(format, set);
    EXPECT_EQ(result.left_out, 0) << (result.faults.empty() ? "" : result.faults.front().message);
    EXPECT_EQ(result.set.videos.size(), set.videos.size());
    EXPECT_EQ(counts_of(result.set).boxes, counts_of(set).boxes);
}

TEST_P(RoundTrip, IsRecognisedByWhatWasWritten) {
    const Format& format = annotation_format(GetParam());
    (void)written_and_read(format, shaped_for(format, sample_set()));
    const std::filesystem::path written = folder_ / (format.is_folder ? "data" : "file" + format.extension);
    ASSERT_NE(guess_format(written), nullptr);
    EXPECT_EQ(guess_format(written)->name, format.name);
}

TEST(GuessFormat, SaysNothingOfWhatItDoesNotKnow) {
    const TemporaryFolder folder;
    folder.write("text.md", "# notes\n");
    folder.write("empty.txt", "");
    folder.write("pictures/a.jpg", "x");
    EXPECT_EQ(guess_format(folder / "text.md"), nullptr);
    EXPECT_EQ(guess_format(folder / "empty.txt"), nullptr);
    EXPECT_EQ(guess_format(folder / "pictures"), nullptr);
    EXPECT_EQ(guess_format(folder / "nothing"), nullptr);
}

INSTANTIATE_TEST_SUITE_P(Formats, RoundTrip, testing::ValuesIn([] {
                             std::vector<std::string> names;
                             for (const Format& format : annotation_formats()) names.push_back(format.name);
                             return names;
                         }()),
                         [](const auto& info) { return info.param; });

TEST(JsonFormat, KeepsEverythingExactly) {
    const Format& format = annotation_format("json");
    const TemporaryFolder folder;
    const AnnotationSet set = sample_set();
    folder.write("all.json", format.write(set, {}).at(""));
    EXPECT_EQ(format.read(folder / "all.json", {}).set, set);
    EXPECT_TRUE(not_kept(set, format).empty());
}

TEST(FormatsWithAListOfClasses, CallObjectsWithoutAClassByAWordThatReadsBackAsNone) {
    for (const char* name : {"coco", "cvat", "voc"}) {
        const Format& format = annotation_format(name);
        AnnotationSet set = shaped_for(format, sample_set());
        set.tracks[0].class_name = "object";
        set.tracks[1].class_name.clear();
        const TemporaryFolder folder;
        std::string all;
        for (const auto& [file, text] : format.write(set, {})) {
            folder.write(file.empty() ? "data" : "data/" + file.string(), text);
            all += text;
        }
        EXPECT_EQ(all.find("label=\"\""), std::string::npos) << name;
        EXPECT_EQ(all.find("<name></name>"), std::string::npos) << name;
        const AnnotationSet read = format.read(folder / "data", {}).set;
        ASSERT_GE(read.tracks.size(), 2U) << name;
        EXPECT_EQ(class_names(read), class_names(set)) << name;
        EXPECT_EQ(std::ranges::count(read.tracks, "", &AnnotatedTrack::class_name), 1) << name;
    }
}

TEST(CsvFormat, LeavesTheSecondsOutWhereTheRateIsAMean) {
    AnnotationSet set = sample_set();
    const Format& format = annotation_format("csv");
    EXPECT_NE(format.write(set, {}).at("").find("harbour_1,7,boat,5,0.2,"), std::string::npos);
    set.videos[0].variable_rate = true;
    EXPECT_NE(format.write(set, {}).at("").find("harbour_1,7,boat,5,,"), std::string::npos);
}

TEST(NotKept, CountsWhatAFormatLoses) {
    const std::vector<std::string> losses = not_kept(sample_set(), annotation_format("yolo"));
    const auto has = [&](const std::string& sentence) {
        return std::find(losses.begin(), losses.end(), sentence) != losses.end();
    };
    EXPECT_TRUE(has("3 marks that an object is absent"));
    EXPECT_TRUE(has("3 tracks: which boxes are the same object"));
    EXPECT_TRUE(has("2 tracks' attributes"));
    EXPECT_FALSE(has("3 tracks' classes"));
    EXPECT_TRUE(not_kept(sample_set(), annotation_format("json")).empty());
}

TEST(YoloFormat, CutsBoxesAtTheEdgeOfThePicture) {
    AnnotationSet set = sample_set();
    set.tracks.resize(1);
    std::map<int64_t, BoxRecord>& boxes = set.tracks[0].boxes;
    boxes.clear();
    boxes[0].box = {-20, 470, 60, 20};
    boxes[1].box = {600, 0, 40, 480};  // up to the edge
    boxes[2].box = {700, 10, 50, 50};  // all of it beyond
    const Format& format = annotation_format("yolo");
    const std::vector<std::string> losses = not_kept(set, format);
    EXPECT_NE(std::ranges::find(losses, "2 boxes' parts beyond the edge of the picture"), losses.end());
    const WrittenFiles files = format.write(set, {});
    EXPECT_EQ(files.at("labels/harbour_1/000000.txt"), "0 0.03125 0.98958333 0.0625 0.02083333\n");
    EXPECT_EQ(files.at("labels/harbour_1/000001.txt"), "0 0.96875 0.5 0.0625 1\n");
    EXPECT_EQ(files.at("labels/harbour_1/000002.txt"), "");
}

TEST(AnnotationFormat, ThatIsUnknownIsNamedWithThoseThatAre) {
    const std::string message =
        message_of_error(ErrorCode::Argument, [] { (void)annotation_format("got10"); });
    EXPECT_NE(message.find("got10k, otb, lasot"), std::string::npos) << message;
}

// CVAT and UAV123 have no word for "nobody said": a gap comes back as absent.
TEST(FormatsWithoutGaps, SayThatAnObjectIsAbsentInItsGaps) {
    for (const char* name : {"cvat", "uav123"}) {
        const Format& format = annotation_format(name);
        ASSERT_FALSE(format.holds.gaps);
        AnnotationSet set = sample_set();
        set.videos.resize(1);
        set.tracks.resize(1);
        const TemporaryFolder folder;
        for (const auto& [file, text] : format.write(set, {}))
            folder.write(file.empty() ? "data" : "data/" + file.string(), text);
        const auto boxes = format.read(folder / "data", {}).set.tracks.at(0).boxes;
        EXPECT_TRUE(boxes.at(6).absent) << name;
        EXPECT_FALSE(boxes.at(7).absent) << name;
    }
}

TEST(FormatsTable, StandsInTheReadmeAsTheRegistryHasIt) {
    std::stringstream readme;
    readme << std::ifstream(RTRACK_SOURCE_DIR "/README.md").rdbuf();
    EXPECT_NE(readme.str().find(formats_table()), std::string::npos)
        << "put the output of `rtrack convert --formats` there:\n"
        << formats_table();
}

}  // namespace
}  // namespace rtrack
