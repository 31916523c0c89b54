#include "charts/texts/prediction_texts.h"

#include <QtGlobal>

namespace headlight {
namespace {

PredictionTexts makePredictionTexts(const TextLookup& text) {
  PredictionTexts t;
  t.prediction = text(QT_TRANSLATE_NOOP("FigureTexts", "Next token · after %1 tokens"));
  t.maskedWord = text(QT_TRANSLATE_NOOP("FigureTexts", "Masked word · position %1"));
  t.probability = text(QT_TRANSLATE_NOOP("FigureTexts", "probability"));
  t.others = text(QT_TRANSLATE_NOOP("FigureTexts", "all others"));
  t.entropy = text(QT_TRANSLATE_NOOP("FigureTexts", "entropy %1 bits"));
  t.samplingOutline = text(QT_TRANSLATE_NOOP("FigureTexts", "after temperature and cuts"));
  t.unknownNote = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 is never drawn or listed"));
  t.describePrediction = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "Bars of the likeliest next tokens; the likeliest is “%1” with probability %2."));
  return t;
}

}  // namespace

const PredictionTexts& predictionTexts(FigureLanguage language) {
  static TextsByLanguage<PredictionTexts> texts(makePredictionTexts);
  return texts.in(language);
}

}  // namespace headlight
