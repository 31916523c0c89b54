#include "text/training/word_level_training.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "text/unicode/utf8.h"

namespace headlight {
namespace {

bool isSpecialPiece(std::string_view word) {
  return std::find(std::begin(kSpecialPieces), std::end(kSpecialPieces), word) != std::end(kSpecialPieces);
}

bool hasReplacementCharacter(std::string_view word) {
  return word.find("\xEF\xBF\xBD") != std::string_view::npos;
}

/// A tokenizer without words: it finds the special pieces and gives every other word as the source of an unknown one.
const WordLevelTokenizer& specialPiecesOnly() {
  static const WordLevelTokenizer tokenizer(
      std::vector<std::string>(std::begin(kSpecialPieces), std::end(kSpecialPieces)));
  return tokenizer;
}

}  // namespace

void WordCounter::add(std::string_view text, std::int64_t weight) {
  for (const Token& token : specialPiecesOnly().encode(text)) {
    if (token.source.empty()) continue;
    m_counts[token.source] += weight;
    m_total += weight;
  }
}

std::int64_t WordCounter::count(std::string_view word) const {
  const auto found = m_counts.find(std::string(word));
  return found == m_counts.end() ? 0 : found->second;
}

std::vector<std::pair<std::string, std::int64_t>> WordCounter::sorted() const {
  std::vector<std::pair<std::string, std::int64_t>> counts(m_counts.begin(), m_counts.end());
  std::sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  return counts;
}

std::vector<std::string> buildVocabulary(const WordCounter& counter, std::int32_t size,
                                         const std::vector<std::string>& required) {
  std::unordered_set<std::string> chosen;
  for (const std::string& word : required) {
    if (!word.empty() && !isSpecialPiece(word)) chosen.insert(word);
  }
  const std::size_t needed = chosen.size() + std::size(kSpecialPieces);
  if (size < 0 || needed > static_cast<std::size_t>(size)) {
    throw Error("text.vocabulary_too_small", {{"size", std::to_string(size)}, {"required", std::to_string(needed)}});
  }
  std::size_t room = static_cast<std::size_t>(size) - needed;
  for (const auto& [word, count] : counter.sorted()) {
    if (room == 0) break;
    if (!hasReplacementCharacter(word) && chosen.insert(word).second) --room;
  }

  std::vector<std::pair<std::int64_t, std::string>> words;
  words.reserve(chosen.size());
  for (const std::string& word : chosen) words.emplace_back(-counter.count(word), word);
  std::sort(words.begin(), words.end());  // the most frequent first, ties by bytes

  std::vector<std::string> vocabulary(std::begin(kSpecialPieces), std::end(kSpecialPieces));
  for (auto& [negativeCount, word] : words) vocabulary.push_back(std::move(word));
  return vocabulary;
}

}  // namespace headlight
