#include "widgets/train/new_run_dialog.h"

#include <QAction>
#include <QComboBox>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTabWidget>
#include <QTemporaryFile>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <cmath>

#include "tracking/base/error.h"
#include "tracking/base/options.h"
#include "training/evaluation/dataset.h"
#include "widgets/common/engine_process.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/picture_pane.h"
#include "widgets/common/qt_convert.h"
#include "widgets/train/runs_model.h"

namespace rtrack {
namespace {

constexpr int kAheadMilliseconds = 800;  // after the last key

}  // namespace

NewRunDialog::NewRunDialog(const NewRunRequest& request, QWidget* parent)
    : QDialog(parent), request_(request) {
    auto* column = new QVBoxLayout(this);
    column->addWidget(messages_ = new MessageBar);
    auto* halves = new QSplitter;
    auto* left = new QWidget;
    auto* left_column = new QVBoxLayout(left);
    left_column->setContentsMargins(0, 0, 0, 0);
    left_column->addLayout(rows_ = new QFormLayout);
    buildForm();
    left_column->addWidget(form_ = new OptionForm, 1);
    halves->addWidget(left);
    auto* right = new QWidget;
    auto* right_column = new QVBoxLayout(right);
    right_column->setContentsMargins(0, 0, 0, 0);
    halves->addWidget(right);
    column->addWidget(halves, 1);
    buildChecks();
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {preview_button_, check_button_, probe_button_}) buttons->addWidget(button);
    right_column->addLayout(buttons);
    right_column->addWidget(results_);
    right_column->addWidget(estimate_ = new QLabel);
    estimate_->setWordWrap(true);
    ahead_.setSingleShot(true);
    ahead_.setInterval(kAheadMilliseconds);
    connect(&ahead_, &QTimer::timeout, this, &NewRunDialog::lookAhead);
    connect(results_, &QTabWidget::currentChanged, &ahead_, qOverload<>(&QTimer::start));
    halves->setStretchFactor(0, 3);
    halves->setStretchFactor(1, 2);
    column->addWidget(problem_ = new QLabel);
    problem_->setWordWrap(true);
    auto* box = new QDialogButtonBox;
    start_ = box->addButton(QString(), QDialogButtonBox::AcceptRole);
    cancel_ = box->addButton(QString(), QDialogButtonBox::RejectRole);
    column->addWidget(box);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(start_, &QPushButton::clicked, this, [this] { Q_EMIT startWanted(job()); });
    connect(form_, &OptionForm::changed, this, &NewRunDialog::refresh);

    form_->setCatalogue(request_.catalogue);
    for (const auto& [name, values] : request_.catalogue.presets) preset_->addItem(name);
    name_->setText(unusedName());
    choosePreset(request_.preset);
    form_->setValue("data.train", request_.train);
    form_->setValue("validate", request_.validate);
    form_->setValue("device", request_.device);
    retranslate();
    resize(1220, 740);
}

NewRunDialog::~NewRunDialog() {
    delete process_;  // before the file that it writes
}

void NewRunDialog::buildForm() {
    const auto row = [this](QLineEdit*& line, QToolButton*& button) {
        auto* pair = new QHBoxLayout;
        pair->addWidget(line = new QLineEdit, 1);
        pair->addWidget(button = new QToolButton);
        rows_->addRow(new QLabel, pair);
    };
    rows_->addRow(new QLabel, name_ = new QLineEdit);
    rows_->addRow(new QLabel, preset_ = new QComboBox);
    row(train_, add_train_);
    row(validate_, add_validate_);
    row(init_, choose_model_);
    connect(name_, &QLineEdit::textChanged, this, &NewRunDialog::refresh);
    connect(preset_, &QComboBox::currentTextChanged, this, [this](const QString& name) {
        if (const OptionValues* values = request_.catalogue.preset(name)) form_->setPreset(*values);
    });
    for (const auto& [line, option] :
         {std::pair(train_, "data.train"), std::pair(validate_, "validate"), std::pair(init_, "init")}) {
        connect(line, &QLineEdit::textEdited, this,
                [this, option = option](const QString& text) { form_->setValue(option, text.trimmed()); });
    }
    for (const auto& [button, option] :
         {std::pair(add_train_, "data.train"), std::pair(add_validate_, "validate")}) {
        auto* menu = new QMenu(button);
        if (button == add_train_) {
            add_project_ = menu->addAction(QString(), this, &NewRunDialog::projectBoxesWanted);
            menu->addSeparator();
        }
        for (const std::string& name : dataset_kinds()) {
            const QString kind = fromStd(name);
            connect(menu->addAction(kind + "…"), &QAction::triggered, this,
                    [this, kind, option = option] { chooseDataset(option, kind); });
        }
        button->setMenu(menu);
        button->setPopupMode(QToolButton::InstantPopup);
    }
    auto* models = new QMenu(choose_model_);
    from_shipped_ = models->addAction(QString(), this, [this] { form_->setValue("init", "shipped"); });
    from_file_ = models->addAction(QString(), this, &NewRunDialog::chooseModel);
    from_nothing_ = models->addAction(QString(), this, [this] { form_->setValue("init", QString()); });
    choose_model_->setMenu(models);
    choose_model_->setPopupMode(QToolButton::InstantPopup);
}

void NewRunDialog::chooseDataset(const char* option, const QString& kind) {
    const QString path =
        kind == "project"
            ? QFileDialog::getOpenFileName(this, tr("Project"), QString(), tr("Projects (*.rtrack)"))
            : QFileDialog::getExistingDirectory(this, tr("Folder of the data set"));
    if (!path.isEmpty()) addDataset(option, kind + ":" + path);
}

void NewRunDialog::addDataset(const char* option, const QString& dataset) {
    const QString entry = QString::fromStdString(list_text({dataset.toStdString()}));
    const QString before = form_->value(option);
    form_->setValue(option, before.isEmpty() ? entry : before + "," + entry);
}

void NewRunDialog::buildChecks() {
    preview_button_ = new QPushButton;
    check_button_ = new QPushButton;
    probe_button_ = new QPushButton;
    results_ = new QTabWidget;
    results_->setDocumentMode(true);
    auto* scroll = new QScrollArea;
    scroll->setWidget(preview_ = new PicturePane);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    preview_->setMargin(6);
    preview_->setAlignment(Qt::AlignCenter);
    preview_->setWordWrap(true);
    results_->addTab(scroll, QString());
    results_->addTab(findings_ = new QPlainTextEdit, QString());
    findings_->setReadOnly(true);
    connect(preview_button_, &QPushButton::clicked, this, &NewRunDialog::startPreview);
    connect(check_button_, &QPushButton::clicked, this, &NewRunDialog::startCheck);
    connect(probe_button_, &QPushButton::clicked, this, &NewRunDialog::startProbe);
}

void NewRunDialog::setName(const QString& name) {
    name_->setText(name);
}

void NewRunDialog::choosePreset(const QString& name) {
    preset_->setCurrentText(name);
    if (const OptionValues* values = request_.catalogue.preset(preset_->currentText()))
        form_->setPreset(*values);
}

QString NewRunDialog::unusedName() const {
    const QString day = QDate::currentDate().toString("yyyy-MM-dd");
    for (int number = 1;; ++number) {
        QString name = QString("%1-%2").arg(day).arg(number);
        if (!QDir(request_.runs_folder).exists(name)) return name;
    }
}

void NewRunDialog::chooseModel() {
    const QString file = QFileDialog::getOpenFileName(this, tr("Model to start from"), QString(),
                                                      tr("Models (*.safetensors)"));
    if (!file.isEmpty()) form_->setValue("init", file);
}

JobSpec NewRunDialog::job() const {
    JobSpec job;
    job.config = preset_->currentText().toStdString();
    for (const QString& assignment : form_->assignments()) job.settings.push_back(assignment.toStdString());
    job.run_folder = QDir(request_.runs_folder).filePath(name_->text().trimmed()).toStdString();
    return job;
}

QStringList NewRunDialog::commandLine() const {
    QStringList arguments = {"train", preset_->currentText()};
    for (const QString& assignment : form_->assignments()) arguments << "--set" << assignment;
    return arguments;
}

QString NewRunDialog::problem() const {
    const QString name = name_->text().trimmed();
    if (name.isEmpty() || name.contains('/') || name.startsWith('.'))
        return tr("Give the run a name that can be a folder: without / and without a dot in front.");
    if (QDir(request_.runs_folder).exists(name)) return tr("There is a run named %1 already.").arg(name);
    if (form_->value("data.train").isEmpty())
        return tr("Add a data set to train on: a folder of sequences with their boxes.");
    return form_->problem();
}

QString NewRunDialog::findings() const {
    return findings_->toPlainText();
}

void NewRunDialog::call(const QString& what, const QStringList& arguments,
                        std::function<void(const EngineEnd&)> then) {
    delete process_;  // one at a time: the newest counts
    process_ = new EngineProcess(request_.program, arguments, this);
    connect(process_, &EngineProcess::ended, this, std::move(then));
    if (!what.isEmpty()) findings_->setPlainText(what);
    process_->start();
}

void NewRunDialog::startPreview() {
    results_->setCurrentIndex(0);
    if (previewShown().isNull()) preview_->showText(tr("Making training pairs…"));
    delete process_;
    preview_file_ = std::make_unique<QTemporaryFile>(QDir::tempPath() + "/rtrack-preview-XXXXXX.jpg");
    if (!preview_file_->open())
        return preview_->showText(tr("%1 could not be written.").arg(preview_file_->fileTemplate()));
    call(QString(), commandLine() << "--preview" << preview_file_->fileName(),
         [this, of = commandLine()](const EngineEnd& end) {
             previewed_ = of;  // not before: Check and Probe end a preview that is being made
             const QPixmap pixmap(preview_file_->fileName());
             preview_file_.reset();
             if (end.isGood() && !pixmap.isNull()) {
                 preview_->showPicture(pixmap);
             } else {
                 preview_->showText(end.words);
             }
         });
}

/// The pairs and the estimate of what the form says now; not in place of what a person asked for.
void NewRunDialog::lookAhead() {
    if (!preview_button_->isEnabled() || !isVisible()) return;
    const QStringList now = commandLine();
    if (estimated_ != now) startEstimate();
    if (results_->currentIndex() != 0 || previewed_ == now) return;
    if (process_) return ahead_.start();
    startPreview();
}

void NewRunDialog::startEstimate() {
    estimated_ = commandLine();
    delete estimator_;
    estimator_ = new EngineProcess(request_.program, commandLine() << "--estimate", this);
    connect(estimator_, &EngineProcess::ended, this, [this](const EngineEnd& end) {
        const QJsonObject report = QJsonDocument::fromJson(end.output).object();
        if (!end.isGood() || report.isEmpty()) return estimate_->clear();
        estimate_->setText(
            tr("Memory, estimated: %1 GB at batch %2, for %3 M parameters on %4. Probe measures it.")
                .arg(report["memory_mb"].toDouble() / 1024, 0, 'f', 1)
                .arg(report["batch_size"].toInt())
                .arg(report["parameters"].toDouble() / 1e6, 0, 'f', 1)
                .arg(report["device"].toString().section('(', 0, 0).trimmed()));
    });
    estimator_->start();
}

QPixmap NewRunDialog::previewShown() const {
    return preview_->picture();
}

QString NewRunDialog::estimate() const {
    return estimate_->text();
}

void NewRunDialog::startCheck() {
    results_->setCurrentIndex(1);
    call(tr("Reading the data sets…"), commandLine() << "--check", [this](const EngineEnd& end) {
        findings_->setPlainText((QString::fromUtf8(end.output).trimmed() + "\n" + end.words).trimmed());
    });
}

void NewRunDialog::startProbe() {
    results_->setCurrentIndex(1);
    call(tr("Training a few steps…"), commandLine() << "--probe",
         [this](const EngineEnd& end) { showProbe(end); });
}

void NewRunDialog::showProbe(const EngineEnd& end) {
    const QJsonObject report = QJsonDocument::fromJson(end.output).object();
    if (end.exit_code == exit_code(ErrorCode::OutOfMemory)) {
        return findings_->setPlainText(tr("The batch does not fit into the memory. Halve batch_size and "
                                          "double optimizer.accumulate: the "
                                          "training stays the same, only slower.") +
                                       "\n\n" + end.words);
    }
    if (!end.isGood() || report.isEmpty()) return findings_->setPlainText(end.words);
    QStringList lines;
    lines << tr("Device: %1").arg(report["device"].toString());
    lines << tr("A step takes %1 s, %2 pairs a second; %3 % of the time waits for data.")
                 .arg(report["seconds_per_step"].toDouble(), 0, 'g', 3)
                 .arg(report["pairs_per_second"].toDouble(), 0, 'g', 3)
                 .arg(std::lround(100 * report["loader_wait"].toDouble()));
    lines << tr("Memory in use: %1 GB").arg(report["memory_mb"].toDouble() / 1024, 0, 'f', 1);
    lines << tr("The whole run, %1 steps, takes about %2, plus its validations.")
                 .arg(countText(report["steps"].toInt()), minutesText(60 * report["hours"].toDouble()));
    findings_->setPlainText(lines.join('\n'));
}

void NewRunDialog::refresh() {
    for (const auto& [line, option] :
         {std::pair(train_, "data.train"), std::pair(validate_, "validate"), std::pair(init_, "init")}) {
        if (line->text() != form_->value(option)) line->setText(form_->value(option));
    }
    const QString reason = problem();
    problem_->setText(reason);
    start_->setEnabled(reason.isEmpty());
    const bool has_data = !form_->value("data.train").isEmpty() && form_->problem().isEmpty();
    for (QPushButton* button : {preview_button_, check_button_, probe_button_}) button->setEnabled(has_data);
    if (has_data) ahead_.start();
}

void NewRunDialog::retranslate() {
    setWindowTitle(tr("New training run"));
    const QString titles[] = {tr("Name"), tr("Preset"), tr("Train on"), tr("Validate on"), tr("Start from")};
    QWidget* const fields[] = {name_, preset_, train_, validate_, init_};
    for (int i = 0; i < rows_->rowCount(); ++i) {
        auto* label = static_cast<QLabel*>(rows_->itemAt(i, QFormLayout::LabelRole)->widget());
        label->setText(titles[i]);
        fields[i]->setAccessibleName(titles[i]);
    }
    train_->setPlaceholderText(tr("KIND:FOLDER, several with commas between"));
    validate_->setPlaceholderText(tr("KIND:FOLDER of sequences that are not trained on"));
    init_->setPlaceholderText(tr("nothing: random weights"));
    add_train_->setText(tr("Add"));
    add_project_->setText(tr("Boxes of the open project"));
    add_project_->setToolTip(tr("Those that were made or accepted by a person."));
    add_train_->setAccessibleName(tr("Add a data set to train on"));
    add_validate_->setText(tr("Add"));
    add_validate_->setAccessibleName(tr("Add a data set to validate on"));
    choose_model_->setText(tr("Choose…"));
    from_shipped_->setText(tr("The model in the box"));
    from_file_->setText(tr("A model file…"));
    from_nothing_->setText(tr("Random weights"));
    choose_model_->setAccessibleName(tr("Choose a model to start from"));
    preview_button_->setText(tr("Show training pairs"));
    check_button_->setText(tr("Check the data"));
    probe_button_->setText(tr("Probe"));
    probe_button_->setToolTip(
        tr("Trains a few real steps and says how long the run will take and how much memory."));
    results_->setTabText(0, tr("Training pairs"));
    results_->widget(0)->setAccessibleName(results_->tabText(0));
    results_->setTabText(1, tr("Findings"));
    findings_->setAccessibleName(tr("Findings"));
    if (previewShown().isNull()) {
        preview_->showText(
            tr("The pairs as the network will see them: template above, search crop below, with the "
               "truth drawn."));
    }
    start_->setText(tr("Start"));
    cancel_->setText(tr("Cancel"));
    refresh();
}

void NewRunDialog::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QDialog::changeEvent(event);
}

}  // namespace rtrack
