#include "charts/texts/influence_texts.h"

#include <QtGlobal>

namespace headlight {
namespace {

InfluenceTexts makeInfluenceTexts(const TextLookup& text) {
  InfluenceTexts t;
  t.title = text(QT_TRANSLATE_NOOP("FigureTexts", "What the next word depends on"));
  t.next = text(QT_TRANSLATE_NOOP("FigureTexts", "next: “%1” (%2)"));
  t.shareAxis = text(QT_TRANSLATE_NOOP("FigureTexts", "share of all gradients"));
  t.bitsAxis = text(QT_TRANSLATE_NOOP("FigureTexts", "change of the next word, bits"));
  t.evenLine = text(QT_TRANSLATE_NOOP("FigureTexts", "if every word counted the same"));
  t.noPeers = text(QT_TRANSLATE_NOOP("FigureTexts", "no other word of its class is known"));
  t.notMeasured = text(QT_TRANSLATE_NOOP("FigureTexts", "not measured yet"));
  t.describe = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "Bars over the tokens that %1 models have read: how much the next word of each depends on them."));
  t.timeTitle = text(QT_TRANSLATE_NOOP("FigureTexts", "Gradients on their way back through time"));
  t.initial = text(QT_TRANSLATE_NOOP("FigureTexts", "Untrained"));
  t.trained = text(QT_TRANSLATE_NOOP("FigureTexts", "Trained"));
  t.distanceAxis = text(QT_TRANSLATE_NOOP("FigureTexts", "tokens before the last one"));
  t.normAxis = text(QT_TRANSLATE_NOOP("FigureTexts", "mean length of the gradient"));
  t.timeNote = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "Means over %1 held-out sentences; bands: 95 % intervals; untrained: new random weights, seed %2"));
  t.timeSoFar = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "Means over %1 held-out sentences so far; bands: 95 % intervals; untrained: new random weights, seed %2"));
  t.timeStates = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "Gradient of the right word's loss with respect to what layer %1 handed on: hidden states of recurrent nets, the "
      "stream behind a Transformer's block"));
  t.timeZero =
      text(QT_TRANSLATE_NOOP("FigureTexts", "A length of exactly 0 has no place on this scale and is left out."));
  t.describeTime = text(
      QT_TRANSLATE_NOOP("FigureTexts",
                        "Mean length of the gradient against the distance back in time for %1 models, untrained and "
                        "trained, on a logarithmic scale."));
  return t;
}

}  // namespace

const InfluenceTexts& influenceTexts(FigureLanguage language) {
  static TextsByLanguage<InfluenceTexts> texts(makeInfluenceTexts);
  return texts.in(language);
}

}  // namespace headlight
