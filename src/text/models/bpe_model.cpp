#include "text/models/bpe_model.h"

#include <algorithm>

#include "tensor/error.h"
#include "text/models/byte_fallback.h"
#include "text/stages/byte_alphabet.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

/// A pre-token as a linked list of symbols; merging two takes constant time, finding the next merge a logarithmic one,
/// so that a text that is one long word does no harm.
class MergeList {
 public:
  /// `steps`, if given, receives each merge.
  explicit MergeList(const BpeModel& model, BpeModel::Steps* steps = nullptr) : m_model(model), m_steps(steps) {}

  void run(std::string_view preToken, std::vector<ModelToken>& tokens) {
    setSymbols(preToken);
    if (m_steps != nullptr) takeTokens(m_steps->bytes);
    for (std::size_t i = 0; i + 1 < m_symbols.size(); ++i) offer(i);
    while (!m_queue.empty()) {
      std::pop_heap(m_queue.begin(), m_queue.end(), isLater);
      const Candidate next = m_queue.back();
      m_queue.pop_back();
      if (stillHolds(next)) merge(next);
    }
    takeTokens(tokens);
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  struct Symbol {
    TokenId id = 0;
    bool isUnknown = false;
    bool isMerged = false;  ///< into the one before it
    std::size_t begin = 0, end = 0;
    std::size_t previous = kNone, next = kNone;
  };

  /// The symbol at `place` and the one behind it may merge.
  struct Candidate {
    std::int32_t rank = 0;
    TokenId merged = 0;
    std::size_t place = 0;
  };

  static bool isLater(const Candidate& a, const Candidate& b) {
    return a.rank != b.rank ? a.rank > b.rank : a.place > b.place;
  }

  void setSymbols(std::string_view preToken) {
    m_symbols.clear();
    m_queue.clear();
    if (!m_model.readsBytes()) return setCharacters(preToken);
    for (std::size_t at = 0; at < preToken.size(); ++at) {
      const TokenId id = m_model.byteToken(preToken[at]);
      if (id >= 0) {
        add(id, at, at + 1);
      } else {
        addUnknown(at, at + 1);
      }
    }
  }

  void setCharacters(std::string_view preToken) {
    const BpeOptions& options = m_model.options();
    std::string piece;
    for (std::size_t at = 0; at < preToken.size();) {
      const std::size_t end = at + codePointAt(preToken, at).size;
      piece.assign(at == 0 ? "" : options.prefix).append(preToken, at, end - at);
      if (end == preToken.size()) piece += options.suffix;
      if (const std::optional<TokenId> id = m_model.vocabulary().find(piece)) {
        add(*id, at, end);
      } else if (!options.byteFallback || !addBytes(piece, at, end)) {
        addUnknown(at, end);
      }
      at = end;
    }
  }

  void add(TokenId id, std::size_t begin, std::size_t end, bool isUnknown = false) {
    Symbol symbol;
    symbol.id = id;
    symbol.isUnknown = isUnknown;
    symbol.begin = begin;
    symbol.end = end;
    if (!m_symbols.empty()) {
      symbol.previous = m_symbols.size() - 1;
      m_symbols.back().next = m_symbols.size();
    }
    m_symbols.push_back(symbol);
  }

  void addUnknown(std::size_t begin, std::size_t end) {
    const BpeOptions& options = m_model.options();
    if (!options.unknown) return;
    if (options.fuseUnknown && !m_symbols.empty() && m_symbols.back().isUnknown) {
      m_symbols.back().end = end;
    } else {
      add(*options.unknown, begin, end, true);
    }
  }

  /// False if a byte of the piece has no token. The piece's bytes are those of [begin, end) with prefix and suffix.
  bool addBytes(std::string_view piece, std::size_t begin, std::size_t end) {
    if (std::any_of(piece.begin(), piece.end(), [&](char byte) { return m_model.fallbackToken(byte) < 0; }))
      return false;
    const std::size_t prefix = begin == 0 ? 0 : m_model.options().prefix.size();
    for (std::size_t i = 0; i < piece.size(); ++i) {
      const std::size_t own = i < prefix ? 0 : i - prefix;
      add(m_model.fallbackToken(piece[i]), std::min(begin + own, end),
          std::min(begin + own + (i < prefix ? 0 : 1), end));
    }
    return true;
  }

  void takeTokens(std::vector<ModelToken>& tokens) const {
    for (std::size_t i = 0; i != kNone && i < m_symbols.size(); i = m_symbols[i].next) {
      const Symbol& symbol = m_symbols[i];
      tokens.push_back({symbol.id, symbol.begin, symbol.end, symbol.isUnknown});
    }
  }

  [[nodiscard]] std::size_t symbolsBefore(std::size_t place) const {
    std::size_t count = 0;
    for (std::size_t i = m_symbols[place].previous; i != kNone; i = m_symbols[i].previous) ++count;
    return count;
  }

  void offer(std::size_t place) {
    const Symbol& left = m_symbols[place];
    if (left.next == kNone) return;
    const BpeModel::Rule* rule = m_model.rule(left.id, m_symbols[left.next].id);
    if (rule == nullptr) return;
    m_queue.push_back({rule->rank, rule->merged, place});
    std::push_heap(m_queue.begin(), m_queue.end(), isLater);
  }

  [[nodiscard]] bool stillHolds(const Candidate& candidate) const {
    const Symbol& left = m_symbols[candidate.place];
    if (left.isMerged || left.next == kNone) return false;
    const BpeModel::Rule* rule = m_model.rule(left.id, m_symbols[left.next].id);
    return rule != nullptr && rule->rank == candidate.rank;
  }

  void merge(const Candidate& candidate) {
    Symbol& left = m_symbols[candidate.place];
    Symbol& right = m_symbols[left.next];
    if (m_steps != nullptr) {
      const std::size_t before = symbolsBefore(candidate.place);
      m_steps->merges.push_back({candidate.rank, before, {left.id, right.id, candidate.merged}});
    }
    left.id = candidate.merged;
    left.isUnknown = false;
    left.end = right.end;
    left.next = right.next;
    right.isMerged = true;
    if (left.next != kNone) m_symbols[left.next].previous = candidate.place;
    if (left.previous != kNone) offer(left.previous);
    offer(candidate.place);
  }

  const BpeModel& m_model;
  BpeModel::Steps* m_steps;
  std::vector<Symbol> m_symbols;
  std::vector<Candidate> m_queue;  ///< a heap
};

class BpeEncoder : public PieceEncoder {
 public:
  explicit BpeEncoder(const BpeModel& model) : m_model(model), m_list(model) {}

  void encode(std::string_view preToken, std::vector<ModelToken>& tokens) override {
    if (const std::optional<TokenId> whole = m_model.wholeToken(preToken)) {
      tokens.push_back({*whole, 0, preToken.size(), false});
      return;
    }
    if (preToken.size() > kLongestCached) return m_list.run(preToken, tokens);
    const auto found = m_cache.find(preToken);
    if (found != m_cache.end()) {
      tokens.insert(tokens.end(), found->second.begin(), found->second.end());
      return;
    }
    const std::size_t before = tokens.size();
    m_list.run(preToken, tokens);
    if (m_cache.size() < kMostCached)
      m_cache.emplace(preToken,
                      std::vector<ModelToken>(tokens.begin() + static_cast<std::ptrdiff_t>(before), tokens.end()));
  }

 private:
  static constexpr std::size_t kLongestCached = 64;
  static constexpr std::size_t kMostCached = 1U << 15U;

  const BpeModel& m_model;
  MergeList m_list;
  std::unordered_map<std::string, std::vector<ModelToken>, TextHash, std::equal_to<>> m_cache;
};

}  // namespace

BpeModel::BpeModel(std::shared_ptr<const Vocabulary> vocabulary,
                   const std::vector<std::pair<std::string, std::string>>& merges, BpeOptions options)
    : m_vocabulary(std::move(vocabulary)), m_options(std::move(options)), m_rules(merges.size()) {
  for (unsigned byte = 0; byte < m_byteTokens.size(); ++byte) {
    m_byteTokens[byte] = m_vocabulary->find(byteLetters()[byte]).value_or(-1);
    m_fallback[byte] = m_vocabulary->find(fallbackPiece(byte)).value_or(-1);
  }
  readMerges(merges);
  if (m_options.ignoreMerges) {
    takeWholePieces();
  } else if (readsBytes()) {
    findWholeTokens();
  }
}

void BpeModel::readMerges(const std::vector<std::pair<std::string, std::string>>& merges) {
  m_merges.reserve(merges.size());
  for (const auto& [left, right] : merges) {
    const auto idOf = [&](const std::string& piece) {
      const std::optional<TokenId> id = m_vocabulary->find(piece);
      if (id) return *id;
      throw Error("text.merge_unknown_piece",
                  {{"merge", left + " " + right}, {"number", std::to_string(m_merges.size())}, {"piece", piece}});
    };
    // the prefix says that a piece is inside a word, which its place in the joined piece says already
    const std::size_t prefix = std::min(m_options.prefix.size(), right.size());
    const BpeMerge merge{idOf(left), idOf(right), idOf(left + right.substr(prefix))};
    // of a pair that is listed twice the last place counts, as in Hugging Face's reader
    m_rules[pairKey(merge.left, merge.right)] = {static_cast<std::int32_t>(m_merges.size()), merge.merged};
    m_merges.push_back(merge);
  }
}

void BpeModel::findWholeTokens() {
  constexpr std::size_t kLongest = 256;  // longer ones are rare and would cost time for nothing
  MergeList list(*this);
  std::vector<ModelToken> tokens;
  m_wholeTokens.reserve(m_merges.size() + m_byteTokens.size());
  const auto consider = [&](TokenId id) {
    std::optional<std::string> bytes = bytesOfSpelling(m_vocabulary->piece(id));
    if (!bytes || bytes->size() > kLongest) return;
    tokens.clear();
    list.run(*bytes, tokens);
    if (tokens.size() == 1 && tokens[0].id == id) m_wholeTokens.emplace(std::move(*bytes), id);
  };
  for (const TokenId id : m_byteTokens)
    if (id >= 0) consider(id);
  for (const BpeMerge& merge : m_merges) consider(merge.merged);
}

void BpeModel::takeWholePieces() {
  for (TokenId id = 0; id < m_vocabulary->size(); ++id) {
    const std::string& piece = m_vocabulary->piece(id);
    if (m_vocabulary->find(piece) != id) continue;
    std::optional<std::string> text = readsBytes() ? bytesOfSpelling(piece) : std::optional<std::string>(piece);
    if (text && !text->empty()) m_wholeTokens.emplace(std::move(*text), id);
  }
}

bool BpeModel::hasEveryByte() const {
  return std::all_of(m_byteTokens.begin(), m_byteTokens.end(), [](TokenId id) { return id >= 0; });
}

BpeModel::Steps BpeModel::steps(std::string_view preToken) const {
  Steps steps;
  if (const auto whole = m_options.ignoreMerges ? wholeToken(preToken) : std::nullopt) {
    steps.bytes.push_back({*whole, 0, preToken.size(), false});
    return steps;
  }
  std::vector<ModelToken> tokens;
  MergeList(*this, &steps).run(preToken, tokens);
  return steps;
}

std::optional<TokenId> BpeModel::wholeToken(std::string_view bytes) const {
  const auto found = m_wholeTokens.find(bytes);
  return found == m_wholeTokens.end() ? std::nullopt : std::optional<TokenId>(found->second);
}

std::unique_ptr<PieceEncoder> BpeModel::newEncoder() const {
  return std::make_unique<BpeEncoder>(*this);
}

}  // namespace headlight
