#include "training/data/sampler_options.h"

namespace rtrack {

void SamplerOptions::describe(OptionTable& table) {
    table.add("mode", &mode)
        .choices(std::vector<std::string>{"causal", "either"})
        .help("Whether the search frame always follows the template frame, or may also precede it.");
    table.add("max_gap", &max_gap)
        .unit("frames")
        .range(1, 100000)
        .help("Largest distance of the two frames of a pair.");
    table.add("gap_growth", &gap_growth)
        .unit("frames")
        .range(0, 1000)
        .help("By how much the largest distance grows when no visible search frame was found.");
    table.add("min_frames", &min_frames).range(1, 100000).help("Shorter videos are not used.");
    table.add("min_visible_frames", &min_visible_frames)
        .range(1, 100000)
        .help("Videos with fewer frames that show the target are not used.");
    table.add("source_balance", &source_balance)
        .range(0, 1)
        .help(
            "Weight of a source (the part of a video's name before the first underscore) inside its data "
            "set: its number of videos to this power. 1: every video alike, as in the paper; 0: every source "
            "alike.");
    table.add("source_weights", &source_weights)
        .help("Factors on the weights of single sources: name=factor.");
    table.add("min_target_side", &min_target_side)
        .unit("px")
        .range(0, 1e4)
        .help("Objects in still pictures with a shorter side below this are not used (OSTrack uses all).");
    table.add("max_target_share", &max_target_share)
        .range(0, 1)
        .help("Objects that span a larger share of a still picture's width or height are not used.");
    table.add("max_target_aspect", &max_target_aspect)
        .range(1, 1e4)
        .help("Objects in still pictures that are longer or taller than this are not used.");
    table.add("crowd_share", &crowd_share)
        .range(0, 1)
        .help(
            "Chance that a still picture is drawn among those, and for a target, with others of its category "
            "around.");
    table.add("paste_share", &paste_share)
        .range(0, 1)
        .help("Share of pairs made of masked objects pasted onto other pictures.");
    table.add("procedural_share", &procedural_share)
        .range(0, 1)
        .help("Share of pairs made of generated objects pasted onto pictures or generated grounds.");
    table.add("region_share", &region_share)
        .range(0, 1)
        .help("Share of pairs whose target is a random textured region of a picture.");
    table.add("absent_share", &absent_share)
        .range(0, 0.9)
        .help(
            "Share of pairs whose search crop is that of another pair, so that the target is not in it: "
            "every bin is negative, and a low score comes to mean that the target is lost. Needs more than "
            "one video or picture.");
}

}  // namespace rtrack
