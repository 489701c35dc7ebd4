#include "widgets/evaluate/frame_probe.h"

#include <QFile>
#include <QLocale>

#include <nlohmann/json.hpp>

#include "tracking/base/error.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

Box boxOf(const nlohmann::json& numbers) {
    return {numbers.at(0).get<double>(), numbers.at(1).get<double>(), numbers.at(2).get<double>(),
            numbers.at(3).get<double>()};
}

FrameInsight insightOf(const nlohmann::json& frame) {
    FrameInsight insight;
    insight.box = boxOf(frame.at("box"));
    for (const nlohmann::json& point : frame.at("points"))
        insight.points.push_back({point.at(0).get<double>(), point.at(1).get<double>()});
    if (frame.contains("score_map")) {
        insight.score_map = {boxOf(frame.at("search_region")),
                             frame.at("score_map").get<std::vector<float>>()};
    }
    return insight;
}

/// As `rtrack track --box` takes it: the tracker starts from this very box, not from one like it.
QString exactText(const Box& box) {
    QStringList numbers;
    for (const double number : {box.x, box.y, box.width, box.height})
        numbers << QString::number(number, 'g', QLocale::FloatingPointShortest);
    return numbers.join(',');
}

}  // namespace

FrameInsights insights_of(const std::string& json, int64_t first, const std::string& model_hash) {
    try {
        FrameInsights insights;
        const nlohmann::json report = nlohmann::json::parse(json);  // at() only refers to it
        if (!model_hash.empty() && report.at("model_hash") != model_hash) {
            throw Error(ErrorCode::Data, "The model " + report.at("model").get<std::string>() +
                                             " is not the one that these results were made with: it was "
                                             "changed since.");
        }
        for (const nlohmann::json& frame : report.at("results"))
            insights[frame.at("frame").get<int64_t>() - first] = insightOf(frame);
        return insights;
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::Data,
                    std::string("rtrack track answered something else than expected: ") + error.what());
    }
}

FrameProbe::FrameProbe(QString program, QObject* parent) : QObject(parent), program_(std::move(program)) {}

void FrameProbe::cancel() {
    delete process_;
    if (reading_) reading_->abandon();
}

void FrameProbe::start(const SequenceResults& results, const TrackerOrigin& origin, qint64 last_frame) {
    cancel();
    const Sequence& sequence = *results.sequence;
    const QString folder = fromStd(sequence.frames.front().parent_path().string());
    if (results.first_in_folder < 0) {
        Q_EMIT failed(tr("The pictures of the sequence do not follow one another in %1.").arg(folder));
        return;
    }
    first_in_folder_ = results.first_in_folder;
    answer_ = std::make_unique<QTemporaryFile>();
    if (!answer_->open()) return Q_EMIT failed(answer_->errorString());
    model_hash_ = origin.model_hash;
    QStringList arguments = {
        "track", folder, "--model", fromStd(origin.model), "--precision", fromStd(origin.precision)};
    for (const std::string& option : origin.options) arguments << "--set" << fromStd(option);
    arguments << "--frame" << QString::number(first_in_folder_) << "--until"
              << QString::number(first_in_folder_ + last_frame) << "--box"
              << exactText(sequence.boxes.front()) << "--points"
              << "--score-maps"
              << "--json" << answer_->fileName();
    process_ = new EngineProcess(program_, arguments, this);
    connect(process_, &EngineProcess::ended, this, &FrameProbe::onEnded);
    process_->start();
}

void FrameProbe::onEnded(const EngineEnd& end) {
    process_ = nullptr;
    if (!end.isGood()) {
        return Q_EMIT failed(end.words.isEmpty() ? tr("rtrack track ended without a word.")
                                                 : end.words.section('\n', -1));
    }
    // Megabytes of numbers are read on a thread of their own.
    auto insights = std::make_shared<FrameInsights>();
    reading_ = new BackgroundJob(
        [insights, name = answer_->fileName(), first = first_in_folder_, hash = model_hash_](const auto&,
                                                                                             const auto&) {
            QFile file(name);
            if (!file.open(QIODevice::ReadOnly))
                throw Error(ErrorCode::Data, file.errorString().toStdString());
            *insights = insights_of(file.readAll().toStdString(), first, hash);
        },
        this);
    connect(reading_, &BackgroundJob::done, this, [this, insights] { Q_EMIT done(insights); });
    connect(reading_, &BackgroundJob::failed, this, &FrameProbe::failed);
    reading_->start();
}

}  // namespace rtrack
