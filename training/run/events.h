#pragma once

// The events of a run: a public interface.
//
// A run says what it does as events: one JSON object a line, in UTF-8, the same lines on the program's stdout
// and in `events.jsonl` of the run folder. The studio and any script may read them while the run goes on and
// afterwards.
//
//   every event  version (whole number, kEventVersion), event (its name), time (UTC,
//   "2026-01-31T12:00:00.000Z")
//
//   hello        program, pid, host, device, precision, threads, world; resumed (boolean), step (where it
//   starts).
//                What the file holds of steps after `step` from before was rolled back: see RunHistory.
//   config       options: an object, name -> text, every option resolved
//   epoch_begin  epoch (from 1), sparse (boolean), steps (of an epoch)
//   step         epoch, step (from 1, over all epochs), steps (of the whole run), pairs (seen so far);
//                loss_total, loss_cls, loss_init, loss_refine, loss_affinity (weighted as in the total), iou
//                (of the box with the highest score), positives (bins an image), gradient_norm,
//                learning_rate: means over the steps since the last step event; pairs_per_second, loader_wait
//                (share of the time, 0 to 1), seconds_left, minutes (of training so far, over all
//                resumptions), memory_mb (resident; on a GPU the device's)
//   epoch_end    epoch, step, iou and loss_total (means over the epoch), seconds
//   validation   epoch, step, pairs, dataset, ao, sr_50, sr_75, sequences, seconds
//   checkpoint   step, file (relative to the run folder), kind: last or best
//   paused, resumed   step
//   warning      message
//   error        message, exit_code
//   end          reason: finished, stopped or failed; exit_code, step, seconds
//
// Readers ignore events and fields that they do not know. A version is raised when a field changes its
// meaning or goes. An unfinished last line is a line that is still being written: readers wait for its end.
//
// Control of a running run: `pause`, `resume`, `checkpoint` or `stop`, one a line, on the program's stdin or
// in a file `control` in the run folder (which the run takes away). SIGTERM, SIGINT and SIGHUP are a `stop`:
// the run ends after the step in progress with a checkpoint and exit code 5.

#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace rtrack {

inline constexpr int kEventVersion = 1;

/// One event: its name and its fields (without version, event and time).
struct Event {
    std::string name;
    nlohmann::json fields = nlohmann::json::object();
    std::string time;  ///< filled by the writer if empty
    int version = kEventVersion;

    /// A field as a number or text; the fallback where it is absent or of another kind.
    [[nodiscard]] double number(const std::string& field, double fallback = 0) const;
    [[nodiscard]] std::string text(const std::string& field, const std::string& fallback = "") const;
};

/// Now, in UTC, as events write it.
[[nodiscard]] std::string utc_time_text();

/// The event as one line of JSON, without the line's end. Numbers that are not finite become null.
[[nodiscard]] std::string line_from_event(const Event& event);

/// nullopt if the line is no event: not a JSON object, or without version and name.
[[nodiscard]] std::optional<Event> event_from_line(const std::string& line);

/// Appends events to a file and repeats them on a file descriptor.
class EventWriter {
public:
    /// Opens for appending; an unfinished last line, left by a killed run, is cut off.
    /// @param echo_descriptor  where each line goes too (1: stdout); -1: nowhere. Errors there are ignored:
    ///                         whoever listened may be gone while the run goes on.
    /// @throws Error(Data) naming the file if it cannot be written.
    EventWriter(const std::filesystem::path& file, int echo_descriptor);
    ~EventWriter();
    EventWriter(const EventWriter&) = delete;
    EventWriter& operator=(const EventWriter&) = delete;

    /// Writes one whole line in one call. @throws Error(Data) naming the file, for example when the disk is
    /// full.
    void write(const Event& event);

private:
    std::filesystem::path file_;
    int descriptor_ = -1;
    int echo_descriptor_ = -1;
};

/// Follows an event file that somebody else may be writing.
class EventReader {
public:
    explicit EventReader(std::filesystem::path file) : file_(std::move(file)) {}

    /// The events of the lines that were finished since the last call; none if the file is not there yet.
    /// Lines that are no events are skipped. Starts over if the file was replaced by a shorter one.
    /// @param most_bytes  how much of the file to read at once, at least one line; call again for the rest
    [[nodiscard]] std::vector<Event> read_new(int64_t most_bytes = std::numeric_limits<int64_t>::max());

private:
    std::filesystem::path file_;
    int64_t offset_ = 0;  ///< behind the last finished line that was read
};

}  // namespace rtrack
