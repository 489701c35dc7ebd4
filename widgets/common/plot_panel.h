#pragma once

#include <QString>
#include <QVector>
#include <QWidget>
#include <optional>
#include <vector>

class QCPBarsGroup;
class QCPGraph;
class QCPItemText;
class QCustomPlot;

namespace rtrack {

/// A line of a plot, or its points alone.
struct PlotSeries {
    QString name;
    QVector<double> x, y;
    QVector<double> deviation;  ///< empty, or one for each point: drawn as an error bar
    int look = 0;               ///< seriesColor, seriesDashes
    bool line = true;
    bool markers = false;
    QString note;  ///< behind the name in the legend: "0.614"
};

/// Values by category, a bar for each series.
struct PlotBars {
    QStringList categories;
    std::vector<PlotSeries> series;  ///< `y` has a value for each category, NaN: none
};

struct PlotAxes {
    QString x, y;
    double y_lower = 0;
    double y_upper = 0;  ///< not above y_lower: as the data are
    bool log_x = false;
};

/// A plot in the colours of the theme, its legend below it: the pointer shows values, a click on a line
/// chooses it, the wheel zooms, a double click on the ground shows all again.
class PlotPanel : public QWidget {
    Q_OBJECT
public:
    explicit PlotPanel(QWidget* parent = nullptr);

    void showLines(const PlotAxes& axes, std::vector<PlotSeries> series);
    void showBars(const PlotAxes& axes, PlotBars bars);
    void setChosen(const QString& name);  ///< drawn thicker; empty: none
    /// What the pointer would show at this place of the widget; empty if nothing is near.
    [[nodiscard]] QString readoutAt(const QPointF& position) const;
    /// Where a point lies in the widget.
    [[nodiscard]] QPointF placeOf(double x, double y) const;

    /// The content of a file with this ending: png (twice the size on screen), svg, csv.
    /// @throws Error(Argument) for another.
    [[nodiscard]] QByteArray rendered(const QString& ending) const;

Q_SIGNALS:
    void chosen(QString name);
    void opened(QString name);  ///< double click on a line

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Hit {
        int series;
        int point;
    };
    void rebuild();
    void addLine(const PlotSeries& series);
    void addBars();
    void restyle();
    void fitLegendTo(int width);
    void showAll();
    [[nodiscard]] std::optional<Hit> hitAt(const QPointF& position) const;
    [[nodiscard]] QString csv() const;
    [[nodiscard]] std::optional<Hit> barAt(const QPointF& position) const;

    QCustomPlot* plot_ = nullptr;
    QCPItemText* readout_ = nullptr;
    QCPBarsGroup* bars_group_ = nullptr;
    PlotAxes axes_;
    std::vector<PlotSeries> series_;
    QStringList categories_;  ///< of bars; empty: lines
    QString chosen_;
};

}  // namespace rtrack
