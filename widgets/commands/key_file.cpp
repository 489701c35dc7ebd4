#include "widgets/commands/key_file.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

const QString kFormat = "rtrack-keys";
constexpr int kVersion = 1;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(KeyFile)
};

[[noreturn]] void fail(const QString& sentence) {
    throw Error(ErrorCode::Data, sentence.toStdString());
}

QKeySequence readKey(const QJsonValue& value, const QString& command) {
    if (!value.isString()) fail(Texts::tr("The keys of \"%1\" are not all texts.").arg(command));
    const QKeySequence key = QKeySequence::fromString(value.toString(), QKeySequence::PortableText);
    // Words that are no key come out as "unknown", not as nothing.
    if (key.count() != 1 || key[0].key() == Qt::Key_unknown)
        fail(Texts::tr("\"%1\" of \"%2\" is not the name of a key.").arg(value.toString(), command));
    return key;
}

QJsonObject readObject(const QByteArray& bytes) {
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError) {
        const auto line = 1 + std::count(bytes.begin(), bytes.begin() + error.offset, '\n');
        fail(Texts::tr("It is not JSON: %1, in line %2.").arg(error.errorString()).arg(line));
    }
    QJsonObject object = document.object();
    if (object["format"].toString() != kFormat) fail(Texts::tr("It is not a file of keys."));
    if (object["version"].toInt() != kVersion)
        fail(Texts::tr("It is of version %1; this program knows version %2.")
                 .arg(object["version"].toVariant().toString())
                 .arg(kVersion));
    return object;
}

}  // namespace

QByteArray keyFileOf(const KeyChoice& choice) {
    QJsonObject changes;
    for (auto change = choice.changes.begin(); change != choice.changes.end(); ++change) {
        QJsonArray keys;
        for (const QKeySequence& key : change.value()) keys << key.toString(QKeySequence::PortableText);
        changes[change.key()] = keys;
    }
    return QJsonDocument(QJsonObject{{"format", kFormat},
                                     {"version", kVersion},
                                     {"profile", choice.profile},
                                     {"keys", changes}})
        .toJson();
}

KeyChoice readKeyFile(const QByteArray& bytes, const KeySet& set) {
    const QJsonObject object = readObject(bytes);
    KeyChoice choice{object["profile"].toString(), {}};
    if (profileOf(set, choice).id != choice.profile)
        fail(Texts::tr("There is no profile \"%1\".").arg(choice.profile));
    if (!object["keys"].isObject()) fail(Texts::tr("The part \"keys\" is missing."));
    const QJsonObject changes = object["keys"].toObject();
    for (auto change = changes.begin(); change != changes.end(); ++change) {
        const QString id = change.key();
        if (!findCommand(set, id)) fail(Texts::tr("There is no command \"%1\".").arg(id));
        if (!change.value().isArray()) fail(Texts::tr("The keys of \"%1\" are not a list.").arg(id));
        Keys keys;
        for (const QJsonValue& value : change.value().toArray()) keys << readKey(value, id);
        setKeys(set, choice, id, keys);
    }
    return choice;
}

}  // namespace rtrack
