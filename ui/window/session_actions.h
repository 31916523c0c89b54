#pragma once
// What the window does with files that are opened and sessions that are saved: asks where and whether, and tells the
// session. Nothing here waits for an answer.

#include <functional>

#include <QObject>
#include <QStringList>

#include "session/session.h"

class QMainWindow;
class QMenu;

namespace headlight {

class Settings;

class SessionFiles : public QObject {
  Q_OBJECT

 public:
  SessionFiles(Session* session, Settings* settings, QMainWindow* window);

  /// A session file, a model folder, a file of a model, or the name of a sample model.
  void open(const QString& path);
  void chooseFile();
  void chooseFolder();
  void newSession();
  void save();
  void saveAs();
  /// For the recorded session that is open.
  void supplyModel();
  /// Asks what to do with unsaved changes, then works; at once if there are none.
  void afterSaving(const std::function<void()>& work);
  /// What crashed programs left, if anything.
  void offerRecovery();
  void fillRecentMenu(QMenu* menu);

  /// What a drop of these means; empty: nothing that could be opened.
  [[nodiscard]] static QString droppedPath(const QStringList& files);
  /// "lesson.headlight – classroom-en", with "[*]" for the mark of changes.
  [[nodiscard]] QString title() const;

 private:
  void askForModel(const MissingModel& missing);
  void locateModel(bool folder);
  void addRecent(QMenu* menu, const QString& path);

  Session* m_session;
  Settings* m_settings;
  QMainWindow* m_window;
  std::function<void()> m_afterSaving;  ///< what waits for the session to be saved
};

}  // namespace headlight
