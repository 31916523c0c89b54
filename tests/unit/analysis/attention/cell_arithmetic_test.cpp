// The arithmetic of cells as text: what a reader with a calculator gets from the printed numbers is what is printed.

#include "analysis/attention/cell_arithmetic.h"

#include <gtest/gtest.h>

#include <cmath>
#include <regex>
#include <sstream>

#include "figures/attention/attention_figure.h"
#include "figures/attention/cell_numbers.h"
#include "tensor/error.h"
#include "tensor/random.h"
#include "unit/generate/kind_runs.h"

namespace headlight {
namespace {

using testing::KindRun;

std::vector<std::string> linesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// One unit of the last digit that is printed: "0.1234" → 0.0001, "1.2e-05" → 1e-6, "12340" → 1.
double lastUnit(const std::string& number) {
  const std::size_t e = number.find('e');
  const int exponent = e == std::string::npos ? 0 : std::stoi(number.substr(e + 1));
  const std::size_t point = number.find('.');
  const std::size_t end = std::min(e, number.size());
  const int decimals = point == std::string::npos ? 0 : static_cast<int>(end - point - 1);
  return std::pow(10.0, exponent - decimals);
}

int significantDigits(std::string number) {
  number = number.substr(0, number.find('e'));
  std::erase_if(number, [](char c) { return c == '-' || c == '.'; });
  number.erase(0, std::min(number.find_first_not_of('0'), number.size()));
  return static_cast<int>(number.size());
}

constexpr const char* kNumber = "(-?[0-9.]+(?:e[-+][0-9]+)?)";

/// The text read back by a stranger, who adds up and compares.
class Reader {
 public:
  explicit Reader(const std::string& text) : m_lines(linesOf(text)) {}

  void check() {
    const std::string n = kNumber;
    const std::regex product(" *[0-9]+ +" + n + " × +" + n + " += +" + n);
    const std::regex power(" *[0-9]+ +e\\^\\( *" + n + " − " + n + "\\) += +" + n + " .*");
    const std::regex sum("    sum of the ([0-9]+) (products|powers) = " + n + "   \\(before rounding: " + n + "\\)");
    const std::regex quotient("    (?:weight = )?" + n + " / " + n + " = " + n);
    double added = 0;
    int terms = 0;
    for (const std::string& line : m_lines) {
      std::smatch m;
      if (std::regex_match(line, m, product)) {
        const double result = std::stod(m[3]);
        EXPECT_NEAR(std::stod(m[1]) * std::stod(m[2]), result, 0.500001 * lastUnit(m[3])) << line;
        expectSeven(m[3]);
        added += result;
        ++terms;
      } else if (std::regex_match(line, m, power)) {
        const double result = std::stod(m[3]);
        EXPECT_NEAR(std::exp(std::stod(m[1]) - std::stod(m[2])), result, 0.500001 * lastUnit(m[3])) << line;
        expectSeven(m[3]);
        added += result;
        ++terms;
      } else if (std::regex_match(line, m, sum)) {
        EXPECT_EQ(std::stoi(m[1]), terms);
        EXPECT_LE(std::abs(added - std::stod(m[3])), lastUnit(m[3]) * 1.0000001) << line;
        EXPECT_LE(significantDigits(m[3]), 4) << line;
        added = 0;
        terms = 0;
        ++sums;
      } else if (std::regex_match(line, m, quotient)) {
        EXPECT_LE(std::abs(std::stod(m[1]) / std::stod(m[2]) - std::stod(m[3])), lastUnit(m[3]) * 1.0000001) << line;
        EXPECT_LE(significantDigits(m[3]), 4) << line;
        ++quotients;
      }
    }
    values = terms;  // of step 4, which has no sum
  }

  int sums = 0, quotients = 0, values = 0;

 private:
  static void expectSeven(const std::string& number) {
    if (std::stod(number) == 0) return;
    EXPECT_EQ(significantDigits(number), 7) << number;
  }
  std::vector<std::string> m_lines;
};

TEST(CellArithmetic, aHundredRandomCellsOfEveryKindAddUp) {
  Random random(7);
  int cells = 0;
  for (const ModelKind kind : {ModelKind::Decoder, ModelKind::Encoder, ModelKind::EncoderDecoder}) {
    const KindRun made(kind);
    const FigureRun run = made.run();
    for (const AttentionSide side : attentionSides(run.model.config())) {
      const auto layers = static_cast<std::uint64_t>(attentionLayers(run.model.config(), side));
      for (int i = 0; i < 25; ++i, ++cells) {
        const HeadChoice choice{side, static_cast<int>(random.below(layers)), static_cast<int>(random.below(2))};
        const AttentionFigure figure = attentionFigure(run, choice, {});
        const auto query = static_cast<Index>(random.below(static_cast<std::uint64_t>(figure.weights.rows())));
        const Index keys = figure.causal ? query + 1 : figure.weights.cols();
        const auto key = static_cast<Index>(random.below(static_cast<std::uint64_t>(keys)));
        const CellArithmetic cell = cellArithmetic(run, choice, query, key);
        const std::string text = arithmeticText(cell);
        Reader reader(text);
        reader.check();
        EXPECT_EQ(reader.sums, 2) << text;
        EXPECT_EQ(reader.quotients, 2) << text;
        EXPECT_EQ(reader.values, static_cast<int>(cell.v.size())) << text;
        EXPECT_EQ(text.find("intervention"), std::string::npos) << text;
        const std::string weight = significant(static_cast<double>(figure.weights(query, key)), 4);
        EXPECT_NE(text.find("= " + weight.substr(0, 4)), std::string::npos) << "the weight on the screen";
      }
    }
  }
  EXPECT_GE(cells, 100);
}

/// Cells with d_head 8 to 64 and numbers of every size, made up: terms that cancel among them.
TEST(CellArithmetic, sumsAddUpWhereLargeTermsCancel) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed);
    CellArithmetic cell;
    const std::size_t size = 8U << random.below(4);
    for (std::size_t i = 0; i < size; ++i) {
      const double scale = std::pow(10.0, static_cast<double>(random.below(7)) - 3);
      cell.q.push_back(random.normal() * scale);
      cell.k.push_back(random.normal());
      cell.v.push_back(random.normal());
    }
    cell.scores = {random.normal(), 0};
    cell.keyLabels = {"a", "b"};
    cell.key = 1;
    double sum = 0;
    for (std::size_t i = 0; i < size; ++i) sum += cell.q[i] * cell.k[i];
    if (seed % 2 == 0) {  // nearly nothing is left
      cell.k[0] -= sum / cell.q[0] * (1 - 1e-6);
      sum = 0;
      for (std::size_t i = 0; i < size; ++i) sum += cell.q[i] * cell.k[i];
    }
    cell.scores[1] = sum / std::sqrt(static_cast<double>(size));
    const double most = std::max(cell.scores[0], cell.scores[1]);
    cell.weight = std::exp(cell.scores[1] - most) / (std::exp(cell.scores[0] - most) + std::exp(cell.scores[1] - most));
    Reader reader(arithmeticText(cell));
    reader.check();
    EXPECT_EQ(reader.sums, 2);
  }
}

TEST(CellArithmetic, aMaskedCellSaysWhyInsteadOfCalculating) {
  const KindRun made(ModelKind::Decoder);
  const std::string text = arithmeticText(cellArithmetic(made.run(), {AttentionSide::Own, 0, 0}, 1, 4));
  EXPECT_NE(text.find("masked"), std::string::npos);
  EXPECT_EQ(text.find(" × "), std::string::npos);
}

TEST(CellArithmetic, whatAnInterventionChangedIsNotPretendedToAddUp) {
  const KindRun scores(ModelKind::Decoder, "blocks.0.attn.hook_attn_scores");
  EXPECT_NE(arithmeticText(cellArithmetic(scores.run(), {AttentionSide::Own, 0, 0}, 3, 1)).find("changed this score"),
            std::string::npos);
  const KindRun pattern(ModelKind::Decoder, "blocks.0.attn.hook_pattern");
  EXPECT_NE(arithmeticText(cellArithmetic(pattern.run(), {AttentionSide::Own, 0, 0}, 3, 1)).find("changed this weight"),
            std::string::npos);
}

TEST(CellArithmetic, numbersAreWrittenForACalculator) {
  EXPECT_EQ(significant(0.12345678), "0.1234568");
  EXPECT_EQ(significant(-1234.56789), "-1234.568");
  EXPECT_EQ(significant(1.5e-7), "1.500000e-07");
  EXPECT_EQ(significant(0), "0.000000");
  EXPECT_EQ(total(1.23456789, 0), "1.235");
  EXPECT_EQ(total(0.00123456, 1e-4), "0.001") << "no digit that the terms do not give";
}

TEST(CellArithmetic, aPlaceThatTheTextLacksIsRefused) {
  const KindRun made(ModelKind::Decoder);
  for (const auto& [query, key] : {std::pair<Index, Index>{99, 0}, {0, 99}, {-1, 0}}) {
    try {
      (void)cellArithmetic(made.run(), {AttentionSide::Own, 0, 0}, query, key);
      FAIL();
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), "figure.no_such_cell");
    }
  }
}

}  // namespace
}  // namespace headlight
