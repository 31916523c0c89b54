#include "charts/figure/shown_text.h"

#include <cmath>

#include "analysis/text/token_label.h"

namespace headlight {

QString visibleToken(const QString& text) {
  return visibleToken(text.toStdString());
}

QString visibleToken(const std::string& text) {
  return QString::fromStdString(visibleLabel(text));
}

QString formatNumber(double value, int digits) {
  if (std::isnan(value)) return QStringLiteral("–");
  if (value == 0) return QStringLiteral("0");
  const double size = std::abs(value);
  if (size < 1e-4 || size >= 1e6) {
    QString text = QString::number(value, 'e', digits - 1);
    return text.replace(QStringLiteral("e-0"), QStringLiteral("e-"))
        .replace(QStringLiteral("e+0"), QStringLiteral("e"));
  }
  const int exponent = static_cast<int>(std::floor(std::log10(size)));
  int decimals = std::max(0, digits - 1 - exponent);
  const auto rounded = [size, &decimals] { return std::round(size * std::pow(10, decimals)); };
  if (size < 1 && rounded() >= std::pow(10, decimals)) {
    // Never reads as 1: 0.9996, beside a rest of 0.0004. One more digit, and what is still nearer is cut, not rounded.
    const double step = std::pow(10, ++decimals);
    value = std::trunc(value * step) / step;
  } else if (rounded() >= std::pow(10, digits) && decimals > 0) {  // 9.996 would be 10.00
    --decimals;
  }
  return QString::number(value, 'f', decimals);
}

}  // namespace headlight
