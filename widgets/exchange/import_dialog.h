#pragma once

#include <QDialog>
#include <QTimer>
#include <memory>

#include "tracking/annotation/formats/format.h"
#include "widgets/annotate/annotate_session.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QTableWidget;
class QTabWidget;

namespace rtrack {

/// What an import took and what it left out.
struct ImportReport {
    QString path;
    BoxCounts counts;
    int64_t tracks = 0;
    int64_t left_out = 0;  ///< places that could not be read
    Faults faults;         ///< the first of them
    QStringList notes;     ///< sentences: how things were understood
};

/// Asks for a file or folder with boxes, guesses its format, shows what is in it and what cannot be read, and
/// imports it as one step of the history or not at all. GUI thread; files are read and boxes taken in on
/// another.
class ImportDialog : public QDialog {
    Q_OBJECT
public:
    /// @param session  must outlive it
    ImportDialog(AnnotateSession* session, const QString& folder, QWidget* parent = nullptr);
    ~ImportDialog() override;

    void setPath(const QString& path);
    void setFormat(const QString& name);
    [[nodiscard]] QString format() const;
    /// The file was read as the fields say.
    [[nodiscard]] bool upToDate() const { return !reading_ && !timer_.isActive(); }
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QTableWidget* boxTable() const { return boxes_; }
    [[nodiscard]] QTableWidget* faultTable() const { return faults_; }
    [[nodiscard]] QPushButton* importButton() const { return import_button_; }

Q_SIGNALS:
    void imported(const rtrack::ImportReport& report);

public Q_SLOTS:
    /// Gives up an import in progress, and closes when it has ended: nothing is changed then, unless it was
    /// done already, which `imported` tells.
    void reject() override;

private:
    void build();
    void buildForm(QFormLayout* form);
    void buildTables();
    void browse(bool folder);
    void onPathChanged();
    void onFormatChanged();
    void showLineFormat();
    void takeGuess(const QString& name);
    void readSoon();
    void read();
    void showResult();
    void showBoxes();
    void showFaults();
    void import();
    void onEnded(bool done);
    void forget();
    [[nodiscard]] ToProject target() const;
    /// In the chosen video, or in each object's own.
    [[nodiscard]] int64_t firstFrameAsRead() const;
    /// Places that cannot be taken: unreadable, or outside the video.
    [[nodiscard]] int64_t leftOut() const;
    void findOutside();

    struct File;  // as it was read

    AnnotateSession* session_;
    QTimer timer_;
    std::shared_ptr<File> file_;
    std::shared_ptr<ImportReport> report_;  // of the import in progress, which adds its notes
    qint64 generation_ = 0;
    bool reading_ = false;
    bool cancelled_ = false;          // the import in progress
    bool guesses_ = false;            // the format, until a person chose one for this path
    bool begins_as_read_ = true;      // so with the first frame
    std::vector<TextFault> outside_;  // boxes of the file outside their video
    QString failure_;
    QString folder_;

    QLineEdit* path_ = nullptr;
    QComboBox* format_ = nullptr;
    QLabel* line_format_label_ = nullptr;
    QLineEdit* line_format_ = nullptr;
    QComboBox* video_ = nullptr;
    QSpinBox* first_frame_ = nullptr;
    QLabel* summary_ = nullptr;
    QTabWidget* tabs_ = nullptr;
    QTableWidget* boxes_ = nullptr;
    QTableWidget* faults_ = nullptr;
    QProgressBar* progress_ = nullptr;
    QPushButton* import_button_ = nullptr;
};

}  // namespace rtrack
