#pragma once
// The outer shell of every file that is ours: what it is, which version of its layout, how long, and a checksum.
//
//   offset  bytes
//        0      8  "\x89HLT\r\n\x1a\n" (damaged by any transfer that changes line ends, as in PNG)
//        8      4  version of this shell, 1
//       12     16  kind, ASCII, padded with zero bytes ("checkpoint", "session")
//       28      4  version of the payload's layout
//       32      8  length of the payload
//       40      n  payload (an archive, see archive.h)
//   40 + n     32  SHA-256 of all bytes before it
// Integers are little-endian.

#include <cstdint>
#include <string>
#include <string_view>

#include "tensor/error.h"

namespace headlight {

struct Container {
  std::uint32_t version = 0;  ///< of the payload's layout; at most the version asked for
  std::string_view payload;   ///< borrowed from the bytes given
};

/// `kind` has 1 to 16 characters; Error "internal.failure" otherwise.
[[nodiscard]] std::string wrapContainer(std::string_view kind, std::uint32_t version, std::string_view payload);

/// Throws Error "archive.not_ours", "archive.wrong_kind", "archive.newer_version" (above `newestVersion`),
/// "archive.truncated", "archive.trailing_bytes", "archive.checksum". `fileName` is for messages.
[[nodiscard]] Container unwrapContainer(std::string_view bytes, std::string_view kind, std::uint32_t newestVersion,
                                        std::string_view fileName);

}  // namespace headlight
