#include "session/recovery.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUuid>

#include "formats/archive/session_file.h"
#include "tensor/error.h"

namespace headlight {

namespace {

const QLatin1String kSuffix(".recovery");

QString lockOf(const QString& recoveryFile) {
  return recoveryFile + QLatin1String(".lock");
}

/// The lock file of a recovery file, locked; -1 if another window holds it. flock() belongs to the open file, so it
/// tells two sessions of one program apart, and the system drops it when the program ends, however it ends.
int lock(const QString& recoveryFile, int how) {
  const QByteArray path = QFile::encodeName(lockOf(recoveryFile));
  const int descriptor = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return -1;
  if (::flock(descriptor, how | LOCK_NB) == 0) return descriptor;
  ::close(descriptor);
  return -1;
}

bool isRecoveryFile(const QString& file) {
  const QFileInfo info(file);
  return info.fileName().endsWith(kSuffix) && info.absolutePath() == QFileInfo(recoveryFolder()).absoluteFilePath();
}

}  // namespace

QString recoveryFolder() {
  QString folder = qEnvironmentVariable("HEADLIGHT_SETTINGS_DIR");
  if (folder.isEmpty()) {
    folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QLatin1String("/headlight");
  }
  return QDir(folder).absoluteFilePath(QStringLiteral("recovery"));
}

std::vector<RecoverableSession> recoverableSessions() {
  std::vector<RecoverableSession> found;
  const QDir folder(recoveryFolder());
  for (const QFileInfo& info : folder.entryInfoList({QLatin1Char('*') + kSuffix}, QDir::Files, QDir::Time)) {
    const QString file = info.absoluteFilePath();
    const int descriptor = lock(file, LOCK_SH);  // shared: two windows that look at once both see it
    if (descriptor < 0) continue;
    try {
      const SessionData session = readSession(QFile::encodeName(file).toStdString());
      RecoverableSession entry;
      entry.recoveryFile = file;
      entry.sessionFile = QString::fromStdString(session.recoveredFrom);
      entry.prompt = QString::fromStdString(session.run.prompt.text);
      entry.model = QString::fromStdString(session.model.name);
      entry.written = info.lastModified();
      found.push_back(std::move(entry));
    } catch (const Error&) {  // nothing to offer
    }
    ::close(descriptor);
  }
  return found;
}

bool discardRecovery(const QString& recoveryFile) {
  RecoveryClaim claim = RecoveryClaim::take(recoveryFile);
  if (!claim) return false;
  claim.remove();
  return true;
}

RecoveryClaim::RecoveryClaim() = default;

RecoveryClaim::RecoveryClaim(RecoveryClaim&& other) noexcept
    : m_file(std::move(other.m_file)), m_descriptor(std::exchange(other.m_descriptor, -1)) {}

RecoveryClaim& RecoveryClaim::operator=(RecoveryClaim&& other) noexcept {
  std::swap(m_file, other.m_file);
  std::swap(m_descriptor, other.m_descriptor);
  return *this;
}

RecoveryClaim::~RecoveryClaim() {
  if (m_descriptor >= 0) ::close(m_descriptor);
}

RecoveryClaim RecoveryClaim::fresh() {
  RecoveryClaim claim;
  const QDir folder(recoveryFolder());
  if (!folder.mkpath(QStringLiteral("."))) return claim;
  // Also a folder that an earlier version made. Where a file system has no access rights there is nothing to narrow.
  (void)::chmod(QFile::encodeName(folder.path()).constData(), S_IRWXU);
  claim.m_file = folder.absoluteFilePath(QUuid::createUuid().toString(QUuid::WithoutBraces) + kSuffix);
  claim.m_descriptor = lock(claim.m_file, LOCK_EX);
  return claim;
}

RecoveryClaim RecoveryClaim::take(const QString& recoveryFile) {
  constexpr int kTries = 20;  // another window may be looking at it for a moment
  constexpr useconds_t kPause = 5000;
  RecoveryClaim claim;
  if (!isRecoveryFile(recoveryFile)) return claim;
  for (int i = 0; i < kTries && QFileInfo::exists(recoveryFile); ++i) {
    claim.m_descriptor = lock(recoveryFile, LOCK_EX);
    if (claim.m_descriptor >= 0) break;
    ::usleep(kPause);
  }
  if (claim.m_descriptor < 0) return claim;
  claim.m_file = recoveryFile;
  if (!QFileInfo::exists(recoveryFile)) claim.remove();  // its owner finished meanwhile
  return claim;
}

void RecoveryClaim::remove() {
  if (m_descriptor < 0) return;
  QFile::remove(m_file);
  QFile::remove(lockOf(m_file));
  ::close(std::exchange(m_descriptor, -1));
  m_file.clear();
}

}  // namespace headlight
