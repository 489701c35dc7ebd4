#include "training/run/tensorboard.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include "tracking/base/error.h"
#include "tracking/base/work_lock.h"

namespace rtrack {
namespace {

constexpr std::array<uint32_t, 256> crc_table() {
    constexpr uint32_t kCastagnoliReversed = 0x82F63B78;
    std::array<uint32_t, 256> table{};
    for (uint32_t i = 0; i < 256; ++i) {
        uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1) ? kCastagnoliReversed : 0);
        table[i] = value;
    }
    return table;
}

/// CRC-32C, masked as TFRecord wants it: the sum of data that holds sums would say little.
uint32_t masked_crc(const std::string& data) {
    constexpr auto kTable = crc_table();
    constexpr uint32_t kMaskDelta = 0xA282EAD8;
    uint32_t crc = 0xFFFFFFFF;
    for (const char c : data) crc = kTable[(crc ^ static_cast<uint8_t>(c)) & 0xFF] ^ (crc >> 8);
    crc = ~crc;
    return ((crc >> 15) | (crc << 17)) + kMaskDelta;
}

/// In the byte order of x86, which is that of the format.
template <typename T>
std::string bytes_of(T value) {
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

std::string varint(uint64_t value) {
    std::string text;
    for (; value >= 0x80; value >>= 7) text += static_cast<char>(0x80 | (value & 0x7F));
    return text + static_cast<char>(value);
}

// Fields of a protocol buffer: number * 8 + wire type, then the value.
std::string double_field(int number, double value) {
    return varint(static_cast<uint64_t>(number) * 8 + 1) + bytes_of(value);
}
std::string float_field(int number, float value) {
    return varint(static_cast<uint64_t>(number) * 8 + 5) + bytes_of(value);
}
std::string integer_field(int number, int64_t value) {
    return varint(static_cast<uint64_t>(number) * 8) + varint(static_cast<uint64_t>(value));
}
std::string text_field(int number, const std::string& value) {
    return varint(static_cast<uint64_t>(number) * 8 + 2) + varint(value.size()) + value;
}

double now() {
    using namespace std::chrono;
    return duration<double>(system_clock::now().time_since_epoch()).count();
}

std::filesystem::path file_in(const std::filesystem::path& folder) {
    return folder / ("events.out.tfevents." + std::to_string(static_cast<int64_t>(now())) + "." +
                     this_host() + "." + std::to_string(::getpid()));
}

}  // namespace

std::string tfrecord(const std::string& data) {
    const std::string length = bytes_of(static_cast<uint64_t>(data.size()));
    return length + bytes_of(masked_crc(length)) + data + bytes_of(masked_crc(data));
}

std::string tensorboard_event(double wall_time, int64_t step,
                              const std::vector<std::pair<std::string, double>>& values) {
    std::string summary;
    for (const auto& [tag, value] : values)
        summary += text_field(1, text_field(1, tag) + float_field(2, static_cast<float>(value)));
    return double_field(1, wall_time) + integer_field(2, step) + text_field(5, summary);
}

TensorboardWriter::TensorboardWriter(const std::filesystem::path& folder) : file_(file_in(folder)) {
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    descriptor_ = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    append(double_field(1, now()) + text_field(3, "brain.Event:2"));
}

TensorboardWriter::~TensorboardWriter() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void TensorboardWriter::append(const std::string& message) {
    const std::string record = tfrecord(message);
    // A record that the disk cuts short is the last one: TensorBoard reads up to it.
    if (descriptor_ >= 0 &&
        ::write(descriptor_, record.data(), record.size()) == static_cast<ssize_t>(record.size()))
        return;
    throw Error(ErrorCode::Data,
                "cannot write the TensorBoard file " + file_.string() + ": " + std::strerror(errno));
}

void TensorboardWriter::write(const Event& event) {
    if (event.name != "step" && event.name != "epoch_end" && event.name != "validation") return;
    std::vector<std::pair<std::string, double>> values;
    for (const auto& [field, value] : event.fields.items()) {
        if (value.is_number() && field != "step" && field != "steps")
            values.emplace_back(event.name + "/" + field, value.get<double>());
    }
    append(tensorboard_event(now(), static_cast<int64_t>(event.number("step")), values));
}

}  // namespace rtrack
