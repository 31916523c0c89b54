#include "text/stages/normalizers.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "tensor/error.h"
#include "text/stages/byte_alphabet.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

// steps that each make a text longer could go beyond any memory
constexpr std::size_t kMostGrowth = 16;

std::size_t longestResult(std::size_t size) {
  constexpr std::size_t kAlwaysAllowed = 4096;
  return kMostGrowth * size + kAlwaysAllowed;
}

[[noreturn]] void throwTooLong() {
  throw Error("text.normalized_too_long", {{"times", std::to_string(kMostGrowth)}});
}

/// Calls `change` with every character; it returns what stands there from now on, or nullopt to leave it.
template <class Change>
void changeCharacters(AlignedText& text, Change change) {
  Rewriter writer(text);
  const std::string_view view = text.view();
  for (std::size_t at = 0; at < view.size();) {
    const CodePoint point = codePointAt(view, at);
    if (const std::optional<std::string> with = change(point)) {
      writer.keepUntil(at);
      writer.replace(point.size, *with);
    }
    at += point.size;
  }
  writer.finish();
}

const icu::Normalizer2& normalizerOf(UnicodeForm::Form form) {
  UErrorCode error = U_ZERO_ERROR;
  switch (form) {
    case UnicodeForm::Form::Nfd:
      return *icu::Normalizer2::getNFDInstance(error);
    case UnicodeForm::Form::Nfkc:
      return *icu::Normalizer2::getNFKCInstance(error);
    case UnicodeForm::Form::Nfkd:
      return *icu::Normalizer2::getNFKDInstance(error);
    case UnicodeForm::Form::Nfc:
      break;
  }
  return *icu::Normalizer2::getNFCInstance(error);
}

std::string normalized(const icu::Normalizer2& normalizer, std::string_view segment) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::UnicodeString source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(segment.data(), static_cast<std::int32_t>(segment.size())));
  const icu::UnicodeString result = normalizer.normalize(source, error);
  if (U_FAILURE(error)) return std::string(segment);
  std::string bytes;
  result.toUTF8String(bytes);
  return bytes;
}

bool isAsciiText(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Only its own characters; accents that follow a letter do not influence it.
std::string lowered(char32_t character) {
  std::string bytes;
  icu::UnicodeString(static_cast<UChar32>(character)).toLower(icu::Locale::getRoot()).toUTF8String(bytes);
  return bytes;
}

bool isAnyOther(char32_t character) {
  constexpr std::uint32_t kOther = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CN_MASK | U_GC_CO_MASK | U_GC_CS_MASK;
  return (U_GET_GC_MASK(static_cast<UChar32>(character)) & kOther) != 0;
}

/// The blocks that BERT sets apart.
bool isBertChinese(char32_t c) {
  const auto inside = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
  return inside(0x4E00, 0x9FFF) || inside(0x3400, 0x4DBF) || inside(0x20000, 0x2A6DF) || inside(0x2A700, 0x2B73F) ||
         inside(0x2B740, 0x2B81F) || inside(0x2B920, 0x2CEAF) || inside(0xF900, 0xFAFF) || inside(0x2F800, 0x2FA1F);
}

std::optional<std::string> bertClean(const CodePoint& point) {
  const char32_t c = point.value;
  const bool isBreak = c == U'\t' || c == U'\n' || c == U'\r';
  if (c == 0 || c == kReplacementCharacter || (!isBreak && isAnyOther(c))) return "";
  if (c != U' ' && (isBreak || u_isUWhiteSpace(static_cast<UChar32>(c)))) return " ";
  return std::nullopt;
}

void setChineseApart(AlignedText& text) {
  Rewriter writer(text);
  const std::string_view view = text.view();
  for (std::size_t at = 0; at < view.size();) {
    const CodePoint point = codePointAt(view, at);
    if (isBertChinese(point.value)) {
      writer.keepUntil(at);
      writer.insert(" ");
      writer.keep(point.size);
      writer.insert(" ");
    }
    at += point.size;
  }
  writer.finish();
}

}  // namespace

void UnicodeForm::apply(AlignedText& text) const {
  constexpr std::size_t kLongestSegment = 64;  // characters; reordering heaps of marks takes quadratic time
  const icu::Normalizer2& normalizer = normalizerOf(form);
  const std::string_view view = text.view();
  Rewriter writer(text);
  std::size_t begin = 0;
  std::size_t characters = 0;
  const auto endSegment = [&](std::size_t end) {
    const std::string_view segment = view.substr(begin, end - begin);
    if (!isAsciiText(segment)) {
      const std::string with = normalized(normalizer, segment);
      if (with != segment) {
        writer.keepUntil(begin);
        writer.replace(segment.size(), with);
      }
    }
    begin = end;
    characters = 0;
  };
  for (std::size_t at = 0; at < view.size();) {
    const CodePoint point = codePointAt(view, at);
    const bool isBoundary = !point.valid || normalizer.hasBoundaryBefore(static_cast<UChar32>(point.value));
    if (isBoundary || characters >= kLongestSegment) endSegment(at);
    at += point.size;
    ++characters;
    if (!point.valid) begin = at;  // is no character to normalize
  }
  endSegment(view.size());
  writer.finish();
}

void Lowercase::apply(AlignedText& text) const {
  changeCharacters(text, [](const CodePoint& point) -> std::optional<std::string> {
    if (!point.valid) return std::nullopt;
    if (point.value < 0x80) {
      if (point.value < U'A' || point.value > U'Z') return std::nullopt;
      return std::string(1, static_cast<char>(point.value - U'A' + U'a'));
    }
    std::string original;
    appendUtf8(original, point.value);
    std::string lower = lowered(point.value);
    return lower == original ? std::nullopt : std::optional<std::string>(std::move(lower));
  });
}

void StripAccents::apply(AlignedText& text) const {
  changeCharacters(text, [](const CodePoint& point) -> std::optional<std::string> {
    if (point.value < 0x80 || u_charType(static_cast<UChar32>(point.value)) != U_NON_SPACING_MARK) return std::nullopt;
    return "";
  });
}

void StripSpaces::apply(AlignedText& text) const {
  const std::string_view view = text.view();
  const auto isSpaceAt = [&](std::size_t at) {
    return u_isUWhiteSpace(static_cast<UChar32>(codePointAt(view, at).value));
  };
  std::size_t begin = 0;
  while (left && begin < view.size() && isSpaceAt(begin)) begin += codePointAt(view, begin).size;
  std::size_t end = begin;
  for (std::size_t at = begin; at < view.size();) {
    const std::size_t next = at + codePointAt(view, at).size;
    if (!right || !isSpaceAt(at)) end = next;
    at = next;
  }
  Rewriter writer(text);
  if (begin > 0) writer.replace(begin, "");
  writer.keepUntil(end);
  if (end < view.size()) writer.replace(view.size() - end, "");
  writer.finish();
}

void ReplaceText::apply(AlignedText& text) const {
  if (pattern.empty()) return;
  const std::string_view view = text.view();
  Rewriter writer(text);
  for (std::size_t at = view.find(pattern); at != std::string_view::npos;
       at = view.find(pattern, at + pattern.size())) {
    writer.keepUntil(at);
    writer.replace(pattern.size(), content);
  }
  writer.finish();
}

void ControlsAsSpaces::apply(AlignedText& text) const {
  changeCharacters(text, [](const CodePoint& point) -> std::optional<std::string> {
    if (u_charType(static_cast<UChar32>(point.value)) != U_CONTROL_CHAR) return std::nullopt;
    return " ";
  });
}

void ReplaceSpaceRuns::apply(AlignedText& text) const {
  const std::string_view view = text.view();
  Rewriter writer(text);
  for (std::size_t at = view.find("  "); at != std::string_view::npos; at = view.find("  ", at)) {
    const std::size_t end = std::min(view.find_first_not_of(' ', at), view.size());
    writer.keepUntil(at);
    writer.replace(end - at, content);
    at = end;
  }
  writer.finish();
}

void PrependText::apply(AlignedText& text) const {
  if (text.size() == 0) return;
  Rewriter writer(text);
  writer.insert(prepend);
  writer.finish();
}

void BertNormalizer::apply(AlignedText& text) const {
  if (cleanText) changeCharacters(text, bertClean);
  if (handleChineseChars) setChineseApart(text);
  if (stripAccents.value_or(lowercase)) {
    UnicodeForm{UnicodeForm::Form::Nfd}.apply(text);
    StripAccents{}.apply(text);
  }
  if (lowercase) Lowercase{}.apply(text);
}

void ReplacePattern::apply(AlignedText& text) const {
  PatternFinder finder(pattern);
  Rewriter writer(text);
  for (const ByteRange& match : finder.find(text.view())) {
    writer.keepUntil(match.begin);
    writer.replace(match.size(), content);
  }
  writer.finish();
}

void PrecompiledRules::apply(AlignedText& text) const {
  const std::string_view view = text.view();
  const std::size_t limit = longestResult(view.size());
  Rewriter writer(text);
  for (std::size_t at = 0; at < view.size();) {
    const std::optional<Charsmap::Replacement> rule = charsmap->longestAt(view, at);
    if (rule) {
      writer.keepUntil(at);
      writer.replace(rule->taken, rule->text);
      if (writer.newPlace() > limit) throwTooLong();
    }
    at += rule ? rule->taken : codePointAt(view, at).size;
  }
  writer.finish();
}

void NmtNormalizer::apply(AlignedText& text) const {
  changeCharacters(text, [](const CodePoint& point) -> std::optional<std::string> {
    const char32_t c = point.value;
    const auto inside = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
    if (inside(0x1, 0x8) || c == 0xB || inside(0xE, 0x1F) || c == 0x7F || c == 0x8F || c == 0x9F) return "";
    if (c == 0x9 || c == 0xA || c == 0xC || c == 0xD || c == 0x1680 || inside(0x200B, 0x200F) || c == 0x2028 ||
        c == 0x2029 || c == 0x2581 || c == 0xFEFF || (c == kReplacementCharacter && point.valid))
      return " ";
    return std::nullopt;
  });
}

void ByteLevelLetters::apply(AlignedText& text) const {
  Rewriter writer(text);
  for (const char byte : text.view()) writer.replace(1, byteLetters()[static_cast<unsigned char>(byte)]);
  writer.finish();
}

void normalize(AlignedText& text, const std::vector<Normalizer>& normalizers) {
  const std::size_t limit = longestResult(text.size());
  for (const Normalizer& normalizer : normalizers) {
    std::visit([&](const auto& step) { step.apply(text); }, normalizer);
    if (text.size() > limit) throwTooLong();
  }
}

}  // namespace headlight
