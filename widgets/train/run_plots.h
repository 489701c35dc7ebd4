#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "training/evaluation/published_results.h"
#include "training/run/run_history.h"

class QCheckBox;
class QComboBox;
class QCPAxisRect;
class QCPLayoutGrid;
class QCPLegend;
class QCPTextElement;
class QCustomPlot;
class QLabel;
class QPushButton;
class QSlider;

namespace rtrack {

/// A run as the plots show it.
struct PlottedRun {
    QString name;
    std::shared_ptr<const RunHistory> history;
};

/// One figure over the steps of a run.
struct PlotCurve {
    std::vector<double> x, y;
};

/// The curves of one or several runs: losses, IoU in training, AO, SR0.5 and SR0.75 of the validations,
/// learning rate and speed, one small plot each, a colour for each run (seriesColor, as in the table of
/// runs). The mouse wheel zooms, dragging moves, a double click enlarges one plot, hovering shows values.
class RunPlots : public QWidget {
    Q_OBJECT
public:
    enum Plot { Loss, Iou, Ao, Sr50, Sr75, LearningRate, Speed, kPlots };

    explicit RunPlots(QWidget* parent = nullptr);

    /// All of the curves is in view, also as they grow, until a person zooms; that is kept as long as the
    /// same runs are shown.
    void setRuns(std::vector<PlottedRun> runs);
    /// Reference lines for the validation plots; shown on request.
    void setPublished(std::vector<PublishedResult> results);
    /// A file ending in .png, .svg or .csv. @return an empty text, or what went wrong.
    [[nodiscard]] QString exportTo(const QString& file);
    /// What is drawn for a run in a plot, before smoothing.
    /// @param loss  of the plot of the loss
    [[nodiscard]] static PlotCurve curveOf(const RunHistory& history, int plot,
                                           StepFigure loss = StepFigure::LossTotal);
    /// What of a plot is in view: from left to right and from bottom to top.
    [[nodiscard]] QRectF viewOf(int plot) const;
    /// The value nearest to a place of the plot's x axis, as hovering shows it: "name: value", a line for
    /// each run.
    [[nodiscard]] QString valuesAt(int plot, double x) const;

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Panel {
        QCPTextElement* title = nullptr;
        QCPAxisRect* rect = nullptr;
    };

    void buildControls();
    void buildPanels();
    void arrange();
    void redraw();
    void drawCurves(int plot);
    void drawReferences(int plot);
    void restyle();
    void fitLegendTo(int width);
    [[nodiscard]] QColor colorOf(size_t run) const;
    [[nodiscard]] StepFigure chosenLoss() const;
    void showAll();
    void refresh();
    void showAllValues(int plot);
    void showValues(const QPoint& place);
    void enlarge(const QPoint& place);
    [[nodiscard]] int panelAt(const QPoint& place) const;
    void chooseExport();
    [[nodiscard]] QString csv() const;
    void retranslate();

    std::vector<PlottedRun> runs_;
    std::vector<PublishedResult> published_;
    QCustomPlot* canvas_ = nullptr;
    QCPLayoutGrid* grid_ = nullptr;  ///< of the panels
    QCPLegend* legend_ = nullptr;    ///< below them, where there are several runs
    std::vector<Panel> panels_;
    int enlarged_ = -1;
    bool zoomed_ = false;  ///< by a person: new values do not change the view
    QComboBox* loss_ = nullptr;
    QLabel* smoothing_label_ = nullptr;
    QSlider* smoothing_ = nullptr;
    QCheckBox* logarithmic_ = nullptr;
    QCheckBox* references_ = nullptr;
    QPushButton* whole_ = nullptr;
    QPushButton* export_ = nullptr;
};

}  // namespace rtrack
