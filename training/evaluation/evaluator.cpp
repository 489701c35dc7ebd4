#include "training/evaluation/evaluator.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "tracking/base/atomic_file.h"
#include "tracking/base/error.h"
#include "tracking/base/options.h"
#include "tracking/base/picture_folder.h"
#include "training/evaluation/result_files.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

/// One sequence for one tracker.
struct Task {
    const Dataset* dataset;
    const Sequence* sequence;
    const NamedTracker* tracker;
    fs::path tracker_folder;
};

struct TrackedSequence {
    std::vector<Box> boxes;
    std::vector<double> seconds;

    [[nodiscard]] double frames_per_second() const {
        double sum = 0;
        for (double second : seconds) sum += second;
        return sum > 0 ? static_cast<double>(seconds.size() - 1) / sum : 0;
    }
};

constexpr const char* kIdentityFile = "tracker.txt";  // a second line names the model's file

std::string read_identity_file(const fs::path& tracker_folder) {
    std::ifstream stream(tracker_folder / kIdentityFile);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// Makes sure that the folder holds results of this tracker only: another's are refused when resuming, else
/// removed. So are its own of what is to be tracked anew, which a sequence that fails would leave there.
/// Results that no evaluation wrote are somebody's who may have no others: never touched.
/// @param anew  the sequences to track; empty: all
void claim_folder(const fs::path& tracker_folder, const Dataset& dataset, const NamedTracker& tracker,
                  bool resume, const std::set<std::string>& anew) {
    const std::string text_before = read_identity_file(tracker_folder);
    const std::string before = text_before.substr(0, text_before.find('\n'));
    const std::string& now = tracker.identity;
    if (text_before.empty() && has_any_result(tracker_folder, dataset)) {
        throw Error(ErrorCode::Argument,
                    tracker_folder.string() + " holds results that were not made here (there is no " +
                        kIdentityFile + "), and " + tracker.name +
                        "'s would take their place. Nothing was changed: take another folder of results "
                        "(--results), or score these with rtrack metrics.");
    }
    if (before != now && !before.empty() && resume) {
        throw Error(ErrorCode::Argument,
                    tracker_folder.string() + " holds results of " + before + ", and now it is " +
                        tracker.identity +
                        ". Take another folder of results (--results), or do not keep these "
                        "(without --resume).");
    }
    for (const Sequence& sequence : dataset.sequences) {
        const bool kept = resume || (before == now && !anew.empty() && !anew.contains(sequence.name));
        if (!kept) remove_result(tracker_folder, sequence.name);
    }
    const std::string text = now + "\n" + (tracker.model_file.empty() ? "" : tracker.model_file + "\n");
    if (text == text_before) return;
    std::error_code failure;
    fs::create_directories(tracker_folder, failure);
    if (failure) {
        throw Error(ErrorCode::Data, "The folder " + tracker_folder.string() + " cannot be made: " +
                                         failure.message() + ". Take another folder of results (--results).");
    }
    write_whole_file(tracker_folder / kIdentityFile, text);
}

/// What the threads share.
class OnePass {
public:
    OnePass(std::vector<Task> tasks, const FrameLoader& load_frame, const OnePassOptions& options,
            const std::function<void(const OnePassProgress&)>& observer)
        : tasks_(std::move(tasks)), load_frame_(load_frame), options_(options), observer_(observer) {
        for (const Task& task : tasks_) frames_total_ += static_cast<int64_t>(task.sequence->frames.size());
    }

    std::vector<SequenceFailure> run() {
        std::vector<std::jthread> threads;
        const int extra = std::min<int>(options_.threads, static_cast<int>(tasks_.size())) - 1;
        for (int i = 0; i < extra; ++i) threads.emplace_back([this] { work(); });
        work();
        threads.clear();  // joins
        if (error_) std::rethrow_exception(error_);
        std::sort(failures_.begin(), failures_.end(), [](const SequenceFailure& a, const SequenceFailure& b) {
            return std::tie(a.tracker, a.dataset, a.sequence) < std::tie(b.tracker, b.dataset, b.sequence);
        });
        return failures_;
    }

private:
    void work() {
        try {
            const NamedTracker* made_from = nullptr;
            std::unique_ptr<Tracker> tracker;
            while (!ended_) {
                const size_t index = next_task_++;
                if (index >= tasks_.size()) return;
                const Task& task = tasks_[index];
                if (keep_earlier(task)) continue;
                if (made_from != task.tracker) {
                    tracker.reset();  // two networks at a time may not fit
                    tracker = task.tracker->make();
                    made_from = task.tracker;
                }
                run_task(task, *tracker);
            }
        } catch (...) {  // thrown again by run(), on the caller's thread
            const std::lock_guard lock(mutex_);
            if (!error_) error_ = std::current_exception();
            ended_ = true;
        }
    }

    bool keep_earlier(const Task& task) {
        const Sequence& sequence = *task.sequence;
        if (!options_.resume ||
            !result_is_complete(task.tracker_folder, sequence.name, result_layout(task.dataset->kind),
                                sequence.frames.size(), sequence.boxes.front())) {
            return false;
        }
        OnePassProgress progress = progress_of(task);
        progress.sequence_ended = progress.kept = true;
        report(progress, static_cast<int64_t>(sequence.frames.size()));
        return true;
    }

    void run_task(const Task& task, Tracker& tracker) {
        int64_t reported = 0;
        OnePassProgress ended = progress_of(task);
        std::optional<TrackedSequence> tracked;
        try {
            tracked = track(task, tracker, reported);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Data && error.code() != ErrorCode::Contract) throw;
            const std::lock_guard lock(mutex_);
            failures_.push_back(
                {task.tracker->name, task.dataset->display_name(), task.sequence->name, error.what()});
        }
        if (tracked) {  // a disk that is full is no fault of the sequence, and ends the evaluation
            write_result(task.tracker_folder, task.sequence->name, result_layout(task.dataset->kind),
                         tracked->boxes, tracked->seconds);
            ended.frames_per_second = tracked->frames_per_second();
        }
        ended.sequence_ended = true;
        report(ended, static_cast<int64_t>(task.sequence->frames.size()) - reported);
    }

    TrackedSequence track(const Task& task, Tracker& tracker, int64_t& reported) {
        const Sequence& sequence = *task.sequence;
        if (!sequence.boxes.front().valid()) {
            throw Error(ErrorCode::Data,
                        "The first frame of " + sequence.name + " has no box to start from.");
        }
        TrackedSequence tracked;
        for (const fs::path& file : sequence.frames) {
            check_stop();
            const Image frame = load_frame_(file);
            if (tracked.boxes.empty()) {
                tracker.init(frame, sequence.boxes.front());
                tracked.boxes.push_back(sequence.boxes.front());
                tracked.seconds.push_back(0);
            } else {
                const auto start = std::chrono::steady_clock::now();
                const TrackResult result = tracker.update(frame);
                const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
                tracked.boxes.push_back(result.box);
                tracked.seconds.push_back(taken.count());
            }
            ++reported;
            report(progress_of(task), 1);
        }
        return tracked;
    }

    void check_stop() const {
        if (options_.stop.stop_requested() || ended_) {
            throw Error(ErrorCode::Stopped,
                        "Stopped on request; finished sequences are kept, --resume goes on with the others.");
        }
    }

    [[nodiscard]] static OnePassProgress progress_of(const Task& task) {
        OnePassProgress progress;
        progress.tracker = task.tracker->name;
        progress.dataset = task.dataset->display_name();
        progress.sequence = task.sequence->name;
        return progress;
    }

    void report(OnePassProgress progress, int64_t frames) {
        const std::lock_guard lock(mutex_);
        frames_done_ += frames;
        progress.frames_done = frames_done_;
        progress.frames_total = frames_total_;
        if (observer_) observer_(progress);
    }

    const std::vector<Task> tasks_;
    const FrameLoader& load_frame_;
    const OnePassOptions& options_;
    const std::function<void(const OnePassProgress&)>& observer_;
    std::atomic<size_t> next_task_ = 0;
    std::atomic<bool> ended_ = false;
    int64_t frames_total_ = 0;

    std::mutex mutex_;  // guards what follows, and the observer
    int64_t frames_done_ = 0;
    std::vector<SequenceFailure> failures_;
    std::exception_ptr error_;
};

constexpr const char* kDatasetFile = "dataset.txt";

/// The same from every folder that the program is called in.
std::string lasting_name(const Dataset& dataset) {
    std::error_code failure;
    const fs::path root = fs::weakly_canonical(dataset.root, failure);
    return dataset.kind + ":" + (failure ? dataset.root : root).string();
}

std::string first_line_of(const fs::path& file) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

/// Whether that is a data set which is still there: one that was moved may be what is evaluated now.
bool is_another_set(const std::string& lasting_name) {
    std::error_code failure;
    const size_t mark = lasting_name.find(':');
    return mark != std::string::npos && fs::exists(lasting_name.substr(mark + 1), failure);
}

std::string stem_of(const fs::path& root) {
    const fs::path path = root.lexically_normal();
    return (path.has_filename() ? path : path.parent_path()).stem().string();
}

}  // namespace

std::vector<std::string> dataset_folder_names(const fs::path& results, const std::vector<Dataset>& datasets) {
    std::map<std::string, std::string> owners;  // folder -> the data set whose results are in it
    for (const fs::path& folder : list_folders(results)) {
        const std::string owner = first_line_of(folder / kDatasetFile);
        if (!owner.empty()) owners[folder.filename().string()] = owner;
    }
    std::map<std::string, int> uses;
    for (const Dataset& dataset : datasets) ++uses[result_folder_name(dataset.kind)];
    std::vector<std::string> names(datasets.size());
    std::set<std::string> taken;
    for (size_t i = 0; i < datasets.size(); ++i) {
        for (const auto& [folder, owner] : owners) {
            const bool free = !taken.contains(folder);
            if (names[i].empty() && free && owner == lasting_name(datasets[i])) names[i] = folder;
        }
        if (!names[i].empty()) taken.insert(names[i]);
    }
    for (size_t i = 0; i < datasets.size(); ++i) {
        if (!names[i].empty()) continue;
        std::string base = result_folder_name(datasets[i].kind);
        const bool shared = uses[base] > 1 || is_another_set(owners[base]);
        if (shared) base += "-" + stem_of(datasets[i].root);
        std::string name = base;
        for (int number = 2; is_another_set(owners[name]) || !taken.insert(name).second; ++number)
            name = base + "-" + std::to_string(number);
        names[i] = name;
    }
    return names;
}

std::vector<SequenceFailure> run_one_pass(const std::vector<Dataset>& datasets,
                                          const std::vector<NamedTracker>& trackers,
                                          const FrameLoader& load_frame, const OnePassOptions& options,
                                          const std::function<void(const OnePassProgress&)>& observer) {
    const std::vector<Dataset> chosen = with_sequences(datasets, options.sequences);
    const std::set<std::string> wanted(options.sequences.begin(), options.sequences.end());
    const std::vector<std::string> folders = dataset_folder_names(options.results, datasets);
    std::vector<Task> tasks;
    for (const NamedTracker& tracker : trackers) {
        for (size_t i = 0; i < datasets.size(); ++i) {
            if (!wanted.empty() && chosen[i].sequences.empty()) continue;
            const fs::path folder = options.results / folders[i] / tracker.name;
            claim_folder(folder, datasets[i], tracker, options.resume, wanted);
            write_whole_file(folder.parent_path() / kDatasetFile, lasting_name(datasets[i]) + "\n");
            for (const Sequence& sequence : chosen[i].sequences)
                tasks.push_back({&chosen[i], &sequence, &tracker, folder});
        }
    }
    return OnePass(std::move(tasks), load_frame, options, observer).run();
}

}  // namespace rtrack
