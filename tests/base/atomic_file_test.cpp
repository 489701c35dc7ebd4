#include "tracking/base/atomic_file.h"

#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/files.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

TEST(AtomicFile, ALinkStaysOneWhetherItsTargetIsThereOrNot) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "sub");
    fs::create_symlink("sub/middle", folder / "link");
    fs::create_symlink("../target", folder / "sub/middle");
    for (const char* text : {"new", "again"}) {
        write_whole_file(folder / "link", text);
        EXPECT_TRUE(fs::is_symlink(folder / "link")) << text;
        EXPECT_TRUE(fs::is_symlink(folder / "sub/middle")) << text;
        EXPECT_FALSE(fs::is_symlink(folder / "target")) << text;
        EXPECT_EQ(bytes_of(folder / "target"), text);
    }
}

TEST(AtomicFile, LinksThatLeadInACircleAreAnError) {
    const TemporaryFolder folder;
    fs::create_symlink("b", folder / "a");
    fs::create_symlink("a", folder / "b");
    EXPECT_THROW(write_whole_file(folder / "a", "text"), Error);
    EXPECT_TRUE(fs::is_symlink(folder / "a"));
}

TEST(AtomicFile, AFileThatIsReplacedPassesItsPermissionsOn) {
    const TemporaryFolder folder;
    const mode_t mask = ::umask(022);
    for (const int mode : {0600, 0666, 0750}) {
        folder.write("file", "old");
        fs::permissions(folder / "file", fs::perms(mode));
        write_whole_file(folder / "file", "new");
        EXPECT_EQ(fs::status(folder / "file").permissions(), fs::perms(mode));
        EXPECT_EQ(bytes_of(folder / "file"), "new");
    }
    write_whole_file(folder / "fresh", "new");
    EXPECT_EQ(fs::status(folder / "fresh").permissions(), fs::perms(0644));
    ::umask(mask);
}

TEST(AtomicFile, AWriteProtectedFileIsNotReplaced) {
    const TemporaryFolder folder;
    folder.write("file", "old");
    fs::permissions(folder.path(), fs::perms::all);
    fs::permissions(folder / "file", fs::perms(0444));
    const auto refused = [&] {
        if (::geteuid() == 0 && ::setuid(65534) != 0) return false;  // nothing is protected from root
        try {
            write_whole_file(folder / "file", "new");
        } catch (const Error& failure) {
            return std::string(failure.what()).find((folder / "file").string()) != std::string::npos;
        }
        return false;
    };
    EXPECT_EXIT(std::_Exit(refused() ? 0 : 1), testing::ExitedWithCode(0), "");
    EXPECT_EQ(bytes_of(folder / "file"), "old");
}

}  // namespace
}  // namespace rtrack
