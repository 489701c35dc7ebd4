#pragma once

#include <QDialog>

#include "tracking/annotation/export.h"

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace rtrack {

/// Asks what to write and where, and shows how the file will begin. Writes nothing itself.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    /// @param range_first, range_last  the range of the timeline
    ExportDialog(ExportedTrack track, qint64 range_first, qint64 range_last, const QString& folder,
                 ExportFormat format, QWidget* parent = nullptr);

    [[nodiscard]] const ExportedTrack& track() const { return track_; }
    [[nodiscard]] ExportOptions options() const;
    [[nodiscard]] QString file() const;
    void setFile(const QString& file);
    void setFormat(ExportFormat format);

private:
    void build();
    void refresh();
    void browse();
    void onFormatChanged();
    [[nodiscard]] QString suffix() const;
    [[nodiscard]] QString countsText() const;

    ExportedTrack track_;
    qint64 range_first_;
    qint64 range_last_;
    QComboBox* format_ = nullptr;
    QComboBox* frames_ = nullptr;
    QLineEdit* file_ = nullptr;
    QPlainTextEdit* preview_ = nullptr;
    QLabel* counts_ = nullptr;
    QPushButton* export_button_ = nullptr;
};

}  // namespace rtrack
