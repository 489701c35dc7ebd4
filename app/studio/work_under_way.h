#pragma once

#include <QObject>
#include <QStringList>

namespace rtrack {

class EvaluatePage;
class ExchangeActions;
class ProjectModel;

/// What the window is at and would give up if it closed: a person is asked before it does. GUI thread.
class WorkUnderWay : public QObject {
    Q_OBJECT
public:
    /// All of them must outlive it. @param window  parent of the question; closed with the answer
    WorkUnderWay(const ProjectModel* model, const ExchangeActions* exchange, EvaluatePage* evaluate_page,
                 QWidget* window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// A sentence about each.
    [[nodiscard]] QStringList all() const;
    void ask(const QStringList& work);

    const ProjectModel* model_;
    const ExchangeActions* exchange_;
    EvaluatePage* evaluate_page_;
    QWidget* window_;
    QStringList given_up_;
};

}  // namespace rtrack
