#include "training/data/data_options.h"

namespace rtrack {

void DataOptions::describe(OptionTable& table) {
    table.add("train", &train)
        .help("Data sets to train on: KIND:PATH, or KIND:PATH*WEIGHT (weight 1 if not given).");
    table.add("holdout", &holdout)
        .range(0, 0.9)
        .help("Share of the videos that is not trained but validated on; 0: none.");
    table.add("holdout_seed", &holdout_seed)
        .range(0, 1e15)
        .help("Draws the videos of holdout; runs of different seeds can share them.");
    table.add("pictures", &pictures)
        .help("Folder of JPEG pictures without boxes, for grounds, textured regions and occluders.");
    table.add("pairs_per_epoch", &pairs_per_epoch).range(1, 1e12).help("Pairs in an epoch (OSTrack: 60000).");
    table.add("loader_threads", &loader_threads).range(1, 1024).help("Threads that decode and augment.");
    table.add("cache_megabytes", &cache_megabytes)
        .unit("MB")
        .range(0, 1e7)
        .help("Memory for decoded pictures; pictures used longest ago make room.");
    table.add("scaled_decoding", &scaled_decoding)
        .help(
            "Decode large JPEG pictures at a half or a quarter of their size where the crop needs no more.");
    table.add_group("augment", &augment);
    table.add_group("sampler", &sampler);
}

}  // namespace rtrack
