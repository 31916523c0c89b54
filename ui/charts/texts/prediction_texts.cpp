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
  t.drawnWith = text(QT_TRANSLATE_NOOP("FigureTexts", "probability of being drawn"));
  t.samplingEntropy =
      text(QT_TRANSLATE_NOOP("FigureTexts", "entropy %1 bits after temperature and cuts; the model's: %2"));
  t.modelBar = text(QT_TRANSLATE_NOOP("FigureTexts", "the model's probability, before temperature and cuts"));
  t.modelColumn = text(QT_TRANSLATE_NOOP("FigureTexts", "model"));
  t.neverDrawn = text(QT_TRANSLATE_NOOP("FigureTexts", "tokens that are never drawn: %1 in all"));
  t.describePrediction = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "Bars of the likeliest next tokens; the likeliest is “%1” with probability %2."));
  t.describeSampling = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "Bars of the likeliest next tokens, after temperature and cuts; the likeliest is “%1”: it is drawn with "
      "probability %2, the model gives it %3."));
  return t;
}

}  // namespace

const PredictionTexts& predictionTexts(FigureLanguage language) {
  static TextsByLanguage<PredictionTexts> texts(makePredictionTexts);
  return texts.in(language);
}

}  // namespace headlight
