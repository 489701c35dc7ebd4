#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "training/evaluation/published_results.h"
#include "widgets/common/plot_panel.h"

namespace rtrack {

/// A training run as figure 1 needs it.
struct RunCurve {
    std::string name;
    std::vector<double> pairs;  ///< seen at each validation
    std::vector<double> ao;
};

/// A model that figures A2 and A4 can be drawn with.
struct FigureModel {
    std::string name;              ///< empty for the model in the box
    std::string file;              ///< as `rtrack track --model` takes it
    std::optional<bool> affinity;  ///< trained with the mutual affinity; nullopt: its run does not say
    bool operator==(const FigureModel&) const = default;
};

/// What it is called, in the language of now: "run-3, with mutual affinity".
[[nodiscard]] QString titleOf(const FigureModel& model);

/// What the figures are drawn from.
struct PaperSources {
    std::vector<PublishedResult> published;
    std::vector<nlohmann::json> studies;  ///< study.json of each study folder
    std::vector<RunCurve> runs;           ///< those with validations
    std::vector<FigureModel> models;      ///< of all runs, also a study's; the model in the box last
    std::vector<std::string> problems;    ///< full sentences
};

/// Reads study folders (`rtrack study`), run folders, and folders of such. For a thread of its own.
/// @param published_file  resources/published_results.json; without it the paper's numbers are left out and
/// that is a problem
[[nodiscard]] PaperSources load_paper_sources(const std::vector<std::string>& folders,
                                              const std::string& published_file);

enum class PaperFigure {
    AoAgainstPairs,      ///< fig. 1
    AoAgainstPoints,     ///< fig. A1, left
    AoAgainstPositions,  ///< fig. A1, right
    ScoreMaps,           ///< fig. A2
    IouAgainstEpoch,     ///< fig. A3
    TrackPoints,         ///< fig. A4
};
inline constexpr int kPaperFigureCount = 6;

/// Figures of a frame, which FrameFigure draws; the others are plots.
[[nodiscard]] constexpr bool is_of_frame(PaperFigure figure) {
    return figure == PaperFigure::ScoreMaps || figure == PaperFigure::TrackPoints;
}

struct FigureLines {
    PlotAxes axes;
    std::vector<PlotSeries> series;  ///< empty: nothing in the folders to draw it from, or no plot
};

[[nodiscard]] FigureLines figure_lines(PaperFigure figure, const PaperSources& sources);
[[nodiscard]] QString paperFigureTitle(PaperFigure figure);
/// What the figure shows, what its numbers are not, and the command that makes its data.
[[nodiscard]] QString paperFigureNote(PaperFigure figure);

}  // namespace rtrack
