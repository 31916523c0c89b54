#include "text/stages/pre_tokenizers.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "text/stages/byte_alphabet.h"
#include "text/stages/gpt2_split.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

bool isWhiteSpace(char32_t character) {
  return u_isUWhiteSpace(static_cast<UChar32>(character));
}

bool isNumeric(char32_t character) {
  return (U_GET_GC_MASK(static_cast<UChar32>(character)) & U_GC_N_MASK) != 0;
}

/// Cuts each range where `isDelimiter` holds for a character.
template <class Predicate>
void splitAt(PreTokens& preTokens, Delimiter behavior, Predicate isDelimiter) {
  std::vector<ByteRange> cut;
  const std::string_view text = preTokens.text.view();
  const auto add = [&](std::size_t begin, std::size_t end) {
    if (begin < end) cut.push_back({begin, end});
  };
  for (const ByteRange range : preTokens.ranges) {
    std::size_t begin = range.begin;  // of the pre-token that is being collected
    bool previous = false;            // whether the character before was a delimiter
    for (std::size_t at = range.begin; at < range.end;) {
      const CodePoint point = codePointAt(text.substr(0, range.end), at);
      const bool current = isDelimiter(point.value);
      const bool edge = behavior == Delimiter::Isolated             ? current || previous
                        : behavior == Delimiter::MergedWithNext     ? current
                        : behavior == Delimiter::MergedWithPrevious ? previous
                                                                    : current != previous;
      if (edge) {
        if (behavior != Delimiter::Removed || !previous) add(begin, at);
        begin = at;
      }
      previous = current;
      at += point.size;
    }
    if (behavior != Delimiter::Removed || !previous) add(begin, range.end);
  }
  preTokens.ranges = std::move(cut);
}

/// A stretch of a pre-token: a match of a pattern, or what lies between two.
struct Stretch {
  ByteRange range;
  bool isDelimiter = false;
};

/// The whole of `range`, in order; `matches` count from its begin.
std::vector<Stretch> stretchesOf(ByteRange range, const std::vector<ByteRange>& matches, bool invert) {
  std::vector<Stretch> stretches;
  std::size_t at = range.begin;
  for (const ByteRange& match : matches) {
    const ByteRange found{range.begin + match.begin, range.begin + match.end};
    if (at < found.begin) stretches.push_back({{at, found.begin}, invert});
    stretches.push_back({found, !invert});
    at = found.end;
  }
  if (at < range.end) stretches.push_back({{at, range.end}, invert});
  return stretches;
}

/// What becomes of the stretches, appended to `cut`; empty matches cut, but leave no pre-token.
void joinStretches(const std::vector<Stretch>& stretches, Delimiter behavior, std::vector<ByteRange>& cut) {
  const std::size_t first = cut.size();
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const bool isDelimiter = stretches[i].isDelimiter;
    const bool wasDelimiter = i > 0 && stretches[i - 1].isDelimiter;
    if (behavior == Delimiter::Removed && isDelimiter) continue;
    const bool joins = i > 0 && ((behavior == Delimiter::Contiguous && isDelimiter == wasDelimiter) ||
                                 (behavior == Delimiter::MergedWithPrevious && isDelimiter && !wasDelimiter) ||
                                 (behavior == Delimiter::MergedWithNext && !isDelimiter && wasDelimiter));
    if (joins) {
      cut.back().end = stretches[i].range.end;
    } else {
      cut.push_back(stretches[i].range);
    }
  }
  const auto isEmpty = [](const ByteRange& range) { return range.size() == 0; };
  cut.erase(std::remove_if(cut.begin() + static_cast<std::ptrdiff_t>(first), cut.end(), isEmpty), cut.end());
}

/// Rewrites the ranges one by one; `rewrite` sees a writer that stands at the begin of a range, and its end.
template <class Rewrite>
void rewriteRanges(PreTokens& preTokens, Rewrite rewrite) {
  Rewriter writer(preTokens.text);
  for (ByteRange& range : preTokens.ranges) {
    const std::size_t end = range.end;
    writer.keepUntil(range.begin);
    range.begin = writer.newPlace();
    rewrite(writer, end);
    writer.keepUntil(end);
    range.end = writer.newPlace();
  }
  writer.finish();
}

void cutAsGpt2(PreTokens& preTokens) {
  std::vector<ByteRange> cut;
  cut.reserve(preTokens.text.size() / 4);
  for (const ByteRange range : preTokens.ranges) {
    const std::string_view text = preTokens.text.view().substr(0, range.end);
    for (std::size_t at = range.begin; at < range.end;) {
      const std::size_t end = gpt2PieceEnd(text, at);
      cut.push_back({at, end});
      at = end;
    }
  }
  preTokens.ranges = std::move(cut);
}

}  // namespace

void ByteLevelSplit::apply(PreTokens& preTokens) const {
  if (addPrefixSpace) {
    rewriteRanges(preTokens, [&](Rewriter& writer, std::size_t) {
      if (preTokens.text.view()[writer.place()] != ' ') writer.insert(" ");
    });
  }
  if (useRegex) cutAsGpt2(preTokens);
  if (!spellsBytes) return;
  rewriteRanges(preTokens, [&](Rewriter& writer, std::size_t end) {
    while (writer.place() < end)
      writer.replace(1, byteLetters()[static_cast<unsigned char>(preTokens.text.view()[writer.place()])]);
  });
}

void MetaspaceSplit::apply(PreTokens& preTokens) const {
  const AlignedText& text = preTokens.text;
  rewriteRanges(preTokens, [&](Rewriter& writer, std::size_t end) {
    const std::string_view part = text.view().substr(writer.place(), end - writer.place());
    const bool isMarked = part.starts_with(' ') || part.starts_with(replacement);
    const bool isFirst = text.origin({writer.place(), writer.place()}).begin == 0;
    if (!isMarked && (prepend == Prepend::Always || (prepend == Prepend::First && isFirst))) writer.insert(replacement);
    const std::string_view upToEnd = text.view().substr(0, end);
    for (std::size_t space = upToEnd.find(' ', writer.place()); space < end; space = upToEnd.find(' ', space + 1)) {
      writer.keepUntil(space);
      writer.replace(1, replacement);
    }
  });
  if (!split) return;
  std::vector<ByteRange> cut;
  for (const ByteRange range : preTokens.ranges) {
    const std::string_view part = preTokens.text.view().substr(0, range.end);
    for (std::size_t begin = range.begin; begin < range.end;) {
      const std::size_t end = std::min(part.find(replacement, begin + 1), range.end);
      cut.push_back({begin, end});
      begin = end;
    }
  }
  preTokens.ranges = std::move(cut);
}

void WhitespaceSplit::apply(PreTokens& preTokens) const {
  splitAt(preTokens, Delimiter::Removed, isWhiteSpace);
}

void WordRunSplit::apply(PreTokens& preTokens) const {
  splitAt(preTokens, Delimiter::Removed, isWhiteSpace);
  splitAt(preTokens, Delimiter::Contiguous, [](char32_t character) { return !isWordCharacter(character); });
}

void PunctuationSplit::apply(PreTokens& preTokens) const {
  splitAt(preTokens, delimiter, isPunctuationCharacter);
}

void BertSplit::apply(PreTokens& preTokens) const {
  splitAt(preTokens, Delimiter::Removed, isWhiteSpace);
  splitAt(preTokens, Delimiter::Isolated, isPunctuationCharacter);
}

void DigitsSplit::apply(PreTokens& preTokens) const {
  splitAt(preTokens, individualDigits ? Delimiter::Isolated : Delimiter::Contiguous, isNumeric);
}

void PatternSplit::apply(PreTokens& preTokens) const {
  PatternFinder finder(pattern);
  std::vector<ByteRange> cut;
  const std::string_view text = preTokens.text.view();
  for (const ByteRange range : preTokens.ranges) {
    const std::vector<ByteRange>& matches = finder.find(text.substr(range.begin, range.size()));
    joinStretches(stretchesOf(range, matches, invert), delimiter, cut);
  }
  preTokens.ranges = std::move(cut);
}

PreTokens preTokenize(AlignedText text, const std::vector<PreTokenizer>& preTokenizers) {
  PreTokens preTokens{std::move(text), {}};
  if (preTokens.text.size() > 0) preTokens.ranges.push_back({0, preTokens.text.size()});
  for (const PreTokenizer& preTokenizer : preTokenizers)
    std::visit([&](const auto& cutter) { cutter.apply(preTokens); }, preTokenizer);
  return preTokens;
}

}  // namespace headlight
