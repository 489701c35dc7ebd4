#include "training/study/study_table.h"

#include <set>

#include "tracking/base/error.h"
#include "tracking/base/options.h"

namespace rtrack {

namespace {

// What several tables have in common.
constexpr char kOneToOne[] = "assigner.kind=one_to_one";
constexpr char kMaxIou[] = "assigner.kind=max_iou";
constexpr char kOneToMany[] = "assigner.kind=one_to_many";
constexpr char kCenterDistance[] = "assigner.order=center_distance";
constexpr char kIouValue[] = "assigner.order=iou_value";
constexpr char kLeading[] = "assigner.leading=true";
constexpr char kNotLeading[] = "assigner.leading=false";
constexpr char kAffinity[] = "loss.affinity_weight=0.5";
constexpr char kNoAffinity[] = "loss.affinity_weight=0";
constexpr char kBest12[] = "assigner.candidates=12";
constexpr char kBest16[] = "assigner.candidates=16";

/// The paper compares the assignments and does not say whether the mutual affinity is on: ours has it off in
/// all three, so that nothing else differs.
Study figure_a3() {
    return {
        "fig-a3",
        "Training IoU against epoch: one-to-one, OSTrack's Gaussian, one-to-many leading; no mutual affinity",
        "",
        {{"one-to-one", {kOneToOne, "loss.targets=hard", kNoAffinity}, ""},
         {"one-to-one-gaussian", {kOneToOne, "loss.targets=gaussian", kNoAffinity}, ""},
         {"one-to-many-leading",
          {kOneToMany, kIouValue, kBest16, kLeading, "loss.targets=hard", kNoAffinity},
          ""}}};
}

Study table_3a() {
    return {"table-3a",
            "Assigners with and without mutual affinity",
            "3a",
            {{"one-to-one", {kOneToOne, kNoAffinity}, "#1 baseline (one-to-one)"},
             {"one-to-one-affinity", {kOneToOne, kAffinity}, "#2 baseline (one-to-one), mutual affinity"},
             {"max-iou", {kMaxIou, kLeading, kNoAffinity}, "#3 MaxIoU assigner"},
             {"max-iou-affinity", {kMaxIou, kLeading, kAffinity}, "#4 MaxIoU assigner, mutual affinity"},
             {"leading", {kOneToMany, kIouValue, kBest16, kLeading, kNoAffinity}, "#5 leading assigner (IV)"},
             {"leading-affinity",
              {kOneToMany, kIouValue, kBest16, kLeading, kAffinity},
              "#6 leading assigner (IV), mutual affinity"}}};
}

/// Tables 3b and 3c: the same with another order of the candidates.
Study candidates_table(const std::string& name, const std::string& published_table, const char* order,
                       const std::string& title, const std::string& published_prefix) {
    Study study = {name, title, published_table, {}};
    for (const char* count : {"9", "12", "14", "16", "20"}) {
        study.variants.push_back(
            {std::string("top-") + count,
             {kOneToMany, order, std::string("assigner.candidates=") + count, kLeading, kAffinity},
             published_prefix + count});
    }
    return study;
}

Study table_3d() {
    return {
        "table-3d",
        "Assigners without and with the init stage leading, all with mutual affinity",
        "3d",
        {{"max-iou", {kMaxIou, kNotLeading, kAffinity}, "MaxIoU"},
         {"max-iou-leading", {kMaxIou, kLeading, kAffinity}, "MaxIoU, leading"},
         {"center-distance",
          {kOneToMany, kCenterDistance, kBest12, kNotLeading, kAffinity},
          "centre distance"},
         {"center-distance-leading",
          {kOneToMany, kCenterDistance, kBest12, kLeading, kAffinity},
          "centre distance, leading"},
         {"iou-value", {kOneToMany, kIouValue, kBest16, kNotLeading, kAffinity}, "IoU value"},
         {"iou-value-leading", {kOneToMany, kIouValue, kBest16, kLeading, kAffinity}, "IoU value, leading"}}};
}

/// The paper varies its "baseline tracker": one-to-one without mutual affinity, as row 1 of table 3a.
Study figure_a1() {
    Study study = {
        "fig-a1", "AO against the number of points, and of init positions, of the baseline", "", {}};
    const auto add = [&](const std::string& name, const std::string& points, const std::string& positions) {
        study.variants.push_back(
            {name,
             {kOneToOne, kNoAffinity, "model.points=" + points, "model.init_positions=" + positions},
             ""});
    };
    add("points-9-positions-1", "9", "1");
    for (const char* points : {"16", "25", "36", "49"}) add(std::string("points-") + points, points, "1");
    for (int positions = 2; positions <= 9; ++positions) {
        add("positions-" + std::to_string(positions), "9", std::to_string(positions));
    }
    return study;
}

Study table_a2a() {
    const auto settings = [](const char* bins, const char* cut) {
        return std::vector<std::string>{kOneToMany, kIouValue, kBest16, kLeading, kAffinity, bins, cut};
    };
    const char* positives = "loss.affinity_bins=positives";
    return {"table-a2a",
            "Mutual affinity: which bins, and with the gradient to the IoU cut or not",
            "A2a",
            {{"positives", settings(positives, "loss.cut_iou_gradient=true"), "correlation, positive bins"},
             {"positives-and-negatives", settings("loss.affinity_bins=all", "loss.cut_iou_gradient=true"),
              "correlation, positive and negative bins"},
             {"gradient-not-cut", settings(positives, "loss.cut_iou_gradient=false"),
              "correlation without gradient truncation"}}};
}

/// What the model in the box is made of, one choice undone at a time.
Study shipped_choices() {
    return {
        "shipped-choices",
        "The shipped model's choices: each variant undoes one of them",
        "",
        {{"as-shipped", {}, ""},
         {"patch-stem", {"model.stem=patch"}, ""},
         {"no-similarity", {"model.template_similarity=false"}, ""},
         {"no-target-embedding", {"model.target_embedding=false"}, ""},
         {"query-unlike-key", {"model.equal_query_key=false"}, ""},
         {"one-to-one", {kOneToOne}, ""},
         {"no-affinity", {kNoAffinity}, ""},
         {"depth-4", {"model.depth=4"}, ""},
         {"search-256", {"model.search_size=256", "model.template_size=128"}, ""},
         {"plain-samples",
          {"data.sampler.paste_share=0", "data.sampler.procedural_share=0", "data.sampler.region_share=0"},
          ""},
         {"no-warp", {"data.augment.warp_still=0", "data.augment.warp_video=0"}, ""},
         {"by-video", {"data.sampler.source_balance=1"}, ""}},
        "shipped"};
}

}  // namespace

const std::vector<Study>& studies() {
    static const std::vector<Study> all = {
        figure_a3(),
        table_3a(),
        candidates_table("table-3b", "3b", kCenterDistance, "Number of candidates by centre distance",
                         "centre distance, top "),
        candidates_table("table-3c", "3c", kIouValue, "Number of candidates by IoU", "IoU value, top "),
        table_3d(),
        figure_a1(),
        table_a2a(),
        shipped_choices(),
    };
    return all;
}

const Study& find_study(const std::string& name) {
    std::vector<std::string> names;
    for (const Study& study : studies()) {
        if (study.name == name) return study;
        names.push_back(study.name);
    }
    throw Error(ErrorCode::Argument,
                "there is no study '" + name + "'; the nearest is '" + nearest_name(name, names) + "'");
}

std::vector<std::string> varied_options(const Study& study) {
    std::set<std::string> names;
    for (const StudyVariant& variant : study.variants) {
        for (const std::string& setting : variant.settings)
            names.insert(setting.substr(0, setting.find('=')));
    }
    return {names.begin(), names.end()};
}

}  // namespace rtrack
