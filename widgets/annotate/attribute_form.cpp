#include "widgets/annotate/attribute_form.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLineEdit>

#include "tracking/annotation/attributes.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/qt_convert.h"
#include "widgets/common/wheel_guard.h"

namespace rtrack {
namespace {

constexpr int kWidestClass = 110;  // pixels of the title
constexpr int kWidestName = 180;   // pixels

}  // namespace

AttributeForm::AttributeForm(QWidget* parent) : QGroupBox(parent) {
    form_ = new QFormLayout(this);
    form_->setRowWrapPolicy(QFormLayout::WrapLongRows);
    hide();
}

void AttributeForm::setTrack(int64_t track, ObjectClass object_class,
                             std::map<std::string, std::string> answers) {
    if (track != track_) takeWhatIsTyped();
    if (track == track_ && object_class == class_ && answers == answers_) return;
    track_ = track;
    class_ = std::move(object_class);
    answers_ = std::move(answers);
    std::vector<AttributeRule> rules = class_.attributes;
    add_unasked(answers_, rules);
    if (rules != rules_) {
        rules_ = std::move(rules);
        build();
    }
    fill();
}

void AttributeForm::build() {
    fields_.clear();
    while (form_->rowCount() > 0) {
        const QFormLayout::TakeRowResult row = form_->takeRow(0);
        for (QLayoutItem* item : {row.labelItem, row.fieldItem}) {
            QWidget* widget = item->widget();
            delete item;
            widget->disconnect(this);
            widget->setParent(nullptr);
            widget->deleteLater();  // it may be the one whose answer changes the rows
        }
    }
    for (const AttributeRule& rule : rules_) addField(rule);
    setVisible(!rules_.empty());
}

void AttributeForm::addField(const AttributeRule& rule) {
    Field field{rule};
    QWidget* widget = nullptr;
    if (rule.kind == AttributeKind::Choice && !rule.values.empty()) {
        widget = field.choice = new QComboBox;
        new WheelGuard(field.choice);
        field.choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        connect(field.choice, &QComboBox::activated, this, [this, field] {
            const QString answer = field.choice->currentData().toString();
            const std::string before = answerTo(field.rule.name);
            if (answer.toStdString() != (before.empty() ? field.rule.default_value : before))
                Q_EMIT answered(track_, fromStd(field.rule.name), answer);
            fill();  // as the track has it now
        });
    } else {
        widget = field.line = new QLineEdit;
        connect(field.line, &QLineEdit::editingFinished, this, [this, field] { takeLine(field); });
        connect(field.line, &QLineEdit::returnPressed, this, &AttributeForm::ended);
    }
    widget->setAccessibleName(fromStd(rule.name));
    auto* label = new ElidedLabel;  // names are a person's words, of any length
    label->setMaximumWidth(kWidestName);
    label->setText(fromStd(rule.name));
    form_->addRow(label, widget);
    fields_.push_back(std::move(field));
}

std::string AttributeForm::answerTo(const std::string& name) const {
    const auto found = answers_.find(name);
    return found == answers_.end() ? std::string() : found->second;
}

void AttributeForm::fill() {
    const QString of = fromStd(class_.name);
    const QString shown = fontMetrics().elidedText(of, Qt::ElideRight, kWidestClass);
    setTitle(of.isEmpty() ? tr("Attributes") : tr("Attributes of %1").arg(shown));
    setToolTip(shown == of ? QString() : of);
    for (const Field& field : fields_) {
        if (field.choice != nullptr) {
            fillChoice(field);
        } else {
            fillLine(field);
        }
    }
}

void AttributeForm::fillChoice(const Field& field) {
    const std::string own = answerTo(field.rule.name);
    const QString answer = fromStd(own.empty() ? field.rule.default_value : own);
    field.choice->clear();
    if (field.rule.default_value.empty()) field.choice->addItem(QString::fromUtf8("\u2013"), QString());
    for (const std::string& value : field.rule.values) field.choice->addItem(fromStd(value), fromStd(value));
    if (field.choice->findData(answer) < 0)
        field.choice->addItem(tr("%1 (not one of the choices)").arg(answer), answer);
    field.choice->setCurrentIndex(field.choice->findData(answer));
}

void AttributeForm::fillLine(const Field& field) {
    const AttributeRule& rule = field.rule;
    field.line->setText(fromStd(answerTo(rule.name)));
    QString hint = fromStd(rule.default_value);
    if (hint.isEmpty() && rule.kind == AttributeKind::Number) {
        hint = rule.values.size() < 2 ? tr("a number")
                                      : tr("%1 to %2").arg(fromStd(rule.values[0]), fromStd(rule.values[1]));
    }
    field.line->setPlaceholderText(hint);
    field.line->setToolTip(
        find_rule(class_.attributes, rule.name) != nullptr
            ? QString()
            : tr("The class has no such attribute. The track keeps it until it is emptied."));
}

void AttributeForm::takeLine(const Field& field) {
    const AttributeRule rule = field.rule;
    const QString answer = field.line->text().trimmed();
    if (answer.toStdString() == answerTo(rule.name)) return;
    const QString name = fromStd(rule.name);
    switch (fault_of(rule, answer.toStdString())) {
        case AnswerFault::NoNumber:
            Q_EMIT refused(tr("\"%1\" is no number. The attribute %2 stays as it was.").arg(answer, name));
            break;
        case AnswerFault::OutOfRange:
            Q_EMIT refused(tr("%1 does not lie in %2 to %3. The attribute %4 stays as it was.")
                               .arg(answer, fromStd(rule.values[0]), fromStd(rule.values[1]), name));
            break;
        case AnswerFault::NoChoice:
        case AnswerFault::None:
            Q_EMIT answered(track_, name, answer);
    }
    fill();  // as the track has it now
}

void AttributeForm::takeWhatIsTyped() {
    for (const Field& field : std::vector<Field>(fields_)) {  // an answer may change the rows
        if (field.line != nullptr && field.line->isModified()) takeLine(field);
    }
}

void AttributeForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) fill();
    QGroupBox::changeEvent(event);
}

}  // namespace rtrack
