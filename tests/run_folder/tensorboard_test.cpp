#include "training/run/tensorboard.h"

#include <cstring>
#include <fstream>

#include <gtest/gtest.h>

#include "tests/support/errors.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

std::string from_hex(const std::string& hex) {
    std::string bytes;
    for (size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return bytes;
}

// Written by TensorBoard's own classes (tensorboard 2.20: event_pb2.Event, RecordWriter).
const char* const kMessage =
    "09000000000000f83f10ac022a290a0f0a08737465702f696f75150000203f0a160a0f737465702f6c6f73735f746f74616c1500"
    "0000"
    "40";
const char* const kRecord =
    "3700000000000000e7e8ca5909000000000000f83f10ac022a290a0f0a08737465702f696f75150000203f0a160a0f737465702f"
    "6c6f"
    "73735f746f74616c15000000400db8ab67";

TEST(Tensorboard, WritesWhatTensorboardItselfWrites) {
    const std::string message = tensorboard_event(1.5, 300, {{"step/iou", 0.625}, {"step/loss_total", 2.0}});
    EXPECT_EQ(message, from_hex(kMessage));
    EXPECT_EQ(tfrecord(message), from_hex(kRecord));
}

TEST(Tensorboard, HasARecordForEveryEventWithFiguresAndNoOther) {
    const TemporaryFolder folder;
    std::string file;
    {
        TensorboardWriter writer(folder / "tensorboard");
        writer.write({"hello", {{"pid", 1}}, ""});
        writer.write({"step", {{"step", 3}, {"iou", 0.5}, {"note", "text"}}, ""});
        writer.write({"validation", {{"step", 3}, {"ao", 0.25}}, ""});
        file = bytes_of(writer.file());
    }
    std::vector<std::string> records;
    for (size_t at = 0; at < file.size();) {
        uint64_t length = 0;
        std::memcpy(&length, file.data() + at, sizeof length);
        ASSERT_LE(at + length + 16, file.size());
        records.push_back(file.substr(at + 12, length));
        EXPECT_EQ(tfrecord(records.back()), file.substr(at, length + 16));
        at += length + 16;
    }
    ASSERT_EQ(records.size(), 3U);
    EXPECT_NE(records[0].find("brain.Event:2"), std::string::npos);
    EXPECT_NE(records[1].find("step/iou"), std::string::npos);
    EXPECT_EQ(records[1].find("note"), std::string::npos);
    EXPECT_NE(records[2].find("validation/ao"), std::string::npos);
}

TEST(Tensorboard, NamesTheFileThatCannotBeWritten) {
    const std::string message =
        message_of_error(ErrorCode::Data, [] { const TensorboardWriter writer("/proc/nowhere"); });
    EXPECT_NE(message.find("/proc/nowhere/events.out"), std::string::npos) << message;
}

}  // namespace
}  // namespace rtrack
