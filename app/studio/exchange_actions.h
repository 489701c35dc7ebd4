#pragma once

#include <QObject>

#include "app/studio/actions.h"
#include "app/studio/settings.h"
#include "app/studio/studio_tasks.h"
#include "widgets/annotate/annotate_session.h"

namespace rtrack {

struct ImportReport;

/// Export and import of boxes, with their dialogs and what is said afterwards. GUI thread.
class ExchangeActions : public QObject {
    Q_OBJECT
public:
    /// All of them must outlive it. @param window  parent of the dialogs
    ExchangeActions(AnnotateSession* session, StudioTasks* tasks, Settings* settings, MessageBar* messages,
                    Actions* actions, QWidget* window);

    /// Its dialog is open, and says itself what was refused.
    [[nodiscard]] bool imports() const;
    /// Files of exports that have not ended.
    [[nodiscard]] const QStringList& beingWritten() const { return being_written_; }

Q_SIGNALS:
    /// A person wants to look at the review queue before, or after.
    void reviewWanted();

private:
    void exportBoxes();
    void write(const ExportChoice& choice, const ExportSubject& subject, bool overwrite);
    void importBoxes();
    void showLabelGuide();
    [[nodiscard]] Message messageOf(const ImportReport& report);

    AnnotateSession* session_;
    StudioTasks* tasks_;
    Settings* settings_;
    MessageBar* messages_;
    QWidget* window_;
    QStringList being_written_;
};

}  // namespace rtrack
