#pragma once

#include <QDateTime>
#include <QElapsedTimer>
#include <QWidget>

class QAction;
class QFrame;
class QLabel;
class QListWidget;
class QPushButton;

namespace rtrack {

class WrappedText;

/// What is there before a video is open: ways to open one, what was open lately, and the device line.
class StartPage : public QWidget {
    Q_OBJECT
public:
    /// @param actions  shown as large buttons, in this order
    explicit StartPage(const QList<QAction*>& actions, QWidget* parent = nullptr);

    /// A project that was open when the program ended unexpectedly.
    struct LeftOpen {
        QString file;  ///< empty: there is none
        QString name;  ///< for people
        QDateTime changed;
    };
    void setLeftOpen(const LeftOpen& project);
    void setRecent(const QStringList& paths);
    void setDevice(const QString& status);

Q_SIGNALS:
    void recentChosen(QString path);
    void leftOpenChosen(QString path);
    void deviceHelpWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildLeftOpen();
    void retranslate();

    QFrame* left_open_ = nullptr;
    QLabel* left_open_title_ = nullptr;
    WrappedText* left_open_text_ = nullptr;
    QPushButton* recover_ = nullptr;
    LeftOpen left_open_project_;
    QLabel* title_ = nullptr;
    QLabel* subtitle_ = nullptr;
    QLabel* recent_title_ = nullptr;
    QLabel* no_recent_ = nullptr;
    QLabel* device_ = nullptr;
    QListWidget* recent_ = nullptr;
    QElapsedTimer since_choice_;
    QPushButton* why_ = nullptr;
};

}  // namespace rtrack
