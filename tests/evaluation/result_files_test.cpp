#include "training/evaluation/result_files.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"
#include "tracking/base/crc32.h"
#include "tracking/base/error.h"
#include "training/evaluation/zip_writer.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

Dataset dataset_of(const std::string& kind, const std::vector<std::string>& names) {
    Dataset dataset;
    dataset.kind = kind;
    for (const std::string& name : names) {
        Sequence sequence;
        sequence.name = name;
        sequence.frames.resize(2);
        sequence.boxes = {{1, 2, 3, 4}, {1, 2, 3, 4}};
        dataset.sequences.push_back(sequence);
    }
    return dataset;
}

TEST(ResultFiles, AreWrittenAsTheToolkitsWriteThem) {
    TemporaryFolder folder;
    const std::vector<Box> boxes = {{1, 2, 3, 4}, {1.0005, -2.25, 1e-9, 1234.5678}};
    write_result(folder.path() / "t", "a", ResultLayout::Got10k, boxes, {0, 0.0123456789});
    EXPECT_EQ(content(folder.path() / "t/a/a_001.txt"),
              "1.000,2.000,3.000,4.000\n1.000,-2.250,0.000,1234.568\n");
    EXPECT_EQ(content(folder.path() / "t/a/a_time.txt"), "0.00000000\n0.01234568\n");
    write_result(folder.path() / "t", "a", ResultLayout::Otb, boxes, {0, 0.5});
    EXPECT_EQ(content(folder.path() / "t/times/a_time.txt"), "0.00000000\n0.50000000\n");
    EXPECT_TRUE(fs::exists(folder.path() / "t/a.txt"));
}

TEST(ResultFiles, AreReadInEitherLayoutWithEverySeparator) {
    TemporaryFolder folder;
    folder.write("t/a/a_001.txt", "1,2,3,4\n5,6,7,8\n");
    folder.write("t/a/a_002.txt", "1\t2\t3\t4\n5\t6\t7\t8\n");
    folder.write("t/a/a_time.txt", "0.1,0.2\n0.3,0.4\n");
    folder.write("t/b.txt", "1 2 3 4\nnan,nan,nan,nan\n1,2,3\n");
    Faults faults;
    const auto a = read_result(folder.path() / "t", "a", ResultLayout::Otb, faults);
    ASSERT_TRUE(a);
    EXPECT_EQ(a->repetitions.size(), 2U);
    EXPECT_EQ(a->repetitions[1][1], (Box{5, 6, 7, 8}));
    EXPECT_EQ(a->seconds.size(), 4U);
    EXPECT_TRUE(faults.empty());
    const auto b = read_result(folder.path() / "t", "b", ResultLayout::Got10k, faults);
    ASSERT_TRUE(b);
    EXPECT_TRUE(std::isnan(b->repetitions[0][2].x));
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0].line, 3);
    EXPECT_FALSE(read_result(folder.path() / "t", "c", ResultLayout::Otb, faults));
}

TEST(ResultFiles, AreCompleteOnlyWithEveryFrameFromTheRightStart) {
    TemporaryFolder folder;
    const Box first{1, 2, 3, 4};
    const auto complete = [&](const std::string& text) {
        folder.write("t/a.txt", text);
        return result_is_complete(folder.path() / "t", "a", ResultLayout::Otb, 2, first);
    };
    EXPECT_TRUE(complete("1.000,2.000,3.000,4.000\n1,1,1,1\n"));
    EXPECT_FALSE(complete("1,2,3,4\n"));
    EXPECT_FALSE(complete("1,2,3,5\n1,1,1,1\n")) << "another first box";
    EXPECT_FALSE(complete("1,2,3,4\n1,1,1,nan\n"));
    EXPECT_FALSE(complete("1,2,3,4\n1,1,1,1\n1,1,1,1\n"));
    EXPECT_FALSE(result_is_complete(folder.path() / "t", "b", ResultLayout::Otb, 2, first));
}

TEST(FindTrackers, LooksInTheToolkitsFolderToo) {
    TemporaryFolder folder;
    folder.write("GOT-10k/x/a/a_001.txt", "1,2,3,4\n");
    folder.write("GOT-10k/empty/readme", "");
    const Dataset dataset = dataset_of("got10k", {"a"});
    for (const fs::path& results : {folder.path(), folder.path() / "GOT-10k", folder.path() / "GOT-10k/x"}) {
        const auto trackers = find_trackers(results, dataset, "GOT-10k");
        ASSERT_EQ(trackers.size(), 1U) << results;
        EXPECT_EQ(trackers[0].name, "x");
    }
    EXPECT_TRUE(find_trackers(folder.path(), dataset_of("otb", {"b"}), "OTB2015").empty());
}

TEST(Crc32, MatchesTheKnownCheckValue) {
    EXPECT_EQ(crc32("123456789"), 0xCBF43926U);
}

/// Names, sizes and checksums as Python's zipfile reads them; empty without Python.
std::string read_with_python(const fs::path& zip, const fs::path& output) {
    const std::string script =
        "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; "
        "print(*[n + '=' + z.read(n).decode() for n in z.namelist()], sep='|', end='')";
    const std::string command =
        "python3 -c \"" + script + "\" '" + zip.string() + "' > '" + output.string() + "' 2>&1";
    return std::system("python3 -c ''") == 0 && std::system(command.c_str()) == 0 ? content(output) : "";
}

TEST(Submission, IsAZipThatPythonReads) {
    if (std::system("python3 -c '' 2>/dev/null") != 0) GTEST_SKIP() << "no python3 to read the archive with";
    TemporaryFolder folder;
    for (const char* kind : {"got10k", "trackingnet"}) {
        const Dataset dataset = dataset_of(kind, {"a", "b"});
        const fs::path tracker = folder.path() / kind;
        for (const Sequence& sequence : dataset.sequences) {
            write_result(tracker, sequence.name, result_layout(kind), sequence.boxes, {0, 0.5});
        }
        write_submission(folder.path() / "s.zip", tracker, dataset);
        const std::string boxes = "1.000,2.000,3.000,4.000\n1.000,2.000,3.000,4.000\n";
        const std::string times = "0.00000000\n0.50000000\n";
        const std::string wanted = std::string(kind) == "got10k"
                                       ? "a/a_001.txt=" + boxes + "|a/a_time.txt=" + times +
                                             "|b/b_001.txt=" + boxes + "|b/b_time.txt=" + times
                                       : "a.txt=" + boxes + "|b.txt=" + boxes;
        EXPECT_EQ(read_with_python(folder.path() / "s.zip", folder.path() / "listing"), wanted);
    }
}

TEST(Submission, NeedsEverySequenceAndLeavesNoHalfFile) {
    TemporaryFolder folder;
    const Dataset dataset = dataset_of("got10k", {"a", "b"});
    write_result(folder.path() / "t", "a", ResultLayout::Got10k, dataset.sequences[0].boxes, {0, 0.5});
    EXPECT_THROW(write_submission(folder.path() / "s.zip", folder.path() / "t", dataset), Error);
    EXPECT_FALSE(fs::exists(folder.path() / "s.zip"));
    EXPECT_THROW(write_submission(folder.path() / "s.zip", folder.path() / "t", dataset_of("otb", {"a"})),
                 Error);
}

}  // namespace
}  // namespace rtrack
