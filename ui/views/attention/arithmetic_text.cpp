#include "views/attention/arithmetic_text.h"

#include <QCoreApplication>

#include "charts/figure/shown_text.h"

namespace headlight {
namespace {

std::string inInterfaceLanguage(const char* english) {
  return QCoreApplication::translate("CellArithmetic", english).toStdString();
}

/// The English sentences are those of ArithmeticTexts; here they stand for the translator, and a test compares them.
ArithmeticTexts interfaceArithmetic() {
  const auto text = inInterfaceLanguage;
  ArithmeticTexts t;
  t.title = text(QT_TRANSLATE_NOOP("CellArithmetic",
                                   "Attention of “{query}” (query, position {q}) to “{key}” (key, position {k})"));
  t.place = text(QT_TRANSLATE_NOOP("CellArithmetic", "Layer {layer}, head {head}, {d} numbers in each query and key"));
  t.rounding =
      text(QT_TRANSLATE_NOOP("CellArithmetic",
                             "Numbers are rounded: terms and factors to 7 significant digits, totals (=) to 4. A total "
                             "has fewer digits if the rounding of large terms makes it uncertain."));
  t.products = text(QT_TRANSLATE_NOOP("CellArithmetic", "1. Score: the query's numbers times the key's, added up"));
  t.sum = text(QT_TRANSLATE_NOOP("CellArithmetic", "sum of the {n} products"));
  t.exactly = text(QT_TRANSLATE_NOOP("CellArithmetic", "before rounding"));
  t.scaling = text(QT_TRANSLATE_NOOP("CellArithmetic", "2. Scaled: divided by √{d}"));
  t.layerScaling = text(QT_TRANSLATE_NOOP("CellArithmetic", "and divided by the number of the layer, {n}"));
  t.noScaling = text(QT_TRANSLATE_NOOP("CellArithmetic", "2. This model does not scale its scores"));
  t.scoreChanged = text(
      QT_TRANSLATE_NOOP("CellArithmetic", "An intervention has changed this score: the model went on with {score}."));
  t.softmax = text(QT_TRANSLATE_NOOP(
      "CellArithmetic",
      "3. Softmax: e to the power of each score of the row (less the largest, {max}), as a share of all"));
  t.maskedKeys =
      text(QT_TRANSLATE_NOOP("CellArithmetic", "{n} more keys come after the query and are masked: e^(−∞) = 0"));
  t.sumOfPowers = text(QT_TRANSLATE_NOOP("CellArithmetic", "sum of the {n} powers"));
  t.weight = text(QT_TRANSLATE_NOOP("CellArithmetic", "weight"));
  t.weightChanged = text(
      QT_TRANSLATE_NOOP("CellArithmetic", "An intervention has changed this weight: the model went on with {weight}."));
  t.values = text(QT_TRANSLATE_NOOP(
      "CellArithmetic",
      "4. What is carried: the weight times each number of the key's value, added to the head's output"));
  t.masked = text(QT_TRANSLATE_NOOP(
      "CellArithmetic",
      "The key comes after the query, so it is masked: its score is set to −∞ before the softmax, e^(−∞) = 0, and the "
      "weight is exactly 0. Nothing of it reaches the query."));
  return t;
}

}  // namespace

QString arithmeticPage(CellArithmetic cell) {
  cell.queryLabel = visibleToken(cell.queryLabel).toStdString();
  for (std::string& label : cell.keyLabels) label = visibleToken(label).toStdString();
  return QString::fromStdString(arithmeticText(cell, interfaceArithmetic()));
}

}  // namespace headlight
