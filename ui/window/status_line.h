#pragma once
// The bottom line: how far the text is, what the model is, how long a step took, progress, and the check.

#include <optional>

#include <QWidget>

#include "session/session.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace headlight {

class StatusLine : public QWidget {
  Q_OBJECT

 public:
  explicit StatusLine(Session* session, QWidget* parent = nullptr);

 public slots:
  void runCheck();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void refresh();
  void refreshCheck();

  Session* m_session;
  QLabel* m_facts;
  QProgressBar* m_progress;
  QPushButton* m_cancel;
  QToolButton* m_check;
  bool m_checking = false;
  std::optional<RunCheck> m_report;
};

}  // namespace headlight
