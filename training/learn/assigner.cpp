#include "training/learn/assigner.h"

#include <algorithm>

#include <ATen/core/grad_mode.h>

#include "tracking/base/error.h"
#include "tracking/kernels/box_losses.h"

namespace rtrack {

void AssignerOptions::describe(OptionTable& table) {
    table.add("kind", &kind)
        .choices(std::vector<std::string>{"one_to_one", "max_iou", "one_to_many"})
        .help("Which bins of the refine stage are positive (sec. 3.2, table 3a).");
    table.add("order", &order)
        .choices(std::vector<std::string>{"center_distance", "iou_value"})
        .help("one_to_many: what makes a bin a candidate, CD or IV (fig. 5; tables 3b, 3c).");
    table.add("candidates", &candidates)
        .range(1, 10000)
        .help("one_to_many: K, the number of candidates; the paper's best are 12 for CD, 16 to 20 for IV.");
    table.add("threshold", &threshold)
        .choices(std::vector<std::string>{"std", "variance"})
        .help(
            "one_to_many: positives reach the candidates' mean IoU plus this. The paper prints variance; "
            "ATSS, which it builds on, uses the standard deviation.");
    table.add("leading", &leading)
        .help(
            "The init stage's boxes decide the refine stage's labels (sec. 3.2, table 3d); else, and with "
            "one_to_one, its own boxes do.");
    table.add("centers", &centers)
        .choices(std::vector<std::string>{"auto", "bins", "boxes"})
        .help(
            "Center distance of the refine stage is taken from the bins (fig. 5) or from the predicted "
            "boxes; auto: from the boxes with one_to_one, else from the bins.");
    table.add("positive_iou", &positive_iou)
        .range(0, 1)
        .help("max_iou: bins above this IoU are positive (footnote 2).");
    table.add("negative_iou", &negative_iou)
        .range(0, 1)
        .help("max_iou: bins below this IoU are negative; between the two they are ignored (footnote 2).");
}

at::Tensor bin_centers(int cells, double bin_size, at::Device device) {
    const at::Tensor line =
        (at::arange(cells, at::TensorOptions().dtype(at::kFloat).device(device)) + 0.5) * bin_size;
    const at::Tensor x = line.unsqueeze(0).expand({cells, cells});
    const at::Tensor y = line.unsqueeze(1).expand({cells, cells});
    return at::stack({x, y}, -1).reshape({static_cast<int64_t>(cells) * cells, 2});
}

namespace {

at::Tensor box_centers(const at::Tensor& boxes) {
    return (boxes.narrow(-1, 0, 2) + boxes.narrow(-1, 2, 2)) / 2;
}

at::Tensor mask_of_index(const at::Tensor& index, const at::Tensor& like) {
    return at::zeros_like(like, at::kBool).scatter(1, index.unsqueeze(1), true);
}

void check_shapes(const AssignerInput& input) {
    const int64_t bins = input.bin_centers.size(0);
    const int64_t images = input.targets.size(0);
    for (const at::Tensor* boxes : {&input.init_boxes, &input.refined_boxes}) {
        if (boxes->sizes() != at::IntArrayRef({images, bins, 4})) {
            throw Error(ErrorCode::Contract, "assign: boxes must be [images, bins, 4] for " +
                                                 std::to_string(images) + " targets and " +
                                                 std::to_string(bins) + " bins");
        }
    }
}

}  // namespace

at::Tensor center_distance(const at::Tensor& points, const at::Tensor& targets) {
    const at::Tensor difference = points - box_centers(targets).unsqueeze(1);
    return difference.square().sum(-1).sqrt();
}

at::Tensor one_to_one_positives(const at::Tensor& distance) {
    return mask_of_index(distance.argmin(1), distance);
}

at::Tensor max_iou_positives(const at::Tensor& iou, double positive_iou) {
    return iou.gt(positive_iou).logical_or(mask_of_index(iou.argmax(1), iou));
}

at::Tensor one_to_many_positives(const at::Tensor& preference, const at::Tensor& iou, int candidates,
                                 bool use_variance) {
    const int64_t count = std::min<int64_t>(candidates, iou.size(1));
    const at::Tensor index = std::get<1>(preference.topk(count, 1));
    const at::Tensor candidate_iou = iou.gather(1, index);
    at::Tensor threshold = candidate_iou.mean(1, /*keepdim=*/true);
    if (count > 1) {  // one candidate has no spread
        threshold = threshold + (use_variance ? candidate_iou.var(1, /*unbiased=*/true, /*keepdim=*/true)
                                              : candidate_iou.std(1, /*unbiased=*/true, /*keepdim=*/true));
    }
    threshold = at::minimum(threshold, candidate_iou.amax(1, /*keepdim=*/true));
    const at::Tensor chosen = candidate_iou.ge(threshold);
    return at::zeros_like(iou, at::kBool).scatter(1, index, chosen);
}

namespace {

/// The refine stage's positives, as if every target were present.
at::Tensor refine_positives(const at::Tensor& bin_distance, const at::Tensor& distance, const at::Tensor& iou,
                            const AssignerOptions& options) {
    if (options.kind == "one_to_one") return one_to_one_positives(distance);
    const at::Tensor positives =
        options.kind == "max_iou"
            ? max_iou_positives(iou, options.positive_iou)
            : one_to_many_positives(options.order == "iou_value" ? iou : -distance, iou, options.candidates,
                                    options.threshold == "variance");
    // Where no box overlaps the target all IoUs are alike, and which bin wins would depend on their order.
    const at::Tensor nothing_overlaps = iou.amax(1, /*keepdim=*/true).le(0);
    return at::where(nothing_overlaps, one_to_one_positives(bin_distance), positives);
}

}  // namespace

Labels assign(const AssignerInput& input, const AssignerOptions& options) {
    check_shapes(input);
    at::NoGradGuard no_grad;
    const at::Tensor bin_distance = center_distance(input.bin_centers, input.targets);
    Labels labels;
    labels.present = (input.targets.narrow(1, 2, 2) - input.targets.narrow(1, 0, 2)).gt(0).all(1);
    labels.init_bin = bin_distance.argmin(1);

    // One-to-one is the baseline without leading: its refine stage has its own predictions only.
    const bool leading = options.leading && options.kind != "one_to_one";
    const at::Tensor& boxes = leading ? input.init_boxes : input.refined_boxes;
    const bool from_boxes =
        options.centers == "boxes" || (options.centers == "auto" && options.kind == "one_to_one");
    const at::Tensor distance =
        from_boxes ? center_distance(box_centers(boxes), input.targets) : bin_distance;
    const at::Tensor iou = box_iou(boxes, input.targets.unsqueeze(1));
    labels.positive =
        refine_positives(bin_distance, distance, iou, options).logical_and(labels.present.unsqueeze(1));
    labels.ignored = options.kind == "max_iou"
                         ? iou.ge(options.negative_iou).logical_and(labels.positive.logical_not())
                         : at::zeros_like(labels.positive);
    return labels;
}

}  // namespace rtrack
