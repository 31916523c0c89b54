#pragma once
// What a crashed program left: open one of them, remove it (asked first), or decide later.
// Object names: recoveryDialog, recoveryList, recoverButton, discardButton, laterButton, discardQuestion,
// discardChoice.

#include <vector>

#include <QDialog>

#include "session/recovery.h"

class QListWidget;
class QPushButton;

namespace headlight {

class RecoveryDialog : public QDialog {
  Q_OBJECT

 public:
  /// Deletes itself when closed; `sessions` is not empty.
  RecoveryDialog(std::vector<RecoverableSession> sessions, QWidget* parent);

 signals:
  void recoverRequested(const QString& recoveryFile);

 private:
  void recover();
  void askToDiscard();
  void discard(const QString& recoveryFile);
  void fill();

  std::vector<RecoverableSession> m_sessions;
  QListWidget* m_list;
};

}  // namespace headlight
