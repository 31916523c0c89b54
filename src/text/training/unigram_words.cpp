#include "text/training/unigram_words.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "text/stages/added_tokens.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

constexpr char32_t kSpaceLetter = 0x2581;  // ▁
constexpr std::int64_t kLeastSeedCount = 2;

enum class CharacterKind { Space, Letter, EastAsian, Digit, Mark, Other };

CharacterKind kindOf(char32_t character) {
  if (character == kSpaceLetter) return CharacterKind::Space;
  const auto c = static_cast<UChar32>(character);
  const std::uint32_t category = U_GET_GC_MASK(c);
  if ((category & U_GC_M_MASK) != 0) return CharacterKind::Mark;
  if ((category & U_GC_N_MASK) != 0) return CharacterKind::Digit;
  if ((category & U_GC_L_MASK) == 0) return CharacterKind::Other;
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(c, &error);
  const bool isEastAsian = script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
  return isEastAsian ? CharacterKind::EastAsian : CharacterKind::Letter;
}

/// Marks stay with what they stand on; ▁ begins a word, but stands alone before Chinese, so that 我 at the begin of a
/// sentence is the same piece as elsewhere.
bool goesOn(CharacterKind before, CharacterKind current) {
  if (current == CharacterKind::Mark) return true;
  if (current == CharacterKind::Space) return false;
  if (before == CharacterKind::Space) return current != CharacterKind::EastAsian;
  return before == current;
}

using Counts = std::unordered_map<std::string, std::int64_t>;

void addWords(std::string_view preToken, std::int64_t weight, Counts& counts) {
  std::size_t begin = 0;
  CharacterKind before = CharacterKind::Other;
  for (std::size_t at = 0; at < preToken.size();) {
    const CodePoint point = codePointAt(preToken, at);
    const CharacterKind current = kindOf(point.value);
    if (at > begin && !goesOn(before, current)) {
      counts[std::string(preToken.substr(begin, at - begin))] += weight;
      begin = at;
    }
    if (current != CharacterKind::Mark || at == begin) before = current;
    at += point.size;
  }
  if (begin < preToken.size()) counts[std::string(preToken.substr(begin))] += weight;
}

template <class Map>
CountedTexts sorted(const Map& counts) {
  CountedTexts result;
  result.reserve(counts.size());
  for (const auto& [text, count] : counts) result.emplace_back(std::string(text), count);
  std::sort(result.begin(), result.end());
  return result;
}

/// Valid characters, each as a view.
template <class Visit>
void forEachCharacter(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = codePointAt(text, at);
    visit(text.substr(at, point.size), point.valid);
    at += point.size;
  }
}

}  // namespace

std::vector<Normalizer> unigramNormalizers() {
  return {ControlsAsSpaces{}, UnicodeForm{UnicodeForm::Form::Nfc}};
}

std::vector<PreTokenizer> unigramPreTokenizers() {
  return {WhitespaceSplit{}, MetaspaceSplit{}};
}

CountedTexts countUnigramWords(std::span<const WeightedText> texts, std::span<const std::string> specials) {
  std::vector<AddedToken> added;
  for (const std::string& special : specials) added.push_back({0, special});
  const AddedTokenMatcher matcher(added);
  const std::vector<Normalizer> normalizers = unigramNormalizers();
  const std::vector<PreTokenizer> preTokenizers = unigramPreTokenizers();
  Counts preTokenCounts;
  for (const WeightedText& text : texts) {
    if (text.weight <= 0) continue;
    for (const AddedTokenMatcher::Part& part : matcher.split(text.text)) {
      if (part.token != nullptr) continue;
      AlignedText plain(text.text.substr(part.range.begin, part.range.size()));
      normalize(plain, normalizers);
      const PreTokens preTokens = preTokenize(std::move(plain), preTokenizers);
      for (const ByteRange range : preTokens.ranges)
        preTokenCounts[std::string(preTokens.text.view().substr(range.begin, range.size()))] += text.weight;
    }
  }
  Counts words;
  for (const auto& [preToken, count] : preTokenCounts) addWords(preToken, count, words);
  return sorted(words);
}

CountedTexts frequentCharacters(const CountedTexts& words, std::int64_t leastCount, std::size_t most) {
  std::unordered_map<std::string_view, std::int64_t> counts;
  for (const auto& [word, count] : words) {
    forEachCharacter(word, [&, n = count](std::string_view character, bool valid) {
      if (valid && character != "\uFFFD") counts[character] += n;
    });
  }
  CountedTexts characters = sorted(counts);
  std::erase_if(characters, [&](const auto& each) { return each.second < leastCount; });
  std::stable_sort(characters.begin(), characters.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  if (characters.size() > most) characters.resize(most);
  return characters;
}

CountedTexts withoutOtherCharacters(const CountedTexts& words, const CountedTexts& characters) {
  std::unordered_set<std::string_view> known;
  for (const auto& [character, count] : characters) known.insert(character);
  Counts kept;
  for (const auto& [word, count] : words) {
    std::string part;
    const auto endPart = [&, n = count] {
      if (!part.empty()) kept[part] += n;
      part.clear();
    };
    forEachCharacter(word, [&](std::string_view character, bool) {
      if (known.contains(character)) {
        part += character;
      } else {
        endPart();
      }
    });
    endPart();
  }
  return sorted(kept);
}

CountedTexts frequentSubstrings(const CountedTexts& words, std::size_t longest, std::size_t longestChinese,
                                std::size_t most) {
  struct Seen {
    std::int64_t count = 0;
    std::size_t characters = 0;
  };
  std::unordered_map<std::string_view, Seen> seen;
  std::vector<std::size_t> places;  // where the characters of a word begin, and its end
  for (const auto& [word, count] : words) {
    places.assign(1, 0);
    forEachCharacter(word,
                     [&](std::string_view character, bool) { places.push_back(places.back() + character.size()); });
    const bool isChinese = kindOf(codePointAt(word, 0).value) == CharacterKind::EastAsian;
    const std::size_t limit = isChinese ? longestChinese : longest;
    for (std::size_t begin = 0; begin + 1 < places.size(); ++begin) {
      for (std::size_t n = 2; n <= limit && begin + n < places.size(); ++n) {
        Seen& entry = seen[std::string_view(word).substr(places[begin], places[begin + n] - places[begin])];
        entry.count += count;
        entry.characters = n;
      }
    }
  }
  struct Candidate {
    std::int64_t weight = 0;
    std::string_view text;
    std::int64_t count = 0;
  };
  std::vector<Candidate> candidates;
  for (const auto& [text, entry] : seen)
    if (entry.count >= kLeastSeedCount)
      candidates.push_back({entry.count * static_cast<std::int64_t>(entry.characters), text, entry.count});
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.text < b.text;
  });
  if (candidates.size() > most) candidates.resize(most);
  CountedTexts result;
  result.reserve(candidates.size());
  for (const Candidate& each : candidates) result.emplace_back(std::string(each.text), each.count);
  return result;
}

}  // namespace headlight
