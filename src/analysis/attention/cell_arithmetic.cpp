#include "analysis/attention/cell_arithmetic.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <limits>
#include <utility>

namespace headlight {

namespace {

constexpr double kNotTheSame = 1e-4;  // a recorded number further off than float32 explains was changed by somebody

using Fillings = std::initializer_list<std::pair<std::string_view, std::string>>;

std::string filled(std::string text, Fillings fillings) {
  for (const auto& [name, value] : fillings) {
    std::string place = "{";
    place.append(name).append("}");
    for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size())) {
      text.replace(at, place.size(), value);
    }
  }
  return text;
}

int exponentOf(double value) {
  return value == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::abs(value))));
}

std::string padded(std::string text, std::size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

std::string number(double value) {
  return padded(significant(value), 13);
}

/// The number that is printed. All arithmetic is done on printed numbers, so that a reader gets every digit of it.
double asPrinted(double value) {
  return std::isfinite(value) ? std::strtod(significant(value).c_str(), nullptr) : value;
}

/// A sum as it is printed.
struct Sum {
  double value = 0;
  double uncertainty = 0;  ///< by what was rounded on the way to the printed terms

  void add(double printed, double lost) {
    value += printed;
    uncertainty += lost;
  }
  [[nodiscard]] std::string text() const { return total(value, uncertainty); }
};

class Writing {
 public:
  Writing(const CellArithmetic& cell, const ArithmeticTexts& texts) : m_cell(cell), m_texts(texts) {}

  std::string write() {
    line(filled(m_texts.title, {{"query", m_cell.queryLabel},
                                {"q", std::to_string(m_cell.query)},
                                {"key", m_cell.keyLabels[static_cast<std::size_t>(m_cell.key)]},
                                {"k", std::to_string(m_cell.key)}}));
    line(filled(m_texts.place, {{"layer", std::to_string(m_cell.layer)},
                                {"head", std::to_string(m_cell.head)},
                                {"d", std::to_string(m_cell.q.size())}}));
    if (m_cell.isMasked()) {
      line();
      line(m_texts.masked);
      return std::move(m_text);
    }
    line(m_texts.rounding);
    writeScore();
    writeSoftmax();
    writeValue();
    return std::move(m_text);
  }

 private:
  void line(const std::string& text = {}) { m_text.append(text).append("\n"); }
  [[nodiscard]] double recordedScore() const { return m_cell.scores[static_cast<std::size_t>(m_cell.key)]; }

  void writeScore() {
    line();
    line(m_texts.products);
    Sum sum;
    for (std::size_t i = 0; i < m_cell.q.size(); ++i) {
      const double q = asPrinted(m_cell.q[i]), k = asPrinted(m_cell.k[i]);
      std::string text = padded(std::to_string(i), 4);
      text.append("  ").append(number(q)).append(" × ").append(number(k));
      line(text.append("  = ").append(number(q * k)));
      sum.add(asPrinted(q * k), roundingOf(q * k) + std::abs(q) * roundingOf(k) + std::abs(k) * roundingOf(q));
    }
    line(resultLine(filled(m_texts.sum, {{"n", std::to_string(m_cell.q.size())}}), sum.text(), sum.value));
    line();
    double score = sum.value;
    if (m_cell.scaled) {
      const auto size = static_cast<double>(m_cell.q.size());
      line(filled(m_texts.scaling, {{"d", std::to_string(m_cell.q.size())}}));
      score = asPrinted(sum.value) / asPrinted(std::sqrt(size));
      std::string text = "    ";
      text.append(significant(sum.value)).append(" / ").append(significant(std::sqrt(size)));
      line(text.append(" = ").append(total(score, sum.uncertainty / std::sqrt(size))));
    } else {
      line(m_texts.noScaling);
    }
    double divisor = m_cell.scaled ? std::sqrt(static_cast<double>(m_cell.q.size())) : 1;
    if (m_cell.layerDivisor != 1) {
      line("   " + filled(m_texts.layerScaling, {{"n", std::to_string(m_cell.layerDivisor)}}));
      const double before = score;
      score = before / m_cell.layerDivisor;
      divisor *= m_cell.layerDivisor;
      std::string text = "    ";
      text.append(significant(before)).append(" / ").append(std::to_string(m_cell.layerDivisor));
      line(text.append(" = ").append(total(score, sum.uncertainty / divisor)));
    }
    const double tolerance = kNotTheSame * std::max(1.0, std::abs(score)) + sum.uncertainty;
    if (std::abs(score - recordedScore()) > tolerance) {
      line(filled(m_texts.scoreChanged, {{"score", significant(recordedScore())}}));
    }
  }

  [[nodiscard]] std::string resultLine(const std::string& what, const std::string& result, double value) const {
    std::string text = "    ";
    text.append(what).append(" = ").append(result);
    return text.append("   (").append(m_texts.exactly).append(": ").append(significant(value)).append(")");
  }

  void writeSoftmax() {
    double largest = -std::numeric_limits<double>::infinity();
    for (const double score : m_cell.scores) largest = std::max(largest, asPrinted(score));
    line();
    line(filled(m_texts.softmax, {{"max", significant(largest)}}));
    Sum sum;
    Index seen = 0;
    for (std::size_t key = 0; key < m_cell.scores.size(); ++key) {
      if (std::isinf(m_cell.scores[key])) continue;
      const double power = powerOf(m_cell.scores[key], largest);
      std::string text = padded(std::to_string(key), 4);
      text.append("  e^(").append(number(m_cell.scores[key])).append(" − ").append(significant(largest));
      text.append(")  = ").append(number(power)).append("  ").append(m_cell.keyLabels[key]);
      line(static_cast<Index>(key) == m_cell.key ? text.append("  ←") : text);
      sum.add(power, roundingOf(power));
      ++seen;
    }
    const auto masked = static_cast<Index>(m_cell.scores.size()) - seen;
    if (masked > 0) line("    " + filled(m_texts.maskedKeys, {{"n", std::to_string(masked)}}));
    line(resultLine(filled(m_texts.sumOfPowers, {{"n", std::to_string(seen)}}), sum.text(), sum.value));
    const double power = powerOf(recordedScore(), largest);
    const double weight = power / asPrinted(sum.value);
    std::string text = "    ";
    text.append(m_texts.weight).append(" = ").append(significant(power)).append(" / ").append(significant(sum.value));
    line(text.append(" = ").append(total(weight, 0)));
    if (std::abs(weight - m_cell.weight) > kNotTheSame) {
      line(filled(m_texts.weightChanged, {{"weight", significant(m_cell.weight)}}));
    }
  }

  static double powerOf(double score, double largest) { return asPrinted(std::exp(asPrinted(score) - largest)); }

  void writeValue() {
    line();
    line(m_texts.values);
    const double weight = asPrinted(m_cell.weight);
    for (std::size_t i = 0; i < m_cell.v.size(); ++i) {
      const double value = asPrinted(m_cell.v[i]);
      std::string text = padded(std::to_string(i), 4);
      text.append("  ").append(number(weight)).append(" × ").append(number(value));
      line(text.append("  = ").append(number(weight * value)));
    }
  }

  const CellArithmetic& m_cell;
  const ArithmeticTexts& m_texts;
  std::string m_text;
};

}  // namespace

bool CellArithmetic::isMasked() const {
  return std::isinf(scores[static_cast<std::size_t>(key)]) && scores[static_cast<std::size_t>(key)] < 0;
}

std::string significant(double value, int digits) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  char text[64];
  // The exponent that it has once it is rounded: 0.99999999 is 1.000000.
  std::snprintf(text, sizeof text, "%.*e", digits - 1, value);
  const int exponent = std::atoi(std::strchr(text, 'e') + 1);
  if (exponent < -4 || exponent > 9) return text;
  std::snprintf(text, sizeof text, "%.*f", std::max(0, digits - 1 - exponent), value);
  return text;
}

double roundingOf(double value, int digits) {
  return value == 0 ? 0 : 0.5 * std::pow(10.0, exponentOf(value) - (digits - 1));
}

std::string total(double value, double uncertainty) {
  int digits = 4;
  // One unit of the last digit covers the rounding of the terms and of the total itself.
  while (digits > 1 && std::pow(10.0, exponentOf(value) - (digits - 1)) < 2 * uncertainty) --digits;
  return significant(value, digits);
}

std::string arithmeticText(const CellArithmetic& cell, const ArithmeticTexts& texts) {
  return Writing(cell, texts).write();
}

}  // namespace headlight
