#pragma once
// A pattern that tokenizers look for in a text: literal, or a regular expression as Hugging Face's files have it
// (oniguruma.h).

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/unicode/aligned_text.h"

namespace headlight {

/// Immutable, cheap to copy; any thread.
class TextPattern {
 public:
  /// Matches nothing.
  TextPattern() = default;
  /// The places of `text`, from the left, not overlapping; an empty text has no place.
  [[nodiscard]] static TextPattern literal(std::string text);
  /// The empty expression matches at every place. Throws Error "text.bad_pattern" {pattern, reason} for what ICU does
  /// not take, or takes too much memory: at most 4096 bytes.
  [[nodiscard]] static TextPattern expression(std::string expression);

  [[nodiscard]] bool isLiteral() const { return m_compiled == nullptr; }
  [[nodiscard]] const std::string& source() const { return m_source; }

  struct Compiled;

 private:
  friend class PatternFinder;
  std::string m_source;
  std::shared_ptr<const Compiled> m_compiled;
};

/// Looks for one pattern in one text after the other; one thread.
class PatternFinder {
 public:
  explicit PatternFinder(const TextPattern& pattern);
  ~PatternFinder();
  PatternFinder(const PatternFinder&) = delete;
  PatternFinder& operator=(const PatternFinder&) = delete;

  /// All matches in `text`, in order; they may be empty. Anchors and look-arounds see no more than this text; invalid
  /// UTF-8 counts as U+FFFD. All finds of one finder may take a few 10^7 steps together; beyond that Error
  /// "text.pattern_too_slow" {pattern} is thrown, the same on every machine.
  [[nodiscard]] const std::vector<ByteRange>& find(std::string_view text);

 private:
  void findLiteral(std::string_view text);

  struct Matching;
  const TextPattern& m_pattern;
  std::unique_ptr<Matching> m_matching;
  std::vector<ByteRange> m_found;
};

}  // namespace headlight
