#pragma once

#include <QPointer>
#include <QWidget>
#include <memory>
#include <vector>

#include "widgets/evaluate/frame_panels.h"
#include "widgets/evaluate/paper_figure_data.h"
#include "widgets/evaluate/score_models.h"

class QComboBox;
class QSpinBox;
class QToolButton;

namespace rtrack {

class BackgroundJob;

/// Figures A2 and A4 from one's own models: a sequence of the Evaluate workspace is tracked up to a frame, by
/// one model or two, and what they see there is drawn.
class FrameFigure : public QWidget {
    Q_OBJECT
public:
    explicit FrameFigure(QWidget* parent = nullptr);

    void setProgram(const QString& program);  ///< the `rtrack` that tracks
    void setKind(FramePanels::Kind kind);
    /// @param dataset  number of the one on screen
    void setEvaluation(EvaluationPtr evaluation, size_t dataset);
    void setModels(const std::vector<FigureModel>& models);
    void choose(const QString& sequence, int frame);
    /// Tracks anew. Ends in `drawn` or `failed`.
    void draw();

    [[nodiscard]] bool canDraw() const;
    [[nodiscard]] const FramePanels& panels() const { return panels_; }
    [[nodiscard]] QByteArray rendered(const QString& ending) const;  ///< @throws as renderedPanels

Q_SIGNALS:
    void drawn();
    void failed(QString reason);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Source;
    void buildControls();
    void retranslate();
    void refresh();
    void probeNext();
    void fillModels();

    EvaluationPtr evaluation_;
    size_t dataset_ = 0;
    FramePanels panels_;
    QPointer<BackgroundJob> job_;
    FrameProbe* probe_ = nullptr;
    std::shared_ptr<Source> source_;  // of the drawing under way
    std::vector<FigureModel> models_;
    std::vector<FigureModel> waiting_;  // those that are still to be asked
    QComboBox* sequence_ = nullptr;
    QSpinBox* frame_ = nullptr;
    QComboBox* first_ = nullptr;   // models
    QComboBox* second_ = nullptr;  // may be none
    QToolButton* draw_ = nullptr;
    QWidget* canvas_ = nullptr;
};

}  // namespace rtrack
