#pragma once
// Recovery files: every change of an open session is in one within a moment. Beside it lies a lock file that its
// program holds locked; the system lets go of it when the program ends, however it ends. A recovery file whose lock
// nobody holds is what a crash left. Prompts are in these files: their owner alone reads them and lists their folder.

#include <memory>
#include <vector>

#include <QDateTime>
#include <QString>

namespace headlight {

struct RecoverableSession {
  QString recoveryFile;  ///< for Session::recoverSession() and discardRecovery()
  QString sessionFile;   ///< empty: it was never saved
  QString prompt;
  QString model;  ///< its name
  QDateTime written;
};

/// $HEADLIGHT_SETTINGS_DIR/recovery, or "recovery" in the platform's folder for the data of programs.
[[nodiscard]] QString recoveryFolder();

/// What crashed programs left, newest first; those of running ones are not among them. Files that cannot be read are
/// left out and stay where they are. Waits for no one; a few milliseconds.
[[nodiscard]] std::vector<RecoverableSession> recoverableSessions();

/// Removes a file that recoverableSessions() named; false if another window has taken it meanwhile.
bool discardRecovery(const QString& recoveryFile);

/// The right to one recovery file. Movable; letting go of it keeps the file, remove() does not.
class RecoveryClaim {
 public:
  RecoveryClaim();  ///< none
  ~RecoveryClaim();
  RecoveryClaim(RecoveryClaim&& other) noexcept;
  RecoveryClaim& operator=(RecoveryClaim&& other) noexcept;

  /// A new name in recoveryFolder(), locked; none if the folder cannot be written.
  [[nodiscard]] static RecoveryClaim fresh();
  /// What a crashed program left; none if it is gone or another window has it.
  [[nodiscard]] static RecoveryClaim take(const QString& recoveryFile);

  explicit operator bool() const { return m_descriptor >= 0; }
  [[nodiscard]] const QString& file() const { return m_file; }
  /// Removes the recovery file and the lock.
  void remove();

 private:
  QString m_file;
  int m_descriptor = -1;
};

}  // namespace headlight
