#include "charts/texts/figure_language.h"

#include <memory>

#include <QCoreApplication>
#include <QTranslator>

namespace headlight {
namespace {

constexpr const char* kContext = "FigureTexts";

}  // namespace

FigureLanguage interfaceLanguage() {
  // Qt does not say which translators are installed: a word tells.
  constexpr const char* kSource = QT_TRANSLATE_NOOP("FigureTexts", "Attention");
  const bool isEnglish = QCoreApplication::translate(kContext, kSource) == QLatin1String(kSource);
  return isEnglish ? FigureLanguage::English : FigureLanguage::Chinese;
}

TextLookup textLookup(FigureLanguage language) {
  if (language == FigureLanguage::English) return [](const char* source) { return QString::fromUtf8(source); };
  const auto translator = std::make_shared<QTranslator>();
  const bool isLoaded = translator->load(QStringLiteral(":/i18n/headlight_zh_CN.qm"));
  return [translator, isLoaded](const char* source) {
    const QString found = isLoaded ? translator->translate(kContext, source) : QString();
    return found.isEmpty() ? QString::fromUtf8(source) : found;
  };
}

}  // namespace headlight
