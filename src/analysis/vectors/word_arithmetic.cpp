#include "analysis/vectors/word_arithmetic.h"

#include <algorithm>
#include <string>

#include "analysis/vectors/word_index.h"
#include "tensor/error.h"

namespace headlight {
namespace {

constexpr std::string_view kSpaces = " \t\r\n";
constexpr double kNoLength = 1e-12;

Index rowOf(std::string_view word, FindWord find) {
  const Index row = find(word);
  if (row < 0) throw Error("analysis.no_such_word", {{"word", std::string(word)}});
  return row;
}

std::vector<std::string_view> piecesOf(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> pieces;
  for (;;) {
    const auto end = text.find(separator);
    pieces.push_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + separator.size());
  }
}

/// Of words with commas between them.
RowVector<double> meanOf(ConstMatrixRef<float> rows, std::string_view text, std::string_view words, FindWord find) {
  RowVector<double> sum = RowVector<double>::Zero(rows.cols());
  const std::vector<std::string_view> pieces = piecesOf(words, ",");
  for (const std::string_view word : pieces) {
    if (word.empty()) throw Error("analysis.word_axis", {{"text", std::string(text)}});
    sum += rows.row(rowOf(word, find)).cast<double>();
  }
  return sum / static_cast<double>(pieces.size());
}

std::string withArrows(std::string_view text) {
  std::string result(text);
  for (auto at = result.find("->"); at != std::string::npos; at = result.find("->", at)) result.replace(at, 2, "→");
  return result;
}

/// 1 or -1 for a word that is an operator, else 0.
int signOf(std::string_view word) {
  if (word == "+") return 1;
  return word == "-" || word == "−" ? -1 : 0;
}

}  // namespace

WordSum wordSum(ConstMatrixRef<float> rows, std::string_view text, FindWord find) {
  RowVector<double> sum = RowVector<double>::Zero(rows.cols());
  WordSum result;
  int sign = 1;
  bool wordIsNext = true;
  std::string_view rest = trimmed(text);
  bool first = true;
  const auto refuse = [&] { throw Error("analysis.words", {{"text", std::string(text)}}); };
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find_first_of(kSpaces));
    rest = trimmed(rest.substr(word.size()));
    const int isSign = signOf(word);
    if (isSign != 0) {
      if (wordIsNext && !first) refuse();
      sign = isSign;
      wordIsNext = true;
    } else {
      if (!wordIsNext) refuse();
      const Index row = rowOf(word, find);
      const RowVector<double> vector = rows.row(row).cast<double>();
      if (vector.norm() > kNoLength) sum += sign * vector.normalized();
      result.words.push_back(row);
      wordIsNext = false;
    }
    first = false;
  }
  if (wordIsNext) refuse();
  std::sort(result.words.begin(), result.words.end());
  result.words.erase(std::unique(result.words.begin(), result.words.end()), result.words.end());
  result.vector = sum.cast<float>();
  return result;
}

NamedDirection wordAxis(ConstMatrixRef<float> rows, std::string_view text, FindWord find) {
  NamedDirection axis;
  axis.name = withArrows(trimmed(text));
  const std::vector<std::string_view> ends = piecesOf(axis.name, "→");
  if (ends.size() > 2) throw Error("analysis.word_axis", {{"text", std::string(text)}});
  RowVector<double> from = RowVector<double>::Zero(rows.cols());
  if (ends.size() == 2) from = meanOf(rows, text, ends.front(), find);
  const RowVector<double> to = meanOf(rows, text, ends.back(), find);
  const RowVector<double> way = to - from;
  if (!(way.norm() > kNoLength)) throw Error("analysis.no_direction", {{"text", std::string(text)}});
  axis.origin = ends.size() == 2 ? RowVector<double>((from + to) / 2) : from;
  axis.direction = way.normalized();
  return axis;
}

}  // namespace headlight
