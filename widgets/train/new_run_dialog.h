#pragma once

#include <QDialog>
#include <QPointer>
#include <QStringList>
#include <QTimer>
#include <functional>
#include <memory>

#include "training/run/job_spec.h"
#include "widgets/train/option_form.h"

class QAction;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;
class QTemporaryFile;
class QToolButton;

namespace rtrack {

class EngineProcess;
struct EngineEnd;
class MessageBar;
class PicturePane;

/// What a new run is made from.
struct NewRunRequest {
    QString program;      ///< `rtrack`
    QString runs_folder;  ///< where the run's folder is made
    OptionCatalogue catalogue;
    QString preset;  ///< chosen at first
    QString train;   ///< data sets, KIND:PATH; as it was last time
    QString validate;
    QString device;
};

/// Name, preset, data and every option of a new training run; with a look at its training pairs, a check of
/// its data and a probe that trains a few real steps, each by the engine in a process of its own.
class NewRunDialog : public QDialog {
    Q_OBJECT
public:
    explicit NewRunDialog(const NewRunRequest& request, QWidget* parent = nullptr);
    ~NewRunDialog() override;

    [[nodiscard]] JobSpec job() const;
    [[nodiscard]] OptionForm* form() { return form_; }
    /// Of the dialog: the window behind it cannot be clicked.
    [[nodiscard]] MessageBar* messageBar() { return messages_; }
    void setName(const QString& name);
    void choosePreset(const QString& name);
    /// @param dataset  KIND:FOLDER
    void addTrainingData(const QString& dataset) { addDataset("data.train", dataset); }
    void startPreview();
    void startCheck();
    void startProbe();
    /// What the person must still do; empty if the run can be started.
    [[nodiscard]] QString problem() const;
    [[nodiscard]] QString findings() const;      ///< of check and probe
    [[nodiscard]] QPixmap previewShown() const;  ///< the training pairs; null until they are there
    [[nodiscard]] QString estimate() const;      ///< of the memory; empty until the engine has answered

Q_SIGNALS:
    void startWanted(rtrack::JobSpec job);
    void projectBoxesWanted();  ///< of the open project, as a data set: answered by addTrainingData

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildForm();
    void buildChecks();
    void addDataset(const char* option, const QString& dataset);
    void chooseDataset(const char* option, const QString& kind);
    void lookAhead();
    void startEstimate();
    void chooseModel();
    void call(const QString& what, const QStringList& arguments, std::function<void(const EngineEnd&)> then);
    [[nodiscard]] QStringList commandLine() const;
    void showProbe(const EngineEnd& end);
    void refresh();
    void retranslate();
    [[nodiscard]] QString unusedName() const;

    NewRunRequest request_;
    MessageBar* messages_ = nullptr;
    QFormLayout* rows_ = nullptr;
    QLineEdit* name_ = nullptr;
    QComboBox* preset_ = nullptr;
    QLineEdit* train_ = nullptr;
    QLineEdit* validate_ = nullptr;
    QLineEdit* init_ = nullptr;
    QAction* add_project_ = nullptr;
    QToolButton* add_train_ = nullptr;
    QToolButton* add_validate_ = nullptr;
    QToolButton* choose_model_ = nullptr;
    OptionForm* form_ = nullptr;
    QPushButton* preview_button_ = nullptr;
    QPushButton* check_button_ = nullptr;
    QPushButton* probe_button_ = nullptr;
    QTabWidget* results_ = nullptr;
    PicturePane* preview_ = nullptr;
    QPlainTextEdit* findings_ = nullptr;
    QLabel* problem_ = nullptr;
    QPushButton* start_ = nullptr;
    QPushButton* cancel_ = nullptr;
    QPointer<EngineProcess> process_;  // preview, check or probe
    QPointer<EngineProcess> estimator_;
    std::unique_ptr<QTemporaryFile> preview_file_;  // while the engine writes it
    QTimer ahead_;                                  // preview and estimate follow the form
    QStringList previewed_;                         // command lines that they were made of
    QStringList estimated_;
    QLabel* estimate_ = nullptr;
    QAction* from_shipped_ = nullptr;
    QAction* from_nothing_ = nullptr;
    QAction* from_file_ = nullptr;
};

}  // namespace rtrack
