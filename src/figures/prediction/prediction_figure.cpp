#include "figures/prediction/prediction_figure.h"

#include <algorithm>

#include "analysis/statistics/entropy.h"
#include "analysis/text/token_label.h"
#include "figures/badge.h"
#include "figures/figure_run.h"
#include "formats/files/csv.h"
#include "formats/files/npy.h"
#include "hooks/hook_names.h"

namespace headlight {

namespace {

PredictionFigure::Bar barOf(const Candidate& candidate, const Tokenizer& tokenizer, TokenId chosen,
                            std::span<const Token> before) {
  PredictionFigure::Bar bar;
  bar.id = candidate.id;
  bar.text = nextTokenLabel(before, tokenOf(tokenizer, candidate.id));
  bar.logit = candidate.logit;
  bar.probability = candidate.probability;
  bar.samplingProbability = candidate.samplingProbability;
  bar.chosen = candidate.id == chosen;
  bar.isDrawn = candidate.isDrawn;
  return bar;
}

/// A greedy choice gives everything to one token: that is no drawing.
void describeDrawing(PredictionFigure& figure, const Distribution& distribution) {
  std::vector<double> shares;
  for (const Candidate& candidate : distribution.candidates) shares.push_back(candidate.samplingProbability);
  figure.isSampled = !distribution.isGreedy;
  figure.samplingEntropyBits = entropyBits(shares);
}

}  // namespace

Distribution distributionAt(const FigureRun& run, const Tokenizer& tokenizer, Index position,
                            const SamplerSettings& settings) {
  const auto joined = run.value(hook_names::kUnembedOut);
  const JoinedActivation& logits = *joined;
  const auto vocabulary = static_cast<std::size_t>(logits.extents.back());
  const auto row = std::span(logits.values).subspan(static_cast<std::size_t>(position) * vocabulary, vocabulary);
  return makeDistribution(row, settings, candidateFilter(run.model.config(), tokenizer));
}

PredictionPlace placeOf(const Step& step, const ModelConfig& config) {
  return {step.position, config.role() == Role::Fills};
}

PredictionFigure predictionFigure(const Distribution& distribution, const Tokenizer& tokenizer, TokenId chosen,
                                  const PredictionPlace& place, int top, FigureSource source,
                                  std::span<const Token> before) {
  PredictionFigure figure;
  figure.source = std::move(source);
  figure.position = place.position;
  figure.masked = place.masked;
  figure.entropyBits = distribution.entropyBits;
  figure.neverDrawnShare = distribution.neverDrawnShare;
  describeDrawing(figure, distribution);
  const auto listed = std::min(distribution.candidates.size(), static_cast<std::size_t>(std::max(top, 0)));
  bool chosenListed = false;
  for (std::size_t i = 0; i < listed; ++i) {
    figure.bars.push_back(barOf(distribution.candidates[i], tokenizer, chosen, before));
    chosenListed = chosenListed || figure.bars.back().chosen;
  }
  const Candidate* other = chosenListed ? nullptr : distribution.find(chosen);
  if (other != nullptr) figure.bars.push_back(barOf(*other, tokenizer, chosen, before));
  // Summed from the small end, so that a rest of nearly nothing is not lost beside a sum of nearly one.
  for (std::size_t i = distribution.candidates.size(); i > listed; --i) {
    const Candidate& candidate = distribution.candidates[i - 1];
    if (&candidate == other) continue;
    figure.restProbability += candidate.probability;
    figure.restSamplingProbability += candidate.samplingProbability;
  }
  return figure;
}

std::string fileNameOf(const PredictionFigure& f) {
  return "prediction_" + paddedNumber(f.position);
}

std::string csvOf(const PredictionFigure& figure) {
  CsvWriter csv;
  addHeading(csv, {"id", "text", "logit", "probability", "sampling_probability", "chosen", "drawn"});
  for (const PredictionFigure::Bar& bar : figure.bars) {
    csv.integer(bar.id).text(bar.text).number(static_cast<double>(bar.logit)).number(bar.probability);
    csv.number(bar.samplingProbability).integer(bar.chosen ? 1 : 0).integer(bar.isDrawn ? 1 : 0).endRow();
  }
  return csv.bytes();
}

NamedFiles npyFiles(const PredictionFigure& figure, const std::string& name) {
  std::vector<double> numbers;
  for (const PredictionFigure::Bar& bar : figure.bars) {
    numbers.insert(numbers.end(), {static_cast<double>(bar.logit), bar.probability, bar.samplingProbability});
  }
  return {{name + ".npy", npyBytes({figure.bars.size(), 3}, std::span<const double>(numbers))},
          {name + "_ids.npy", npyOfIds(figure.bars)}};
}

std::vector<FigureToken> tokensOf(const PredictionFigure& figure) {
  std::vector<FigureToken> tokens;
  for (const PredictionFigure::Bar& bar : figure.bars) tokens.push_back({bar.id, bar.text});
  return tokens;
}

Badge badgeOf(const PredictionFigure& figure) {
  return figure.badge;
}

}  // namespace headlight
