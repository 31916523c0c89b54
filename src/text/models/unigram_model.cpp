#include "text/models/unigram_model.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "tensor/error.h"
#include "text/models/byte_fallback.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

constexpr double kUnknownPenalty = 10.0;

class UnigramEncoder : public PieceEncoder {
 public:
  /// `edges`, if given, receives every piece that is tried.
  explicit UnigramEncoder(const UnigramModel& model, std::vector<UnigramModel::Edge>* edges = nullptr)
      : m_model(model), m_edges(edges) {}

  void encode(std::string_view preToken, std::vector<ModelToken>& tokens) override {
    findBestPaths(preToken);
    m_path.clear();
    for (std::size_t end = preToken.size(); end > 0; end = m_best[end].begin)
      m_path.push_back({m_best[end].id, m_best[end].begin, end, m_best[end].isUnknown});
    std::reverse(m_path.begin(), m_path.end());
    if (m_edges != nullptr) markBestPath();
    for (std::size_t i = 0; i < m_path.size();) {
      ModelToken token = m_path[i++];
      while (token.isUnknown && i < m_path.size() && m_path[i].isUnknown) token.end = m_path[i++].end;
      if (token.isUnknown && spellAsBytes(preToken, token, tokens)) continue;
      if (token.id < 0) {
        throw Error("text.no_unknown_token",
                    {{"text", toValidUtf8(preToken.substr(token.begin, token.end - token.begin))}});
      }
      token.isUnknown = token.isUnknown || token.id == m_model.unknown();  // a piece that only its cutter knows
      tokens.push_back(token);
    }
  }

 private:
  /// The best way to cut the text up to a place, by its last piece.
  struct Best {
    double score = -std::numeric_limits<double>::infinity();
    std::size_t begin = 0;
    TokenId id = 0;
    bool isUnknown = false;
    bool isReached = false;
  };

  void findBestPaths(std::string_view preToken) {
    m_best.assign(preToken.size() + 1, Best{});
    m_best[0].score = 0;
    for (std::size_t at = 0; at < preToken.size();) {
      const std::size_t next = at + codePointAt(preToken, at).size;
      const double before = m_best[at].score;
      bool hasSingle = false;
      m_model.trie().forEachPrefix(preToken, at, [&](std::size_t end, std::int32_t piece) {
        const TokenId id = m_model.idOf(piece);
        const double score = m_model.scores()[static_cast<std::size_t>(piece)];
        offer(end, {before + score, at, id, false, true});
        hasSingle = hasSingle || end == next;
      });
      if (!hasSingle) offer(next, {before + m_model.unknownScore(), at, m_model.unknown(), true, true});
      at = next;
    }
  }

  /// Of equals the one that was offered first stays: the one with the longest last piece.
  void offer(std::size_t end, const Best& candidate) {
    if (m_edges != nullptr) {
      m_edges->push_back({{candidate.id, candidate.begin, end, candidate.isUnknown},
                          candidate.score - m_best[candidate.begin].score,
                          candidate.score});
    }
    if (!m_best[end].isReached || candidate.score > m_best[end].score) m_best[end] = candidate;
  }

  void markBestPath() {
    std::size_t edge = 0;
    for (const ModelToken& token : m_path) {
      const auto isThis = [&](const UnigramModel::Edge& each) {
        return each.token.begin == token.begin && each.token.end == token.end;
      };
      while (!isThis((*m_edges)[edge])) ++edge;  // it is there: the path is made of edges
      (*m_edges)[edge].isBest = true;
    }
  }

  bool spellAsBytes(std::string_view preToken, const ModelToken& token, std::vector<ModelToken>& tokens) const {
    if (!m_model.byteFallback()) return false;
    const std::string_view bytes = preToken.substr(token.begin, token.end - token.begin);
    if (std::any_of(bytes.begin(), bytes.end(), [&](char byte) { return m_model.byteToken(byte) < 0; })) return false;
    for (std::size_t i = 0; i < bytes.size(); ++i)
      tokens.push_back({m_model.byteToken(bytes[i]), token.begin + i, token.begin + i + 1, false});
    return true;
  }

  const UnigramModel& m_model;
  std::vector<UnigramModel::Edge>* m_edges;
  std::vector<Best> m_best;
  std::vector<ModelToken> m_path;
};

void requireFinite(double score, const std::string& piece) {
  if (!std::isfinite(score)) throw Error("text.score_not_finite", {{"piece", piece}});
}

std::size_t totalBytes(const Vocabulary& vocabulary, std::size_t pieces) {
  return std::accumulate(vocabulary.pieces().begin(), vocabulary.pieces().begin() + static_cast<std::ptrdiff_t>(pieces),
                         std::size_t{0}, [](std::size_t sum, const std::string& piece) { return sum + piece.size(); });
}

}  // namespace

UnigramModel::UnigramModel(std::shared_ptr<const Vocabulary> vocabulary, std::vector<double> scores, TokenId unknown,
                           bool byteFallback)
    : m_vocabulary(std::move(vocabulary)),
      m_scores(std::move(scores)),
      m_unknown(unknown),
      m_byteFallback(byteFallback),
      m_trie(totalBytes(*m_vocabulary, std::min(m_scores.size(), m_vocabulary->pieces().size()))) {
  const bool isThere = static_cast<std::size_t>(unknown) < m_scores.size() && m_vocabulary->has(unknown);
  if (unknown != kNoUnknown && (unknown < 0 || !isThere))
    throw Error("text.unknown_piece_missing", {{"piece", std::to_string(unknown)}});
  m_scores.resize(std::min(m_scores.size(), m_vocabulary->pieces().size()));
  double lowest = std::numeric_limits<double>::infinity();
  for (std::size_t id = 0; id < m_scores.size(); ++id) {
    if (static_cast<TokenId>(id) == unknown) {
      requireFinite(m_scores[id], m_vocabulary->pieces()[id]);
    } else {
      insertPiece(id, m_vocabulary->pieces()[id]);
    }
    lowest = std::min(lowest, m_scores[id]);
  }
  m_unknownScore = lowest - kUnknownPenalty;
  fillByteTokens();
}

UnigramModel::UnigramModel(std::shared_ptr<const Vocabulary> vocabulary, const std::vector<Piece>& pieces,
                           TokenId unknown, bool byteFallback)
    : m_vocabulary(std::move(vocabulary)), m_unknown(unknown), m_byteFallback(byteFallback) {
  if (!m_vocabulary->has(unknown)) throw Error("text.unknown_piece_missing", {{"piece", std::to_string(unknown)}});
  double lowest = 0;
  for (const Piece& piece : pieces) {
    if (!m_vocabulary->has(piece.id)) throw Error("text.added_piece_missing", {{"piece", piece.text}});
    m_scores.push_back(piece.score);
    m_ids.push_back(piece.id);
    insertPiece(m_scores.size() - 1, piece.text);
    lowest = m_scores.size() == 1 ? piece.score : std::min(lowest, piece.score);
  }
  m_unknownScore = lowest - kUnknownPenalty;
  fillByteTokens();
}

void UnigramModel::insertPiece(std::size_t index, const std::string& piece) {
  requireFinite(m_scores[index], piece);
  if (!piece.empty()) m_trie.insert(piece, static_cast<std::int32_t>(index));
}

std::vector<double> UnigramModel::scoresById() const {
  if (m_ids.empty()) return m_scores;
  constexpr double kNeverChosen = -1e6;
  std::vector<double> scores(m_vocabulary->pieces().size(), kNeverChosen);
  for (std::size_t piece = 0; piece < m_ids.size(); ++piece)
    if (m_ids[piece] != m_unknown) scores[static_cast<std::size_t>(m_ids[piece])] = m_scores[piece];
  return scores;
}

std::vector<UnigramModel::Edge> UnigramModel::lattice(std::string_view preToken) const {
  std::vector<Edge> edges;
  std::vector<ModelToken> tokens;
  UnigramEncoder(*this, &edges).encode(preToken, tokens);
  return edges;
}

void UnigramModel::fillByteTokens() {
  for (unsigned byte = 0; byte < m_byteTokens.size(); ++byte)
    m_byteTokens[byte] = m_vocabulary->find(fallbackPiece(byte)).value_or(-1);
}

std::unique_ptr<PieceEncoder> UnigramModel::newEncoder() const {
  return std::make_unique<UnigramEncoder>(*this);
}

}  // namespace headlight
