#pragma once
// How the whole interface looks and speaks: theme, language, size. One object sets what the application has one of
// (palette, font, translators); every widget hears of it by Qt's change events.

#include <QFont>
#include <QObject>
#include <QPalette>
#include <QTranslator>

#include "session/settings.h"

namespace headlight {

class Appearance : public QObject {
  Q_OBJECT

 public:
  /// Reads the settings and applies them to the application.
  explicit Appearance(Settings* settings, QObject* parent = nullptr);

  [[nodiscard]] ThemeChoice theme() const { return m_theme; }
  void setTheme(ThemeChoice choice);
  /// "en" or "zh".
  [[nodiscard]] QString language() const { return m_language; }
  void setLanguage(const QString& code);
  [[nodiscard]] int zoomPercent() const { return m_zoom; }
  void setZoomPercent(int percent);
  /// 18 pt and larger, for the last row.
  [[nodiscard]] bool isPresentation() const { return m_presentation; }
  void setPresentation(bool on);

 signals:
  void changed();

 private:
  void applyTheme();
  void applyFont();
  void applyLanguage();

  Settings* m_settings;
  QPalette m_systemPalette;
  QFont m_systemFont;
  QTranslator m_ours;
  QTranslator m_qts;
  ThemeChoice m_theme;
  QString m_language;
  int m_zoom;
  bool m_presentation = false;
};

}  // namespace headlight
