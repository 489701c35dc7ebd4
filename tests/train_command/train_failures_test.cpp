// rtrack train where memory, disk or data give out: a named error, the right exit code, the last state whole,
// and a resumed run that ends well.

#include <algorithm>

#include <sys/mount.h>

#include "tests/train_command/small_training.h"
#include "tracking/model/safetensors.h"
#include "tracking/model/weights.h"
#include "training/learn/train_options.h"
#include "training/run/events.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

class TrainFailures : public SmallTraining {
protected:
    /// What a failed run leaves: a last checkpoint that reads, and events of which every line is one.
    /// @return the step of the checkpoint
    static int64_t expect_whole(const fs::path& run) {
        const RunPaths paths(run);
        const std::string lines = bytes_of(paths.events());
        const size_t events = EventReader(paths.events()).read_new().size();
        EXPECT_GT(events, 0U);
        EXPECT_EQ(static_cast<size_t>(std::count(lines.begin(), lines.end(), '\n')), events) << lines;
        return std::stoll(read_safetensors(paths.last_checkpoint()).metadata.at("step"));
    }

    /// Goes on for some epochs more and ends well.
    void expect_resumes(const fs::path& run, int64_t from_step) const {
        std::vector<std::string> list =
            arguments(run, {"epochs=" + std::to_string(from_step / kStepsPerEpoch + 2)});
        list.emplace_back("--resume");
        Program program(list, folder_.path());
        EXPECT_EQ(program.wait(), 0) << program.errors();
        EXPECT_GT(expect_whole(run), from_step);
        EXPECT_EQ(read_status(run)->at("state"), "finished");
    }
};

void expect_named(Program& program, int exit_code, const std::vector<std::string>& words) {
    EXPECT_EQ(program.wait(), exit_code) << program.errors();
    for (const std::string& word : words) {
        EXPECT_NE(program.errors().find(word), std::string::npos)
            << "no '" << word << "': " << program.errors();
    }
}

TEST_F(TrainFailures, VanishedDataEndWithExitCode3AndTheRunResumesWhenTheyAreBack) {
    Program program(arguments(run_), folder_.path());
    wait_for_steps(program, run_, 6);
    fs::rename(data_ / "one", folder_.path() / "away-one");
    fs::rename(data_ / "two", folder_.path() / "away-two");
    expect_named(program, 3, {data_.string(), "no usable training pair", "--resume"});
    const int64_t step = expect_whole(run_);
    EXPECT_GE(step, 6);
    EXPECT_EQ(read_status(run_)->at("exit_code"), 3);
    fs::rename(folder_.path() / "away-one", data_ / "one");
    fs::rename(folder_.path() / "away-two", data_ / "two");
    expect_resumes(run_, step);
}

TEST_F(TrainFailures, FaultsOfTheDataAreWarningsOfTheRunWithFileAndLine) {
    std::ofstream(data_ / "list.txt") << "one\ntwo\nthree\none\n";
    Program program(arguments(run_, {"epochs=1"}), folder_.path());
    ASSERT_EQ(program.wait(), 0) << program.errors();
    std::vector<std::string> warnings;
    for (const Event& event : EventReader(RunPaths(run_).events()).read_new()) {
        if (event.name == "warning") warnings.push_back(event.text("message"));
    }
    ASSERT_EQ(warnings.size(), 2U);
    std::sort(warnings.begin(), warnings.end());
    EXPECT_TRUE(warnings[0].starts_with((data_ / "list.txt").string() + ":3: ")) << warnings[0];
    EXPECT_TRUE(warnings[1].starts_with((data_ / "list.txt").string() + ":4: ")) << warnings[1];
}

TEST_F(TrainFailures, ModelToStartFromThatIsNotAsAskedForIsNamedBeforeAnythingIsTrained) {
    {
        Program program(arguments(run_, {"epochs=1"}), folder_.path());
        ASSERT_EQ(program.wait(), 0) << program.errors();
    }
    const std::string model = (run_ / "checkpoints" / "model.safetensors").string();
    const auto run = folder_.path() / "second";
    Program other(arguments(run, {"init=" + model, "model.depth=3"}), folder_.path());
    expect_named(other, 2, {model, "model.depth = 2", "3"});
    EXPECT_FALSE(fs::exists(RunPaths(run).last_checkpoint()));
    // Without a word about its shape the model's own is taken, with the preset's crops.
    Program same({RTRACK_PROGRAM,
                  "train",
                  "tiny",
                  "--run",
                  run.string(),
                  "--init",
                  model,
                  "--set",
                  "epochs=1",
                  "--set",
                  "data.train=got10k:" + data_.string(),
                  "--set",
                  "data.pairs_per_epoch=8",
                  "--set",
                  "batch_size=8",
                  "--set",
                  "device=cpu",
                  "--set",
                  "data.sampler.min_frames=2",
                  "--set",
                  "data.sampler.min_visible_frames=2"},
                 folder_.path());
    EXPECT_EQ(same.wait(), 0) << same.errors();
    EXPECT_NE(same.errors().find("position embeddings are resized"), std::string::npos) << same.errors();
    const ModelOptions trained = load_model(RunPaths(run).model()).net.options();
    EXPECT_EQ(trained.search_size, train_preset("tiny").model.search_size);
    EXPECT_EQ(trained.depth, 2);
}

TEST_F(TrainFailures, RunWithoutACheckpointYetIsBegunAgainFromItsFolderAlone) {
    {
        Program program(arguments(run_, {"epochs=1"}), folder_.path());
        ASSERT_EQ(program.wait(), 0) << program.errors();
    }
    fs::remove(RunPaths(run_).last_checkpoint());  // as if it had been killed before
    Program program({RTRACK_PROGRAM, "train", "--run", run_.string(), "--resume"}, folder_.path());
    EXPECT_EQ(program.wait(), 0) << program.errors();
    EXPECT_EQ(expect_whole(run_), kStepsPerEpoch);
}

TEST_F(TrainFailures, RunThatLostItsConfigurationGoesOnWithTheOneInItsCheckpoint) {
    {
        Program program(arguments(run_, {"epochs=1"}), folder_.path());
        ASSERT_EQ(program.wait(), 0) << program.errors();
    }
    const std::string before = bytes_of(RunPaths(run_).config());
    fs::remove(RunPaths(run_).config());
    Program program(
        {RTRACK_PROGRAM, "train", "rtrack-256", "--run", run_.string(), "--resume", "--set", "epochs=2"},
        folder_.path());
    EXPECT_EQ(program.wait(), 0) << program.errors();
    EXPECT_NE(program.errors().find("rtrack-256 is not looked at"), std::string::npos) << program.errors();
    EXPECT_EQ(expect_whole(run_), 2 * kStepsPerEpoch);
    EXPECT_EQ(bytes_of(RunPaths(run_).config()).substr(before.find("batch_size")),
              before.substr(before.find("batch_size")));
}

/// The most address space that a process has had.
uint64_t peak_kilobytes(pid_t process) {
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    for (std::string word; status >> word;) {
        uint64_t value = 0;
        if (word == "VmPeak:" && status >> value) return value;
    }
    throw std::runtime_error("no VmPeak of process " + std::to_string(process));
}

TEST_F(TrainFailures, MemoryThatRunsOutEndsWithExitCode4AndTheLastStateIsKept) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer needs more address space than any limit leaves";
#endif
    uint64_t kilobytes = 0;
    {
        Program program(arguments(run_), folder_.path());
        wait_for_steps(program, run_, 6);
        kilobytes = peak_kilobytes(program.process());
        program.signal(SIGTERM);
        ASSERT_EQ(program.wait(), 5) << program.errors();
    }
    const int64_t step = expect_whole(run_);
    // Somebody raises the batch, and the machine has 100 MB more than the small one took.
    std::vector<std::string> large = arguments(run_, {"batch_size=2048", "data.pairs_per_epoch=8192"});
    large.emplace_back("--resume");
    std::vector<std::string> limited = {"/bin/sh", "-c", "ulimit -v \"$0\"; exec \"$@\"",
                                        std::to_string(kilobytes + 100'000)};
    limited.insert(limited.end(), large.begin(), large.end());
    Program program(limited, folder_.path());
    expect_named(program, 4, {"not enough memory", "batch_size", "--resume"});
    EXPECT_EQ(read_status(run_)->at("exit_code"), 4);
    EXPECT_EQ(expect_whole(run_), step);
    expect_resumes(run_, step);
}

TEST_F(TrainFailures, LossThatIsNotFiniteEndsWithExitCode6) {
    // Each step multiplies every weight by about -1000: float ends after some steps.
    Program program(arguments(run_, {"optimizer.learning_rate=100", "optimizer.weight_decay=10"}),
                    folder_.path());
    expect_named(program, 6, {"training diverged at step", "optimizer.learning_rate"});
    EXPECT_EQ(read_status(run_)->at("exit_code"), 6);
    const TensorFile checkpoint = read_safetensors(RunPaths(run_).last_checkpoint());
    for (const auto& [name, tensor] : checkpoint.tensors) {
        EXPECT_TRUE(tensor.isfinite().all().item<bool>()) << name;
    }
}

TEST_F(TrainFailures, AClosedTerminalStopsTheRunWithACheckpoint) {
    Program program(arguments(run_, {"checkpoint_every_minutes=60"}), folder_.path());
    wait_for_steps(program, run_, 6);
    program.signal(SIGHUP);
    program.signal(SIGHUP);  // the shell's and the system's
    EXPECT_EQ(program.wait(), 5) << program.errors();
    EXPECT_EQ(read_status(run_)->at("state"), "stopped");
    const int64_t step = expect_whole(run_);
    EXPECT_GE(step, 6);
    expect_resumes(run_, step);
}

/// A disk of a few megabytes, where the test may mount one.
class SmallDisk {
public:
    explicit SmallDisk(fs::path folder) : folder_(std::move(folder)) {
        fs::create_directories(folder_);
        mounted_ = ::mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=8m") == 0;
    }
    ~SmallDisk() {
        if (mounted_) ::umount(folder_.c_str());
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    [[nodiscard]] bool mounted() const { return mounted_; }

    /// Writes a file until nothing more fits.
    void fill() const {
        std::ofstream filler(folder_ / "filler", std::ios::binary);
        const std::string block(4096, 'x');
        while (filler.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
        }
    }
    [[nodiscard]] bool make_read_only() const {
        return ::mount(nullptr, folder_.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0;
    }
    void empty() const { fs::remove(folder_ / "filler"); }

private:
    fs::path folder_;
    bool mounted_ = false;
};

TEST_F(TrainFailures, FullDiskIsExitCode3AndTheRunResumesWhenThereIsRoom) {
    const SmallDisk disk(folder_ / "disk");
    if (!disk.mounted()) GTEST_SKIP() << "no right to mount a small disk";
    const fs::path run = folder_ / "disk" / "run";
    {
        Program program(arguments(run), folder_.path());
        wait_for_steps(program, run, 6);
        disk.fill();
        expect_named(program, 3, {"cannot write", "No space left on device"});
    }
    const int64_t step = expect_whole(run);
    EXPECT_GE(step, 5);
    for (const auto& entry : fs::recursive_directory_iterator(run)) {
        EXPECT_NE(entry.path().extension(), ".tmp") << "a partial file was left";
    }
    disk.empty();
    expect_resumes(run, step);
}

TEST_F(TrainFailures, FolderThatCannotBeWrittenIsExitCode3BeforeAnythingIsTrained) {
    folder_.write("file", "not a folder");
    Program on_file(arguments(folder_ / "file"), folder_.path());
    expect_named(on_file, 3, {"cannot make the run folder", "file"});
    const SmallDisk disk(folder_ / "disk");
    if (!disk.mounted() || !disk.make_read_only()) GTEST_SKIP() << "no right to mount a read-only disk";
    Program on_read_only(arguments(folder_ / "disk" / "run"), folder_.path());
    expect_named(on_read_only, 3, {"cannot make the run folder", "Read-only file system"});
}

}  // namespace
}  // namespace rtrack
