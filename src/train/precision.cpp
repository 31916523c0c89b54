#include "train/precision.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace headlight {
namespace {

constexpr Index kGrain = 8192;

/// Bits below the last one that is kept are rounded away, ties to even; the carry may run into the exponent.
std::uint32_t withoutLowBits(std::uint32_t bits, int dropped) {
  const std::uint32_t half = (1U << (dropped - 1)) - 1U;
  const std::uint32_t odd = (bits >> dropped) & 1U;
  return (bits + half + odd) & ~((1U << dropped) - 1U);
}

float toBFloat16(float value) {
  if (std::isnan(value)) return value;
  return std::bit_cast<float>(withoutLowBits(std::bit_cast<std::uint32_t>(value), 16));
}

float toFloat16(float value) {
  constexpr float kSmallestNormal = 0x1p-14F;
  constexpr float kLargest = 65504.0F;
  const float magnitude = std::fabs(value);
  if (!(magnitude <= std::numeric_limits<float>::max())) return value;  // infinite or no number
  float result = 0;
  if (magnitude < kSmallestNormal) {
    // The numbers between 1/2 and 1 are 2^-24 apart, as float16's smallest are: the addition rounds.
    const float sum = 0.5F + magnitude;
    result = sum - 0.5F;
  } else {
    result = std::bit_cast<float>(withoutLowBits(std::bit_cast<std::uint32_t>(magnitude), 13));
    if (result > kLargest) result = std::numeric_limits<float>::infinity();
  }
  return std::copysign(result, value);
}

}  // namespace

std::string_view precisionName(Precision precision) {
  switch (precision) {
    case Precision::Float32:
      return "float32";
    case Precision::BFloat16:
      return "bfloat16";
    case Precision::Float16:
      return "float16";
  }
  return "float32";
}

std::size_t bytesOf(Precision precision) {
  return precision == Precision::Float32 ? 4 : 2;
}

float rounded(float value, Precision precision) {
  if (precision == Precision::BFloat16) return toBFloat16(value);
  return precision == Precision::Float16 ? toFloat16(value) : value;
}

void roundTo(std::span<float> values, Precision precision, ThreadPool* pool) {
  if (precision == Precision::Float32) return;
  parallelFor(pool, static_cast<Index>(values.size()), kGrain, [&](Index begin, Index end) {
    for (Index i = begin; i < end; ++i) {
      float& value = values[static_cast<std::size_t>(i)];
      value = rounded(value, precision);
    }
  });
}

Parameters roundedParameters(const Parameters& parameters, Precision precision) {
  Parameters copy(parameters.layout());
  const std::span<const float> block = parameters.block();
  std::copy(block.begin(), block.end(), copy.block().begin());
  roundTo(copy.block(), precision, nullptr);
  return copy;
}

std::vector<Intervention> roundingInterventions(const HookTable& hooks, Precision precision) {
  std::vector<Intervention> interventions;
  if (precision == Precision::Float32) return interventions;
  for (const HookPoint& point : hooks.points()) {
    Intervention rounding;
    rounding.point = point.name;
    rounding.edit = [precision](float value) { return rounded(value, precision); };
    interventions.push_back(std::move(rounding));
  }
  return interventions;
}

}  // namespace headlight
