#include "widgets/evaluate/paper_figure_data.h"

#include <QCoreApplication>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

#include "tracking/base/error.h"
#include "training/run/run_dir.h"
#include "training/run/run_history.h"
#include "training/run/run_summary.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr const char* kShippedModel = "shipped";  // as `rtrack track --model` takes it

QString translated(const char* text) {
    return QCoreApplication::translate("PaperFigures", text);
}

void read_study(const fs::path& file, PaperSources& sources) {
    try {
        std::ifstream stream(file);
        json study = json::parse(stream);
        if (!study.contains("variants") || !study.contains("study"))
            throw Error(ErrorCode::Data, "no variants");
        sources.studies.push_back(std::move(study));
    } catch (const std::exception& error) {
        sources.problems.push_back(file.string() + " is no study that can be read: " + error.what());
    }
}

void read_run(const fs::path& folder, PaperSources& sources) {
    const RunHistory history = read_run_history(folder);
    RunCurve run;
    run.name = folder.filename().string();
    for (const ValidationPoint& point : history.mean_validations()) {
        run.pairs.push_back(point.pairs);
        run.ao.push_back(point.ao);
    }
    if (!run.pairs.empty()) sources.runs.push_back(std::move(run));
}

/// The best model of a run, if it has one.
void add_model(const fs::path& folder, const std::string& name, PaperSources& sources) {
    const RunPaths paths(folder);
    for (const fs::path& file : {paths.best_model(), paths.model()}) {
        if (!fs::exists(file)) continue;
        FigureModel model{name, file.string(), std::nullopt};
        try {
            const auto options = read_run_options(paths.config());
            const auto weight = options.find("loss.affinity_weight");
            if (weight != options.end()) model.affinity = std::stod(weight->second) > 0;
        } catch (const std::exception&) {  // the model can be used without knowing how it was trained
        }
        sources.models.push_back(std::move(model));
        return;
    }
}

/// mean and sd of a number of a variant; an empty series point where it has none.
void add_point(PlotSeries& series, double x, const json& spread) {
    if (!spread.is_object() || !spread.value("mean", json()).is_number()) return;
    const json deviation = spread.value("sd", json());
    series.x << x;
    series.y << spread["mean"].get<double>();
    series.deviation << (deviation.is_number() ? deviation.get<double>() : 0.0);
}

/// The value of "model.points=16" among a variant's settings; 0 where it is not set.
double setting_of(const json& variant, const std::string& option) {
    for (const json& setting : variant.value("settings", json::array())) {
        const auto text = setting.get<std::string>();
        if (text.rfind(option + "=", 0) == 0) return std::stod(text.substr(option.size() + 1));
    }
    return 0;
}

const char* published_name = QT_TRANSLATE_NOOP("PaperFigures", "%1 (published)");

std::vector<PlotSeries> published_pairs(const PaperSources& sources) {
    std::vector<PlotSeries> all;
    for (const PublishedResult& row : published_on(sources.published, "got10k", "ao")) {
        if (!row.training_pairs || row.table != "1") continue;
        PlotSeries series;
        series.name = translated(published_name).arg(fromStd(row.tracker));
        series.x << static_cast<double>(*row.training_pairs);
        series.y << row.scores.at("ao");
        series.line = false;
        series.markers = true;
        series.look = static_cast<int>(all.size());
        all.push_back(std::move(series));
    }
    return all;
}

FigureLines ao_against_pairs(const PaperSources& sources) {
    FigureLines figure{{translated(QT_TRANSLATE_NOOP("PaperFigures", "Training pairs")), "AO", 0, 0, true},
                       {}};
    figure.series = published_pairs(sources);
    for (const RunCurve& run : sources.runs) {
        PlotSeries series;
        series.name = fromStd(run.name);
        series.x = QVector<double>(run.pairs.begin(), run.pairs.end());
        series.y = QVector<double>(run.ao.begin(), run.ao.end());
        series.markers = true;
        series.look = static_cast<int>(figure.series.size());
        figure.series.push_back(std::move(series));
    }
    return figure;
}

/// @param varied  the option on the x axis; @param fixed  the option that must stand at `fixed_value`
FigureLines ao_against_option(const PaperSources& sources, const std::string& varied,
                              const std::string& fixed, double fixed_value, const QString& label) {
    FigureLines figure{{label, "AO"}, {}};
    for (const json& study : sources.studies) {
        if (study.at("study") != "fig-a1") continue;
        std::map<std::string, PlotSeries> by_dataset;
        for (const json& variant : study.at("variants")) {
            if (setting_of(variant, fixed) != fixed_value) continue;
            const json summary = variant.value("summary", json::object());  // items() only refers to it
            for (const auto& [dataset, scores] : summary.items()) {
                if (scores.contains("ao"))
                    add_point(by_dataset[dataset], setting_of(variant, varied), scores["ao"]);
            }
        }
        for (auto& [dataset, series] : by_dataset) {
            series.name = fromStd(dataset);
            series.markers = true;
            series.look = static_cast<int>(figure.series.size());
            figure.series.push_back(std::move(series));
        }
    }
    return figure;
}

FigureLines iou_against_epoch(const PaperSources& sources) {
    FigureLines figure{{translated(QT_TRANSLATE_NOOP("PaperFigures", "Epoch")),
                        translated(QT_TRANSLATE_NOOP("PaperFigures", "Training IoU"))},
                       {}};
    for (const json& study : sources.studies) {
        for (const json& variant : study.at("variants")) {
            PlotSeries series;
            series.name = fromStd(variant.value("name", ""));
            if (sources.studies.size() > 1)
                series.name = fromStd(study.value("study", "")) + " " + series.name;
            for (const json& point : variant.value("curve", json::array()))
                add_point(series, point.value("epoch", 0.0), point.value("iou", json()));
            series.markers = true;
            series.look = static_cast<int>(figure.series.size());
            if (!series.x.isEmpty()) figure.series.push_back(std::move(series));
        }
    }
    return figure;
}

}  // namespace

QString titleOf(const FigureModel& model) {
    const QString name = model.file == kShippedModel
                             ? translated(QT_TRANSLATE_NOOP("PaperFigures", "model in the box"))
                             : fromStd(model.name);
    if (!model.affinity) return name;
    return name + ", " +
           (*model.affinity ? translated(QT_TRANSLATE_NOOP("PaperFigures", "with mutual affinity"))
                            : translated(QT_TRANSLATE_NOOP("PaperFigures", "without mutual affinity")));
}

PaperSources load_paper_sources(const std::vector<std::string>& folders, const std::string& published_file) {
    PaperSources sources;
    try {
        sources.published = read_published_results(published_file);
    } catch (const Error& error) {
        sources.problems.push_back(std::string("The paper's numbers are left out: ") + error.what());
    }
    for (const std::string& name : folders) {
        const fs::path folder = name;
        const auto found = [&sources] {
            return sources.runs.size() + sources.studies.size() + sources.models.size() +
                   sources.problems.size();
        };
        const size_t before = found();
        std::vector<fs::path> runs = find_run_folders(folder);
        if (fs::exists(RunPaths(folder).events())) runs.push_back(folder);
        for (const fs::path& run : runs)
            add_model(run, run == folder ? folder.filename() : run.lexically_relative(folder), sources);
        if (fs::exists(folder / "study.json")) {
            read_study(folder / "study.json", sources);
            continue;  // its runs' figures are in it
        }
        for (const fs::path& run : runs) read_run(run, sources);
        if (found() > before) continue;
        sources.problems.push_back(name + " holds neither a study (study.json) nor runs.");
    }
    sources.models.push_back({{}, kShippedModel, {}});
    return sources;
}

FigureLines figure_lines(PaperFigure figure, const PaperSources& sources) {
    switch (figure) {
        case PaperFigure::AoAgainstPairs:
            return ao_against_pairs(sources);
        case PaperFigure::AoAgainstPoints:
            return ao_against_option(sources, "model.points", "model.init_positions", 1,
                                     translated(QT_TRANSLATE_NOOP("PaperFigures", "Points")));
        case PaperFigure::AoAgainstPositions:
            return ao_against_option(sources, "model.init_positions", "model.points", 9,
                                     translated(QT_TRANSLATE_NOOP("PaperFigures", "Init positions")));
        case PaperFigure::ScoreMaps:
        case PaperFigure::TrackPoints:
            return {};
        case PaperFigure::IouAgainstEpoch:
            break;
    }
    return iou_against_epoch(sources);
}

QString paperFigureTitle(PaperFigure figure) {
    switch (figure) {
        case PaperFigure::AoAgainstPairs:
            return translated(QT_TRANSLATE_NOOP("PaperFigures", "Fig. 1: AO against training pairs"));
        case PaperFigure::AoAgainstPoints:
            return translated(QT_TRANSLATE_NOOP("PaperFigures", "Fig. A1: AO against the number of points"));
        case PaperFigure::AoAgainstPositions:
            return translated(
                QT_TRANSLATE_NOOP("PaperFigures", "Fig. A1: AO against the number of init positions"));
        case PaperFigure::ScoreMaps:
            return translated(QT_TRANSLATE_NOOP("PaperFigures", "Fig. A2: scores over the search region"));
        case PaperFigure::TrackPoints:
            return translated(QT_TRANSLATE_NOOP("PaperFigures", "Fig. A4: TrackPoints and pseudo-box"));
        case PaperFigure::IouAgainstEpoch:
            break;
    }
    return translated(QT_TRANSLATE_NOOP("PaperFigures", "Fig. A3: training IoU against epoch"));
}

QString paperFigureNote(PaperFigure figure) {
    switch (figure) {
        case PaperFigure::AoAgainstPairs:
            return translated(QT_TRANSLATE_NOOP(
                "PaperFigures",
                "Published: AO on the withheld test set of GOT-10k (table 1). Your runs: the AO of their own "
                "validation, on other sequences, so compare the shapes and not the heights. Data: run "
                "folders of rtrack train."));
        case PaperFigure::AoAgainstPoints:
        case PaperFigure::AoAgainstPositions:
            return translated(QT_TRANSLATE_NOOP("PaperFigures",
                                                "Means over seeds; bars: sample standard deviation. The "
                                                "paper prints this figure without numbers. Data: rtrack "
                                                "study fig-a1 ... --run FOLDER."));
        case PaperFigure::ScoreMaps:
            return translated(QT_TRANSLATE_NOOP(
                "PaperFigures",
                "Classification scores of the bins, the box (blue) and the truth (white, dotted). The paper "
                "shows a model without and one with the mutual affinity, as pictures without numbers. Data: "
                "a sequence of the data set chosen in Evaluate, tracked from its first frame; models of "
                "runs, or of rtrack study table-3a ... --run FOLDER."));
        case PaperFigure::TrackPoints:
            return translated(QT_TRANSLATE_NOOP(
                "PaperFigures",
                "The TrackPoints after refinement, the pseudo-box that they make (blue) and the truth "
                "(white, dotted). The paper shows this figure as pictures without numbers. Data: a sequence "
                "of the data set chosen in Evaluate, tracked from its first frame; models of runs or "
                "studies."));
        case PaperFigure::IouAgainstEpoch:
            break;
    }
    return translated(QT_TRANSLATE_NOOP("PaperFigures",
                                        "IoU of the box with the highest score on the training pairs, means "
                                        "over seeds; bars: sample standard deviation. The paper prints this "
                                        "figure without numbers. Data: rtrack study fig-a3 ... --run "
                                        "FOLDER."));
}

}  // namespace rtrack
