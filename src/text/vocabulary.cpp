#include "text/vocabulary.h"

#include <algorithm>
#include <initializer_list>

#include "tensor/error.h"
#include "text/unicode/utf8.h"

namespace headlight {

Vocabulary::Vocabulary(std::vector<std::string> pieces) : m_pieces(std::move(pieces)) {
  if (m_pieces.empty()) throw Error("text.vocabulary_empty");
  m_ids.reserve(m_pieces.size());
  for (std::size_t i = 0; i < m_pieces.size(); ++i) {
    const std::string& piece = m_pieces[i];
    if (!isValidUtf8(piece)) throw Error("text.vocabulary_invalid_utf8", {{"id", std::to_string(i)}});
    const auto [place, isNew] = m_ids.emplace(piece, static_cast<TokenId>(i));
    if (!isNew) {
      throw Error("text.vocabulary_duplicate",
                  {{"piece", piece}, {"first", std::to_string(place->second)}, {"second", std::to_string(i)}});
    }
  }
}

Vocabulary::Vocabulary(SparsePieces sparse) : m_pieces(std::move(sparse.pieces)) {
  m_ids.reserve(m_pieces.size());
  for (std::size_t i = 0; i < m_pieces.size(); ++i) {
    if (!isValidUtf8(m_pieces[i])) throw Error("text.vocabulary_invalid_utf8", {{"id", std::to_string(i)}});
    if (m_pieces[i].empty()) {
      ++m_holes;
    } else {
      m_ids[m_pieces[i]] = static_cast<TokenId>(i);
    }
  }
  if (m_ids.empty()) throw Error("text.vocabulary_empty");
  for (const TokenId id : sparse.found)
    if (has(id)) m_ids[piece(id)] = id;
}

std::optional<TokenId> Vocabulary::find(std::string_view piece) const {
  const auto found = m_ids.find(piece);
  return found == m_ids.end() ? std::nullopt : std::optional<TokenId>(found->second);
}

SpecialTokens findSpecialTokens(const Vocabulary& vocabulary, const std::vector<std::string>& pieces,
                                const std::string& unknownPiece) {
  const auto firstOf = [&](std::initializer_list<std::string_view> spellings) -> std::optional<TokenId> {
    for (const std::string_view spelling : spellings)
      if (std::find(pieces.begin(), pieces.end(), spelling) != pieces.end()) return vocabulary.find(spelling);
    return std::nullopt;
  };
  SpecialTokens special;
  special.unknown = unknownPiece.empty() ? firstOf({"[UNK]", "<unk>"}) : vocabulary.find(unknownPiece);
  special.padding = firstOf({"[PAD]", "<pad>"});
  special.mask = firstOf({"[MASK]", "<mask>"});
  special.classification = firstOf({"[CLS]", "<cls>", "<s>"});
  special.separator = firstOf({"[SEP]", "<sep>"});
  special.endOfText = firstOf({"<|endoftext|>", "</s>", "<eos>"});
  return special;
}

}  // namespace headlight
