#pragma once
// A text that is rewritten step by step, and for each of its bytes the bytes of the original that it came from.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace headlight {

/// Bytes [begin, end) of some text.
struct ByteRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] std::size_t size() const { return end - begin; }
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

class AlignedText {
 public:
  /// Unchanged text, borrowed; its first byte is byte `offset` of the original.
  explicit AlignedText(std::string_view original, std::size_t offset = 0) : m_borrowed(original), m_offset(offset) {}

  [[nodiscard]] std::string_view view() const { return m_isRewritten ? std::string_view(m_owned) : m_borrowed; }
  [[nodiscard]] std::size_t size() const { return view().size(); }
  /// The range of the original that bytes `range` of the present text come from; empty for empty or inserted text.
  [[nodiscard]] ByteRange origin(ByteRange range) const;
  /// A part of it as a text of its own.
  [[nodiscard]] AlignedText slice(ByteRange range) const;

 private:
  friend class Rewriter;
  [[nodiscard]] std::size_t originBegin(std::size_t at) const;  ///< of the byte, or of the place behind the last one

  std::string_view m_borrowed;
  std::size_t m_offset = 0;
  bool m_isRewritten = false;
  std::string m_owned;
  std::vector<ByteRange> m_origins;  ///< a byte each, if rewritten
};

/// Goes through a text from begin to end and changes it; what is not mentioned at the end is kept. Each byte of a
/// replacement came from all bytes that it replaces.
class Rewriter {
 public:
  explicit Rewriter(AlignedText& text) : m_text(text) {}
  /// The place reached, in the old text.
  [[nodiscard]] std::size_t place() const { return m_place; }
  /// The place reached, in the new text.
  [[nodiscard]] std::size_t newPlace() const { return m_changed ? m_new.size() : m_place; }
  void keep(std::size_t bytes);
  void keepUntil(std::size_t place) { keep(place - m_place); }
  void replace(std::size_t bytes, std::string_view with);
  void insert(std::string_view text) { replace(0, text); }
  /// Puts the new text in place of the old one; once, as the last call.
  void finish();

 private:
  void beginChange();

  AlignedText& m_text;
  std::size_t m_place = 0;
  bool m_changed = false;  ///< a text without changes costs nothing
  std::string m_new;
  std::vector<ByteRange> m_newOrigins;
};

}  // namespace headlight
