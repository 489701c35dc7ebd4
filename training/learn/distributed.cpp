#include "training/learn/distributed.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <map>
#include <numeric>
#include <set>
#include <sstream>

#include <ATen/core/grad_mode.h>

#define USE_C10D_GLOO
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include "tracking/base/error.h"
#include "training/learn/nccl_plugin.h"
#include "training/learn/train_device.h"

namespace rtrack {

namespace {

std::optional<std::string> variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? std::optional<std::string>(value) : std::nullopt;
}

int number_variable(const char* name, int lowest, int highest) {
    const std::string text = variable(name).value_or("");
    int value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || result.ec != std::errc() || result.ptr != text.data() + text.size() ||
        value < lowest || value > highest) {
        throw Error(ErrorCode::Argument, std::string("the environment variable ") + name +
                                             " must be a number from " + std::to_string(lowest) + " to " +
                                             std::to_string(highest) + ", got '" + text + "'");
    }
    return value;
}

class C10dProcesses : public JoinedProcesses {
public:
    explicit C10dProcesses(const ProcessPlace& place) : rank_(place.rank), size_(place.world) {
        c10d::TCPStoreOptions store_options;
        store_options.port = place.master_port;
        store_options.isServer = place.rank == 0 && !place.store_is_elsewhere;
        store_options.waitWorkers = false;
        store_ = c10::make_intrusive<c10d::TCPStore>(place.master_address, store_options);
        if (!place.store_prefix.empty()) {
            store_ = c10::make_intrusive<c10d::PrefixStore>(place.store_prefix, std::move(store_));
        }
        // While rank 0 validates, on a slow machine for hours, the others wait in a collective. One that dies
        // breaks its connections, which all notice at once.
        auto options = c10d::ProcessGroupGloo::Options::create(std::chrono::hours(12));
        options->devices.push_back(c10d::ProcessGroupGloo::createDefaultDevice());
        gloo_ = c10::make_intrusive<c10d::ProcessGroupGloo>(store_, rank_, size_, options);
    }
    ~C10dProcesses() override {
        if (nccl_) nccl_->shutdown();
    }
    C10dProcesses(const C10dProcesses&) = delete;
    C10dProcesses& operator=(const C10dProcesses&) = delete;

    [[nodiscard]] int rank() const override { return rank_; }
    [[nodiscard]] int size() const override { return size_; }

    std::string settle_device(at::Device device) override {
        const std::vector<std::string> names = lines_of_all(*this, {gpu_line(device)});
        if (names == std::vector<std::string>{kOnProcessor}) return "Gloo";
        std::string reason;
        for (const std::string& name : names) {
            if (!name.starts_with(kGpu)) reason = name;
        }
        if (reason.empty() && names.size() < static_cast<size_t>(size_))
            reason = "some processes share a GPU";
        if (!reason.empty()) return "Gloo, through the host's memory (" + reason + ")";
        nccl_ = nccl_plugin().join(c10::make_intrusive<c10d::PrefixStore>("nccl", store_), rank_, size_,
                                   device.index());
        return "NCCL";
    }

    void sum(std::vector<at::Tensor>& tensors) override {
        over_flat(tensors, [](c10d::Backend& over, std::vector<at::Tensor>& flat) {
            return over.allreduce(flat, c10d::AllreduceOptions());
        });
    }
    void broadcast(std::vector<at::Tensor>& tensors) override {
        over_flat(tensors, [](c10d::Backend& over, std::vector<at::Tensor>& flat) {
            return over.broadcast(flat, c10d::BroadcastOptions());
        });
    }

private:
    static constexpr const char* kGpu = "GPU ";
    static constexpr const char* kOnProcessor = "the network is on the processor";

    /// A line that only this GPU has, or why it cannot be reached by NCCL.
    static std::string gpu_line(at::Device device) {
        if (!device.is_cuda()) return kOnProcessor;
        const NcclPlugin& plugin = nccl_plugin();
        if (!plugin.failure.empty()) return plugin.failure;
        return kGpu + plugin.name_of_gpu(device.index());
    }

    /// One message a type and device instead of one a tensor: most parameters are small, and a message costs
    /// a round trip. With NCCL the host does not wait: later work on the GPU's stream does.
    template <typename Collective>
    void over_flat(std::vector<at::Tensor>& tensors, Collective collective) {
        at::NoGradGuard no_grad;
        std::map<std::pair<at::DeviceType, at::ScalarType>, std::vector<size_t>> alike;
        for (size_t i = 0; i < tensors.size(); ++i)
            alike[{tensors[i].device().type(), tensors[i].scalar_type()}].push_back(i);
        for (const auto& [kind, members] : alike) {
            const bool by_nccl = nccl_ && kind.first == at::kCUDA;
            std::vector<at::Tensor> pieces;
            for (size_t i : members) pieces.push_back(tensors[i].reshape({-1}));
            std::vector<at::Tensor> flat = {at::cat(pieces)};
            if (by_nccl) {
                collective(*nccl_, flat)->wait();
            } else {
                flat[0] = flat[0].cpu();
                try {
                    collective(*gloo_, flat)->wait();
                } catch (const std::exception& failure) {
                    throw_lost(failure.what());
                }
            }
            int64_t begin = 0;
            for (size_t i : members) {
                tensors[i].copy_(flat[0].narrow(0, begin, tensors[i].numel()).view(tensors[i].sizes()));
                begin += tensors[i].numel();
            }
        }
    }

    [[noreturn]] void throw_lost(const std::string& message) {
        // A collective of its own may wait on the GPU for the one that has gone.
        if (nccl_) nccl_->abort();
        nccl_.reset();
        throw Error(ErrorCode::Internal,
                    "process " + std::to_string(rank_) + " of " + std::to_string(size_) +
                        " has lost another one, which has ended or cannot be reached; its own messages say "
                        "why (" +
                        message.substr(0, message.find('\n')) + ")");
    }

    int rank_;
    int size_;
    c10::intrusive_ptr<c10d::Store> store_;
    c10::intrusive_ptr<c10d::Backend> gloo_;
    c10::intrusive_ptr<c10d::Backend> nccl_;  // for tensors on GPUs, where that can be
};

}  // namespace

std::optional<ProcessPlace> place_from_environment() {
    const bool torchrun = variable("WORLD_SIZE").has_value();
    if (!torchrun && !(variable("SLURM_NTASKS") && variable("MASTER_ADDR"))) return std::nullopt;
    constexpr int kMost = 1 << 20;
    ProcessPlace place;
    place.world = number_variable(torchrun ? "WORLD_SIZE" : "SLURM_NTASKS", 1, kMost);
    if (place.world == 1) return std::nullopt;
    place.rank = number_variable(torchrun ? "RANK" : "SLURM_PROCID", 0, place.world - 1);
    const char* local = torchrun ? "LOCAL_RANK" : "SLURM_LOCALID";
    if (variable(local)) place.local_rank = number_variable(local, 0, kMost);
    place.master_address = variable("MASTER_ADDR").value_or("");
    if (place.master_address.empty()) {
        throw Error(ErrorCode::Argument, "several processes need the environment variable MASTER_ADDR");
    }
    place.master_port = static_cast<uint16_t>(number_variable("MASTER_PORT", 1, 65535));
    if (variable("TORCHELASTIC_USE_AGENT_STORE") == "True") {
        place.store_is_elsewhere = true;
        place.store_prefix = "/worker/attempt_" + variable("TORCHELASTIC_RESTART_COUNT").value_or("0");
    }
    return place;
}

std::string device_of_process(const std::string& device, const ProcessPlace& place, int gpus) {
    const bool own = device == "cuda" || (device == "auto" && gpus > place.local_rank);
    return own ? "cuda:" + std::to_string(place.local_rank) : device;
}

std::unique_ptr<JoinedProcesses> join_processes(const ProcessPlace& place) {
    std::unique_ptr<JoinedProcesses> group;
    with_named_errors([&] { group = std::make_unique<C10dProcesses>(place); });
    return group;
}

std::vector<std::string> lines_of_all(ProcessGroup& processes, const std::vector<std::string>& own) {
    std::string text;
    for (const std::string& line : own) text += line + "\n";
    const at::Tensor lengths = at::zeros({processes.size()}, at::kLong);
    auto* length = lengths.mutable_data_ptr<int64_t>();
    length[processes.rank()] = static_cast<int64_t>(text.size());
    std::vector<at::Tensor> message = {lengths};
    processes.sum(message);
    const int64_t total = std::accumulate(length, length + processes.size(), int64_t{0});
    if (total == 0) return {};
    const at::Tensor bytes = at::zeros({total}, at::kByte);
    auto* byte = bytes.mutable_data_ptr<uint8_t>();
    std::copy(text.begin(), text.end(),
              byte + std::accumulate(length, length + processes.rank(), int64_t{0}));
    message = {bytes};
    processes.sum(message);
    std::istringstream all(std::string(byte, byte + total));
    std::vector<std::string> lines;
    std::set<std::string> seen;
    for (std::string line; std::getline(all, line);) {
        if (seen.insert(line).second) lines.push_back(line);
    }
    return lines;
}

}  // namespace rtrack
