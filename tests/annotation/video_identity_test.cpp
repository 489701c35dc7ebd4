#include "tracking/annotation/video_identity.h"

#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "tests/support/fake_source.h"
#include "tests/support/files.h"
#include "tests/support/temporary_folder.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

/// Ten frames of one grey each, some of which cannot be decoded.
class GreySource : public FakeSource {
public:
    explicit GreySource(std::set<int64_t> broken = {}, int shift = 0)
        : FakeSource(10, 4, 2), broken_(std::move(broken)), shift_(shift) {}
    [[nodiscard]] ImagePtr read(int64_t frame_index) override {
        if (broken_.contains(frame_index)) throw Error(ErrorCode::Data, "damaged");
        auto image = std::make_shared<Image>(4, 2);
        image->row(0)[0] = static_cast<uint8_t>(frame_index + shift_);
        return image;
    }

private:
    std::set<int64_t> broken_;
    int shift_;
};

Video video_of(FrameSource& source, const std::string& path, const std::string& content_hash) {
    Video video;
    video.absolute_path = path;
    video.content_hash = content_hash;
    video.frame_count = source.frame_count();
    video.width = source.width();
    video.height = source.height();
    video.frame_hashes = frame_hashes_of(source);
    return video;
}

TEST(VideoIdentity, AMovedVideoIsFoundAndAChangedOneNoticed) {
    const TemporaryFolder folder;
    std::string bytes(3'000'000, 'a');
    for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = char(i * i % 251);
    write_bytes(folder / "clip.mp4", bytes);
    const fs::path project_file = folder / "a.rtrack";
    const Video video = describe_video(folder / "clip.mp4", project_file);
    EXPECT_EQ(video.relative_path, "clip.mp4");
    EXPECT_EQ(video.byte_size, 3'000'000);
    using State = VideoPlace::State;
    EXPECT_EQ(find_video(video, project_file).state, State::Unchanged);

    fs::create_directories(folder.path() / "x" / "y");
    fs::rename(folder / "clip.mp4", folder.path() / "x" / "y" / "other name.mp4");
    const VideoPlace moved = find_video(video, project_file);
    EXPECT_EQ(moved.state, State::Moved);
    EXPECT_EQ(moved.path, folder.path() / "x" / "y" / "other name.mp4");
    EXPECT_EQ(find_video(video, "/nowhere/b.rtrack", {folder.path()}).path, moved.path);

    bytes[1'500'000 / 2] ^= 1;
    bytes.back() ^= 1;
    write_bytes(moved.path, bytes);
    EXPECT_EQ(find_video(video, project_file).state, State::Missing);
    write_bytes(folder / "clip.mp4", bytes);
    EXPECT_EQ(find_video(video, project_file).state, State::Changed);
}

TEST(VideoIdentity, TheFirstFrameAtAnotherTimeIsNamed) {
    EXPECT_EQ(first_retimed_frame({0, 0.04, 0.08}, {0, 0.0401, 0.08}), std::nullopt);
    EXPECT_EQ(first_retimed_frame({0, 0.04, 0.08}, {0, 0.04, 0.12}), 2);
    EXPECT_EQ(first_retimed_frame({0, 0.04, 0.08}, {0, 0.04}), 2);
    EXPECT_EQ(first_retimed_frame({0}, {0, 0.04}), 1);
    EXPECT_EQ(first_retimed_frame({0, std::nan("")}, {0, 0.04}), 1);
    EXPECT_EQ(first_retimed_frame({}, {}), std::nullopt);
}

TEST(VideoIdentity, AFolderOfPicturesIsRecognisedByItsFiles) {
    const TemporaryFolder folder;
    fs::create_directories(folder / "pictures");
    for (const char* name : {"1.jpg", "2.jpg", "3.jpg"})
        write_bytes(folder / "pictures" / name, std::string("picture ") + name);
    const Video video = describe_video(folder / "pictures", folder / "a.rtrack");
    EXPECT_EQ(find_video(video, folder / "a.rtrack").state, VideoPlace::State::Unchanged);
    fs::create_directories(folder / "deep");
    fs::rename(folder / "pictures", folder.path() / "deep" / "pictures");
    EXPECT_EQ(find_video(video, folder / "a.rtrack").state, VideoPlace::State::Moved);
    fs::rename(folder.path() / "deep" / "pictures", folder / "pictures");
    fs::remove(folder.path() / "pictures" / "2.jpg");
    EXPECT_EQ(find_video(video, folder / "a.rtrack").state, VideoPlace::State::Changed);
}

TEST(VideoIdentity, AFolderIsItsPicturesWhereverTheyLieInIt) {
    const TemporaryFolder folder;
    for (const char* name : {"1.jpg", "2.jpg", "10.jpg"}) {
        folder.write(std::string("a/") + name, std::string("a picture ") + name);
        folder.write(std::string("b/img/") + name, std::string("b picture ") + name);
        folder.write(std::string("c/img/") + name, std::string("c picture ") + name);
    }
    const ContentIdentity plain = content_identity(folder / "a");
    const ContentIdentity inner = content_identity(folder / "b");
    EXPECT_EQ(inner, content_identity(folder / "b/img"));
    EXPECT_NE(inner, content_identity(folder / "c")) << "other pictures in a folder of the same layout";
    for (const char* name : {"a/notes.txt", "a/Thumbs.db", "a/._1.jpg", "b/groundtruth.txt", "b/img/x.xml"})
        folder.write(name, "beside");
    EXPECT_EQ(content_identity(folder / "a"), plain);
    EXPECT_EQ(content_identity(folder / "b"), inner);
    folder.write("b/img/2.jpg", "another picture");
    EXPECT_NE(content_identity(folder / "b"), inner);
    fs::create_directory(folder / "empty");
    EXPECT_THROW((void)content_identity(folder / "empty"), Error);
}

TEST(VideoIdentity, DamagedFramesHaveNoHashAndCostNoOther) {
    GreySource whole;
    GreySource damaged({0, 9});
    ASSERT_EQ(frame_hashes_of(whole).size(), 3U);
    EXPECT_EQ(frame_hashes_of(damaged), (std::vector<FrameHash>{frame_hashes_of(whole)[1]}));
    GreySource undecodable({0, 4, 9});
    EXPECT_TRUE(frame_hashes_of(undecodable).empty());
}

TEST(VideoIdentity, TheSamePicturesInAnotherFileAreRecognised) {
    GreySource source;
    Video known = video_of(source, "/a", "1");
    EXPECT_TRUE(has_pictures_of(source, known));
    GreySource other({}, 1);
    EXPECT_FALSE(has_pictures_of(other, known));
    known.frame_count = 11;
    EXPECT_FALSE(has_pictures_of(source, known));
    GreySource undecodable({0, 4, 9});
    EXPECT_FALSE(has_pictures_of(source, video_of(undecodable, "/a", "1"))) << "nothing to compare with";
}

TEST(VideoIdentity, AnEqualPathCountsBeforeAnEqualHash) {
    GreySource source;
    GreySource other({}, 1);
    const std::map<int64_t, Video> videos = {{1, video_of(source, "/first", "same")},
                                             {2, video_of(source, "/second", "same")},
                                             {3, video_of(source, "/third", "of an older version")}};
    EXPECT_EQ(id_of_video(videos, video_of(source, "/second", "same")), 2);
    EXPECT_EQ(id_of_video(videos, video_of(source, "/moved", "same")), 1);
    EXPECT_EQ(id_of_video(videos, video_of(source, "/third", "new")), 3);
    EXPECT_EQ(id_of_video(videos, video_of(other, "/third", "new")), 0) << "other pictures in its place";
    EXPECT_EQ(id_of_video(videos, video_of(source, "/fourth", "")), 0);
}

}  // namespace
}  // namespace rtrack
