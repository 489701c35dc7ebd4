#include "app/studio/settings.h"

#include <QApplication>
#include <QDir>
#include <QFont>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QStandardPaths>
#include <QTranslator>
#include <algorithm>
#include <clocale>
#include <memory>

#include <nlohmann/json.hpp>

namespace rtrack {
namespace {

std::string textOr(const QSettings& store, const QString& key, const std::string& otherwise) {
    return store.value(key, QString::fromStdString(otherwise)).toString().toStdString();
}

std::vector<std::string> stringsOf(const QVariant& value) {
    std::vector<std::string> strings;
    for (const QString& text : value.toStringList()) strings.push_back(text.toStdString());
    return strings;
}

QStringList listOf(const std::vector<std::string>& strings) {
    QStringList list;
    for (const std::string& text : strings) list << QString::fromStdString(text);
    return list;
}

void putFirst(QStringList& list, const QString& text) {
    list.removeAll(text);
    list.prepend(text);
    while (list.size() > Settings::kRecentCount) list.removeLast();
}

KeyChoice loadKeys(const QSettings& store) {
    KeyChoice keys{store.value("keys/profile").toString(), {}};
    const QVariantMap changes = store.value("keys/changes").toMap();
    for (auto change = changes.begin(); change != changes.end(); ++change) {
        Keys& own = keys.changes[change.key()];
        for (const QString& key : change.value().toStringList()) own << QKeySequence(key);
    }
    return keys;
}

QVariantMap mapOf(const KeyChoice& keys) {
    QVariantMap changes;
    for (auto change = keys.changes.begin(); change != keys.changes.end(); ++change) {
        QStringList own;
        for (const QKeySequence& key : change.value()) own << key.toString(QKeySequence::PortableText);
        changes[change.key()] = own;
    }
    return changes;
}

QMap<QString, QString> textsOf(const QVariant& value) {
    QMap<QString, QString> texts;
    const QVariantMap map = value.toMap();
    for (auto entry = map.begin(); entry != map.end(); ++entry) texts[entry.key()] = entry.value().toString();
    return texts;
}

QVariantMap mapOf(const QMap<QString, QString>& texts) {
    QVariantMap map;
    for (auto entry = texts.begin(); entry != texts.end(); ++entry) map[entry.key()] = entry.value();
    return map;
}

QVariantMap merged(const QVariantMap& ours, const QVariantMap& before, QVariantMap theirs) {
    for (const QString& key : before.keys()) {
        if (!ours.contains(key)) theirs.remove(key);
    }
    for (auto entry = ours.begin(); entry != ours.end(); ++entry) {
        if (before.value(entry.key()) != entry.value()) theirs[entry.key()] = entry.value();
    }
    return theirs;
}

/// Of lists with the newest first.
QStringList merged(const QStringList& ours, const QStringList& before, QStringList theirs) {
    for (const QString& text : before) {
        if (!ours.contains(text)) theirs.removeAll(text);
    }
    qsizetype fresh = ours.size();  // so many were put in front of what is as before
    for (auto known = before.rbegin(); fresh > 0 && known != before.rend(); ++known) {
        if (ours[fresh - 1] == *known) --fresh;
    }
    while (fresh > 0) putFirst(theirs, ours[--fresh]);
    return theirs;
}

QVariant mergedValue(const QVariant& ours, const QVariant& before, const QVariant& theirs) {
    if (ours.typeId() == QMetaType::QVariantMap) return merged(ours.toMap(), before.toMap(), theirs.toMap());
    return merged(ours.toStringList(), before.toStringList(), theirs.toStringList());
}

/// What windows add to, each of its own.
const QStringList kShared = {"keys/changes", "recent_commands", "recent", "project_of_video",
                             "export_of_project"};

void loadShared(const QSettings& store, Settings& settings) {
    settings.recent_commands = store.value("recent_commands").toStringList();
    settings.recent = store.value("recent").toStringList();
    settings.project_of_video = textsOf(store.value("project_of_video"));
    settings.export_of_project = textsOf(store.value("export_of_project"));
}

QVariantMap valuesOf(const Settings& settings) {
    QVariantMap values;
    values["theme"] = nameOf(settings.theme);
    values["language"] = settings.language;
    values["tracker/name"] = QString::fromStdString(settings.tracker.tracker);
    values["tracker/model"] = QString::fromStdString(settings.tracker.model);
    values["tracker/device"] = QString::fromStdString(settings.tracker.device);
    values["tracker/precision"] = QString::fromStdString(settings.tracker.precision);
    values["frame_megabytes"] = settings.frame_megabytes;
    values["doubt/lowest_score"] = settings.lowest_score;
    values["doubt/stops"] = settings.stops_in_doubt;
    values["doubt/checks_backward"] = settings.checks_backward;
    values["tracking/until_human_box"] = settings.until_human_box;
    values["tracking/fills_missing"] = settings.fills_missing;
    values["draw/extreme_points"] = settings.draws_by_extreme_points;
    values["show/names"] = settings.shows_names;
    values["show/points"] = settings.shows_points;
    values["show/init_box"] = settings.shows_init_box;
    values["show/trail"] = settings.shows_trail;
    values["folder"] = settings.folder;
    values["runs_folder"] = settings.runs_folder;
    values["tour_seen"] = settings.tour_seen;
    values["keys/profile"] = settings.keys.profile;
    values["keys/changes"] = mapOf(settings.keys);
    values["recent_commands"] = settings.recent_commands;
    values["recent"] = settings.recent;
    values["project_of_video"] = mapOf(settings.project_of_video);
    values["export_of_project"] = mapOf(settings.export_of_project);
    values["evaluation/datasets"] = listOf(settings.evaluation.datasets);
    values["evaluation/results"] = QString::fromStdString(settings.evaluation.results);
    values["evaluation/imported"] = listOf(settings.evaluation.imported);
    return values;
}

}  // namespace

void Settings::addRecent(const QString& path) {
    putFirst(recent, path);
}

void Settings::addRecentCommand(const QString& id) {
    putFirst(recent_commands, id);
}

TrackingRun aboutRun(const Settings& settings) {
    TrackingRun run;
    run.tracker = settings.tracker.tracker;
    if (run.tracker == "rtrack") run.model = settings.tracker.model;
    run.settings =
        nlohmann::json{
            {"device", settings.tracker.device},           {"precision", settings.tracker.precision},
            {"stops_in_doubt", settings.stops_in_doubt},   {"lowest_score", settings.lowest_score},
            {"checks_backward", settings.checks_backward}, {"until_human_box", settings.until_human_box},
            {"fills_missing", settings.fills_missing}}
            .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return run;
}

Settings loadSettings() {
    const QSettings store;
    Settings settings;
    settings.theme = themeOf(store.value("theme").toString());
    settings.language = store.value("language").toString();
    settings.tracker.tracker = textOr(store, "tracker/name", settings.tracker.tracker);
    settings.tracker.model = textOr(store, "tracker/model", settings.tracker.model);
    settings.tracker.device = textOr(store, "tracker/device", settings.tracker.device);
    settings.tracker.precision = textOr(store, "tracker/precision", settings.tracker.precision);
    settings.frame_megabytes = std::clamp(store.value("frame_megabytes", settings.frame_megabytes).toInt(),
                                          Settings::kLeastFrameMegabytes, Settings::kMostFrameMegabytes);
    settings.lowest_score = store.value("doubt/lowest_score", settings.lowest_score).toDouble();
    settings.stops_in_doubt = store.value("doubt/stops", settings.stops_in_doubt).toBool();
    settings.checks_backward = store.value("doubt/checks_backward", settings.checks_backward).toBool();
    settings.until_human_box = store.value("tracking/until_human_box", settings.until_human_box).toBool();
    settings.fills_missing = store.value("tracking/fills_missing", settings.fills_missing).toBool();
    settings.draws_by_extreme_points = store.value("draw/extreme_points", false).toBool();
    settings.shows_names = store.value("show/names", settings.shows_names).toBool();
    settings.shows_points = store.value("show/points", settings.shows_points).toBool();
    settings.shows_init_box = store.value("show/init_box", settings.shows_init_box).toBool();
    settings.shows_trail = store.value("show/trail", settings.shows_trail).toBool();
    settings.folder = store.value("folder").toString();
    const QDir documents(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    settings.runs_folder = store.value("runs_folder", documents.filePath("RTrack/runs")).toString();
    settings.tour_seen = store.value("tour_seen", false).toBool();
    settings.keys = loadKeys(store);
    loadShared(store, settings);
    settings.evaluation.datasets = stringsOf(store.value("evaluation/datasets"));
    settings.evaluation.results = store.value("evaluation/results").toString().toStdString();
    settings.evaluation.imported = stringsOf(store.value("evaluation/imported"));
    settings.stored = valuesOf(settings);
    return settings;
}

void saveSettings(Settings& settings) {
    QSettings store;
    const QVariantMap values = valuesOf(settings);
    for (auto value = values.begin(); value != values.end(); ++value) {
        const QString& key = value.key();
        const QVariant before = settings.stored.value(key);
        if (store.contains(key) && before == value.value()) continue;
        const bool shared = kShared.contains(key);
        store.setValue(key, shared ? mergedValue(value.value(), before, store.value(key)) : value.value());
    }
    loadShared(store, settings);
    settings.stored = valuesOf(settings);
}

namespace {

/// Left to itself, Qt takes characters that the desktop's font lacks from the first font that has them, which
/// may be bold or draw them as in Japanese.
void applyFontFor(const QLocale& locale) {
    static const QFont desktop_font = QApplication::font();  // as the desktop had it at the first call
    QFont font = desktop_font;
    if (locale.language() == QLocale::Chinese)
        font.setFamilies(desktop_font.families() + QStringList("Noto Sans CJK SC"));
    if (font != QApplication::font()) QApplication::setFont(font);
}

}  // namespace

void applyLanguage(const QString& language) {
    // Qt takes the C library's locale from the environment: files would get decimal commas in half of Europe.
    // Texts for people go through QLocale, which does not depend on this.
    std::setlocale(LC_NUMERIC, "C");
    static std::unique_ptr<QTranslator> ours, qts;
    for (auto* translator : {&ours, &qts}) {
        if (*translator) QCoreApplication::removeTranslator(translator->get());
        translator->reset();
    }
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    qts = std::make_unique<QTranslator>();
    if (qts->load(locale, "qtbase", "_", QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(qts.get());
    }
    // English has a file too, for its plurals; it also serves languages that there is no translation into.
    ours = std::make_unique<QTranslator>();
    if (ours->load(locale, "rtrack", "_", ":/i18n") || ours->load(":/i18n/rtrack_en.qm")) {
        QCoreApplication::installTranslator(ours.get());
    }
    applyFontFor(locale);
}

}  // namespace rtrack
