#pragma once

#include <QObject>
#include <QPointer>
#include <QTemporaryFile>
#include <map>
#include <memory>

#include "widgets/common/background_job.h"
#include "widgets/common/engine_process.h"
#include "widgets/evaluate/comparison_view.h"
#include "widgets/evaluate/sequence_results.h"

namespace rtrack {

/// What a tracker sees at a frame; result files hold boxes only.
struct FrameInsight {
    Box box;
    std::vector<Point> points;
    ScoreMap score_map;
};
using FrameInsights = std::map<int64_t, FrameInsight>;

/// Tracks a sequence again, as the evaluation did, from its first frame to the one asked for, to learn the
/// points and score maps: `rtrack track --points --score-maps` as a child process. GUI thread only, never
/// waits.
class FrameProbe : public QObject {
    Q_OBJECT
public:
    explicit FrameProbe(QString program, QObject* parent = nullptr);

    /// Ends a probe that is under way; only the newest one's `done` or `failed` comes.
    void start(const SequenceResults& results, const TrackerOrigin& origin, qint64 last_frame);
    void cancel();
    [[nodiscard]] bool running() const { return process_ != nullptr; }

Q_SIGNALS:
    void done(std::shared_ptr<const rtrack::FrameInsights> insights);
    void failed(QString reason);

private:
    void onEnded(const EngineEnd& end);

    QString program_;
    QPointer<EngineProcess> process_;
    std::unique_ptr<QTemporaryFile> answer_;
    QPointer<BackgroundJob> reading_;  ///< of the answer
    std::string model_hash_;           ///< of the model that is to answer; empty: whatever it holds
    qint64 first_in_folder_ = 0;       ///< index of the sequence's first picture among those of its folder
};

/// Reads the JSON of `rtrack track --points --score-maps`. @param first  frame index that is the sequence's 0
/// @param model_hash  of the model that was to answer; empty: of any
/// @throws Error(Data) if it is something else, or another model's.
[[nodiscard]] FrameInsights insights_of(const std::string& json, int64_t first,
                                        const std::string& model_hash);

}  // namespace rtrack
