#pragma once

#include <QGroupBox>
#include <map>
#include <string>
#include <vector>

#include "tracking/annotation/project_items.h"

class QComboBox;
class QFormLayout;
class QLineEdit;

namespace rtrack {

/// A track's attributes: a field for each attribute of its class, and for each answer that came without one.
/// Hidden where there is none.
class AttributeForm : public QGroupBox {
    Q_OBJECT
public:
    explicit AttributeForm(QWidget* parent = nullptr);

    /// Text that is being typed for another track is taken first.
    /// @param answers  the track's own, without the defaults of the class
    void setTrack(int64_t track, ObjectClass object_class, std::map<std::string, std::string> answers);
    void clear() { setTrack(0, {}, {}); }

Q_SIGNALS:
    /// A person gave another answer that fits; empty: none.
    void answered(qint64 track, QString name, QString answer);
    /// An answer does not fit and was not taken; a sentence that says why.
    void refused(QString reason);
    /// Enter in a line: what was typed is taken, and the next keys are not meant for it.
    void ended();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Field {
        AttributeRule rule;
        QComboBox* choice = nullptr;  // of a choice, else
        QLineEdit* line = nullptr;
    };

    void build();
    void addField(const AttributeRule& rule);
    void fill();
    void fillChoice(const Field& field);
    void fillLine(const Field& field);
    void takeLine(const Field& field);
    void takeWhatIsTyped();
    [[nodiscard]] std::string answerTo(const std::string& name) const;

    QFormLayout* form_ = nullptr;
    int64_t track_ = 0;
    ObjectClass class_;
    std::map<std::string, std::string> answers_;
    std::vector<AttributeRule> rules_;  // of the class, and of answers without one
    std::vector<Field> fields_;
};

}  // namespace rtrack
