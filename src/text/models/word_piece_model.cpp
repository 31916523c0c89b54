#include "text/models/word_piece_model.h"

#include "text/unicode/utf8.h"

namespace headlight {
namespace {

class WordPieceEncoder : public PieceEncoder {
 public:
  explicit WordPieceEncoder(const WordPieceModel& model) : m_model(model) {}
  void encode(std::string_view preToken, std::vector<ModelToken>& tokens) override {
    m_model.encodeWord(preToken, tokens);
  }

 private:
  const WordPieceModel& m_model;
};

}  // namespace

WordPieceModel::WordPieceModel(std::shared_ptr<const Vocabulary> vocabulary, TokenId unknown, std::string prefix,
                               std::size_t longestWord)
    : m_vocabulary(std::move(vocabulary)), m_unknown(unknown), m_prefix(std::move(prefix)), m_longestWord(longestWord) {
  for (TokenId id = 0; id < m_vocabulary->size(); ++id) {
    const std::string_view piece = m_vocabulary->piece(id);
    if (piece.empty()) continue;
    m_beginnings.insert(piece, id);
    if (piece.size() > m_prefix.size() && piece.starts_with(m_prefix))
      m_continuations.insert(piece.substr(m_prefix.size()), id);
  }
}

ModelToken WordPieceModel::longestAt(std::string_view word, std::size_t at) const {
  ModelToken longest{m_unknown, at, at, false};
  const PieceTrie& trie = at == 0 ? m_beginnings : m_continuations;
  trie.forEachPrefix(word, at, [&](std::size_t end, std::int32_t id) { longest = {id, at, end, false}; });
  return longest;
}

bool WordPieceModel::takes(std::string_view word) const {
  return countCodePoints(word) <= m_longestWord;
}

void WordPieceModel::encodeWord(std::string_view word, std::vector<ModelToken>& tokens) const {
  const std::size_t before = tokens.size();
  bool fits = takes(word);
  for (std::size_t at = 0; at < word.size() && fits;) {
    const ModelToken longest = longestAt(word, at);
    fits = longest.end > at;
    tokens.push_back(longest);
    at = longest.end;
  }
  if (fits) return;
  tokens.resize(before);
  tokens.push_back({m_unknown, 0, word.size(), true});
}

std::unique_ptr<PieceEncoder> WordPieceModel::newEncoder() const {
  return std::make_unique<WordPieceEncoder>(*this);
}

}  // namespace headlight
