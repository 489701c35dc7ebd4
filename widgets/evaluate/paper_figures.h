#pragma once

#include <QPointer>
#include <QWidget>
#include <memory>

#include "widgets/evaluate/paper_figure_data.h"
#include "widgets/evaluate/score_models.h"

class QComboBox;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace rtrack {

class BackgroundJob;
class FrameFigure;
class MessageBar;

/// The paper's figures from one's own runs and studies, beside the published numbers.
class PaperFigures : public QWidget {
    Q_OBJECT
public:
    explicit PaperFigures(QWidget* parent = nullptr);

    void setProgram(const QString& program);  ///< the `rtrack` that tracks for figures A2 and A4
    /// The data set whose sequences those show. @param dataset  its number
    void setEvaluation(const EvaluationPtr& evaluation, size_t dataset);
    void setPublishedFile(const QString& file) { published_file_ = file; }
    void setFolders(const QStringList& folders);
    void chooseFigure(PaperFigure figure);
    [[nodiscard]] PlotPanel* plot() { return plot_; }
    [[nodiscard]] FrameFigure* frameFigure() { return frame_figure_; }
    /// The figure shown, as the content of a file with this ending: png, svg, csv.
    /// @throws Error(Argument) for another.
    [[nodiscard]] QByteArray rendered(const QString& ending) const;
    [[nodiscard]] MessageBar* messageBar() { return messages_; }
    [[nodiscard]] QString fileName() const;  ///< for an export, without ending

Q_SIGNALS:
    void closed();
    void loaded();
    void exportWanted();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void retranslate();
    void reload();
    void refresh();
    void addFolder();
    [[nodiscard]] PaperFigure shown() const;

    QStringList folders_;
    QString published_file_;
    std::shared_ptr<const PaperSources> sources_;
    QPointer<BackgroundJob> job_;
    MessageBar* messages_ = nullptr;
    QToolButton* back_ = nullptr;
    QComboBox* figure_ = nullptr;
    QToolButton* add_ = nullptr;
    QToolButton* clear_ = nullptr;
    QToolButton* export_ = nullptr;
    QStackedWidget* pictures_ = nullptr;
    PlotPanel* plot_ = nullptr;
    FrameFigure* frame_figure_ = nullptr;
    QLabel* note_ = nullptr;
};

}  // namespace rtrack
