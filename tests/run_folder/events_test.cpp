#include "training/run/events.h"

#include <cmath>
#include <csignal>
#include <fstream>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "tests/support/errors.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

class EventFile : public testing::Test {
protected:
    void SetUp() override {
        std::filesystem::create_directories(folder_);
        std::filesystem::remove(file_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    void append(const std::string& text) const {
        std::ofstream(file_, std::ios::app | std::ios::binary) << text;
    }
    [[nodiscard]] std::string content() const {
        std::ifstream stream(file_);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    const std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("rtrack_events_" + std::to_string(::getpid()));
    const std::filesystem::path file_ = folder_ / "events.jsonl";
};

Event step_event(int64_t step) {
    return {"step", {{"step", step}, {"loss_total", 0.5}}, ""};
}

TEST_F(EventFile, ReaderGetsWhatWriterWroteWithVersionAndTime) {
    EventWriter writer(file_, -1);
    writer.write(step_event(7));
    EventReader reader(file_);
    const auto events = reader.read_new();
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].name, "step");
    EXPECT_EQ(events[0].version, kEventVersion);
    EXPECT_EQ(events[0].number("step"), 7);
    EXPECT_EQ(events[0].time.size(), std::string("2026-01-31T12:00:00.000Z").size());
    EXPECT_TRUE(reader.read_new().empty());
}

TEST_F(EventFile, UnfinishedLastLineWaitsForItsEnd) {
    const std::string line = line_from_event(step_event(1));
    append(line + "\n" + line.substr(0, 20));
    EventReader reader(file_);
    EXPECT_EQ(reader.read_new().size(), 1U);
    append(line.substr(20));
    EXPECT_TRUE(reader.read_new().empty());
    append("\n");
    EXPECT_EQ(reader.read_new().size(), 1U);
}

TEST_F(EventFile, WriterCutsOffTheHalfLineOfAKilledRun) {
    const std::string line = line_from_event(step_event(1)) + "\n";
    append(line + "{\"version\":1,\"ev");
    {
        EventWriter writer(file_, -1);
        writer.write(step_event(2));
    }
    EventReader reader(file_);
    const auto events = reader.read_new();
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[1].number("step"), 2);
}

TEST_F(EventFile, LinesThatAreNoEventsAreSkipped) {
    append("not json\n[1]\n{\"event\":\"step\"}\n{\"version\":\"1\",\"event\":\"step\"}\n");
    append(R"({"version":9,"event":"from_the_future","anything":[1]})"
           "\n");
    EventReader reader(file_);
    const auto events = reader.read_new();
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].name, "from_the_future");
}

TEST_F(EventFile, ReaderStartsOverWhenTheFileWasReplaced) {
    append(line_from_event(step_event(1)) + "\n" + line_from_event(step_event(2)) + "\n");
    EventReader reader(file_);
    EXPECT_EQ(reader.read_new().size(), 2U);
    std::filesystem::remove(file_);
    append(line_from_event(step_event(3)) + "\n");
    const auto events = reader.read_new();
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].number("step"), 3);
}

TEST_F(EventFile, MissingFileHasNoEvents) {
    EXPECT_TRUE(EventReader(file_).read_new().empty());
}

TEST_F(EventFile, EchoGetsTheSameLineAndMayBeClosed) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    EventWriter writer(file_, ends[1]);
    writer.write(step_event(1));
    std::string echoed(4096, '\0');
    echoed.resize(static_cast<size_t>(::read(ends[0], echoed.data(), echoed.size())));
    EXPECT_EQ(echoed, content());
    ::close(ends[0]);
    ::close(ends[1]);
    writer.write(step_event(2));  // nobody listens any more: the run goes on
    EXPECT_EQ(EventReader(file_).read_new().size(), 2U);
}

TEST_F(EventFile, FullDiskIsADataError) {
    const std::filesystem::path full = "/dev/full";
    if (!std::filesystem::exists(full)) GTEST_SKIP() << "no /dev/full here";
    EventWriter writer(full, -1);
    const std::string message = message_of_error(ErrorCode::Data, [&] { writer.write(step_event(1)); });
    EXPECT_NE(message.find("/dev/full"), std::string::npos) << message;
}

/// No room for the whole of a line, as on a disk that fills up in the middle of it.
TEST_F(EventFile, LineThatDidNotFitDoesNotRunIntoTheNext) {
    EventWriter writer(file_, -1);
    writer.write(step_event(1));
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit tight{std::filesystem::file_size(file_) + 20, before.rlim_max};
    std::signal(SIGXFSZ, SIG_IGN);
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
    EXPECT_THROW(writer.write(step_event(2)), Error);
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, SIG_DFL);
    writer.write({"error", {{"message", "disk full"}}, ""});
    EventReader reader(file_);
    const auto events = reader.read_new();
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[1].name, "error");
}

TEST(Event, NumbersThatAreNotFiniteBecomeNull) {
    const std::string line = line_from_event({"step", {{"iou", std::nan("")}}, "t"});
    EXPECT_EQ(line, R"({"version":1,"event":"step","time":"t","iou":null})");
    EXPECT_EQ(event_from_line(line)->number("iou", -1), -1);
}

}  // namespace
}  // namespace rtrack
