#include "figures/compare/comparer.h"

#include <algorithm>
#include <cmath>

#include "analysis/statistics/divergence.h"
#include "analysis/statistics/softmax.h"
#include "analysis/text/character_alignment.h"
#include "analysis/text/token_label.h"

namespace headlight {

namespace {

using Row = CompareFigure::Row;
using Cell = CompareFigure::Cell;

using Place = ComparedPlace;

std::string trimmed(const std::string& text) {
  const auto isSpace = [](char c) { return c == ' ' || c == '\n' || c == '\t'; };
  const auto begin = std::find_if_not(text.begin(), text.end(), isSpace);
  return {begin, std::find_if_not(text.rbegin(), std::make_reverse_iterator(begin), isSpace).base()};
}

std::vector<Place> equalPlaces(const ComparedRun& run, std::size_t rows) {
  std::vector<Place> places(rows);
  for (std::size_t k = 0; k < rows; ++k) {
    places[k].begins = k < run.path.size() ? static_cast<Index>(k) : -1;
    places[k].firstToken = static_cast<Index>(k);
    places[k].tokens = k < run.taken.size() && k < run.path.size() ? 1 : 0;
  }
  return places;
}

/// Of a run that was forced along the lead's text with tokens of its own.
std::vector<Place> alignedPlaces(const LeadText& lead, const ComparedRun& run, std::size_t rows) {
  std::vector<std::size_t> tokenEnds;
  for (const Token& token : tokensAlong(lead, *run.tokenizer)) tokenEnds.push_back(token.end);
  tokenEnds.resize(std::min(tokenEnds.size(), run.taken.size()));  // it may have stopped early
  std::vector<Place> places(rows);
  Index words = 0, tokens = 0;
  const auto steps = static_cast<Index>(run.path.size());
  for (const AlignedStretch& stretch : alignByCharacters(lead.ends, tokenEnds)) {
    if (stretch.endToken > steps) break;
    places[static_cast<std::size_t>(stretch.firstWord)].begins = stretch.firstToken;
    Place& last = places[static_cast<std::size_t>(stretch.endWord - 1)];
    last.firstToken = stretch.firstToken;
    last.tokens = stretch.endToken - stretch.firstToken;
    last.words = stretch.endWord - stretch.firstWord;
    words = stretch.endWord;
    tokens = stretch.endToken;
  }
  // What comes next is asked where all that stands is read.
  const bool isComplete =
      words == static_cast<Index>(lead.ids.size()) && tokens == static_cast<Index>(run.taken.size());
  if (isComplete && rows > lead.ids.size() && tokens < steps) places[lead.ids.size()].begins = tokens;
  return places;
}

/// Nothing of nothing.
std::optional<double> surprise(const std::optional<double>& probability) {
  return probability ? std::optional<double>(surpriseBits(*probability)) : std::nullopt;
}

}  // namespace

/// Makes one row.
class Comparer::RowMaker {
 public:
  RowMaker(Comparer& comparer, const ComparedRun& lead, std::span<const ComparedRun> runs, bool forced)
      : m_comparer(comparer), m_lead(lead), m_runs(runs), m_forced(forced) {}

  KeptRow make(std::size_t number, TokenId word, const std::vector<const Place*>& places) {
    KeptRow kept;
    kept.row.word = tokenLabel(tokenOf(*m_lead.tokenizer, word));
    std::vector<Distribution> distributions(m_runs.size());
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
      const Place& place = *places[i];
      if (place.begins >= 0) distributions[i] = distributionAt(m_runs[i], place.begins);
      Cell cell = makeCell(m_runs[i], place, distributions[i], number, word);
      kept.ownBits.push_back(surprise(taken(m_runs[i], place, distributions[i])));
      kept.row.cells.push_back(std::move(cell));
    }
    kept.row.agreeing = agreeing(kept.row.cells);
    kept.row.asked = static_cast<int>(
        std::count_if(places.begin(), places.end(), [](const Place* place) { return place->begins >= 0; }));
    addDivergence(distributions, kept.row);
    return kept;
  }

 private:
  static Distribution distributionAt(const ComparedRun& run, Index step) {
    return makeDistribution(run.path[static_cast<std::size_t>(step)]->logits, SamplerSettings{},
                            candidateFilter(*run.config, *run.tokenizer));
  }

  /// The probability of the tokens that the run took here, each where it stood.
  static std::optional<double> taken(const ComparedRun& run, const Place& place, const Distribution& atBegin) {
    if (place.tokens == 0) return std::nullopt;
    double product = 1;
    for (Index token = place.firstToken; token < place.firstToken + place.tokens; ++token) {
      const TokenId id = run.taken[static_cast<std::size_t>(token)];
      const bool isBegin = token == place.begins;
      const Distribution other = isBegin ? Distribution{} : distributionAt(run, token);
      product *= (isBegin ? atBegin : other).find(id)->probability;
    }
    return product;
  }

  Cell makeCell(const ComparedRun& run, const Place& place, const Distribution& distribution, std::size_t number,
                TokenId word) const {
    Cell cell;
    const bool isTaken = number < m_lead.taken.size();
    if (m_forced && isTaken) {
      cell.probability = taken(run, place, distribution);
      if (place.tokens > 0) {
        cell.tokens = place.tokens;
        cell.words = place.words;
      }
    } else if (place.begins >= 0) {
      const std::optional<TokenId> id = sameWord(run, number, word);
      const Candidate* candidate = id ? distribution.find(*id) : nullptr;
      if (candidate != nullptr) cell.probability = candidate->probability;
    }
    cell.bits = surprise(cell.probability);
    if (place.begins >= 0) cell.likeliest = tokenLabel(tokenOf(*run.tokenizer, distribution.likeliest().id));
    return cell;
  }

  /// The token that is the lead's word to this model: the same id, or the one token that spells it.
  std::optional<TokenId> sameWord(const ComparedRun& run, std::size_t number, TokenId word) const {
    if (m_comparer.isSameVocabulary(m_lead, run)) return word;
    if (endsText(*m_lead.config, *m_lead.tokenizer, word)) {
      const TokenId end = endOfText(*run.config, *run.tokenizer);
      return end >= 0 ? std::optional<TokenId>(end) : std::nullopt;
    }
    std::vector<TokenId> before;
    for (const Token& token : m_lead.prompt->tokens) {
      if (token.begin < token.end) before.push_back(token.id);
    }
    const auto count = static_cast<std::ptrdiff_t>(std::min(number, m_lead.taken.size()));
    before.insert(before.end(), m_lead.taken.begin(), m_lead.taken.begin() + count);
    const std::string text = m_lead.tokenizer->decode(before);
    before.push_back(word);
    const std::string whole = m_lead.tokenizer->decode(before);
    if (whole.size() <= text.size() || whole.compare(0, text.size(), text) != 0) return std::nullopt;
    const std::vector<Token> tokens = run.tokenizer->encode(whole.substr(text.size()));
    std::optional<TokenId> found;
    for (const Token& token : tokens) {
      if (token.begin == token.end) continue;
      if (found || !token.source.empty()) return std::nullopt;
      found = token.id;
    }
    return found;
  }

  static int agreeing(const std::vector<Cell>& cells) {
    std::map<std::string, int> votes;
    int most = 0;
    for (const Cell& cell : cells) {
      if (!cell.likeliest.empty()) most = std::max(most, ++votes[trimmed(cell.likeliest)]);
    }
    return most;
  }

  void addDivergence(const std::vector<Distribution>& distributions, Row& row) const {
    const std::size_t count = m_runs.size();
    std::vector<std::vector<double>> shares(count);
    for (std::size_t i = 0; i < count; ++i) {
      shares[i].assign(static_cast<std::size_t>(m_runs[i].config->dVocab), 0.0);
      for (const Candidate& candidate : distributions[i].candidates) {
        shares[i][static_cast<std::size_t>(candidate.id)] = candidate.probability;
      }
    }
    for (std::size_t a = 0; a < count; ++a) {
      for (std::size_t b = a + 1; b < count; ++b) {
        const bool both = !distributions[a].candidates.empty() && !distributions[b].candidates.empty();
        const bool comparable = both && m_comparer.isSameVocabulary(m_runs[a], m_runs[b]);
        row.divergence.push_back(comparable ? std::optional<double>(jensenShannonBits(shares[a], shares[b]))
                                            : std::nullopt);
      }
    }
  }

  Comparer& m_comparer;
  const ComparedRun& m_lead;
  std::span<const ComparedRun> m_runs;
  bool m_forced;
};

void Comparer::clear() {
  m_kept.clear();
  m_sameVocabulary.clear();
}

bool Comparer::isSameVocabulary(const ComparedRun& a, const ComparedRun& b) {
  if (a.config->dVocab != b.config->dVocab) return false;
  const auto [found, isNew] = m_sameVocabulary.try_emplace({a.tokenizer, b.tokenizer}, false);
  if (isNew) found->second = sameVocabulary(*a.tokenizer, *b.tokenizer);
  return found->second;
}

std::vector<std::vector<Place>> Comparer::placesOf(const ComparedRun& lead, std::span<const ComparedRun> runs,
                                                   bool forced, std::size_t rows) {
  std::vector<std::vector<Place>> places;
  std::optional<LeadText> text;
  for (const ComparedRun& run : runs) {
    if (!forced || isSameVocabulary(lead, run)) {
      places.push_back(equalPlaces(run, rows));
      continue;
    }
    if (!text) {
      text = leadText(*lead.tokenizer, *lead.prompt, lead.taken, endOfText(*lead.config, *lead.tokenizer), true);
    }
    places.push_back(alignedPlaces(*text, run, rows));
  }
  return places;
}

Comparer::KeptRow::Source Comparer::sourceOf(std::span<const ComparedRun> runs, const std::vector<const Place*>& here,
                                             TokenId word, bool forced, bool isNext) {
  KeptRow::Source source;
  source.ids = {word, isNext ? 1 : 0, forced ? 1 : 0};
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Place& place = *here[i];
    source.places.insert(source.places.end(), {place.begins, place.firstToken, place.tokens, place.words});
    if (place.begins >= 0) source.steps.push_back(runs[i].path[static_cast<std::size_t>(place.begins)]);
    for (Index token = place.firstToken; token < place.firstToken + place.tokens; ++token) {
      source.steps.push_back(runs[i].path[static_cast<std::size_t>(token)]);
      source.ids.push_back(runs[i].taken[static_cast<std::size_t>(token)]);
    }
  }
  return source;
}

void Comparer::addPerplexities(const std::vector<std::vector<Place>>& places) {
  for (std::size_t i = 0; i < places.size(); ++i) {
    double bits = 0;
    Index words = 0;
    for (std::size_t k = 0; k < m_kept.size(); ++k) {
      Cell& cell = m_kept[k].row.cells[i];
      cell.perplexity.reset();
      const std::optional<double>& own = m_kept[k].ownBits[i];
      if (m_kept[k].row.isNext || !own) continue;
      bits += *own;
      words += places[i][k].words;
      cell.perplexity = std::exp2(bits / static_cast<double>(words));
    }
  }
}

std::vector<Row> Comparer::rows(const ComparedRun& lead, std::span<const ComparedRun> runs, bool forced, TokenId next) {
  const std::size_t count = lead.taken.size() + (next >= 0 ? 1 : 0);
  const std::vector<std::vector<Place>> places = placesOf(lead, runs, forced, count);
  RowMaker maker(*this, lead, runs, forced);
  m_kept.resize(count);
  for (std::size_t k = 0; k < count; ++k) {
    const bool isNext = k == lead.taken.size();
    const TokenId word = isNext ? next : lead.taken[k];
    std::vector<const Place*> here;
    for (const auto& ofRun : places) here.push_back(&ofRun[k]);
    KeptRow::Source source = sourceOf(runs, here, word, forced, isNext);
    if (m_kept[k].source == source) continue;
    m_kept[k] = maker.make(k, word, here);
    m_kept[k].source = std::move(source);
    m_kept[k].row.isNext = isNext;
  }
  addPerplexities(places);
  std::vector<Row> rows;
  for (const KeptRow& kept : m_kept) rows.push_back(kept.row);
  return rows;
}

}  // namespace headlight
