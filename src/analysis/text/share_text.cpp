#include "analysis/text/share_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace headlight {

namespace {

std::string written(double value, std::chars_format format, int decimals) {
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format, decimals);
  return {buffer.data(), end.ptr};
}

std::string fixedText(double value, int decimals) {
  return written(value, std::chars_format::fixed, decimals);
}

/// `unit` is what 1 is written as, with `decimals` behind the point.
std::string between(double value, double unit, int decimals) {
  const double step = std::pow(10.0, -decimals);
  if (value > 0 && value < step / 2) return '<' + fixedText(step, decimals);
  if (value < unit && value >= unit - step / 2) return '>' + fixedText(unit - step, decimals);
  return fixedText(value, decimals);
}

}  // namespace

std::string shareText(double share) {
  if (std::isnan(share)) return "-";
  if (share == 0) return "0";
  if (share == 1) return "1";
  if (share < 1e-4) return written(share, std::chars_format::scientific, 1);
  const int exponent = static_cast<int>(std::floor(std::log10(share)));
  for (int decimals = 2 - exponent; decimals <= 15; ++decimals) {
    std::string text = fixedText(share, decimals);
    if (share > 1 || !text.starts_with('1')) return text;
  }
  return ">0.999999999999999";
}

std::string shortShareText(double share) {
  return std::isnan(share) ? "-" : between(share, 1, 2);
}

std::string cosineText(double cosine) {
  if (std::isnan(cosine)) return "-";
  if (std::abs(cosine) < 0.005) return "0.00";
  if (cosine > 0) return between(cosine, 1, 2);
  return cosine > -1 && cosine <= -0.995 ? "<-0.99" : fixedText(cosine, 2);
}

std::string percentText(double share) {
  return std::isnan(share) ? "-" : between(100 * share, 100, 1) + " %";
}

}  // namespace headlight
