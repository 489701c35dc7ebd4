#include "tests/learn/tiny_training.h"

#include <ATen/CPUGeneratorImpl.h>

namespace rtrack {

RectangleSource::RectangleSource(const TrainOptions& options, int repeat, int rank, int world)
    : template_size_(options.model.template_size),
      search_size_(options.model.search_size),
      batch_size_(options.batch_size),
      repeat_(repeat),
      rank_(rank),
      world_(world),
      batches_per_epoch_(options.data.pairs_per_epoch / options.batch_size) {}

void RectangleSource::start(int64_t epoch, int64_t first_batch) {
    epoch_ = epoch;
    next_ = first_batch;
}

std::optional<Batch> RectangleSource::next() {
    if (next_ >= batches_per_epoch_) return std::nullopt;
    return make(epoch_, next_++);
}

Batch RectangleSource::make(int64_t epoch, int64_t batch) const {
    const int slice = batch_size_ / world_;
    Batch made;
    made.target_sizes = at::full({slice, 2}, 0.5);
    std::vector<at::Tensor> templates, searches, boxes;
    for (int i = 0; i < slice; ++i) {
        const int64_t in_epoch = batch * batch_size_ + rank_ * slice + i;
        const uint64_t seed = repeat_ > 0
                                  ? static_cast<uint64_t>(in_epoch % repeat_)
                                  : static_cast<uint64_t>(epoch) * 1000003 + static_cast<uint64_t>(in_epoch);
        at::Generator generator = at::detail::createCPUGenerator(seed + 17);
        const at::Tensor color = at::randint(128, 256, {3}, generator, at::kByte);
        const auto noise = [&](int side) {
            return at::randint(0, 100, {side, side, 3}, generator, at::kByte);
        };
        const auto rectangle = [&](at::Tensor& picture, int64_t x, int64_t y, int64_t width, int64_t height) {
            picture.narrow(0, y, height).narrow(1, x, width).copy_(color);
        };
        at::Tensor template_crop = noise(template_size_);
        rectangle(template_crop, template_size_ / 4, template_size_ / 4, template_size_ / 2,
                  template_size_ / 2);
        const auto drawn = [&](int64_t low, int64_t high) {
            return at::randint(low, high, {1}, generator, at::kLong).item<int64_t>();
        };
        const int64_t width = drawn(search_size_ / 5, search_size_ / 2);
        const int64_t height = drawn(search_size_ / 5, search_size_ / 2);
        const int64_t x = drawn(0, search_size_ - width);
        const int64_t y = drawn(0, search_size_ - height);
        at::Tensor search = noise(search_size_);
        rectangle(search, x, y, width, height);
        templates.push_back(template_crop);
        searches.push_back(search);
        boxes.push_back(at::tensor({static_cast<float>(x), static_cast<float>(y),
                                    static_cast<float>(x + width), static_cast<float>(y + height)}));
        made.sources.push_back("rectangle " + std::to_string(seed));
    }
    made.templates = at::stack(templates);
    made.searches = at::stack(searches);
    made.target_boxes = at::stack(boxes);
    return made;
}

TrainOptions tiny_options() {
    TrainOptions options;
    ModelOptions& model = options.model;
    model.template_size = 32;
    model.search_size = 64;
    model.embed_dim = 32;
    model.depth = 2;
    model.heads = 2;
    model.elimination_layers = {1};
    model.head_channels = 32;
    model.head_layers = 1;
    model.template_similarity = true;
    options.alternate_sparse = false;
    options.assigner.candidates = 6;
    options.batch_size = 4;
    options.epochs = 1;
    options.data.pairs_per_epoch = 4;
    options.device = "cpu";
    options.threads = 1;
    options.report_every_steps = 1;
    options.checkpoint_every_minutes = 1e6;
    options.validate_every_epochs = 0;
    options.optimizer.learning_rate = 3e-3;
    options.optimizer.clip_norm = 1;
    options.schedule.kind = "cosine";
    options.schedule.warmup_steps = 10;
    return options;
}

}  // namespace rtrack
