#include "training/data/augment_options.h"

namespace rtrack {

namespace {

void describe_paper_options(AugmentOptions& options, OptionTable& table) {
    table.add("center_jitter", &options.center_jitter)
        .range(0, 10)
        .help(
            "The search crop's centre moves by up to half of this many target sizes (OSTrack: 3, at 384 px "
            "4.5).");
    table.add("scale_jitter", &options.scale_jitter)
        .range(0, 2)
        .help(
            "Spread of the logarithm of the search crop's width and height (OSTrack: 0.25, at 384 px 0.5).");
    table.add("grayscale", &options.grayscale).range(0, 1).help("Chance that both crops lose their colour.");
    table.add("flip", &options.flip).range(0, 1).help("Chance that both frames are mirrored together.");
    table.add("view_flip", &options.view_flip)
        .range(0, 1)
        .help("Chance that a crop is mirrored, each on its own.");
    table.add("brightness", &options.brightness)
        .range(0, 1)
        .help("Each crop's brightness is multiplied by 1 plus or minus up to this.");
    table.add("pad", &options.pad)
        .choices(std::vector<std::string>{"model", "black", "mean"})
        .help(
            "Colour outside the frame: what the model's tracker sees there (model.padding), black as in "
            "OSTrack, or the frame's mean colour.");
    table.add("min_visible", &options.min_visible)
        .range(0, 1)
        .help("Pairs with a smaller share of the target inside the search crop are drawn again.");
}

void describe_geometry(AugmentOptions& options, OptionTable& table) {
    table.add("template_jitter", &options.template_jitter)
        .range(0, 0.5)
        .help(
            "Spread of the template box's sides and centre in shares of its size: people draw boxes "
            "loosely.");
    table.add("warp_video", &options.warp_video)
        .range(0, 1)
        .help("Chance that the search view of a video pair is rotated and stretched.");
    table.add("warp_still", &options.warp_still)
        .range(0, 1)
        .help("Chance that the search view of a still picture is rotated and stretched, so that it moves.");
    table.add("rotation_degrees", &options.rotation_degrees)
        .unit("degrees")
        .range(0, 180)
        .help("Spread of the rotation, in half of the warped views.");
    table.add("stretch", &options.stretch)
        .range(0, 1)
        .help("Spread of the logarithm of a warped view's aspect.");
    table.add("fill_outside", &options.fill_outside)
        .range(0, 1)
        .help("Chance that what lies outside a still picture is filled with another picture.");
}

void describe_photometry(AugmentOptions& options, OptionTable& table) {
    table.add("color", &options.color).range(0, 1).help("Chance of a colour change of both crops together.");
    table.add("search_color", &options.search_color)
        .range(0, 1)
        .help("Chance of a colour change of the search crop.");
    table.add("color_strength", &options.color_strength)
        .range(0, 4)
        .help("Factor on the size of colour changes.");
    table.add("exposure", &options.exposure)
        .range(0, 1)
        .help(
            "Chance, for each crop on its own, that it is far too dark or too bright: a target that walks "
            "out of the shade.");
    table.add("blur", &options.blur).range(0, 1).help("Chance of a Gaussian blur of the search crop.");
    table.add("motion_blur", &options.motion_blur)
        .range(0, 1)
        .help("Chance of motion blur in the search crop.");
    table.add("noise", &options.noise).range(0, 1).help("Chance of noise in the search crop.");
    table.add("low_resolution", &options.low_resolution)
        .range(0, 1)
        .help("Chance that the search crop is shrunk and enlarged again.");
    table.add("joint_degradation", &options.joint_degradation)
        .range(0, 1)
        .help("Chance that the template is degraded in the same way when the search crop is (a bad camera).");
    table.add("template_degradation", &options.template_degradation)
        .range(0, 1)
        .help("Chances of degrading the template alone, as a share of the search crop's.");
}

void describe_composition(AugmentOptions& options, OptionTable& table) {
    table.add("erase", &options.erase)
        .range(0, 1)
        .help("Chance that a rectangle of the target is painted over.");
    table.add("occluder", &options.occluder)
        .range(0, 1)
        .help("Chance that a masked or generated object covers a part of the target.");
    table.add("distractor", &options.distractor)
        .range(0, 1)
        .help("Chance that another object is pasted beside the target of a video or still pair.");
    table.add("paste_distractors", &options.paste_distractors)
        .range(0, 20)
        .help("Up to this many other objects in a pasted pair, often of the target's category.");
    table.add("same_ground", &options.same_ground)
        .range(0, 1)
        .help("Chance that both views of a pasted pair show the same ground.");
    table.add("generated_ground", &options.generated_ground)
        .range(0, 1)
        .help("Chance that a procedural pair lies on a generated ground instead of a picture.");
}

}  // namespace

void AugmentOptions::describe(OptionTable& table) {
    describe_paper_options(*this, table);
    describe_geometry(*this, table);
    describe_photometry(*this, table);
    describe_composition(*this, table);
}

}  // namespace rtrack
