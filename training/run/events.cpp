#include "training/run/events.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstring>
#include <ctime>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

#include "tracking/base/error.h"

namespace rtrack {

double Event::number(const std::string& field, double fallback) const {
    const auto found = fields.find(field);
    return found != fields.end() && found->is_number() ? found->get<double>() : fallback;
}

std::string Event::text(const std::string& field, const std::string& fallback) const {
    const auto found = fields.find(field);
    return found != fields.end() && found->is_string() ? found->get<std::string>() : fallback;
}

std::string utc_time_text() {
    const auto now = std::chrono::system_clock::now();
    const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
    const auto since_epoch =
        std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char date[32];
    std::strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &parts);
    char text[48];
    std::snprintf(text, sizeof text, "%s.%03dZ", date, static_cast<int>(since_epoch % 1000));
    return text;
}

std::string line_from_event(const Event& event) {
    nlohmann::ordered_json line;
    line["version"] = event.version;
    line["event"] = event.name;
    line["time"] = event.time.empty() ? utc_time_text() : event.time;
    for (const auto& [field, value] : event.fields.items()) line[field] = value;
    // JSON knows no NaN: the library writes null for it. Broken UTF-8 in a message must not stop a run.
    return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::optional<Event> event_from_line(const std::string& line) {
    nlohmann::json parsed = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!parsed.is_object()) return std::nullopt;
    const auto version = parsed.find("version");
    const auto name = parsed.find("event");
    if (version == parsed.end() || !version->is_number_integer() || name == parsed.end() ||
        !name->is_string()) {
        return std::nullopt;
    }
    Event event;
    event.version = version->get<int>();
    event.name = name->get<std::string>();
    if (const auto time = parsed.find("time"); time != parsed.end() && time->is_string()) {
        event.time = time->get<std::string>();
    }
    for (const char* known : {"version", "event", "time"}) parsed.erase(known);
    event.fields = std::move(parsed);
    return event;
}

namespace {

/// Length of the file up to and with its last line end.
off_t finished_length(int descriptor) {
    off_t end = ::lseek(descriptor, 0, SEEK_END);
    char byte = 0;
    while (end > 0 && ::pread(descriptor, &byte, 1, end - 1) == 1 && byte != '\n') --end;
    return end;
}

bool write_all(int descriptor, const std::string& text) {
    size_t done = 0;
    while (done < text.size()) {
        const ssize_t count = ::write(descriptor, text.data() + done, text.size() - done);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        done += static_cast<size_t>(count);
    }
    return true;
}

}  // namespace

EventWriter::EventWriter(const std::filesystem::path& file, int echo_descriptor)
    : file_(file),
      descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644)),
      echo_descriptor_(echo_descriptor) {
    bool writable = descriptor_ >= 0;
    if (writable) {
        const off_t finished = finished_length(descriptor_);
        writable = finished == ::lseek(descriptor_, 0, SEEK_END) || ::ftruncate(descriptor_, finished) == 0;
    }
    if (!writable) {
        const std::string reason = std::strerror(errno);
        if (descriptor_ >= 0) ::close(descriptor_);
        throw Error(ErrorCode::Data, "cannot write the event file " + file.string() + ": " + reason);
    }
}

EventWriter::~EventWriter() {
    ::close(descriptor_);
}

void EventWriter::write(const Event& event) {
    const std::string line = line_from_event(event) + "\n";
    if (echo_descriptor_ >= 0) write_all(echo_descriptor_, line);
    const off_t before = ::lseek(descriptor_, 0, SEEK_END);
    if (write_all(descriptor_, line)) return;
    const std::string reason = std::strerror(errno);
    // What was written of the line goes, so that the next event does not continue it. Should this fail too,
    // the next writer of the file does it.
    const bool kept_whole = before >= 0 && ::ftruncate(descriptor_, before) == 0;
    throw Error(ErrorCode::Data, "cannot write the event file " + file_.string() + ": " + reason +
                                     (kept_whole ? "" : "; its last line is incomplete"));
}

std::vector<Event> EventReader::read_new(int64_t most_bytes) {
    std::vector<Event> events;
    std::error_code failure;
    const auto size = static_cast<int64_t>(std::filesystem::file_size(file_, failure));
    if (failure) return events;
    if (size < offset_) offset_ = 0;
    if (size == offset_) return events;

    const int64_t wanted = std::min(size - offset_, most_bytes);
    std::ifstream stream(file_, std::ios::binary);
    stream.seekg(offset_);
    std::string content(static_cast<size_t>(wanted), '\0');
    stream.read(content.data(), static_cast<std::streamsize>(content.size()));
    content.resize(static_cast<size_t>(stream.gcount()));
    // A line longer than what was read: with more of it, or it is not finished yet.
    if (wanted < size - offset_ && content.find('\n') == std::string::npos) return read_new(2 * wanted);

    size_t begin = 0;
    for (size_t end = content.find('\n'); end != std::string::npos; end = content.find('\n', begin)) {
        if (auto event = event_from_line(content.substr(begin, end - begin))) {
            events.push_back(std::move(*event));
        }
        begin = end + 1;
    }
    offset_ += static_cast<int64_t>(begin);
    return events;
}

}  // namespace rtrack
