#include "widgets/commands/key_map.h"

#include <QStringList>
#include <algorithm>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

bool meet(KeyArea a, KeyArea b) {
    return a == b || a == KeyArea::Everywhere || b == KeyArea::Everywhere;
}

}  // namespace

Keys keysFromText(const QString& text) {
    Keys keys;
    for (const QString& key : text.split(' ', Qt::SkipEmptyParts)) keys << QKeySequence(key);
    return keys;
}

QString shownKeys(const Keys& keys) {
    QStringList shown;
    for (const QKeySequence& key : keys) shown << key.toString(QKeySequence::NativeText);
    return shown.join("   ");
}

const KeyedCommand* findCommand(const KeySet& set, const QString& id) {
    const auto found = std::find_if(set.commands.begin(), set.commands.end(),
                                    [&](const KeyedCommand& command) { return command.id == id; });
    return found == set.commands.end() ? nullptr : &*found;
}

const KeyProfile& profileOf(const KeySet& set, const KeyChoice& choice) {
    const auto found = std::find_if(set.profiles.begin(), set.profiles.end(),
                                    [&](const KeyProfile& profile) { return profile.id == choice.profile; });
    return found == set.profiles.end() ? set.profiles.front() : *found;
}

Keys keysOfProfile(const KeySet& set, const KeyChoice& choice, const QString& id) {
    const KeyedCommand* command = findCommand(set, id);
    if (!command) throw Error(ErrorCode::Contract, "no command is called " + id.toStdString());
    return profileOf(set, choice).differences.value(id, command->standard);
}

Keys keysInForce(const KeySet& set, const KeyChoice& choice, const QString& id) {
    return choice.changes.contains(id) ? choice.changes[id] : keysOfProfile(set, choice, id);
}

void setKeys(const KeySet& set, KeyChoice& choice, const QString& id, const Keys& keys) {
    if (keys == keysOfProfile(set, choice, id)) {
        choice.changes.remove(id);
    } else {
        choice.changes[id] = keys;
    }
}

std::vector<KeyUser> otherUsers(const KeySet& set, const KeyChoice& choice, const QString& id,
                                const QKeySequence& key) {
    const KeyedCommand* asking = findCommand(set, id);
    if (!asking) throw Error(ErrorCode::Contract, "no command is called " + id.toStdString());
    std::vector<KeyUser> users;
    for (const KeyedCommand& command : set.commands) {
        if (command.id != id && meet(command.area, asking->area) &&
            keysInForce(set, choice, command.id).contains(key))
            users.push_back({command.id, command.name, command.area});
    }
    for (const FixedKeys& fixed : set.fixed) {
        if (meet(fixed.area, asking->area) && fixed.keys.contains(key))
            users.push_back({QString(), fixed.name, fixed.area});
    }
    return users;
}

Keys contestedKeys(const KeySet& set, const KeyChoice& choice, const QString& id) {
    Keys contested = keysInForce(set, choice, id);
    contested.removeIf([&](const QKeySequence& key) { return otherUsers(set, choice, id, key).empty(); });
    return contested;
}

}  // namespace rtrack
