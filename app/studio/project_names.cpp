#include "app/studio/project_names.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <algorithm>

#include "tracking/annotation/file_lock.h"
#include "tracking/annotation/project.h"
#include "tracking/base/demo.h"
#include "tracking/base/error.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

const QString kDemo = kDemoPath;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(ProjectNames)
};

}  // namespace

QString untitledFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + "/untitled";
}

QString projectFor(const Settings& settings, const QString& video_path) {
    const QString saved = settings.project_of_video.value(video_path);
    if (!saved.isEmpty() && QFileInfo::exists(saved)) return saved;
    const QByteArray hash = QCryptographicHash::hash(video_path.toUtf8(), QCryptographicHash::Sha256).toHex();
    const QString name = video_path == kDemo ? QString("demo") : QFileInfo(video_path).completeBaseName();
    return untitledFolder() + "/" + name.left(60) + "-" + QString::fromLatin1(hash.left(8)) + kProjectSuffix;
}

QString nameOfProject(const Settings& settings, const QString& file) {
    const QString name = QFileInfo(file).completeBaseName();
    if (QFileInfo(file).path() != untitledFolder()) return name;
    if (file == projectFor(settings, kDemo)) return Texts::tr("Demo");
    for (const QString& path : settings.recent) {
        if (!path.endsWith(kProjectSuffix) && file == projectFor(settings, path))
            return QFileInfo(path).fileName();
    }
    return name.left(name.lastIndexOf('-'));
}

QString nameOfWork(const Settings& settings, const QString& file) {
    const QString name = nameOfProject(settings, file);
    try {
        const Project project = Project::open(file.toStdString(), Project::Mode::Read);
        const auto place = project.last_place();
        if (!place || project.videos().size() < 2) return name;
        const QString path = fromStd(project.video(project.track(place->track).video).absolute_path);
        const QString video = path == kDemo ? Texts::tr("Demo") : QFileInfo(path).fileName();
        return video == name ? name : QString("%1 (%2)").arg(name, video);
    } catch (const Error&) {  // the edge: opening it says what is wrong
        return name;
    }
}

QDateTime lastChange(const QString& file) {
    // Changes stand in the log beside the file until it is closed.
    return std::max(QFileInfo(file).lastModified(), QFileInfo(file + "-wal").lastModified());
}

QStringList projectsLeftOpen(const Settings& settings) {
    QFileInfoList files = QDir(untitledFolder()).entryInfoList({"*" + kProjectSuffix}, QDir::Files);
    for (const QString& path : settings.recent) {
        if (path.endsWith(kProjectSuffix) && QFileInfo::exists(path)) files << QFileInfo(path);
    }
    QStringList left_open;
    std::sort(files.begin(), files.end(), [](const QFileInfo& a, const QFileInfo& b) {
        return lastChange(a.filePath()) > lastChange(b.filePath());
    });
    for (const QFileInfo& file : files) {
        const std::string path = file.filePath().toStdString();
        if (lock_state(path) == LockState::LeftBehind) left_open << file.filePath();
    }
    left_open.removeDuplicates();
    return left_open;
}

}  // namespace rtrack
