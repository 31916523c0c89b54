#include "experiments/influence.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/statistics/divergence.h"
#include "analysis/statistics/softmax.h"
#include "analysis/text/token_label.h"
#include "generate/generation.h"
#include "tensor/error.h"

namespace headlight {

namespace {

std::vector<TokenId> idsOf(std::span<const Token> tokens) {
  std::vector<TokenId> ids;
  ids.reserve(tokens.size());
  for (const Token& token : tokens) ids.push_back(token.id);
  return ids;
}

/// The model behind the tokens before a place, which can be asked again and again how the text would go on.
class TextFrom {
 public:
  TextFrom(const InfluenceInput& input, ThreadPool* pool)
      : m_input(input),
        m_state(input.model.newState()),
        m_logits(static_cast<std::size_t>(input.model.config().dVocab)) {
    m_options.pool = pool;
  }

  /// Logits after `rest`, which begins at the present place.
  [[nodiscard]] std::span<const float> logitsAfter(std::span<const TokenId> rest) {
    const Index here = m_state->length();
    if (!m_input.model.config().canRewind()) {  // cannot forget: a copy goes on
      const auto copy = m_state->clone();
      m_input.model.forward(rest, *copy, m_options, m_logits);
    } else {
      m_input.model.forward(rest, *m_state, m_options, m_logits);
      m_state->truncate(here);
    }
    return m_logits;
  }

  void goOver(TokenId token) { m_input.model.forward({&token, 1}, *m_state, m_options, m_logits); }

 private:
  const InfluenceInput& m_input;
  std::unique_ptr<DecodingState> m_state;
  RunOptions m_options;
  std::vector<float> m_logits;
};

void requireContinuing(const ModelConfig& config) {
  if (config.role() == Role::Continues) return;
  throw Error("gradient.kind", {{"kind", std::string(modelKindName(config.kind))}});
}

/// Tells how much is done, counted in tokens that the model reads.
class Work {
 public:
  Work(const std::vector<std::vector<TokenId>>& peers, const std::function<bool(double)>& listener)
      : m_listener(listener) {
    for (std::size_t place = 0; place < peers.size(); ++place) {
      m_total += static_cast<double>(peers[place].size() * (peers.size() - place));
    }
  }

  void add(std::size_t tokens) {
    m_done += static_cast<double>(tokens);
    if (m_listener && !m_listener(m_total > 0 ? std::min(1.0, m_done / m_total) : 1.0)) throw Error("cancelled");
  }

 private:
  const std::function<bool(double)>& m_listener;
  double m_done = 0;
  double m_total = 0;
};

std::string labelOf(const Tokenizer& tokenizer, TokenId id) {
  return tokenLabel(tokenOf(tokenizer, id));
}

}  // namespace

InfluenceFigure::Row measureGradients(const InfluenceInput& input, ThreadPool* pool) {
  requireContinuing(input.model.config());
  const std::vector<TokenId> ids = idsOf(input.tokens);
  TextFrom text(input, pool);
  const Distribution distribution = makeDistribution(text.logitsAfter(ids), SamplerSettings{},
                                                     candidateFilter(input.model.config(), input.tokenizer));

  InfluenceFigure::Row row;
  row.model = input.name;
  row.kind = modelKindName(input.model.config().kind);
  row.tokens = tokenLabels(input.tokens);
  row.ids = ids;
  row.nextId = input.next >= 0 ? input.next : distribution.likeliest().id;
  const InputGradients gradients = input.model.inputGradients(ids, {EndValue::Kind::Logit, row.nextId}, pool);
  row.next = nextTokenLabel(input.tokens, tokenOf(input.tokenizer, row.nextId));
  row.logit = gradients.value;
  row.probability = distribution.find(row.nextId)->probability;
  row.norms = rowNorms(gradients.embedding);
  const double sum = std::accumulate(row.norms.begin(), row.norms.end(), 0.0);
  for (const double norm : row.norms) row.shares.push_back(sum > 0 ? norm / sum : 0.0);
  return row;
}

std::vector<InfluenceFigure::Replacement> measureReplacements(const InfluenceInput& input, const WordClasses& classes,
                                                              const std::function<bool(double)>& progress,
                                                              ThreadPool* pool) {
  requireContinuing(input.model.config());
  const std::vector<TokenId> ids = idsOf(input.tokens);
  std::vector<std::vector<TokenId>> peers;
  for (const TokenId id : ids) peers.push_back(classes.peersOf(id));
  Work work(peers, progress);
  TextFrom text(input, pool);
  std::vector<InfluenceFigure::Replacement> result(ids.size());
  std::vector<double> unchanged, changed;
  for (std::size_t place = 0; place < ids.size(); ++place) {
    InfluenceFigure::Replacement& replacement = result[place];
    replacement.wordClass = classes.classOf(ids[place]);
    std::vector<TokenId> rest(ids.begin() + static_cast<std::ptrdiff_t>(place), ids.end());
    if (!peers[place].empty()) unchanged = softmax(text.logitsAfter(rest));
    for (const TokenId peer : peers[place]) {
      rest.front() = peer;
      changed = softmax(text.logitsAfter(rest));
      const double bits = jensenShannonBits(unchanged, changed);
      replacement.meanBits += bits;
      ++replacement.words;
      if (bits > replacement.largestBits || replacement.words == 1) {
        replacement.largestBits = bits;
        replacement.largestWord = labelOf(input.tokenizer, peer);
      }
      work.add(rest.size());
    }
    if (replacement.words > 0) replacement.meanBits /= static_cast<double>(replacement.words);
    if (place + 1 < ids.size()) text.goOver(ids[place]);
  }
  if (progress && !progress(1.0)) throw Error("cancelled");
  return result;
}

}  // namespace headlight
