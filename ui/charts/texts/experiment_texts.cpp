#include "charts/texts/experiment_texts.h"

#include <QtGlobal>

namespace headlight {
namespace {

ExperimentTexts makeExperimentTexts(const TextLookup& text) {
  ExperimentTexts t;
  t.distance = text(QT_TRANSLATE_NOOP("FigureTexts", "What is still known after so many words"));
  t.kinds[0] = text(QT_TRANSLATE_NOOP("FigureTexts", "Place: on the mat"));
  t.kinds[1] = text(QT_TRANSLATE_NOOP("FigureTexts", "Agreement: is or are"));
  t.kinds[2] = text(QT_TRANSLATE_NOOP("FigureTexts", "Name: who it was"));
  t.distanceAxis = text(QT_TRANSLATE_NOOP("FigureTexts", "words between"));
  t.accuracyAxis = text(QT_TRANSLATE_NOOP("FigureTexts", "right, %"));
  t.guessing = text(QT_TRANSLATE_NOOP("FigureTexts", "guessing"));
  t.sentences = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "%1 held-out sentences a point, the same for every model; bands: 95 % intervals (Wilson)"));
  t.sentencesSoFar = text(
      QT_TRANSLATE_NOOP("FigureTexts",
                        "%1 of %2 held-out sentences a point so far, the same for every model; bands: 95 % intervals "
                        "(Wilson)"));
  t.describeDistance = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "Accuracy of %1 models against the number of words between the deciding word and its place."));
  t.speed = text(QT_TRANSLATE_NOOP("FigureTexts", "Time against the length of the text"));
  t.speedStep = text(QT_TRANSLATE_NOOP("FigureTexts", "One more token"));
  t.speedPrompt = text(QT_TRANSLATE_NOOP("FigureTexts", "A prompt in one call"));
  t.speedOneByOne = text(QT_TRANSLATE_NOOP("FigureTexts", "A prompt, one token at a time"));
  t.speedMoreThreads = text(QT_TRANSLATE_NOOP("FigureTexts", "A prompt in one call, %1 threads"));
  t.multiplications = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "Multiplications for one token, in thousands (layers; each earlier token; scores of all words): %1"));
  t.whyOneThread = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "On one thread the time of a prompt follows roughly from the number of multiplications. On a graphics card a "
      "Transformer computes all tokens of a prompt at the same time; a recurrent net must finish each token before the "
      "next."));
  t.lengthAxis = text(QT_TRANSLATE_NOOP("FigureTexts", "length, tokens"));
  t.millisecondsAxis = text(QT_TRANSLATE_NOOP("FigureTexts", "time, ms"));
  t.repetitions =
      text(QT_TRANSLATE_NOOP("FigureTexts", "Medians of %1 repetitions, measured on this machine; threads: %2"));
  t.stretched = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "Dashed: beyond the model's own context. Only the time means something there: its table of positions "
      "is repeated."));
  t.describeSpeed = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "Time of %1 models for one more token and for a whole prompt, up to %2 tokens."));
  return t;
}

}  // namespace

const ExperimentTexts& experimentTexts(FigureLanguage language) {
  static TextsByLanguage<ExperimentTexts> texts(makeExperimentTexts);
  return texts.in(language);
}

}  // namespace headlight
