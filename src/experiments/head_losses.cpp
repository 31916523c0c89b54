#include "experiments/head_losses.h"

#include <algorithm>
#include <span>
#include <string>

#include "analysis/statistics/softmax.h"
#include "analysis/text/content_words.h"
#include "figures/attention/attention_figure.h"
#include "hooks/intervention.h"
#include "tensor/error.h"

namespace headlight {

namespace {

/// The probability of one token where the text is run with these changes.
class AblatedText {
 public:
  AblatedText(const FigureRun& run, const PredictionPlace& place, TokenId token, ThreadPool* pool)
      : m_model(run.model), m_token(token), m_logits(static_cast<std::size_t>(run.model.config().dVocab)) {
    for (const Token& each : run.tokens) m_ids.push_back(each.id);
    m_options.pool = pool;
    if (place.masked) m_options.logitsAt = place.position;
  }

  double probability(std::span<const Intervention> changes) {
    m_options.interventions = changes;
    const auto state = m_model.newState();
    m_model.prefill(m_ids, *state, m_options, m_logits);
    return softmax(m_logits)[static_cast<std::size_t>(m_token)];
  }

 private:
  const LanguageModel& m_model;
  TokenId m_token;
  std::vector<TokenId> m_ids;
  std::vector<float> m_logits;
  RunOptions m_options;
};

/// The content word that a row looks at most: among the earlier tokens, of an encoder among all but its own.
void findKey(StartHead& head, const HeadLosses& losses, const FigureRun& run, const std::vector<bool>& isContent) {
  const AttentionFigure figure =
      attentionFigure(run, {AttentionSide::Own, head.place.layer, head.place.head}, FigureSource{});
  const Index keys = figure.causal ? losses.row : figure.weights.cols();
  for (Index key = 0; key < keys; ++key) {
    if (key == losses.row || !isContent[static_cast<std::size_t>(key)]) continue;
    const auto weight = static_cast<double>(figure.weights(losses.row, key));
    if (head.key < 0 || weight > head.weight) {
      head.key = key;
      head.weight = weight;
    }
  }
}

bool takesMore(const HeadLoss& a, const HeadLoss& b) {
  return a.share > b.share;
}

}  // namespace

HeadLosses headLosses(const FigureRun& run, const PredictionPlace& place, TokenId token, ThreadPool* pool,
                      const std::function<bool()>& goOn) {
  const ModelConfig& config = run.model.config();
  HeadLosses losses;
  losses.token = token;
  losses.row = place.masked ? place.position : static_cast<Index>(run.tokens.size()) - 1;
  if (attentionSides(config) != std::vector{AttentionSide::Own} || run.tokens.empty()) return losses;
  AblatedText text(run, place, token, pool);
  losses.probability = text.probability({});
  if (losses.probability <= 0) return losses;
  for (int layer = 0; layer < attentionLayers(config, AttentionSide::Own); ++layer) {
    for (int head = 0; head < static_cast<int>(config.nHeads); ++head) {
      if (goOn && !goOn()) throw Error("cancelled");
      const Intervention zero =
          parseAblation("L" + std::to_string(layer) + "H" + std::to_string(head), run.model.hooks());
      losses.heads.push_back({{layer, head}, 1 - text.probability(std::span(&zero, 1)) / losses.probability});
    }
  }
  return losses;
}

std::optional<StartHead> startHead(const HeadLosses& losses, const FigureRun& run) {
  const auto most = std::ranges::max_element(losses.heads, {}, &HeadLoss::share);
  if (most == losses.heads.end() || most->share <= 0) return std::nullopt;
  const std::vector<bool> isContent = contentWords(run.tokens);
  StartHead chosen{most->place, most->share, -1, 0, {}};
  findKey(chosen, losses, run, isContent);
  for (const HeadLoss& loss : losses.heads) {
    if (loss.share < kLeastLoss) continue;
    StartHead head{loss.place, loss.share, -1, 0, {}};
    findKey(head, losses, run, isContent);
    if (head.key >= 0 && head.weight > chosen.weight) chosen = head;
  }
  for (const HeadLoss& loss : losses.heads) {
    const bool matters = loss.share >= kLeastLoss || loss.share > chosen.share;
    if (matters && !(loss.place == chosen.place)) chosen.others.push_back(loss);
  }
  std::ranges::stable_sort(chosen.others, takesMore);
  return chosen;
}

}  // namespace headlight
