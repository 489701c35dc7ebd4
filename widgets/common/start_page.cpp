#include "widgets/common/start_page.h"

#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QFileInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/common/wrapped_text.h"

namespace rtrack {
namespace {

constexpr int kPageWidth = 680;

QPushButton* actionButton(QAction* action) {
    auto* button = new QPushButton;
    button->setMinimumHeight(46);
    button->setIconSize(QSize(22, 22));
    const auto show = [button, action] {
        const QString text = action->iconText();
        button->setText(text);
        button->setAccessibleName(text);
        button->setIcon(action->icon());
        button->setToolTip(action->toolTip());
    };
    show();
    QObject::connect(action, &QAction::changed, button, show);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

QFont scaled(QFont font, double factor, bool bold) {
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setBold(bold);
    return font;
}

}  // namespace

StartPage::StartPage(const QList<QAction*>& actions, QWidget* parent) : QWidget(parent) {
    auto* page = new QWidget;
    page->setMaximumWidth(kPageWidth);
    auto* column = new QVBoxLayout(page);
    column->setSpacing(10);
    column->addWidget(title_ = new QLabel);
    title_->setFont(scaled(font(), 2.2, true));
    column->addWidget(subtitle_ = new QLabel);
    subtitle_->setWordWrap(true);
    column->addSpacing(10);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(10);
    for (QAction* action : actions) buttons->addWidget(actionButton(action), 1);
    column->addLayout(buttons);
    buildLeftOpen();
    column->addWidget(left_open_);
    column->addSpacing(14);
    column->addWidget(recent_title_ = new QLabel);
    recent_title_->setFont(scaled(font(), 1.1, true));
    column->addWidget(recent_ = new QListWidget, 1);
    recent_->setMaximumHeight(240);
    column->addWidget(no_recent_ = new QLabel);
    column->addSpacing(10);
    auto* device_row = new QHBoxLayout;
    device_row->addWidget(device_ = new QLabel, 1);
    device_->setWordWrap(true);
    device_row->addWidget(why_ = new QPushButton);
    column->addLayout(device_row);

    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(page, 100);
    row->addStretch(1);
    auto* outer = new QVBoxLayout(this);
    outer->addStretch(2);
    outer->addLayout(row, 6);
    outer->addStretch(3);

    const auto choose = [this](QListWidgetItem* item) {
        // A double click chooses once, also where a message has moved the list under its second press.
        if (since_choice_.isValid() && !since_choice_.hasExpired(QApplication::doubleClickInterval())) return;
        since_choice_.start();
        Q_EMIT recentChosen(item->data(Qt::UserRole).toString());
    };
    connect(recent_, &QListWidget::itemActivated, this, choose);
    connect(recent_, &QListWidget::itemClicked, this, choose);
    connect(why_, &QPushButton::clicked, this, &StartPage::deviceHelpWanted);
    retranslate();
    setRecent({});
}

void StartPage::buildLeftOpen() {
    left_open_ = new QFrame;
    left_open_->setFrameShape(QFrame::StyledPanel);
    auto* row = new QHBoxLayout(left_open_);
    auto* words = new QVBoxLayout;
    words->addWidget(left_open_title_ = new QLabel);
    left_open_title_->setFont(scaled(font(), 1.1, true));
    words->addWidget(left_open_text_ = new WrappedText);
    row->addLayout(words, 1);
    row->addWidget(recover_ = new QPushButton);
    connect(recover_, &QPushButton::clicked, this,
            [this] { Q_EMIT leftOpenChosen(left_open_project_.file); });
    left_open_->hide();
}

void StartPage::setLeftOpen(const LeftOpen& project) {
    left_open_project_ = project;
    left_open_->setVisible(!project.file.isEmpty());
    left_open_text_->setPlainText(tr("%1, last changed %2. Every change was saved when it was made.")
                                      .arg(project.name, project.changed.toString("yyyy-MM-dd HH:mm:ss")));
}

void StartPage::retranslate() {
    left_open_title_->setText(tr("The program ended while this was open"));
    recover_->setText(tr("Go on"));
    recover_->setAccessibleName(tr("Open the project that was not closed"));
    setLeftOpen(LeftOpen(left_open_project_));
    title_->setText(tr("RTrack Studio"));
    subtitle_->setText(
        tr("Open a video, draw a box around an object, and have it followed. Drop a video or a folder of "
           "pictures anywhere in this window."));
    recent_title_->setText(tr("Recent"));
    no_recent_->setText(tr("Nothing was opened yet. The demo needs no video of your own."));
    recent_->setAccessibleName(tr("Recently opened projects and videos"));
    why_->setText(tr("Why?"));
    why_->setAccessibleName(tr("Why does it run on this device?"));
    if (device_->text().isEmpty()) device_->setText(tr("Looking at the device…"));
}

void StartPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void StartPage::setRecent(const QStringList& paths) {
    recent_->clear();
    for (const QString& path : paths) {
        const QFileInfo file(path);
        auto* item = new QListWidgetItem(file.fileName() + "   " + file.path(), recent_);
        item->setData(Qt::UserRole, path);
        item->setToolTip(path);
    }
    recent_->setVisible(!paths.isEmpty());
    no_recent_->setVisible(paths.isEmpty());
}

void StartPage::setDevice(const QString& status) {
    device_->setText(status);
}

}  // namespace rtrack
