#include "training/data/loader.h"

#include <chrono>
#include <condition_variable>
#include <cstring>
#include <exception>
#include <map>
#include <mutex>
#include <thread>

#include "tracking/base/error.h"

namespace rtrack {

namespace {

void copy_pixels(const Image& image, const at::Tensor& batch, int64_t row) {
    std::memcpy(batch.data_ptr<uint8_t>() + row * static_cast<int64_t>(image.bytes()), image.data(),
                image.bytes());
}

Batch empty_batch(int64_t size, const ViewSizes& sizes, bool pinned) {
    const auto bytes = at::TensorOptions().dtype(at::kByte).pinned_memory(pinned);
    const auto floats = at::TensorOptions().dtype(at::kFloat).pinned_memory(pinned);
    Batch batch;
    batch.templates = at::empty({size, sizes.template_size, sizes.template_size, 3}, bytes);
    batch.searches = at::empty({size, sizes.search_size, sizes.search_size, 3}, bytes);
    batch.target_boxes = at::empty({size, 4}, floats);
    batch.target_sizes = at::empty({size, 2}, floats);
    return batch;
}

void put(const Sample& sample, int64_t row, Batch& batch) {
    copy_pixels(sample.template_crop, batch.templates, row);
    copy_pixels(sample.search_crop, batch.searches, row);
    const Box& box = sample.target_in_search;
    float* corners = batch.target_boxes.data_ptr<float>() + 4 * row;
    corners[0] = static_cast<float>(box.x);
    corners[1] = static_cast<float>(box.y);
    corners[2] = static_cast<float>(box.right());
    corners[3] = static_cast<float>(box.bottom());
    float* size = batch.target_sizes.data_ptr<float>() + 2 * row;
    size[0] = static_cast<float>(sample.target_width);
    size[1] = static_cast<float>(sample.target_height);
    batch.sources.push_back(sample.source);
}

}  // namespace

/// The threads and what they share. A thread claims the next step, makes its batch, and leaves it in `ready`;
/// at most `capacity` steps are claimed ahead of the consumer.
struct BatchLoader::State {
    std::shared_ptr<const PairGenerator> generator;
    BatchPlan plan;
    int64_t steps = 0;
    bool pinned = false;
    double waited_seconds = 0;  // consumer thread only

    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::thread> threads;  // consumer thread only
    bool stopping = false;             // the rest: under the mutex
    int64_t epoch = 0;
    int64_t next_claimed = 0;
    int64_t next_delivered = 0;
    std::map<int64_t, Batch> ready;
    std::exception_ptr failure;

    ~State() { stop(); }

    void stop() {
        {
            std::lock_guard lock(mutex);
            stopping = true;
            changed.notify_all();
        }
        for (std::thread& thread : threads) thread.join();
        threads.clear();
        ready.clear();
    }

    bool stop_requested() {
        std::lock_guard lock(mutex);
        return stopping;
    }

    std::optional<int64_t> claim_step() {
        const int64_t capacity = 2 * int64_t{plan.threads};
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] {
            return stopping || next_claimed >= steps || next_claimed < next_delivered + capacity;
        });
        if (stopping || next_claimed >= steps) return std::nullopt;
        return next_claimed++;
    }

    std::optional<Batch> make_batch(int64_t step) {
        Batch batch = empty_batch(plan.batch_size, generator->sizes(), pinned);
        const int64_t first = (step * plan.slice.world + plan.slice.rank) * plan.batch_size;
        for (int64_t row = 0; row < plan.batch_size; ++row) {
            if (stop_requested()) return std::nullopt;
            put(generator->make(epoch, first + row), row, batch);
        }
        return batch;
    }

    /// A thread's whole life; an error ends the delivery and is thrown by `next`.
    void work() {
        try {
            while (const auto step = claim_step()) {
                std::optional<Batch> batch = make_batch(*step);
                if (!batch) return;
                std::lock_guard lock(mutex);
                ready.emplace(*step, std::move(*batch));
                changed.notify_all();
            }
        } catch (...) {
            std::lock_guard lock(mutex);
            if (!failure) failure = std::current_exception();
            stopping = true;
            changed.notify_all();
        }
    }
};

BatchLoader::BatchLoader(std::shared_ptr<const PairGenerator> generator, const BatchPlan& plan)
    : state_(std::make_unique<State>()) {
    const auto [rank, world] = plan.slice;
    if (plan.batch_size <= 0 || plan.threads <= 0 || world <= 0 || rank < 0 || rank >= world) {
        throw Error(ErrorCode::Contract,
                    "a loader needs a positive batch size, threads, and a rank inside its world");
    }
    state_->generator = std::move(generator);
    state_->plan = plan;
    const int64_t shared_batch = int64_t{plan.batch_size} * world;
    state_->steps = plan.pairs_per_epoch / shared_batch;
    if (state_->steps == 0) {
        throw Error(ErrorCode::Argument, "pairs_per_epoch is " + std::to_string(plan.pairs_per_epoch) +
                                             ", less than one batch of " + std::to_string(shared_batch) +
                                             " pairs.");
    }
    state_->next_claimed = state_->next_delivered = state_->steps;
}

BatchLoader::~BatchLoader() = default;

void BatchLoader::start(int64_t epoch, int64_t first_step) {
    stop();
    state_->stopping = false;
    state_->failure = nullptr;
    state_->epoch = epoch;
    state_->next_claimed = state_->next_delivered = first_step;
    for (int i = 0; i < state_->plan.threads; ++i) state_->threads.emplace_back([this] { state_->work(); });
}

std::optional<Batch> BatchLoader::next() {
    State& state = *state_;
    const auto began = std::chrono::steady_clock::now();
    std::unique_lock lock(state.mutex);
    if (state.next_delivered >= state.steps || (state.stopping && !state.failure)) return std::nullopt;
    state.changed.wait(lock, [&] { return state.failure || state.ready.count(state.next_delivered) > 0; });
    state.waited_seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    const auto found = state.ready.find(state.next_delivered);
    if (found == state.ready.end()) std::rethrow_exception(state.failure);
    Batch batch = std::move(found->second);
    state.ready.erase(found);
    ++state.next_delivered;
    state.changed.notify_all();
    return batch;
}

void BatchLoader::set_pinned(bool pinned) {
    stop();
    state_->pinned = pinned;
}

void BatchLoader::stop() {
    state_->stop();
    state_->next_claimed = state_->next_delivered = state_->steps;
}

int64_t BatchLoader::steps_per_epoch() const {
    return state_->steps;
}
double BatchLoader::waited_seconds() const {
    return state_->waited_seconds;
}
Faults BatchLoader::take_faults() {
    return state_->generator->take_faults();
}
const PairGenerator& BatchLoader::generator() const {
    return *state_->generator;
}

}  // namespace rtrack
