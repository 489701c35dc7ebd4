#pragma once

#include <functional>
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

/// What the figures are drawn from.
struct PaperSources {
    std::vector<PublishedResult> published;
    std::vector<nlohmann::json> studies;  ///< study.json of each study folder
    std::vector<RunCurve> runs;           ///< those with validations
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
    IouAgainstEpoch,     ///< fig. A3
};
inline constexpr int kPaperFigureCount = 4;

struct FigureLines {
    PlotAxes axes;
    std::vector<PlotSeries> series;  ///< empty: nothing in the folders to draw it from
};

[[nodiscard]] FigureLines figure_lines(PaperFigure figure, const PaperSources& sources);
[[nodiscard]] QString paperFigureTitle(PaperFigure figure);
/// What the figure shows, what its numbers are not, and the command that makes its data.
[[nodiscard]] QString paperFigureNote(PaperFigure figure);

}  // namespace rtrack
