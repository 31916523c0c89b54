#pragma once
// What every fuzz target shares: an Error is a good answer to bad bytes; anything else thrown or a broken promise is a
// fault.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "tensor/error.h"

namespace headlight::fuzz {

inline std::string_view bytesOf(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// A promise of the code under test.
inline void require(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

/// Runs `act`; true if it threw nothing. An Error must be worded and must not be a fault of ours.
template <class Act>
bool accepts(Act act) {
  try {
    act();
    return true;
  } catch (const Error& error) {
    require(findMessage(error.code()) != nullptr, "every code has a sentence");
    require(error.kind() != ErrorKind::Internal, "bad bytes are no internal failure");
    return false;
  }
}

}  // namespace headlight::fuzz
