#pragma once

#include <QPointer>
#include <QWidget>

#include "widgets/annotate/frame_player.h"
#include "widgets/evaluate/frame_probe.h"
#include "widgets/evaluate/score_models.h"

class QComboBox;
class QLabel;
class QSpinBox;
class QToolButton;

namespace rtrack {

class BackgroundJob;
class ComparisonView;
class MessageBar;
class OverlapStrip;

/// A sequence of a data set with the boxes of all trackers and the truth: how a number came about, and what
/// to do about it.
class SequencePlayer : public QWidget {
    Q_OBJECT
public:
    explicit SequencePlayer(QWidget* parent = nullptr);
    ~SequencePlayer() override;

    void setProgram(const QString& program);  ///< the `rtrack` that tracks again for points and score maps
    /// Opens at the worst stretch of the tracker.
    void open(const EvaluationPtr& evaluation, size_t dataset, const QString& tracker,
              const QString& sequence);

    void goToWorst();
    void lookCloser();
    /// Adds the stretch as a sequence to a GOT-10k folder.
    void addToTrainingSet(const QString& folder);
    /// The picture with all that is drawn on it, as PNG.
    void savePicture(const QString& file);

    [[nodiscard]] FramePlayer* player() { return &player_; }
    [[nodiscard]] ComparisonView* view() { return view_; }
    [[nodiscard]] MessageBar* messageBar() { return messages_; }
    [[nodiscard]] const std::optional<Stretch>& stretch() const { return stretch_; }

Q_SIGNALS:
    void opened();  ///< boxes are there, the first picture is on its way
    void closed();
    void annotateWanted(QString path, qint64 frame);
    void addedToTraining(QString folder, QString sequence);

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildControls();
    void retranslate();
    void onOpened(const std::shared_ptr<SequenceResults>& results, const std::shared_ptr<FrameSource>& source,
                  const QString& tracker);
    /// Shows and offers what belongs to a sequence; of none: nothing.
    void setResults(const SequenceResults& results, const QString& tracker);
    void chooseTracker(int index);
    void refreshOverlay();
    void refreshPosition();
    void refreshStretch();
    void askForTrainingFolder();
    void askForPictureFile();
    void openInAnnotate();
    void closeVideo();
    [[nodiscard]] const TrackerOnSequence* chosen() const;

    SequenceResults results_;
    std::optional<Stretch> stretch_;
    std::shared_ptr<const FrameInsights> insights_;
    QPointer<BackgroundJob> opening_;
    QPointer<DecodeWorker> decoder_;
    FramePlayer player_;
    FrameProbe* probe_ = nullptr;

    MessageBar* messages_ = nullptr;
    QToolButton* back_ = nullptr;
    QLabel* title_ = nullptr;
    QComboBox* trackers_ = nullptr;
    QSpinBox* stretch_length_ = nullptr;
    QToolButton* worst_ = nullptr;
    QToolButton* closer_ = nullptr;
    QToolButton* picture_ = nullptr;
    QToolButton* train_ = nullptr;
    QToolButton* annotate_ = nullptr;
    QToolButton* previous_ = nullptr;
    QToolButton* play_ = nullptr;
    QToolButton* next_ = nullptr;
    QLabel* position_ = nullptr;
    ComparisonView* view_ = nullptr;
    OverlapStrip* strip_ = nullptr;
};

}  // namespace rtrack
