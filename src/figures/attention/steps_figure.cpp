#include "figures/attention/steps_figure.h"

#include <algorithm>
#include <cmath>

#include "figures/attention/attention_figure.h"
#include "figures/attention/attention_names.h"
#include "figures/badge.h"
#include "figures/figure_run.h"
#include "figures/figure_source.h"
#include "formats/files/csv.h"
#include "formats/files/npy.h"
#include "hooks/hook_names.h"
#include "tensor/error.h"

namespace headlight {

namespace {

using hook_names::Stack;

/// Names of the values of one attention, and of the residual stream around it.
struct Names {
  std::string q, k, v, scores, z, result, out, before, after;
};

Names namesOf(AttentionSide side, int layer) {
  using namespace hook_names;
  if (side == AttentionSide::Cross) {
    return {crossQ(layer),
            crossK(layer),
            crossV(layer),
            crossScores(layer),
            crossZ(layer),
            block(layer, "cross_attn.hook_result", Stack::Decoder),
            crossOut(layer),
            {},
            block(layer, "hook_resid_mid_cross", Stack::Decoder)};
  }
  const Stack stack = side == AttentionSide::Own       ? Stack::Blocks
                      : side == AttentionSide::Encoder ? Stack::Encoder
                                                       : Stack::Decoder;
  return {hook_names::q(layer, stack), hook_names::k(layer, stack), hook_names::v(layer, stack),
          attnScores(layer, stack),    hook_names::z(layer, stack), hook_names::result(layer, stack),
          attnOut(layer, stack),       residPre(layer, stack),      residMid(layer, stack)};
}

class Reading {
 public:
  explicit Reading(const FigureRun& run) : m_run(run) {}

  /// Of a value [T, H, n] the rows of one head.
  Matrix<float> ofHead(const std::string& name, Index head) const {
    const auto joined = m_run.value(name);
    const JoinedActivation& value = *joined;
    const Index T = value.extents[0], H = value.extents[1], n = value.extents[2];
    Matrix<float> rows(T, n);
    for (Index t = 0; t < T; ++t) {
      rows.row(t) = ConstRowVectorMap<float>(value.values.data() + (t * H + head) * n, n);
    }
    return rows;
  }
  /// Of a value [H, T, K] one head's row.
  std::vector<double> patternRow(const std::string& name, Index head, Index query) const {
    const auto joined = m_run.value(name);
    const JoinedActivation& value = *joined;
    const auto begin = value.values.begin() + (head * value.extents[1] + query) * value.extents[2];
    return {begin, begin + value.extents[2]};
  }
  /// Of a value [T, C] a row.
  std::vector<float> row(const std::string& name, Index position) const {
    const auto joined = m_run.value(name);
    const JoinedActivation& value = *joined;
    const auto begin = value.values.begin() + position * value.extents[1];
    return {begin, begin + value.extents[1]};
  }

 private:
  const FigureRun& m_run;
};

std::vector<float> rowOf(const Matrix<float>& rows, Index row) {
  return {rows.row(row).data(), rows.row(row).data() + rows.cols()};
}

bool differ(double a, double b) {
  return std::abs(a - b) > 1e-3 * std::max({1.0, std::abs(a), std::abs(b)});
}

void computeProducts(StepsFigure& figure) {
  const auto D = static_cast<Index>(figure.q.size());
  const ConstRowVectorMap<float> q(figure.q.data(), D);
  for (Index key = 0; key < figure.keys.rows(); ++key) {
    figure.products.push_back(q.cast<double>().dot(figure.keys.row(key).cast<double>()));
  }
}

void computePowers(StepsFigure& figure) {
  const double largest = *std::max_element(figure.scores.begin(), figure.scores.end());
  for (const double score : figure.scores) figure.powers.push_back(std::exp(score - largest));
  for (const double power : figure.powers) figure.powerSum += power;
}

/// Whether the recorded numbers do not follow from each other: then somebody reached in.
bool isChanged(const StepsFigure& figure) {
  RowVector<double> mixed = RowVector<double>::Zero(figure.values.cols());
  for (std::size_t key = 0; key < figure.scores.size(); ++key) {
    const bool isMasked = std::isinf(figure.scores[key]);
    if (!isMasked && differ(figure.products[key] / figure.divisor, figure.scores[key])) return true;
    if (differ(figure.powers[key] / figure.powerSum, figure.weights[key])) return true;
    mixed += figure.weights[key] * figure.values.row(static_cast<Index>(key)).cast<double>();
  }
  for (Index i = 0; i < mixed.size(); ++i) {
    if (differ(mixed(i), static_cast<double>(figure.z[static_cast<std::size_t>(i)]))) return true;
  }
  return false;
}

}  // namespace

StepsFigure stepsFigure(const FigureRun& run, const HeadChoice& choice, Index query, FigureSource source) {
  if (choice.head < 0) throw Error("internal.failure", {{"what", "a mean of heads has no steps of its own"}});
  const AttentionFigure pattern = attentionFigure(run, choice, {});
  if (query < 0 || query >= pattern.weights.rows()) {
    throw Error("figure.no_such_cell", {{"query", std::to_string(query)},
                                        {"key", "0"},
                                        {"queries", std::to_string(pattern.weights.rows())},
                                        {"keys", std::to_string(pattern.weights.cols())}});
  }
  const Names names = namesOf(choice.side, choice.layer);
  const Reading read(run);
  StepsFigure figure;
  figure.source = std::move(source);
  figure.side = choice.side;
  figure.layer = choice.layer;
  figure.head = choice.head;
  figure.query = query;
  figure.queryLabel = pattern.queryLabels[static_cast<std::size_t>(query)];
  figure.keyLabels = pattern.keyLabels;
  figure.q = rowOf(read.ofHead(names.q, choice.head), query);
  figure.keys = read.ofHead(names.k, choice.head);
  figure.values = read.ofHead(names.v, choice.head);
  figure.divisor = run.model.config().scaledScores ? std::sqrt(static_cast<double>(figure.q.size())) : 1;
  if (run.model.config().scaledByLayer) figure.divisor *= static_cast<double>(choice.layer + 1);
  figure.scores = read.patternRow(names.scores, choice.head, query);
  for (Index key = 0; key < pattern.weights.cols(); ++key) {
    figure.weights.push_back(static_cast<double>(pattern.weights(query, key)));
  }
  figure.z = rowOf(read.ofHead(names.z, choice.head), query);
  figure.result = rowOf(read.ofHead(names.result, choice.head), query);
  figure.out = read.row(names.out, query);
  figure.after = read.row(names.after, query);
  if (names.before.empty()) {  // no hook point stands between a norm and the cross-attention behind it
    figure.before = figure.after;
    for (std::size_t i = 0; i < figure.before.size(); ++i) figure.before[i] -= figure.out[i];
  } else {
    figure.before = read.row(names.before, query);
  }
  computeProducts(figure);
  computePowers(figure);
  figure.changed = isChanged(figure);
  return figure;
}

std::string fileNameOf(const StepsFigure& f) {
  return sidePrefix(f.side) + "attention" + layerMark(f.layer) + headMark(f.head) + "_steps_" + std::to_string(f.query);
}

std::string csvOf(const StepsFigure& figure) {
  CsvWriter csv;
  addHeading(csv, {"key", "key_text", "product", "score", "power", "weight"});
  for (std::size_t key = 0; key < figure.weights.size(); ++key) {
    csv.integer(static_cast<Index>(key)).text(figure.keyLabels[key]).number(figure.products[key]);
    if (std::isinf(figure.scores[key])) {  // masked
      csv.text("").text("").text("").endRow();
    } else {
      csv.number(figure.scores[key]).number(figure.powers[key]).number(figure.weights[key]).endRow();
    }
  }
  return csv.bytes();
}

NamedFiles npyFiles(const StepsFigure& figure, const std::string& name) {
  std::vector<double> numbers;
  for (std::size_t key = 0; key < figure.weights.size(); ++key) {
    numbers.insert(numbers.end(), {figure.products[key], figure.scores[key], figure.powers[key], figure.weights[key]});
  }
  return {{name + ".npy", npyBytes({figure.weights.size(), 4}, std::span<const double>(numbers))}};
}

std::vector<FigureToken> tokensOf(const StepsFigure& figure) {
  return tokensOfLabels(figure.keyLabels);
}

Badge badgeOf(const StepsFigure&) {
  return {};
}

}  // namespace headlight
