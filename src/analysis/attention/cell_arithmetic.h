#pragma once
// The whole arithmetic of one cell of attention, written out so that a reader with a calculator gets the shown numbers.
//
// Everything that is added or multiplied is printed with seven significant digits, every total with four; a total that
// rounding has left uncertain (large terms that cancel) with fewer, so that adding the printed terms always gives the
// printed total within one unit of its last digit.

#include <string>
#include <string_view>
#include <vector>

#include "tensor/matrix.h"

namespace headlight {

/// One query, one key, one head (Vaswani and others 2017, equation 1). D = d_head, K keys. Numbers are those that the
/// model recorded.
struct CellArithmetic {
  int layer = 0, head = 0;
  Index query = 0, key = 0;
  std::string queryLabel;
  std::vector<std::string> keyLabels;  ///< [K]
  std::vector<double> q, k, v;         ///< [D]: of the query, of the key, of the key's value
  bool scaled = true;                  ///< scores are divided by sqrt(D)
  int layerDivisor = 1;                ///< scores are divided by it too
  std::vector<double> scores;          ///< [K], scaled, minus infinity where masked
  double weight = 0;                   ///< of the cell, as the model has it

  [[nodiscard]] bool isMasked() const;
};

/// The sentences; {placeholders} are filled in. The English ones are the defaults.
struct ArithmeticTexts {
  std::string title = "Attention of “{query}” (query, position {q}) to “{key}” (key, position {k})";
  std::string place = "Layer {layer}, head {head}, {d} numbers in each query and key";
  std::string rounding =
      "Numbers are rounded: terms and factors to 7 significant digits, totals (=) to 4. A total has fewer digits if "
      "the rounding of large terms makes it uncertain.";
  std::string products = "1. Score: the query's numbers times the key's, added up";
  std::string sum = "sum of the {n} products";
  std::string exactly = "before rounding";
  std::string scaling = "2. Scaled: divided by √{d}";
  std::string noScaling = "2. This model does not scale its scores";
  std::string layerScaling = "and divided by the number of the layer, {n}";
  std::string scoreChanged = "An intervention has changed this score: the model went on with {score}.";
  std::string softmax =
      "3. Softmax: e to the power of each score of the row (less the largest, {max}), as a share of all";
  std::string maskedKeys = "{n} more keys come after the query and are masked: e^(−∞) = 0";
  std::string sumOfPowers = "sum of the {n} powers";
  std::string weight = "weight";
  std::string weightChanged = "An intervention has changed this weight: the model went on with {weight}.";
  std::string values =
      "4. What is carried: the weight times each number of the key's value, added to the head's output";
  std::string masked =
      "The key comes after the query, so it is masked: its score is set to −∞ before the softmax, e^(−∞) = 0, and the "
      "weight is exactly 0. Nothing of it reaches the query.";
};

/// Lines of plain text for a monospaced font.
[[nodiscard]] std::string arithmeticText(const CellArithmetic& cell, const ArithmeticTexts& texts = {});

/// Seven significant digits (or `digits`), with a point: "-0.1234567", "1.234567e-05".
[[nodiscard]] std::string significant(double value, int digits = 7);
/// Four significant digits, fewer where they would be finer than `uncertainty`.
[[nodiscard]] std::string total(double value, double uncertainty);
/// Half a unit of the last digit that significant() prints.
[[nodiscard]] double roundingOf(double value, int digits = 7);

}  // namespace headlight
