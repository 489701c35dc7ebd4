#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <random>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/annotation/project_script.h"
#include "tests/support/errors.h"
#include "tests/support/files.h"
#include "tests/support/temporary_folder.h"
#include "tracking/annotation/backups.h"
#include "tracking/annotation/keyframes.h"
#include "tracking/annotation/project_schema.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kTrack = 3;

void expect_refused(const std::function<void()>& action, const std::string& part) {
    const std::string message = message_of_error(ErrorCode::Data, action);
    EXPECT_NE(message.find(part), std::string::npos) << message;
}

void add_box(Project& project, int64_t frame) {
    project.apply(set_box(project, kTrack, frame, {1, 2, 3, 4}), "Box");
}

/// Runs `action` in a process of its own, which may give up rights for good. 0: it went through.
int exit_code_in_child(const std::function<void()>& action) {
    const pid_t child = fork();
    if (child == 0) {
        int code = 0;
        try {
            action();
        } catch (const std::exception& error) {
            std::fprintf(stderr, "in the child: %s\n", error.what());
            code = 1;
        }
        _exit(code);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void require(bool holds, const char* what) {
    if (!holds) throw std::runtime_error(what);
}

/// Root may write everywhere: these tests are for somebody else.
void become_nobody() {
    if (getuid() == 0) require(setgid(65534) == 0 && setuid(65534) == 0, "setuid");
}

TEST(ProjectFile, ASecondInstanceIsToldWhoHasTheFileAndMayRead) {
    const TemporaryFolder folder;
    Project project = make_test_project(folder / "a.rtrack");
    add_box(project, 5);
    expect_refused([&] { (void)Project::open(folder / "a.rtrack"); }, "process " + std::to_string(getpid()));
    const Project reader = Project::open(folder / "a.rtrack", Project::Mode::Read);
    EXPECT_TRUE(reader.read_only());
    const std::string seen = reader.content_hash();
    add_box(project, 6);
    EXPECT_EQ(reader.content_hash(), seen) << "one state for as long as it is open";
    EXPECT_NE(project.content_hash(), seen);
    Project other = make_test_project(folder / "b.rtrack");
    project = std::move(other);  // closes the first
    EXPECT_FALSE(Project::open(folder / "a.rtrack").read_only());
    EXPECT_FALSE(fs::exists(folder / "a.rtrack-lock"));
}

/// Whether this process holds a lock on the file that another one sees.
bool is_locked(const fs::path& file) {
    const auto look = [&] {
        const int descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
        require(descriptor >= 0, "open");
        struct flock lock = {};
        lock.l_type = F_WRLCK;
        lock.l_whence = SEEK_SET;  // the whole file and beyond
        require(fcntl(descriptor, F_GETLK, &lock) == 0, "fcntl");
        _exit(lock.l_type == F_UNLCK ? 10 : 11);
    };
    const int code = exit_code_in_child(look);
    EXPECT_TRUE(code == 10 || code == 11) << code;
    return code == 11;
}

TEST(ProjectFile, ReadingItBesideTheWriterKeepsTheWritersLocks) {
    const TemporaryFolder folder;
    Project project = make_test_project(folder / "a.rtrack");
    add_box(project, 5);
    ASSERT_TRUE(is_locked(folder / "a.rtrack"));
    { const Project reader = Project::open(folder / "a.rtrack", Project::Mode::Read); }
    expect_refused([&] { (void)Project::open(folder / "a.rtrack"); }, "process");
    // Without them another program's look at the file takes away the log with the latest changes.
    EXPECT_TRUE(is_locked(folder / "a.rtrack"));
}

TEST(ProjectFile, CreatingNeverReplacesAFile) {
    const TemporaryFolder folder;
    write_bytes(folder / "a.rtrack", "mine");
    expect_refused([&] { (void)Project::create(folder / "a.rtrack"); }, "there already");
    EXPECT_EQ(bytes_of(folder / "a.rtrack"), "mine");
    expect_refused([&] { (void)Project::create(folder.path() / "none" / "a.rtrack"); }, "cannot be opened");
}

TEST(ProjectFile, WhatIsNoProjectIsLeftAsItIs) {
    const TemporaryFolder folder;
    expect_refused([&] { (void)Project::open(folder / "none.rtrack"); }, "There is no file");
    expect_refused([&] { (void)Project::open(folder.path()); }, "is not a file");
    write_bytes(folder / "empty.rtrack", "");
    expect_refused([&] { (void)Project::open(folder / "empty.rtrack"); }, "it is empty");
    write_bytes(folder / "text.rtrack", "frame,x,y,width,height\n0,1,2,3,4\n");
    expect_refused([&] { (void)Project::open(folder / "text.rtrack"); }, "not a project");
    {
        Connection foreign(folder / "foreign.rtrack", Connection::Access::Create);
        foreign.run_script("CREATE TABLE box(a); INSERT INTO box VALUES(1)");
    }
    const std::string before = bytes_of(folder / "foreign.rtrack");
    for (const auto mode : {Project::Mode::Edit, Project::Mode::Read})
        expect_refused([&] { (void)Project::open(folder / "foreign.rtrack", mode); }, "another program");
    EXPECT_EQ(bytes_of(folder / "foreign.rtrack"), before);
}

TEST(ProjectFile, ALaterVersionIsRefusedAndLeftAsItIs) {
    const TemporaryFolder folder;
    { (void)make_test_project(folder / "a.rtrack"); }
    {
        Connection connection(folder / "a.rtrack", Connection::Access::Write);
        connection.run_script("PRAGMA user_version = 99");
    }
    const std::string before = bytes_of(folder / "a.rtrack");
    expect_refused([&] { (void)Project::open(folder / "a.rtrack"); }, "later version");
    EXPECT_EQ(bytes_of(folder / "a.rtrack"), before);
}

TEST(ProjectFile, DamageGivesAnErrorOrAFaultNeverACrash) {
    const TemporaryFolder folder;
    {
        Project project = make_test_project(folder / "a.rtrack");
        for (int64_t number = 0; number < 40; ++number) run_script_step(project, number);
    }
    const std::string whole = bytes_of(folder / "a.rtrack");
    std::mt19937 random(3);
    int noticed = 0;
    constexpr int kRounds = 40;
    for (int round = 0; round < kRounds; ++round) {
        std::string bytes = whole;
        if (round % 4 == 0) bytes.resize(100 + random() % (whole.size() - 100));
        for (int i = 0; i < 400; ++i) bytes[100 + random() % (bytes.size() - 100)] = char(random());
        write_bytes(folder / "b.rtrack", bytes);
        try {
            Project project = Project::open(folder / "b.rtrack");
            noticed += !project.faults().empty();
        } catch (const Error&) {
            ++noticed;
        }
    }
    EXPECT_EQ(noticed, kRounds);
}

TEST(ProjectFile, AnUnwritableFolderIsReadEvenWithALogLeftByACrash) {
    const TemporaryFolder folder;
    const fs::path media = folder / "media";
    fs::create_directories(media);
    std::string content;
    {
        Project project = make_test_project(media / "a.rtrack");
        add_box(project, 5);
        content = project.content_hash();
        fs::copy_file(media / "a.rtrack", media / "crashed.rtrack");
        fs::copy_file(media / "a.rtrack-wal", media / "crashed.rtrack-wal");
    }
    fs::permissions(folder.path(), fs::perms::all);
    for (const auto& entry : fs::directory_iterator(media))
        fs::permissions(entry.path(), fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
    constexpr auto kReadAndSearch = fs::perms(0555);
    fs::permissions(media, kReadAndSearch);
    EXPECT_EQ(exit_code_in_child([&] {
                  become_nobody();
                  for (const char* name : {"a.rtrack", "crashed.rtrack"}) {
                      Project project = Project::open(media / name);
                      require(project.read_only(), "read only");
                      require(project.content_hash() == content, "content");
                      expect_refused([&] { add_box(project, 7); }, "reading only");
                      expect_refused([&] { project.undo(); }, "reading only");
                      project.save_copy(folder / name);
                      require(!Project::open(folder / name).read_only(), "the copy can be edited");
                  }
                  require(!testing::Test::HasFailure(), "expectations");
              }),
              0);
    fs::permissions(media, fs::perms::all);
}

TEST(ProjectFile, AFullDiskLosesTheChangeInHandOnly) {
    const TemporaryFolder folder;
    make_test_project(folder / "a.rtrack").save_copy(folder / "b.rtrack");
    EXPECT_EQ(exit_code_in_child([&] {
                  Project project = Project::open(folder / "a.rtrack");
                  signal(SIGXFSZ, SIG_IGN);
                  rlimit limit = {300'000, 300'000};  // bytes of a file: the log soon reaches them
                  require(setrlimit(RLIMIT_FSIZE, &limit) == 0, "setrlimit");
                  std::string before;
                  bool failed = false;
                  for (int64_t number = 0; number < 200 && !failed; ++number) {
                      before = project.content_hash();
                      try {
                          run_script_step(project, number);
                      } catch (const Error& error) {
                          require(error.code() == ErrorCode::Data, error.what());
                          failed = true;
                      }
                  }
                  require(failed, "the limit was reached");
                  require(project.content_hash() == before, "nothing was changed");
                  require(Project::open(folder / "a.rtrack", Project::Mode::Read).content_hash() == before,
                          "everything before is saved");
              }),
              0);
    Project project = Project::open(folder / "a.rtrack");  // there is room again
    EXPECT_TRUE(project.faults().empty());
    add_box(project, 399);
}

TEST(ProjectFile, TheNewestStepStaysHoweverLargeItIs) {
    const TemporaryFolder folder;
    {
        Project project = make_test_project(folder / "a.rtrack");
        add_box(project, 5);
        add_box(project, 6);
    }
    Connection(folder / "a.rtrack", Connection::Access::Write)
        .run("UPDATE history_step SET bytes = ?", int64_t{300} << 20);
    Project project = Project::open(folder / "a.rtrack");
    ASSERT_TRUE(project.can_undo());
    project.undo();
    EXPECT_FALSE(project.box_at(kTrack, 6));
    EXPECT_TRUE(project.box_at(kTrack, 5));
    EXPECT_FALSE(project.can_undo());
}

TEST(ProjectFile, AFullDatabaseIsSaidInWords) {
    const TemporaryFolder folder;
    Connection connection(folder / "a.db", Connection::Access::Create);
    connection.run_script("CREATE TABLE t(x); PRAGMA max_page_count = 10");
    expect_refused([&] { connection.run("INSERT INTO t VALUES(zeroblob(100000))"); }, "is full");
}

TEST(ProjectFile, ACopyHoldsEverythingAndReplacesWholeOrNotAtAll) {
    const TemporaryFolder folder;
    Project project = make_test_project(folder / "a.rtrack");
    Video video = test_video();
    video.absolute_path = folder / "clip.mp4";
    ProjectEdit edit;
    edit.videos[1] = video;
    project.apply(edit, "Video");
    add_box(project, 5);
    fs::create_directories(folder / "deep");
    { (void)make_test_project(folder.path() / "deep" / "b.rtrack"); }
    project.save_copy(folder.path() / "deep" / "b.rtrack");
    {
        Project copy = Project::open(folder.path() / "deep" / "b.rtrack");
        EXPECT_EQ(copy.video(1).relative_path, "../clip.mp4");
        EXPECT_EQ(copy.box_at(kTrack, 5), project.box_at(kTrack, 5));
        copy.undo();
        EXPECT_FALSE(copy.box_at(kTrack, 5));
        expect_refused([&] { project.save_copy(copy.file()); }, "is open in another");
    }
    expect_refused([&] { project.save_copy(project.file()); }, "the open project itself");
    EXPECT_THROW(project.save_copy(folder.path() / "none" / "b.rtrack"), Error);
    EXPECT_TRUE(project.box_at(kTrack, 5));
}

TEST(ProjectFile, OneThatIsGoneFromItsPlaceIsNoticedAndCopiedWhole) {
    const TemporaryFolder folder;
    for (const bool is_renamed : {false, true}) {
        const fs::path file = folder / (is_renamed ? "renamed.rtrack" : "deleted.rtrack");
        Project project = make_test_project(file);
        add_box(project, 5);
        EXPECT_TRUE(project.is_in_place());
        if (is_renamed) {
            fs::rename(file, folder / "other.rtrack");
        } else {
            fs::remove(file);
        }
        EXPECT_FALSE(project.is_in_place());
        add_box(project, 6);
        const std::string content = project.content_hash();
        project.save_copy(folder / "copy.rtrack");
        EXPECT_EQ(Project::open(folder / "copy.rtrack").box_at(kTrack, 6), project.box_at(kTrack, 6));
        fs::copy_file(folder / "copy.rtrack", file);  // another one in its place
        EXPECT_FALSE(project.is_in_place());
        project.write_again();
        EXPECT_TRUE(project.is_in_place());
        add_box(project, 7);
        expect_refused([&] { (void)Project::open(file); }, "is open in another");
        EXPECT_EQ(Project::open(file, Project::Mode::Read).content_hash(), project.content_hash());
        project.undo();
        EXPECT_EQ(project.content_hash(), content);
    }
}

// A project of version 1, as the first release wrote it; each later version adds its own step here.
TEST(ProjectMigration, EveryOldVersionOpensWithItsContent) {
    for (int version = 1; version <= schema_version(); ++version) {
        const TemporaryFolder folder;
        {
            Connection connection(folder / "old.rtrack", Connection::Access::Create);
            create_schema(connection, version);
            connection.run_script(
                "INSERT INTO video VALUES(1, '/v.mp4', 'v.mp4', 100, 64, 48, 25, '{}', 9, 'ab', '[]', '');"
                "INSERT INTO object_class VALUES(4, 'car', 0, '', "
                "'[{\"name\":\"colour\",\"values\":[\"red\"],\"default\":\"\"},"
                "{\"name\":\"plate\",\"values\":[],\"default\":\"none\"}]');"
                "INSERT INTO track VALUES(2, 1, NULL, 'old', 0, 0, '{}', '');"
                "INSERT INTO box(track, frame, video, x, y, width, height, source, score, doubtful, "
                "reviewed, "
                "occluded, absent, cut_by_image) VALUES(2, 7, 1, 1.5, 2, 3, 4, 0, 1, 0, 1, 0, 0, 0);"
                "INSERT INTO box_counts VALUES(2, 1, 1, 0, 0, 0, 0, 0, 0);"
                "UPDATE meta SET value = 5 WHERE name = 'next_id'");
        }
        Project project = Project::open(folder / "old.rtrack");
        EXPECT_EQ(project.box_at(2, 7)->box, (Box{1.5, 2, 3, 4}));
        EXPECT_EQ(project.new_id(), 5);
        const std::vector<AttributeRule> rules = {{"colour", {"red"}, "", AttributeKind::Choice},
                                                  {"plate", {}, "none", AttributeKind::Text}};
        EXPECT_EQ(project.classes().at(4).attributes, rules);
        EXPECT_TRUE(project.faults().empty());
        project.apply(set_box(project, 2, 8, {1, 2, 3, 4}), "Box");
        const fs::path kept = folder.path() / ("old.rtrack.version-" + std::to_string(version));
        EXPECT_EQ(fs::exists(kept), version < schema_version());
    }
}

TEST(Backups, AreThinnedByAge) {
    constexpr int64_t kDay = 86400;
    constexpr int64_t kNow = 1'800'000'000;
    std::vector<int64_t> kept;
    for (int64_t now = kNow - 120 * kDay; now <= kNow; now += 600) {  // one in ten minutes for four months
        kept.push_back(now);
        for (const int64_t gone : backups_to_remove(kept, now)) std::erase(kept, gone);
    }
    const auto since = [&](int64_t age) {
        return std::count_if(kept.begin(), kept.end(), [&](int64_t made) { return made >= kNow - age; });
    };
    EXPECT_EQ(since(3600), 7);
    EXPECT_GE(since(kDay), 20);
    EXPECT_LE(since(7 * kDay), 50);
    EXPECT_GE(kept.front(), kNow - 100 * kDay);
    EXPECT_LE(kept.front(), kNow - 80 * kDay);
    EXPECT_LE(kept.size(), 70u);
}

TEST(Backups, AreMadeWhileTheProjectIsOpenAndOpenAsProjects) {
    const TemporaryFolder folder;
    Project project = make_test_project(folder / "a.rtrack");
    add_box(project, 5);
    const std::string content = project.content_hash();
    const auto first = make_backup(folder / "a.rtrack", 1'800'000'000);
    ASSERT_TRUE(first);
    EXPECT_FALSE(make_backup(folder / "a.rtrack", 1'800'000'100)) << "too soon after the last";
    add_box(project, 6);
    ASSERT_TRUE(make_backup(folder / "a.rtrack", 1'800'001'000));
    const auto all = list_backups(folder / "a.rtrack");
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all.front().file, *first);
    EXPECT_EQ(all.front().made_at, 1'800'000'000);
    EXPECT_EQ(Project::open(*first).content_hash(), content);
}

}  // namespace
}  // namespace rtrack
