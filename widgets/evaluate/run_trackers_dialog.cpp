#include "widgets/evaluate/run_trackers_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QThread>

namespace rtrack {
namespace {

constexpr char kNetworkTracker[] = "rtrack";
constexpr char kDefaultModel[] = "shipped";

}  // namespace

namespace {

/// People write commas, too. A file's own name may have one.
QStringList modelsIn(const QString& text) {
    QStringList models;
    for (const QString& part : text.split(';')) {
        const bool is_file = QFileInfo::exists(part.trimmed());
        for (const QString& model : is_file ? QStringList(part) : part.split(',')) {
            if (!model.trimmed().isEmpty()) models << model.trimmed();
        }
    }
    return models;
}

}  // namespace

RunTrackersDialog::RunTrackersDialog(const QStringList& tracker_names, EvaluateRequest request,
                                     QWidget* parent)
    : QDialog(parent), request_(std::move(request)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Run trackers"));
    auto* form = new QFormLayout(this);
    auto* row = new QHBoxLayout;
    for (const QString& name : tracker_names) {
        auto* box = new QCheckBox(name);
        box->setChecked(name == kNetworkTracker);
        row->addWidget(box);
        trackers_ << box;
        connect(box, &QCheckBox::toggled, this, &RunTrackersDialog::refresh);
    }
    row->addStretch();
    form->addRow(tr("Trackers"), row);
    auto* model_row = new QHBoxLayout;
    model_row->addWidget(models_ = new QLineEdit(kDefaultModel));
    auto* add_model = new QPushButton(tr("Add a &file…"));
    model_row->addWidget(add_model);
    models_->setToolTip(
        tr("Names of models, or files, separated by commas or semicolons: each is run as a tracker of its "
           "own."));
    models_->setMinimumWidth(320);
    auto* models_label = new QLabel(tr("&Models of rtrack"));
    models_label->setBuddy(models_);
    form->addRow(models_label, model_row);
    form->addRow(tr("&Results folder"), results_ = new QPushButton);
    form->addRow(tr("&Sequences at a time"), threads_ = new QSpinBox);
    threads_->setRange(1, std::max(1, QThread::idealThreadCount()));
    threads_->setToolTip(tr("One at a time gives honest speeds; more are sooner done."));
    form->addRow(QString(), resume_ = new QCheckBox(tr("&Keep complete results of the same tracker")));
    resume_->setChecked(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    start_ = buttons->addButton(tr("Start"), QDialogButtonBox::AcceptRole);
    form->addRow(buttons);
    connect(add_model, &QPushButton::clicked, this, &RunTrackersDialog::chooseModel);
    connect(results_, &QPushButton::clicked, this, &RunTrackersDialog::chooseResults);
    connect(models_, &QLineEdit::textChanged, this, &RunTrackersDialog::refresh);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT chosen(this->request());
        accept();
    });
    refresh();
}

EvaluateRequest RunTrackersDialog::request() const {
    EvaluateRequest request = request_;
    request.threads = threads_->value();
    request.resume = resume_->isChecked();
    request.trackers.clear();
    for (const QCheckBox* box : trackers_) {
        if (!box->isChecked()) continue;
        if (box->text() != kNetworkTracker) {
            request.trackers << box->text();
            continue;
        }
        for (const QString& model : modelsIn(models_->text())) {
            request.trackers << (model == kDefaultModel ? QString(kNetworkTracker)
                                                        : kNetworkTracker + ("=" + model));
        }
    }
    return request;
}

void RunTrackersDialog::refresh() {
    results_->setText(request_.results.isEmpty() ? tr("Choose a folder…") : request_.results);
    start_->setEnabled(!request_.results.isEmpty() && !request().trackers.isEmpty());
}

void RunTrackersDialog::chooseModel() {
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Model file"), QString(), tr("Models (*.safetensors)"));
    if (file.isEmpty()) return;
    models_->setText(models_->text().trimmed().isEmpty() ? file : models_->text() + "; " + file);
}

void RunTrackersDialog::chooseResults() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of results"), request_.results);
    if (folder.isEmpty()) return;
    request_.results = folder;
    refresh();
}

}  // namespace rtrack
