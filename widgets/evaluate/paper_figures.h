#pragma once

#include <QPointer>
#include <QWidget>
#include <memory>

#include "widgets/evaluate/paper_figure_data.h"

class QComboBox;
class QLabel;
class QToolButton;

namespace rtrack {

class BackgroundJob;
class MessageBar;

/// The paper's figures from one's own runs and studies, beside the published numbers.
class PaperFigures : public QWidget {
    Q_OBJECT
public:
    explicit PaperFigures(QWidget* parent = nullptr);
    ~PaperFigures() override;

    void setPublishedFile(const QString& file) { published_file_ = file; }
    void setFolders(const QStringList& folders);
    void chooseFigure(PaperFigure figure);
    [[nodiscard]] PlotPanel* plot() { return plot_; }
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
    PlotPanel* plot_ = nullptr;
    QLabel* note_ = nullptr;
};

}  // namespace rtrack
