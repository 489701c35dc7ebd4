#pragma once

#include <QKeySequence>
#include <QList>
#include <QMap>
#include <QString>
#include <vector>

namespace rtrack {

using Keys = QList<QKeySequence>;

/// "Left , D": portable key sequences, separated by blanks.
[[nodiscard]] Keys keysFromText(const QString& text);
/// For people, in the words of the system.
[[nodiscard]] QString shownKeys(const Keys& keys);

/// Where a key acts. Keys of two workspaces never meet; those of all meet everybody's.
enum class KeyArea { Everywhere, Annotate, Train, Evaluate };

/// A command whose keys can be chosen.
struct KeyedCommand {
    QString id;
    QString group;  ///< its menu
    QString name;
    KeyArea area = KeyArea::Everywhere;
    Keys standard;  ///< in the first profile
};

/// Keys that cannot be chosen, and gestures of the mouse.
struct FixedKeys {
    QString name;
    QString shown;
    KeyArea area = KeyArea::Annotate;
    Keys keys;  ///< empty for the mouse
};

/// A set of keys that people know from another program.
struct KeyProfile {
    QString id;
    QString name;
    QMap<QString, Keys> differences;  ///< by command: what is other than the standard
};

/// All that has keys. The first profile is the standard one.
struct KeySet {
    std::vector<KeyedCommand> commands;
    std::vector<FixedKeys> fixed;
    std::vector<KeyProfile> profiles;
};

/// What a person chose: a profile, and own keys on top of it.
struct KeyChoice {
    QString profile;              ///< unknown or empty: the first one
    QMap<QString, Keys> changes;  ///< by command; an empty list takes its keys away

    friend bool operator==(const KeyChoice&, const KeyChoice&) = default;
};

[[nodiscard]] const KeyedCommand* findCommand(const KeySet& set, const QString& id);
[[nodiscard]] const KeyProfile& profileOf(const KeySet& set, const KeyChoice& choice);
/// As the profile has them.
[[nodiscard]] Keys keysOfProfile(const KeySet& set, const KeyChoice& choice, const QString& id);
[[nodiscard]] Keys keysInForce(const KeySet& set, const KeyChoice& choice, const QString& id);
/// Gives a command these keys; what is as in the profile is no change.
void setKeys(const KeySet& set, KeyChoice& choice, const QString& id, const Keys& keys);

/// Another user of a key that acts where the command does.
struct KeyUser {
    QString id;  ///< empty: one that cannot be changed
    QString name;
    KeyArea area = KeyArea::Everywhere;

    friend bool operator==(const KeyUser&, const KeyUser&) = default;
};
/// Who else would answer to a key of this command.
[[nodiscard]] std::vector<KeyUser> otherUsers(const KeySet& set, const KeyChoice& choice, const QString& id,
                                              const QKeySequence& key);
/// The keys of a command that somebody else answers to as well; none: all is well.
[[nodiscard]] Keys contestedKeys(const KeySet& set, const KeyChoice& choice, const QString& id);

}  // namespace rtrack
