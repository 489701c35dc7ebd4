#include "app/keys_dialog.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "app/actions.h"

namespace rtrack {
namespace {

QString nativeKeys(const char* keys) {
    QStringList shown;
    for (const QString& key : QString(keys).split(' ', Qt::SkipEmptyParts)) {
        shown << QKeySequence(key).toString(QKeySequence::NativeText);
    }
    return shown.join("   ");
}

void addRow(QTreeWidget* list, const QString& keys, const QString& text) {
    new QTreeWidgetItem(list, {keys, text});
}

}  // namespace

KeysDialog::KeysDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Keys"));
    auto* column = new QVBoxLayout(this);
    auto* list = new QTreeWidget;
    list->setAccessibleName(tr("Keys"));
    list->setHeaderLabels({tr("Keys"), tr("What they do")});
    list->setRootIsDecorated(false);
    list->setAlternatingRowColors(true);
    for (const ActionSpec& spec : actionTable()) {
        const QString text = Actions::plainText(spec);
        if (*spec.keys) addRow(list, nativeKeys(spec.keys), text);
    }
    addRow(list, tr("Ctrl+arrows"), tr("Move the box by 1 pixel, with Shift by 10"));
    addRow(list, tr("Ctrl+Alt+arrows"), tr("Resize the box by 1 pixel, with Shift by 10"));
    addRow(list, tr("N, arrows, Enter, arrows, Enter"), tr("Draw a box without a mouse"));
    addRow(list, tr("Wheel"), tr("Zoom at the mouse"));
    addRow(list, tr("Drag, middle button"), tr("Move the picture"));
    addRow(list, tr("Double click"), tr("Fit the picture"));
    list->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    column->addWidget(list);
    auto* buttons = new QDialogButtonBox;
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    resize(560, 620);
}

}  // namespace rtrack
