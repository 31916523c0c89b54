#include "experiments/word_classes.h"

#include "formats/vectors/lexicon_file.h"

namespace headlight {

namespace {

const std::string kNoClass;

/// The token's text without the space that some tokenizers put before a word.
std::string wordWithoutSpace(const Tokenizer& tokenizer, TokenId id) {
  std::string text = tokenizer.text(id);
  if (text.starts_with(' ')) text.erase(0, 1);
  return text;
}

}  // namespace

WordClasses::WordClasses(const std::map<std::string, std::string>& classOf, const Tokenizer& tokenizer)
    : m_entries(static_cast<std::size_t>(tokenizer.vocabSize())) {
  std::map<std::string, int> numbers;
  for (TokenId id = 0; id < tokenizer.vocabSize(); ++id) {
    const std::string word = wordWithoutSpace(tokenizer, id);
    const auto found = classOf.find(word);
    if (found == classOf.end() || found->second == "other" || !tokenizer.isCandidate(id)) continue;
    const auto [number, isNew] = numbers.try_emplace(found->second, static_cast<int>(m_names.size()));
    if (isNew) m_names.push_back(found->second);
    m_entries[static_cast<std::size_t>(id)] = {number->second, word.front() >= 'A' && word.front() <= 'Z'};
  }
}

const std::string& WordClasses::classOf(TokenId token) const {
  const auto index = static_cast<std::size_t>(token);
  if (index >= m_entries.size() || m_entries[index].wordClass < 0) return kNoClass;
  return m_names[static_cast<std::size_t>(m_entries[index].wordClass)];
}

std::vector<TokenId> WordClasses::peersOf(TokenId token) const {
  std::vector<TokenId> peers;
  if (classOf(token).empty()) return peers;
  const Entry& own = m_entries[static_cast<std::size_t>(token)];
  for (std::size_t id = 0; id < m_entries.size(); ++id) {
    const Entry& entry = m_entries[id];
    if (entry.wordClass != own.wordClass || entry.capital != own.capital || static_cast<TokenId>(id) == token) continue;
    peers.push_back(static_cast<TokenId>(id));
  }
  return peers;
}

WordClasses wordClassesOf(const std::filesystem::path& folder, const Tokenizer& tokenizer) {
  const std::optional<Lexicon> lexicon = readLexicon(folder);
  if (!lexicon) return {};
  std::map<std::string, std::string> classOf;
  for (const auto& [word, entry] : *lexicon) classOf.emplace(word, entry.wordClass);
  return {classOf, tokenizer};
}

}  // namespace headlight
