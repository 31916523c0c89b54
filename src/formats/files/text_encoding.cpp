#include "formats/files/text_encoding.h"

#include <unicode/utf16.h>

#include <algorithm>
#include <utility>

#include "formats/files/atomic_file.h"
#include "formats/files/file_form.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

enum class Encoding { Utf8, Utf16Little, Utf16Big, Utf32 };

struct TextStart {
  Encoding encoding = Encoding::Utf8;
  std::size_t mark = 0;  ///< bytes of the byte-order mark
};

constexpr std::size_t kLookedAt = 4096;

/// UTF-16 of a text that is mostly Latin without a mark: nearly every second byte is zero, and no other.
TextStart withoutMark(std::string_view beginning) {
  const std::string_view whole = beginning.substr(0, beginning.size() / 2 * 2);
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < whole.size(); ++i) zeros[i % 2] += whole[i] == '\0' ? 1U : 0U;
  const std::size_t most = whole.size() / 2;
  if (most >= 4 && zeros[0] == 0 && zeros[1] * 10 >= most * 7) return {Encoding::Utf16Little, 0};
  if (most >= 4 && zeros[1] == 0 && zeros[0] * 10 >= most * 7) return {Encoding::Utf16Big, 0};
  return {};
}

TextStart startOf(std::string_view beginning) {
  using std::string_view_literals::operator""sv;
  if (beginning.starts_with("\xff\xfe\0\0"sv) || beginning.starts_with("\0\0\xfe\xff"sv)) return {Encoding::Utf32, 4};
  if (beginning.starts_with("\xff\xfe"sv)) return {Encoding::Utf16Little, 2};
  if (beginning.starts_with("\xfe\xff"sv)) return {Encoding::Utf16Big, 2};
  if (beginning.starts_with("\xef\xbb\xbf"sv)) return {Encoding::Utf8, 3};
  return withoutMark(beginning.substr(0, kLookedAt));
}

std::string fromUtf16(std::string_view bytes, bool isLittle, const std::string& what) {
  const auto unitAt = [&](std::size_t i) {
    const auto first = static_cast<unsigned char>(bytes[2 * i]), second = static_cast<unsigned char>(bytes[2 * i + 1]);
    return static_cast<char16_t>(isLittle ? first | second << 8 : first << 8 | second);
  };
  const std::size_t units = bytes.size() / 2;
  std::string text;
  text.reserve(units);
  std::size_t bad = bytes.size() % 2 != 0 ? units : units + 1;
  for (std::size_t i = 0; i < units && bad > units; ++i) {
    const char16_t unit = unitAt(i);
    if (U16_IS_SINGLE(unit)) {
      appendUtf8(text, unit);
    } else if (U16_IS_LEAD(unit) && i + 1 < units && U16_IS_TRAIL(unitAt(i + 1))) {
      appendUtf8(text, static_cast<char32_t>(U16_GET_SUPPLEMENTARY(unit, unitAt(i + 1))));
      ++i;
    } else {
      bad = i;
    }
  }
  if (bad <= units) throw Error("text.bad_utf16", {{"file", what}, {"position", std::to_string(2 * bad)}});
  return text;
}

bool isControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  const bool usual = c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v' || c == '\x1b';
  return (byte < 0x20 && !usual) || byte == 0x7F;
}

std::string hexByte(char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  return std::string("0x") + kDigits[byte >> 4U] + kDigits[byte & 15U];
}

void checkText(std::string_view text, const std::string& what) {
  const auto fail = [&](const char* code, std::size_t at) {
    throw Error(code, {{"file", what}, {"position", std::to_string(at)}, {"byte", hexByte(text[at])}});
  };
  std::size_t controls = 0, firstControl = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = codePointAt(text, at);
    if (!point.valid) fail("text.not_utf8", at);
    if (point.size == 1 && isControl(text[at]) && controls++ == 0) firstControl = at;
    if (text[at] == '\0') fail("text.not_text", at);
    at += point.size;
  }
  // one stray control character in a long text is still a text
  if (controls > 0 && controls * 100 > text.size()) fail("text.not_text", firstControl);
}

class OwnedSource : public ByteSource {
 public:
  OwnedSource(std::string bytes, std::string name)
      : m_bytes(std::move(bytes)), m_source(memorySource(m_bytes, std::move(name))) {}
  [[nodiscard]] const std::string& name() const override { return m_source->name(); }
  [[nodiscard]] std::uint64_t size() const override { return m_source->size(); }
  void read(std::uint64_t offset, std::span<char> bytes) override { m_source->read(offset, bytes); }

 private:
  std::string m_bytes;
  std::unique_ptr<ByteSource> m_source;
};

/// A source without its first bytes.
class LaterSource : public ByteSource {
 public:
  LaterSource(std::unique_ptr<ByteSource> source, std::uint64_t skipped)
      : m_source(std::move(source)), m_skipped(skipped) {}
  [[nodiscard]] const std::string& name() const override { return m_source->name(); }
  [[nodiscard]] std::uint64_t size() const override { return m_source->size() - m_skipped; }
  void read(std::uint64_t offset, std::span<char> bytes) override { m_source->read(offset + m_skipped, bytes); }

 private:
  std::unique_ptr<ByteSource> m_source;
  std::uint64_t m_skipped;
};

}  // namespace

std::string utf8Text(std::string bytes, const std::string& what) {
  refuseOtherForms(std::string_view(bytes).substr(0, kFormBytes), what);
  const TextStart start = startOf(bytes);
  if (start.encoding == Encoding::Utf32) throw Error("text.utf32", {{"file", what}});
  if (start.encoding == Encoding::Utf8) {
    bytes.erase(0, start.mark);
  } else {
    bytes = fromUtf16(std::string_view(bytes).substr(start.mark), start.encoding == Encoding::Utf16Little, what);
  }
  checkText(bytes, what);
  return bytes;
}

std::string readTextFile(const std::filesystem::path& path, std::uint64_t limitBytes) {
  return utf8Text(readFileLimited(path, limitBytes), shownPath(path));
}

std::unique_ptr<ByteSource> textSource(std::unique_ptr<ByteSource> source, std::uint64_t mostConverted) {
  std::string beginning(static_cast<std::size_t>(std::min<std::uint64_t>(source->size(), kLookedAt)), '\0');
  source->read(0, beginning);
  const TextStart start = startOf(beginning);
  if (start.encoding == Encoding::Utf32) throw Error("text.utf32", {{"file", source->name()}});
  if (start.encoding == Encoding::Utf8 && start.mark == 0) return source;
  if (start.encoding == Encoding::Utf8) return std::make_unique<LaterSource>(std::move(source), start.mark);
  if (source->size() > mostConverted) {
    throw Error("file.too_large", {{"file", source->name()}, {"limit", std::to_string(mostConverted)}});
  }
  std::string bytes(static_cast<std::size_t>(source->size()), '\0');
  source->read(0, bytes);
  const bool isLittle = start.encoding == Encoding::Utf16Little;
  std::string text = fromUtf16(std::string_view(bytes).substr(start.mark), isLittle, source->name());
  return std::make_unique<OwnedSource>(std::move(text), source->name());
}

std::unique_ptr<ByteSource> openTextSource(const std::filesystem::path& path, std::uint64_t mostConverted) {
  return textSource(openFileSource(path), mostConverted);
}

}  // namespace headlight
