#include "widgets/evaluate/frame_probe.h"

#include <csignal>

#include <nlohmann/json.hpp>
#include <sys/prctl.h>

#include "tracking/base/error.h"
#include "widgets/common/background_job.h"
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

}  // namespace

FrameInsights insights_of(const std::string& json, int64_t first) {
    try {
        FrameInsights insights;
        const nlohmann::json report = nlohmann::json::parse(json);  // at() only refers to it
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
    ++generation_;
    if (!process_) return;
    process_->disconnect(this);
    process_->kill();
    std::exchange(process_, nullptr)->deleteLater();
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
    process_ = new QProcess(this);
    process_->setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    connect(process_, &QProcess::finished, this, &FrameProbe::onFinished);
    connect(process_, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart) return;
        const QString reason = program_ + ": " + process_->errorString();
        std::exchange(process_, nullptr)->deleteLater();
        Q_EMIT failed(reason);
    });
    QStringList arguments = {"track", folder, "--tracker", fromStd(origin.tracker)};
    if (origin.tracker == "rtrack") arguments << "--model" << fromStd(origin.model);
    arguments << "--frame" << QString::number(first_in_folder_) << "--until"
              << QString::number(first_in_folder_ + last_frame) << "--box"
              << fromStd(to_string(sequence.boxes.front())) << "--points"
              << "--score-maps"
              << "--json" << answer_->fileName();
    process_->start(program_, arguments, QIODevice::ReadOnly);
}

void FrameProbe::onFinished(int exit_code, QProcess::ExitStatus status) {
    const QString words = QString::fromUtf8(process_->readAllStandardError()).trimmed();
    std::exchange(process_, nullptr)->deleteLater();
    if (exit_code != 0 || status == QProcess::CrashExit) {
        return Q_EMIT failed(words.isEmpty() ? tr("rtrack track ended without a word.")
                                             : words.section('\n', -1));
    }
    // Megabytes of numbers are read on a thread of their own.
    auto insights = std::make_shared<FrameInsights>();
    auto* job = new BackgroundJob(
        [insights, name = answer_->fileName(), first = first_in_folder_](const auto&, const auto&) {
            QFile file(name);
            if (!file.open(QIODevice::ReadOnly))
                throw Error(ErrorCode::Data, file.errorString().toStdString());
            *insights = insights_of(file.readAll().toStdString(), first);
        },
        this);
    connect(job, &BackgroundJob::done, this, [this, insights, generation = generation_] {
        if (generation == generation_) Q_EMIT done(insights);
    });
    connect(job, &BackgroundJob::failed, this, [this, generation = generation_](const QString& reason) {
        if (generation == generation_) Q_EMIT failed(reason);
    });
    job->start();
}

}  // namespace rtrack
