#include "tracking/annotation/formats/import_files.h"

#include <fstream>

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"
#include "tracking/annotation/formats/export_files.h"
#include "tracking/annotation/formats/guess.h"
#include "tracking/annotation/formats/project_exchange.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

/// Two objects in dog.mp4, and another video that is called as a sequence of it would be.
class ImportOfAnExport : public testing::Test {
protected:
    ImportOfAnExport() : project_(Project::create(folder_ / "p.rtrack")) {
        ProjectEdit edit;
        for (const char* path : {"/videos/dog_1_b.mp4", "/videos/dog.mp4"}) {
            dog_ = project_.new_id();
            Video& video = edit.videos[dog_].emplace();
            video.absolute_path = path;
            video.frame_count = 10;
            video.width = 640;
            video.height = 480;
            video.content_hash = std::string("hash of ") + path;
        }
        for (int object = 0; object < 2; ++object) {
            const int64_t track = project_.new_id();
            edit.tracks[track].emplace().video = dog_;
            for (int64_t frame = 0; frame < 10; ++frame)
                edit.boxes[{track, frame}].emplace().box = {1, 2, 3, 4.0 + object};
        }
        project_.apply(edit, "Two objects");
        job_.format = &annotation_format("got10k");
        job_.path = folder_ / "boxes";
        FromProject from;
        from.videos = {dog_};
        (void)export_files(from_project(project_, from), job_);
    }

    TemporaryFolder folder_;
    Project project_;
    ExportJob job_;
    int64_t dog_ = 0;
};

TEST_F(ImportOfAnExport, FindsItsVideoByTheManifest) {
    for (const char* part : {"boxes", "boxes/dog_1", "boxes/dog_2/groundtruth.txt"}) {
        const fs::path path = folder_ / part;
        const Format* format = guess_format(path);
        ASSERT_NE(format, nullptr) << part;
        EXPECT_EQ(format->name, "got10k") << part;
        const ReadResult read = read_files(*format, path, {});
        EXPECT_EQ(read.left_out, 0) << part;
        const ImportPlan plan = to_project(project_, read.set);
        EXPECT_EQ(plan.edit.tracks.size(), std::string(part) == "boxes" ? 2U : 1U);
        for (const auto& [id, track] : plan.edit.tracks) EXPECT_EQ(track->video, dog_) << part;
    }
}

TEST_F(ImportOfAnExport, WithoutItsManifestIsNotGuessedAt) {
    fs::remove(manifest_of(job_.path));
    const ReadResult read = read_files(*job_.format, job_.path, {});
    EXPECT_THROW((void)to_project(project_, read.set), Error);
    std::ofstream(manifest_of(job_.path)) << "{\"manifest\": \"of another program\"}";
    EXPECT_THROW((void)to_project(project_, read_files(*job_.format, job_.path, {}).set), Error);
}

TEST_F(ImportOfAnExport, SaysWhereARangeBegins) {
    job_.first_frame = 3;
    job_.overwrite = true;
    FromProject from;
    from.videos = {dog_};
    from.first_frame = 3;
    (void)export_files(from_project(project_, from), job_);
    const ReadResult read = read_files(*job_.format, job_.path, {});
    Video video = project_.video(dog_);
    EXPECT_EQ(first_frame_in(video, read), 3);
    video.content_hash = "of the pictures that were exported";
    EXPECT_EQ(first_frame_in(video, read), 0);
    const std::vector<std::string>& notes = read.notes;
    ASSERT_FALSE(notes.empty());
    EXPECT_NE(notes.back().find("begin at frame 3 of the video"), std::string::npos) << notes.back();
}

}  // namespace
}  // namespace rtrack
