#pragma once

#include <string>
#include <vector>

namespace rtrack {

/// One way of training that a study compares with others.
struct StudyVariant {
    std::string name;                   ///< of its run folders and in reports
    std::vector<std::string> settings;  ///< "option=value" of TrainOptions, over what all variants share
    std::string published_setting;      ///< `setting` of its published results; empty: the paper prints none
};

/// A figure or table that comes from trained variants: of the paper, or our own.
struct Study {
    std::string name;             ///< "table-3a"
    std::string title;            ///< for people, with what is ours in it
    std::string published_table;  ///< `table` of its published results; empty: the paper prints no numbers
    std::vector<StudyVariant> variants;  ///< the first is the one that the others are compared with
    std::string preset = "rtrack-256";   ///< of rtrack train, where none is named
};

/// fig-a3, table-3a, table-3b, table-3c, table-3d, fig-a1, table-a2a of the paper; shipped-choices.
[[nodiscard]] const std::vector<Study>& studies();

/// @throws Error(Argument) naming the nearest study if there is none of this name.
[[nodiscard]] const Study& find_study(const std::string& name);

/// Names of the options that any variant sets, each once.
[[nodiscard]] std::vector<std::string> varied_options(const Study& study);

}  // namespace rtrack
