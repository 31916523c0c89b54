#include "charts/texts/steps_texts.h"

#include <QtGlobal>

namespace headlight {
namespace {

StepsTexts makeStepsTexts(const TextLookup& text) {
  StepsTexts t;
  t.steps = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 · layer %2 · head %3 · step by step for “%4”"));
  const char* const names[] = {QT_TRANSLATE_NOOP("FigureTexts", "1 Query and keys"),
                               QT_TRANSLATE_NOOP("FigureTexts", "2 Scores"),
                               QT_TRANSLATE_NOOP("FigureTexts", "3 Scaling"),
                               QT_TRANSLATE_NOOP("FigureTexts", "4 Mask"),
                               QT_TRANSLATE_NOOP("FigureTexts", "5 Softmax"),
                               QT_TRANSLATE_NOOP("FigureTexts", "6 Mixing the values"),
                               QT_TRANSLATE_NOOP("FigureTexts", "7 Into the residual stream")};
  for (int stage = 0; stage < StepsFigure::kStages; ++stage) t.stageNames[stage] = text(names[stage]);
  t.stepsKeys =
      text(QT_TRANSLATE_NOOP("FigureTexts", "the query q of “%1” and the key k of every token: %2 numbers each"));
  t.stepsProduct = text(QT_TRANSLATE_NOOP("FigureTexts", "q · k of “%1” = %2"));
  t.stepsNoScale = text(QT_TRANSLATE_NOOP("FigureTexts", "this model does not scale its scores"));
  t.stepsMask = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 keys come after the query: score −∞"));
  t.stepsNoMask = text(QT_TRANSLATE_NOOP("FigureTexts", "no key is masked: this query sees them all"));
  t.stepsSoftmax = text(QT_TRANSLATE_NOOP("FigureTexts", "“%1”: e^(%2 − %3) / %4 = %5"));
  t.stepsMix = text(QT_TRANSLATE_NOOP("FigureTexts", "z = the sum of weight × v: %1"));
  t.stepsAdd = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "stream + all heads with b_O = stream; this head's z · W_O has length %1, all heads with b_O %2, the stream %3"));
  t.stepsMoreKeys = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 more keys, with %2 of the weight"));
  t.stepsHead = text(QT_TRANSLATE_NOOP("FigureTexts", "this head"));
  t.stepsAllHeads = text(QT_TRANSLATE_NOOP("FigureTexts", "all heads + b_O"));
  t.stepsBefore = text(QT_TRANSLATE_NOOP("FigureTexts", "stream before"));
  t.stepsAfter = text(QT_TRANSLATE_NOOP("FigureTexts", "stream after"));
  t.stepsColors = text(
      QT_TRANSLATE_NOOP("FigureTexts", "red above 0, blue below · q, k up to %1 · v, z up to %2 · stream up to %3"));
  t.stepsChanged = text(
      QT_TRANSLATE_NOOP("FigureTexts", "An intervention reached in: the numbers are the model's and do not follow."));
  t.describeSteps = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "How one attention head turns the query of a token into weights over %1 keys and into its output."));
  return t;
}

}  // namespace

const StepsTexts& stepsTexts(FigureLanguage language) {
  static TextsByLanguage<StepsTexts> texts(makeStepsTexts);
  return texts.in(language);
}

}  // namespace headlight
