#include "widgets/evaluate/dataset_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "training/evaluation/dataset.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {

DatasetDialog::DatasetDialog(QWidget* parent) : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Add a data set"));
    auto* form = new QFormLayout(this);
    form->addRow(tr("&Kind"), kind_ = new QComboBox);
    for (const std::string& kind : dataset_kinds()) {
        // Pictures without time cannot be tracked through; projects only the command can read.
        if (kind != "coco" && kind != "project") kind_->addItem(fromStd(kind));
    }
    form->addRow(tr("&Path"), path_ = new QLineEdit);
    path_->setMinimumWidth(420);
    auto* row = new QHBoxLayout;
    auto* folder = new QPushButton(tr("&Folder…"));
    auto* list = new QPushButton(tr("&List file…"));
    row->addWidget(folder);
    row->addWidget(list);
    row->addStretch();
    form->addRow(QString(), row);
    auto* hint =
        new QLabel(tr("The folder that holds the sequences, or a text file in it that names some of them."));
    hint->setWordWrap(true);
    form->addRow(hint);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    ok_ = buttons->button(QDialogButtonBox::Ok);
    form->addRow(buttons);
    connect(folder, &QPushButton::clicked, this, &DatasetDialog::chooseFolder);
    connect(list, &QPushButton::clicked, this, &DatasetDialog::chooseList);
    connect(path_, &QLineEdit::textChanged, this, &DatasetDialog::refresh);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT chosen(dataset());
        accept();
    });
    refresh();
}

void DatasetDialog::setPath(const QString& path) {
    path_->setText(path);
}

QString DatasetDialog::dataset() const {
    return kind_->currentText() + ":" + path_->text().trimmed();
}

void DatasetDialog::chooseFolder() {
    const QString path =
        QFileDialog::getExistingDirectory(this, tr("Folder of the sequences"), path_->text());
    if (!path.isEmpty()) path_->setText(path);
}

void DatasetDialog::chooseList() {
    const QString path = QFileDialog::getOpenFileName(this, tr("List of sequences"), path_->text(),
                                                      tr("Text files (*.txt);;All files (*)"));
    if (!path.isEmpty()) path_->setText(path);
}

void DatasetDialog::refresh() {
    ok_->setEnabled(!path_->text().trimmed().isEmpty());
}

}  // namespace rtrack
