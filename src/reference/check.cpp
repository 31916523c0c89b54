#include "reference/check.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headlight {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double errorOf(double value, double expected) {
  if (value == expected) return 0;  // infinities too
  const double difference = std::abs(value - expected);
  return std::isnan(difference) ? kInfinity : difference;
}

PointCheck checkPoint(const ReferenceValue& reference, std::span<const float> values, double tolerance) {
  PointCheck check{reference.name};
  if (values.size() != reference.values.size()) {
    check.maxAbsError = check.maxRelError = kInfinity;
    return check;
  }
  check.values = static_cast<Index>(values.size());
  double largest = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    check.maxAbsError = std::max(check.maxAbsError, errorOf(static_cast<double>(values[i]), reference.values[i]));
    if (std::isfinite(reference.values[i])) largest = std::max(largest, std::abs(reference.values[i]));
  }
  check.maxRelError = check.maxAbsError / std::max(1.0, largest);
  check.passed = check.maxRelError <= tolerance;
  return check;
}

}  // namespace

CheckReport checkAgainst(std::span<const ReferenceValue> reference, std::span<const CheckedValue> values,
                         double tolerance) {
  CheckReport report;
  report.passed = true;
  for (const ReferenceValue& expected : reference) {
    const auto found = std::find_if(values.begin(), values.end(),
                                    [&](const CheckedValue& value) { return value.name == expected.name; });
    const PointCheck& check = report.points.emplace_back(
        checkPoint(expected, found == values.end() ? std::span<const float>() : found->values, tolerance));
    report.maxAbsError = std::max(report.maxAbsError, check.maxAbsError);
    report.maxRelError = std::max(report.maxRelError, check.maxRelError);
    report.passed = report.passed && check.passed;
  }
  return report;
}

}  // namespace headlight
