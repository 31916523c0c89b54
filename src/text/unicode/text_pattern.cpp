#include "text/unicode/text_pattern.h"

#include <unicode/regex.h>
#include <unicode/unistr.h>
#include <unicode/utext.h>

#include <utility>

#include "tensor/error.h"
#include "text/unicode/oniguruma.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

constexpr std::size_t kLongestShown = 80;

std::string shownPattern(const std::string& pattern) {
  return toValidUtf8(pattern).substr(0, kLongestShown);
}

[[noreturn]] void badPattern(const std::string& pattern, const std::string& reason) {
  throw Error("text.bad_pattern", {{"pattern", shownPattern(pattern)}, {"reason", reason}});
}

}  // namespace

struct TextPattern::Compiled {
  std::unique_ptr<icu::RegexPattern> pattern;
};

TextPattern TextPattern::literal(std::string text) {
  TextPattern pattern;
  pattern.m_source = std::move(text);
  return pattern;
}

TextPattern TextPattern::expression(std::string expression) {
  constexpr std::size_t kLongest = 4096;
  if (expression.size() > kLongest) badPattern(expression, "it is longer than 4096 bytes");
  if (!isValidUtf8(expression)) badPattern(expression, "it is not valid UTF-8");
  const icu::UnicodeString translated = icu::UnicodeString::fromUTF8(icuExpression(expression));
  constexpr std::uint32_t kFlags = UREGEX_UNIX_LINES | UREGEX_MULTILINE;
  UErrorCode status = U_ZERO_ERROR;
  UParseError where{};
  auto compiled = std::make_shared<Compiled>();
  compiled->pattern.reset(icu::RegexPattern::compile(translated, kFlags, where, status));
  if (U_FAILURE(status) || compiled->pattern == nullptr) badPattern(expression, u_errorName(status));
  TextPattern pattern;
  pattern.m_source = std::move(expression);
  pattern.m_compiled = std::move(compiled);
  return pattern;
}

struct PatternFinder::Matching {
  std::unique_ptr<icu::RegexMatcher> matcher;
  UText text = UTEXT_INITIALIZER;
  int ticks = 0;  ///< of about 10,000 steps of the match engine each

  Matching() = default;
  Matching(const Matching&) = delete;
  Matching& operator=(const Matching&) = delete;
  ~Matching() {
    matcher.reset();
    utext_close(&text);
  }

  static UBool U_CALLCONV mayGoOn(const void* context, std::int32_t) {
    constexpr int kMostTicks = 2000;
    return ++const_cast<Matching*>(static_cast<const Matching*>(context))->ticks < kMostTicks;
  }
};

PatternFinder::PatternFinder(const TextPattern& pattern) : m_pattern(pattern) {
  if (pattern.isLiteral()) return;
  m_matching = std::make_unique<Matching>();
  UErrorCode status = U_ZERO_ERROR;
  m_matching->matcher.reset(pattern.m_compiled->pattern->matcher(status));
  if (U_FAILURE(status) || m_matching->matcher == nullptr) badPattern(pattern.source(), u_errorName(status));
  m_matching->matcher->setMatchCallback(&Matching::mayGoOn, m_matching.get(), status);
}

PatternFinder::~PatternFinder() = default;

const std::vector<ByteRange>& PatternFinder::find(std::string_view text) {
  m_found.clear();
  if (m_matching == nullptr) {
    findLiteral(text);
    return m_found;
  }
  UErrorCode status = U_ZERO_ERROR;
  // the matcher keeps a shallow copy of the text: both live here
  utext_openUTF8(&m_matching->text, text.data() == nullptr ? "" : text.data(), static_cast<std::int64_t>(text.size()),
                 &status);
  icu::RegexMatcher& matcher = *m_matching->matcher;
  matcher.reset(&m_matching->text);
  while (U_SUCCESS(status) && matcher.find(status)) {
    const std::int64_t begin = matcher.start64(status);
    const std::int64_t end = matcher.end64(status);
    const ByteRange match{static_cast<std::size_t>(begin), static_cast<std::size_t>(end)};
    // as in Hugging Face's library, an empty match directly after another one is none
    if (match.size() > 0 || m_found.empty() || m_found.back().end != match.begin) m_found.push_back(match);
  }
  if (U_FAILURE(status)) throw Error("text.pattern_too_slow", {{"pattern", shownPattern(m_pattern.source())}});
  return m_found;
}

void PatternFinder::findLiteral(std::string_view text) {
  const std::string_view pattern = m_pattern.source();
  if (pattern.empty()) return;
  for (std::size_t at = text.find(pattern); at != std::string_view::npos; at = text.find(pattern, at + pattern.size()))
    m_found.push_back({at, at + pattern.size()});
}

}  // namespace headlight
