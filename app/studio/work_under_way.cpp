#include "app/studio/work_under_way.h"

#include <QDir>
#include <QEvent>
#include <QMessageBox>
#include <QPushButton>

#include "app/studio/exchange_actions.h"
#include "widgets/evaluate/evaluate_job.h"
#include "widgets/evaluate/evaluate_page.h"

namespace rtrack {

WorkUnderWay::WorkUnderWay(const ProjectModel* model, const ExchangeActions* exchange,
                           EvaluatePage* evaluate_page, QWidget* window)
    : QObject(window), model_(model), exchange_(exchange), evaluate_page_(evaluate_page), window_(window) {
    window->installEventFilter(this);
}

QStringList WorkUnderWay::all() const {
    QStringList work;
    for (const QString& file : exchange_->beingWritten())
        work << tr("%1 is being written. It would not be finished.").arg(QDir::toNativeSeparators(file));
    if (model_->isBusy())
        work << tr(
            "An import or another large change of the project is being made. None of it would be kept.");
    if (evaluate_page_->evaluateJob()->running())
        work << tr(
            "Trackers are being evaluated. Sequences that are finished are kept, the others would have "
            "to be run again.");
    return work;
}

bool WorkUnderWay::eventFilter(QObject* watched, QEvent* event) {
    if (watched != window_ || event->type() != QEvent::Close) return QObject::eventFilter(watched, event);
    const QStringList work = all();
    if (work.isEmpty() || work == given_up_) return false;
    event->ignore();
    ask(work);
    return true;
}

void WorkUnderWay::ask(const QStringList& work) {
    auto* box = new QMessageBox(QMessageBox::Question, tr("Close the studio?"), work.join('\n'),
                                QMessageBox::NoButton, window_);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton* close = box->addButton(tr("Close all the same"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("Cancel"), QMessageBox::RejectRole));
    connect(box, &QMessageBox::finished, this, [this, box, close, work] {
        if (box->clickedButton() != close) return;
        given_up_ = work;
        window_->close();
    });
    box->open();
}

}  // namespace rtrack
