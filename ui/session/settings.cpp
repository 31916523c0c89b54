#include "session/settings.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSettings>

namespace headlight {

namespace {

/// Names of files and models, prompts of compared sentences: the owner alone reads them. QSettings keeps the access
/// rights of a file that is there. Where this cannot be done, storing fails or the file system has no access rights.
void keepPrivate(const QString& file) {
  const QString folder = QFileInfo(file).absolutePath();
  if (!QFileInfo::exists(folder)) {
    (void)QDir().mkpath(QFileInfo(folder).absolutePath());
    (void)::mkdir(QFile::encodeName(folder).constData(), S_IRWXU);
  }
  const int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK;
  const int descriptor = ::open(QFile::encodeName(file).constData(), flags, S_IRUSR | S_IWUSR);
  if (descriptor < 0) return;
  struct stat info = {};
  const bool isOpenToOthers = ::fstat(descriptor, &info) == 0 && S_ISREG(info.st_mode) && (info.st_mode & 077U) != 0;
  if (isOpenToOthers) (void)::fchmod(descriptor, info.st_mode & 0700U);
  ::close(descriptor);
}

/// QSettings writes a new file beside the old one, with six letters behind its name, and renames it. Removes those of
/// programs that ended in between; QSettings holds the lock while it writes.
void removeUnfinished(const QString& file) {
  const QFileInfo info(file);
  QDir folder = info.dir();
  QStringList left = folder.entryList({info.fileName() + QStringLiteral(".??????")}, QDir::Files | QDir::Hidden);
  const auto hasOtherEnding = [&info](const QString& name) {
    const QString ending = name.mid(info.fileName().size() + 1);
    return !std::all_of(ending.begin(), ending.end(), [](QChar each) { return each.isLetterOrNumber(); });
  };
  left.erase(std::remove_if(left.begin(), left.end(), hasOtherEnding), left.end());
  if (left.isEmpty()) return;
  QLockFile lock(file + QStringLiteral(".lock"));
  if (!lock.tryLock(0)) return;
  for (const QString& name : left) folder.remove(name);
}

std::unique_ptr<QSettings> openStore() {
  const QString folder = qEnvironmentVariable("HEADLIGHT_SETTINGS_DIR");
  auto store = folder.isEmpty() ? std::make_unique<QSettings>(QStringLiteral("headlight"), QStringLiteral("headlight"))
                                : std::make_unique<QSettings>(QDir(folder).filePath(QStringLiteral("headlight.ini")),
                                                              QSettings::IniFormat);
  keepPrivate(store->fileName());
  removeUnfinished(store->fileName());
  return store;
}

/// The number of the program that is using the stored place and layout of the window.
const QString kRestoringKey = QStringLiteral("window/restoring");

bool isRunning(qint64 program) {
  return ::kill(static_cast<pid_t>(program), 0) == 0 || errno == EPERM;
}

// Names of layouts and views are the user's words: a slash in one would make a group of it.
QString namedKey(const char* group, const QString& name) {
  return QLatin1String(group) + QLatin1Char('/') + QString::fromLatin1(name.toUtf8().toHex());
}

QString layoutKey(const QString& name) {
  return namedKey("layouts", name);
}

}  // namespace

Settings::Settings() : m_store(openStore()) {}
Settings::~Settings() = default;

QStringList Settings::recentModels() const {
  return m_store->value(QStringLiteral("recent/models")).toStringList();
}

void Settings::addRecentModel(const QString& nameOrPath) {
  QStringList recent = recentModels();
  recent.removeAll(nameOrPath);
  recent.prepend(nameOrPath);
  m_store->setValue(QStringLiteral("recent/models"), recent.mid(0, kRecentModels));
}

void Settings::clearRecentModels() {
  m_store->remove(QStringLiteral("recent/models"));
}

QStringList Settings::recentSessions() const {
  return m_store->value(QStringLiteral("recent/sessions")).toStringList();
}

void Settings::addRecentSession(const QString& file) {
  const QString path = QFileInfo(file).absoluteFilePath();
  QStringList recent = recentSessions();
  recent.removeAll(path);
  recent.prepend(path);
  m_store->setValue(QStringLiteral("recent/sessions"), recent.mid(0, kRecentSessions));
}

void Settings::clearRecentSessions() {
  m_store->remove(QStringLiteral("recent/sessions"));
}

QString Settings::language() const {
  return m_store->value(QStringLiteral("language")).toString();
}
void Settings::setLanguage(const QString& code) {
  m_store->setValue(QStringLiteral("language"), code);
}

ThemeChoice Settings::theme() const {
  const QString name = m_store->value(QStringLiteral("theme")).toString();
  if (name == QLatin1String("light")) return ThemeChoice::Light;
  if (name == QLatin1String("dark")) return ThemeChoice::Dark;
  return ThemeChoice::System;
}

void Settings::setTheme(ThemeChoice choice) {
  const auto name = choice == ThemeChoice::Light  ? QStringLiteral("light")
                    : choice == ThemeChoice::Dark ? QStringLiteral("dark")
                                                  : QStringLiteral("system");
  m_store->setValue(QStringLiteral("theme"), name);
}

int Settings::threads() const {
  return std::clamp(m_store->value(QStringLiteral("threads"), 0).toInt(), 0, 256);
}
void Settings::setThreads(int threads) {
  m_store->setValue(QStringLiteral("threads"), threads);
}

int Settings::zoomPercent() const {
  return std::clamp(m_store->value(QStringLiteral("zoom"), 100).toInt(), 50, 300);
}
void Settings::setZoomPercent(int percent) {
  m_store->setValue(QStringLiteral("zoom"), percent);
}

Settings::WindowState Settings::window() const {
  return {m_store->value(QStringLiteral("window/geometry")).toByteArray(),
          m_store->value(QStringLiteral("window/docks")).toByteArray()};
}

void Settings::setWindow(const WindowState& state) {
  m_store->setValue(QStringLiteral("window/geometry"), state.geometry);
  m_store->setValue(QStringLiteral("window/docks"), state.docks);
}

QStringList Settings::namesIn(const QString& group) const {
  m_store->beginGroup(group);
  QStringList names;
  for (const QString& key : m_store->childKeys()) names.append(QString::fromUtf8(QByteArray::fromHex(key.toLatin1())));
  m_store->endGroup();
  std::sort(names.begin(), names.end());
  return names;
}

bool Settings::beginRestoring() {
  const qint64 own = QCoreApplication::applicationPid();
  const qint64 other = m_store->value(kRestoringKey, 0).toLongLong();
  const bool crashed = other > 0 && other != own && !isRunning(other);
  m_store->setValue(kRestoringKey, own);
  m_store->sync();
  return !crashed;
}

void Settings::endRestoring() {
  if (!m_store->contains(kRestoringKey)) return;
  m_store->remove(kRestoringKey);
  m_store->sync();
}

QStringList Settings::layoutNames() const {
  return namesIn(QStringLiteral("layouts"));
}

QByteArray Settings::layout(const QString& name) const {
  return m_store->value(layoutKey(name)).toByteArray();
}
void Settings::setLayout(const QString& name, const QByteArray& docks) {
  m_store->setValue(layoutKey(name), docks);
}
void Settings::removeLayout(const QString& name) {
  m_store->remove(layoutKey(name));
}

QStringList Settings::cameraNames() const {
  return namesIn(QStringLiteral("cameras"));
}
QString Settings::camera(const QString& name) const {
  return m_store->value(namedKey("cameras", name)).toString();
}
void Settings::setCamera(const QString& name, const QString& camera) {
  m_store->setValue(namedKey("cameras", name), camera);
}
void Settings::removeCamera(const QString& name) {
  m_store->remove(namedKey("cameras", name));
}

int Settings::viewChoice(const QString& name, int otherwise) const {
  return m_store->value(QStringLiteral("views/") + name, otherwise).toInt();
}
void Settings::setViewChoice(const QString& name, int choice) {
  m_store->setValue(QStringLiteral("views/") + name, choice);
}

QString Settings::exportFolder() const {
  QString folder = m_store->value(QStringLiteral("export/folder")).toString();
  while (!folder.isEmpty() && !QFileInfo(folder).isDir()) {
    const QString above = QFileInfo(folder).absolutePath();
    if (above == folder) return QDir::homePath();
    folder = above;
  }
  return folder.isEmpty() || QFileInfo(folder).isWritable() ? folder : QDir::homePath();
}
void Settings::setExportFolder(const QString& folder) {
  m_store->setValue(QStringLiteral("export/folder"), folder);
}

}  // namespace headlight
