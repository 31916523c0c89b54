#pragma once
#include <cstdint>

namespace headlight {

/// A row of the vocabulary.
using TokenId = std::int32_t;

}  // namespace headlight
