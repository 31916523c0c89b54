#include "charts/texts/caption_texts.h"

#include <QtGlobal>

namespace headlight {
namespace {

CaptionTexts makeCaptionTexts(const TextLookup& text) {
  CaptionTexts t;
  t.model = text(QT_TRANSLATE_NOOP("FigureTexts", "Model: %1"));
  t.prompt = text(QT_TRANSLATE_NOOP("FigureTexts", "Prompt: “%1”"));
  t.changes = text(QT_TRANSLATE_NOOP("FigureTexts", "Changed in the model: %1"));
  return t;
}

}  // namespace

const CaptionTexts& captionTexts(FigureLanguage language) {
  static TextsByLanguage<CaptionTexts> texts(makeCaptionTexts);
  return texts.in(language);
}

}  // namespace headlight
