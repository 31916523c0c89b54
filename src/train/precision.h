#pragma once
// Numbers as coarse as a smaller type's, kept in float32: what a value would be if it had been stored in bfloat16 (8
// bits of exponent, 7 of fraction) or float16 (IEEE 754 binary16: 5 and 10), rounded to the nearest, ties to even.
// Arithmetic stays that of float32, as in hardware that multiplies small types and adds up in float32.

#include <span>
#include <string_view>
#include <vector>

#include "hooks/intervention.h"
#include "models/parameters.h"
#include "tensor/thread_pool.h"
#include "train/recipe.h"

namespace headlight {

/// "float32", "bfloat16", "float16".
[[nodiscard]] std::string_view precisionName(Precision precision);
/// Bytes that a number takes when stored.
[[nodiscard]] std::size_t bytesOf(Precision precision);

/// The nearest number of that type. Beyond the largest one it is infinite, as in float16 above 65,504 (rounded).
[[nodiscard]] float rounded(float value, Precision precision);
/// In place. The bits do not depend on the pool.
void roundTo(std::span<float> values, Precision precision, ThreadPool* pool);

/// A copy with every weight rounded.
[[nodiscard]] Parameters roundedParameters(const Parameters& parameters, Precision precision);

/// Interventions that round the value at every hook point, so that a run goes on with coarse values; none for float32.
/// They have no label: they are not what a person chose one by one.
[[nodiscard]] std::vector<Intervention> roundingInterventions(const HookTable& hooks, Precision precision);

}  // namespace headlight
