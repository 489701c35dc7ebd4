#pragma once

#include <QString>
#include <functional>

namespace rtrack {

/// Something that a person can run by its name.
struct Command {
    QString id;          ///< the same from one start to the next
    QString name;        ///< in the language of the moment
    QString other_name;  ///< finds it too: the name in English; may be empty
    QString path;        ///< the menu or workspace that it is in
    QString keys;        ///< for people; may be empty
    bool enabled = true;
    std::function<void()> run;
};

/// A menu's text without the letter for the keyboard ("&Undo", in Chinese "撤销(&U)") and the dots.
[[nodiscard]] QString withoutMenuMarks(QString text);

}  // namespace rtrack
