#include "window/appearance.h"

#include <algorithm>

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QLibraryInfo>
#include <QLocale>

#include "charts/look/theme.h"
#include "widgets/clear_style.h"

// Refers to the translation in a static library, so that the linker keeps it (outside any namespace, as Qt asks).
static void keepTranslation() {
  Q_INIT_RESOURCE(headlight_i18n);
}

namespace headlight {

namespace {

constexpr double kSmallestPoints = 10;
constexpr double kPresentationPoints = 18;

QString systemLanguage() {
  return QLocale::system().language() == QLocale::Chinese ? QStringLiteral("zh") : QStringLiteral("en");
}

}  // namespace

Appearance::Appearance(Settings* settings, QObject* parent)
    : QObject(parent),
      m_settings(settings),
      m_systemPalette(QApplication::palette()),
      m_systemFont(QApplication::font()),
      m_theme(settings->theme()),
      m_language(settings->language().isEmpty() ? systemLanguage() : settings->language()),
      m_zoom(settings->zoomPercent()) {
  keepTranslation();
  QApplication::setStyle(new ClearStyle);
  applyTheme();
  applyFont();
  applyLanguage();
}

void Appearance::setTheme(ThemeChoice choice) {
  m_theme = choice;
  m_settings->setTheme(choice);
  applyTheme();
  emit changed();
}

void Appearance::setLanguage(const QString& code) {
  if (code == m_language) return;
  m_language = code;
  m_settings->setLanguage(code);
  applyFont();
  applyLanguage();
  emit changed();
}

void Appearance::setZoomPercent(int percent) {
  m_zoom = std::clamp(percent, 50, 300);
  m_settings->setZoomPercent(m_zoom);
  applyFont();
  emit changed();
}

void Appearance::setPresentation(bool on) {
  m_presentation = on;
  applyFont();
  emit changed();
}

void Appearance::applyTheme() {
  const bool systemIsDark = m_systemPalette.color(QPalette::Window).lightness() < 128;
  const bool dark = m_theme == ThemeChoice::Dark || (m_theme == ThemeChoice::System && systemIsDark);
  QApplication::setPalette(themePalette(dark ? Theme::dark() : Theme::light()));
}

void Appearance::applyFont() {
  QFont font = m_systemFont;
  // Without a Simplified Chinese family the plain fallback picks Japanese shapes. The family of the interface's
  // language comes first: Qt 6.4 takes a fallback's weight from whoever asked first, and in English the CJK font would
  // set quotes of full width (so an alias like "Sans Serif", which fontconfig may read as that font, must be resolved).
  const QString system = QFontInfo(m_systemFont).family();
  const QString chinese = QStringLiteral("Noto Sans CJK SC");
  const bool chineseFirst = m_language == QLatin1String("zh") && QFontDatabase::hasFamily(chinese);
  font.setFamilies(chineseFirst ? QStringList{chinese, system} : QStringList{system, chinese});
  const double normal = std::max(kSmallestPoints, m_systemFont.pointSizeF());
  font.setPointSizeF((m_presentation ? kPresentationPoints : normal) * m_zoom / 100.0);
  QApplication::setFont(font);
}

void Appearance::applyLanguage() {
  QCoreApplication::removeTranslator(&m_ours);
  QCoreApplication::removeTranslator(&m_qts);
  if (m_language != QLatin1String("zh")) return;
  if (m_qts.load(QStringLiteral("qtbase_zh_CN"), QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
    QCoreApplication::installTranslator(&m_qts);
  }
  if (m_ours.load(QStringLiteral(":/i18n/headlight_zh_CN.qm"))) QCoreApplication::installTranslator(&m_ours);
}

}  // namespace headlight
