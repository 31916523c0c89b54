#pragma once
// SentencePiece's precompiled rules of normalization ("precompiled_charsmap"): a Darts double-array trie of byte
// strings and what each becomes. Format: google/sentencepiece, src/normalizer.cc and third_party/darts_clone
// (Apache-2.0 and BSD): 4 bytes with the size of the trie, its units of 4 bytes, then the replacements, a zero byte
// behind each; all little-endian.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headlight {

/// Immutable; any thread.
class Charsmap {
 public:
  /// Throws Error "text.bad_charsmap" {reason} if the sizes do not fit, or a replacement is longer than 256 bytes.
  explicit Charsmap(std::string bytes);
  Charsmap(const Charsmap&) = delete;  // the replacements are a view of the bytes
  Charsmap& operator=(const Charsmap&) = delete;

  /// What the longest rule that begins at `at` takes and what it puts there; nullopt if none does. Never reads outside
  /// of its tables, whatever they hold.
  struct Replacement {
    std::size_t taken = 0;  ///< bytes of the text, at least 1
    std::string_view text;
  };
  [[nodiscard]] std::optional<Replacement> longestAt(std::string_view text, std::size_t at) const;

  /// As given.
  [[nodiscard]] const std::string& bytes() const { return m_bytes; }

 private:
  void checkReplacements() const;

  std::string m_bytes;
  std::vector<std::uint32_t> m_units;
  std::string_view m_replacements;
};

}  // namespace headlight
