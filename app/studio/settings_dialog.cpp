#include "app/studio/settings_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

void choose(QComboBox* box, const QString& data) {
    box->setCurrentIndex(std::max(0, box->findData(data)));
}

}  // namespace

SettingsDialog::SettingsDialog(const Settings& settings, QWidget* parent) : QDialog(parent) {
    auto* column = new QVBoxLayout(this);
    column->addLayout(form_ = new QFormLayout);
    theme_ = new QComboBox;
    for (const Theme theme : {Theme::System, Theme::Light, Theme::Dark})
        theme_->addItem(QString(), nameOf(theme));
    language_ = new QComboBox;
    language_->addItem(QString(), QString());
    language_->addItem("English", "en");  // a language is listed in its own words
    language_->addItem(QString::fromUtf8("简体中文"), "zh_CN");
    model_ = new QLineEdit(fromStd(settings.tracker.model));
    auto* model_row = new QWidget;
    auto* line = new QHBoxLayout(model_row);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(model_);
    line->addWidget(browse_ = new QToolButton);
    device_ = new QComboBox;
    device_->addItem(QString(), "auto");
    device_->addItem("CPU", "cpu");
    device_->addItem("CUDA", "cuda");
    precision_ = new QComboBox;
    precision_->addItem(QString(), "auto");
    precision_->addItem("fp32", "fp32");
    precision_->addItem("bf16", "bf16");
    frame_memory_ = new QSpinBox;
    frame_memory_->setRange(Settings::kLeastFrameMegabytes, Settings::kMostFrameMegabytes);
    frame_memory_->setSingleStep(256);
    frame_memory_->setSuffix(" MB");
    frame_memory_->setValue(settings.frame_megabytes);
    for (QWidget* field :
         std::initializer_list<QWidget*>{theme_, language_, model_row, device_, precision_, frame_memory_}) {
        form_->addRow(new QLabel, field);
    }
    choose(theme_, nameOf(settings.theme));
    choose(language_, settings.language);
    choose(device_, fromStd(settings.tracker.device));
    choose(precision_, fromStd(settings.tracker.precision));
    auto* buttons = new QDialogButtonBox;
    close_ = buttons->addButton(QString(), QDialogButtonBox::RejectRole);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QComboBox* box : {theme_, language_, device_, precision_}) {
        connect(box, &QComboBox::activated, this, &SettingsDialog::changed);
    }
    connect(model_, &QLineEdit::editingFinished, this, &SettingsDialog::changed);
    connect(browse_, &QToolButton::clicked, this, &SettingsDialog::browse);
    connect(frame_memory_, &QSpinBox::editingFinished, this, &SettingsDialog::changed);
    retranslate();
    resize(420, sizeHint().height());
}

void SettingsDialog::retranslate() {
    setWindowTitle(tr("Settings"));
    theme_->setItemText(0, tr("As the system"));
    theme_->setItemText(1, tr("Light"));
    theme_->setItemText(2, tr("Dark"));
    language_->setItemText(0, tr("As the system"));
    device_->setItemText(0, tr("The fastest there is"));
    precision_->setItemText(0, tr("What suits the device"));
    model_->setToolTip(tr("The name of a model that came with the studio, or a .safetensors file"));
    frame_memory_->setToolTip(
        tr("What the decoded frames of a video may take, from the next video on. More of it makes "
           "going back and forth in long or large videos quick."));
    close_->setText(tr("Close"));
    browse_->setText(tr("Browse…"));
    browse_->setAccessibleName(tr("Choose the file of a model"));
    const std::pair<QWidget*, QString> labels[] = {
        {theme_, tr("Theme")},   {language_, tr("Language")},   {model_, tr("Model")},
        {device_, tr("Device")}, {precision_, tr("Precision")}, {frame_memory_, tr("Memory for frames")}};
    for (const auto& [field, text] : labels) {
        QWidget* in_form = field == model_ ? model_->parentWidget() : field;
        static_cast<QLabel*>(form_->labelForField(in_form))->setText(text);
        field->setAccessibleName(text);
    }
}

void SettingsDialog::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && close_) retranslate();
    QDialog::changeEvent(event);
}

void SettingsDialog::browse() {
    const QString chosen =
        QFileDialog::getOpenFileName(this, tr("Choose the file of a model"), QFileInfo(model_->text()).path(),
                                     tr("Models (*.safetensors)"));
    if (chosen.isEmpty()) return;
    model_->setText(chosen);
    Q_EMIT changed();
}

void SettingsDialog::applyTo(Settings& settings) const {
    settings.theme = themeOf(theme_->currentData().toString());
    settings.language = language_->currentData().toString();
    settings.tracker.model = model_->text().trimmed().toStdString();
    settings.tracker.device = device_->currentData().toString().toStdString();
    settings.tracker.precision = precision_->currentData().toString().toStdString();
    settings.frame_megabytes = frame_memory_->value();
}

}  // namespace rtrack
