#pragma once
// The states of attention and of predictions, made from a run of a random model.

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "charts/figure/shown_text.h"
#include "figures/attention/arcs_figure.h"
#include "figures/attention/attention_figure.h"
#include "figures/attention/attention_variants.h"
#include "figures/attention/combined_attention.h"
#include "figures/attention/difference_figure.h"
#include "figures/attention/heads_figure.h"
#include "figures/prediction/prediction_figure.h"
#include "formats/model_folder.h"
#include "generate/generation.h"
#include "support/temporary_folder.h"
#include "ui/charts/figure_states.h"
#include "ui/tiny_model.h"

namespace headlight::testing {

/// "The cat is on the" in a random model of 4 layers × 4 heads.
struct TinyRun {
  TemporaryFolder folder;
  std::shared_ptr<const OpenedModel> opened = openModel(writeTinyModel(folder.path(), "tiny").string());
  Generation generation{*opened->model, *opened->tokenizer, preparePrompt("The cat is on the", *opened->tokenizer, 16)};
  FigureRun run{*opened->model, generation.path(), generation.tokens(), generation.source()};

  [[nodiscard]] Matrix<float> weights(int layer, int head) const {
    return attentionFigure(run, {AttentionSide::Own, layer, head}, {}).weights;
  }
};

inline double largestOf(const Matrix<float>& weights) {
  double largest = 0;
  for (Index row = 0; row < weights.rows(); ++row) {
    for (Index column = 0; column <= row; ++column) largest = std::max(largest, double(weights(row, column)));
  }
  return largest;
}

/// What a row leaves to the keys after the first one.
inline double restOf(const Matrix<float>& weights, Index row) {
  double rest = 0;
  for (Index column = 1; column < weights.cols(); ++column) rest += double(weights(row, column));
  return rest;
}

/// Of the rest that a row leaves to the keys after the first one.
inline double largestShare(const Matrix<float>& weights) {
  double largest = 0;
  for (Index row = 1; row < weights.rows(); ++row) {
    const double rest = restOf(weights, row);
    for (Index column = 1; column <= row; ++column) largest = std::max(largest, double(weights(row, column)) / rest);
  }
  return largest;
}

inline QStringList differ(bool isRight, const char* what) {
  return isRight ? QStringList() : QStringList(QString::fromLatin1(what));
}

inline Badge badgeOf(Badge::Kind kind, Index count, const std::string& which = {}) {
  return {kind, count, 0, which};
}

inline FigureStates attentionStates(const TinyRun& tiny) {
  constexpr AttentionSide own = AttentionSide::Own;
  FigureStates states;
  const AttentionFigure head = attentionFigure(tiny.run, {own, 1, 2}, {});
  addState(states, "a head", head, {}, {{}}, true);
  AttentionFigure changed = head;
  changed.limits = ColorLimits::Fitted;
  addState(states, "fitted", changed, {}, {{largestOf(head.weights), true}}, true);
  changed = head;
  changed.sinkHidden = true;
  Badge rest;
  rest.isShareOfRest = true;
  addState(states, "first key left out", changed, rest, {{}}, false, {QStringLiteral("of the rest")});
  changed.limits = ColorLimits::Fitted;
  addState(states, "first key left out, fitted", changed, rest, {{largestShare(head.weights), true}}, false);

  const AttentionFigure mean = attentionFigure(tiny.run, {own, 1, -1}, {});
  Matrix<float> sum = Matrix<float>::Zero(5, 5);
  for (int one = 0; one < 4; ++one) sum += tiny.weights(1, one);
  addState(states, "mean", mean, badgeOf(Badge::Kind::MeanOfHeads, 4), {{}}, true, {},
           differ(mean.weights.isApprox(sum / 4), "the mean of the four heads"));

  const std::vector<HeadPlace> chosen{{0, 1}, {2, 3}};
  const Matrix<float> a = tiny.weights(0, 1), b = tiny.weights(2, 3);
  const AttentionFigure half = combinedAttention(tiny.run, own, chosen, Combination::Mean, {});
  addState(states, "mean of chosen heads", half, badgeOf(Badge::Kind::MeanOfHeads, 2, "L0 H1, L2 H3"), {{}}, true, {},
           differ(half.weights.isApprox((a + b) / 2), "the mean of the two heads"));
  const AttentionFigure most = combinedAttention(tiny.run, own, chosen, Combination::Maximum, {});
  addState(states, "maximum of chosen heads", most, badgeOf(Badge::Kind::MaximumOfHeads, 2, "L0 H1, L2 H3"), {{}},
           false, {}, differ(most.weights == a.cwiseMax(b), "the larger of the two heads"));
  const std::vector<HeadPlace> all = headPlaces(tiny.run.model.config(), own, -1);
  addState(states, "mean of all layers", combinedAttention(tiny.run, own, all, Combination::Mean, {}),
           badgeOf(Badge::Kind::MeanOfLayers, 4), {{}}, true);
  addState(states, "maximum of all layers", combinedAttention(tiny.run, own, all, Combination::Maximum, {}),
           badgeOf(Badge::Kind::MaximumOfLayers, 4), {{}}, false);

  Badge valued;
  valued.measure = AttentionMeasure::ValueWeighted;
  AttentionFigure moved = valueWeightedAttention(tiny.run, {own, 1, 2}, {});
  addState(states, "weight × value", moved, valued, {{largestOf(moved.weights), true}}, false,
           {QStringLiteral("weight × value")});
  moved.fittedTo = 2 * largestOf(moved.weights);
  addState(states, "weight × value beside larger heads", moved, valued, {{moved.fittedTo, true}}, false);
  Badge rolled = badgeOf(Badge::Kind::Exact, 0);
  rolled.measure = AttentionMeasure::Rollout;
  const AttentionFigure rollout = rolloutAttention(tiny.run, own, 2, {});
  rolled.kind = rollout.badge.kind;
  rolled.count = rollout.badge.count;
  rolled.which = rollout.badge.which;
  addState(states, "rollout", rollout, rolled, {{}}, true, {QStringLiteral("rolled-out weight")});
  return states;
}

template <class Kind>
inline FigureStates headsStates(const TinyRun& tiny) {
  FigureStates states;
  Kind figure;
  static_cast<HeadsFigure&>(figure) = headsFigure(tiny.run, AttentionSide::Own, {});
  double largest = 0, share = 0;
  for (const Matrix<float>& pattern : figure.patterns) {
    largest = std::max(largest, largestOf(pattern));
    share = std::max(share, largestShare(pattern));
  }
  addState(states, "all heads", figure, {}, {{}});
  Kind changed = figure;
  changed.limits = ColorLimits::Fitted;
  addState(states, "fitted", changed, {}, {{largest, true}});
  changed.sinkHidden = true;
  Badge rest;
  rest.isShareOfRest = true;
  addState(states, "first key left out, fitted", changed, rest, {{share, true}});
  changed = figure;
  changed.order = {5, 0, 9};
  addState(states, "cut to three heads", changed, {}, {{}});
  static_cast<HeadsFigure&>(changed) = valueWeightedHeads(tiny.run, AttentionSide::Own, {});
  largest = 0;
  for (const Matrix<float>& pattern : changed.patterns) largest = std::max(largest, largestOf(pattern));
  Badge valued;
  valued.measure = AttentionMeasure::ValueWeighted;
  addState(states, "weight × value", changed, valued, {{largest, true}});
  return states;
}

inline FigureStates arcsStates(const TinyRun& tiny) {
  FigureStates states;
  const auto lines = [&](const ArcsFigure& figure) {
    int drawn = 0, all = 0;
    for (const ArcsFigure::Head& head : figure.heads) {
      for (Index row = 0; row < 5; ++row) {
        for (Index column = figure.sinkHidden ? 1 : 0; column <= row; ++column) {
          double weight = double(head.weights(row, column));
          if (figure.sinkHidden) weight /= restOf(head.weights, row);
          ++all;
          drawn += weight >= figure.threshold ? 1 : 0;
        }
      }
    }
    return QStringList(QStringLiteral("%1 of %2 lines").arg(drawn).arg(all));
  };
  ArcsFigure figure = arcsFigure(tiny.run, AttentionSide::Own, {{0, 0}, {1, 3}}, {});
  addState(states, "two heads", figure, {}, {}, {}, lines(figure));
  figure.threshold = 0.3;
  addState(states, "cut at a threshold", figure, {}, {}, {}, lines(figure));
  Badge badge;
  figure.leftOut = badge.leftOut = 3;
  addState(states, "heads that are not drawn", figure, badge);
  figure.sinkHidden = badge.isShareOfRest = true;
  addState(states, "first key left out", figure, badge, {}, {}, lines(figure));
  addState(states, "a mean", arcsFigure(tiny.run, AttentionSide::Own, {{0, -1}}, {}),
           badgeOf(Badge::Kind::MeanOfHeads, 4));
  return states;
}

inline FigureStates differenceStates(const TinyRun& tiny) {
  FigureStates states;
  const HeadsFigure first = headsFigure(tiny.run, AttentionSide::Own, {});
  HeadsFigure second = first;
  std::rotate(second.patterns.begin(), second.patterns.begin() + 1, second.patterns.end());
  std::vector<TokenPair> same;
  for (Index i = 0; i < 5; ++i) same.push_back({i, i, true});
  const auto end = [](const AttentionDifferenceFigure& figure, bool isFitted) {
    double largest = 0;
    for (const auto& head : figure.heads) largest = std::max(largest, double(head.difference.cwiseAbs().maxCoeff()));
    return ScaleEnd{isFitted ? largest : 1, isFitted, true};
  };
  const AttentionDifferenceFigure all = attentionDifference(first, second, same, same);
  addState(states, "fitted", all, {}, {end(all, true)});
  AttentionDifferenceFigure fixed = all;
  fixed.limits = ColorLimits::Fixed;
  addState(states, "fixed", fixed, {}, {end(fixed, false)});
  const AttentionDifferenceFigure one = chosenHeads(all, {{2, 1}});
  addState(states, "a chosen head", one, {}, {end(one, true)});
  const AttentionDifferenceFigure mean = chosenHeads(all, {{1, -1}});
  addState(states, "a mean", mean, badgeOf(Badge::Kind::MeanOfHeads, 4), {end(mean, true)});
  return states;
}

inline FigureStates predictionStates(const TinyRun& tiny) {
  FigureStates states;
  const auto figure = [&](const SamplerSettings& settings, int top) {
    const Distribution distribution = distributionAt(tiny.run, *tiny.opened->tokenizer, 4, settings);
    return predictionFigure(distribution, *tiny.opened->tokenizer, distribution.likeliest().id, {5, false}, top, {});
  };
  const auto whole = [](const PredictionFigure& of) {
    double model = of.restProbability, drawn = of.restSamplingProbability;
    for (const PredictionFigure::Bar& bar : of.bars) {
      model += bar.probability;
      drawn += bar.samplingProbability;
    }
    return differ(std::abs(model - 1) < 1e-9 && std::abs(drawn - 1) < 1e-9, "bars and rest are everything");
  };
  const auto numbers = [](const PredictionFigure& of, bool drawn) {
    QStringList said{drawn ? QStringLiteral("probability of being drawn") : QStringLiteral("probability"),
                     formatNumber(of.entropyBits), QStringLiteral("0.5")};
    for (const auto& bar : of.bars) said << formatNumber(drawn ? bar.samplingProbability : bar.probability);
    if (drawn) said << formatNumber(of.samplingEntropyBits) << formatNumber(of.bars.front().probability);
    return said;
  };
  const PredictionFigure greedy = figure({}, 6);
  addState(states, "the likeliest is taken", greedy, {}, {}, {}, numbers(greedy, false), whole(greedy));
  SamplerSettings settings;
  settings.greedy = false;
  settings.temperature = 0.5;
  settings.topK = 4;
  const PredictionFigure cut = figure(settings, 6);
  const auto drawn = std::count_if(cut.bars.begin(), cut.bars.end(),
                                   [](const PredictionFigure::Bar& bar) { return bar.samplingProbability > 0; });
  addState(states, "cut and tempered", cut, {}, {}, {}, numbers(cut, true),
           whole(cut) + differ(drawn == settings.topK, "as many are drawn as the cut leaves"));
  return states;
}

}  // namespace headlight::testing
