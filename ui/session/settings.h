#pragma once
// What the program remembers between starts. With $HEADLIGHT_SETTINGS_DIR it lives in headlight.ini there (tests,
// portable sticks), otherwise where the platform keeps settings. The owner of the file alone reads it.

#include <memory>

#include <QByteArray>
#include <QString>
#include <QStringList>

class QSettings;

namespace headlight {

enum class ThemeChoice { System, Light, Dark };

class Settings {
 public:
  static constexpr int kRecentModels = 8;
  static constexpr int kRecentSessions = 8;

  Settings();
  ~Settings();

  [[nodiscard]] QStringList recentModels() const;  ///< newest first
  void addRecentModel(const QString& nameOrPath);
  void clearRecentModels();

  /// Session files, newest first; those that are gone are left out. Session adds what it opens and saves.
  [[nodiscard]] QStringList recentSessions() const;
  void addRecentSession(const QString& file);
  void clearRecentSessions();

  /// "en", "zh"; empty: the system's.
  [[nodiscard]] QString language() const;
  void setLanguage(const QString& code);
  [[nodiscard]] ThemeChoice theme() const;
  void setTheme(ThemeChoice choice);
  [[nodiscard]] int threads() const;  ///< 0: as many as cores
  void setThreads(int threads);
  [[nodiscard]] int zoomPercent() const;  ///< 50 to 300
  void setZoomPercent(int percent);

  /// As ui/window/window_layout.h writes them.
  struct WindowState {
    QByteArray geometry;
    QByteArray docks;
  };
  [[nodiscard]] WindowState window() const;
  void setWindow(const WindowState& state);
  /// Called before the window's stored place and layout are used; on disk until endRestoring(). False if the last start
  /// ended in between: it crashed, so they are not to be used again.
  [[nodiscard]] bool beginRestoring();
  void endRestoring();
  [[nodiscard]] QStringList layoutNames() const;
  [[nodiscard]] QByteArray layout(const QString& name) const;
  void setLayout(const QString& name, const QByteArray& docks);
  void removeLayout(const QString& name);

  /// Points of view of the embedding panel, under the names that somebody gave them.
  [[nodiscard]] QStringList cameraNames() const;
  [[nodiscard]] QString camera(const QString& name) const;
  void setCamera(const QString& name, const QString& camera);
  void removeCamera(const QString& name);

  /// What somebody chose in a view (a page, one of several attentions), by the view's own name and number.
  [[nodiscard]] int viewChoice(const QString& name, int otherwise) const;
  void setViewChoice(const QString& name, int choice);

  /// Where the last file was saved, to be proposed for the next; empty: nothing was saved yet. If that folder is gone
  /// (a USB stick), the nearest one above it that is there, or the home folder if nothing can be written there.
  [[nodiscard]] QString exportFolder() const;
  void setExportFolder(const QString& folder);

 private:
  [[nodiscard]] QStringList namesIn(const QString& group) const;
  std::unique_ptr<QSettings> m_store;
};

}  // namespace headlight
