#include "figures/attention/cell_numbers.h"

#include "analysis/text/token_label.h"
#include "figures/attention/attention_figure.h"
#include "hooks/hook_names.h"
#include "tensor/error.h"

namespace headlight {

namespace {

using hook_names::Stack;

/// CellNames of the values of one attention.
struct CellNames {
  std::string q, k, v, scores;
};

CellNames cellNamesOf(AttentionSide side, int layer) {
  using namespace hook_names;
  if (side == AttentionSide::Cross) return {crossQ(layer), crossK(layer), crossV(layer), crossScores(layer)};
  const Stack stack = side == AttentionSide::Own       ? Stack::Blocks
                      : side == AttentionSide::Encoder ? Stack::Encoder
                                                       : Stack::Decoder;
  return {hook_names::q(layer, stack), hook_names::k(layer, stack), hook_names::v(layer, stack),
          attnScores(layer, stack)};
}

/// One head's numbers at one position of a value [T, H, D].
std::vector<double> rowOf(const FigureRun& run, const std::string& name, Index position, Index head) {
  const auto joined = run.value(name);
  const JoinedActivation& value = *joined;
  const Index size = value.extents[2];
  const auto begin = value.values.begin() + (position * value.extents[1] + head) * size;
  return {begin, begin + size};
}

}  // namespace

CellArithmetic cellArithmetic(const FigureRun& run, const HeadChoice& choice, Index query, Index key) {
  if (choice.head < 0) throw Error("internal.failure", {{"what", "a mean of heads has no arithmetic of its own"}});
  const AttentionFigure figure = attentionFigure(run, choice, {});
  if (query < 0 || key < 0 || query >= figure.weights.rows() || key >= figure.weights.cols()) {
    throw Error("figure.no_such_cell", {{"query", std::to_string(query)},
                                        {"key", std::to_string(key)},
                                        {"queries", std::to_string(figure.weights.rows())},
                                        {"keys", std::to_string(figure.weights.cols())}});
  }
  const CellNames names = cellNamesOf(choice.side, choice.layer);
  CellArithmetic cell;
  cell.layer = choice.layer;
  cell.head = choice.head;
  cell.query = query;
  cell.key = key;
  cell.queryLabel = figure.queryLabels[static_cast<std::size_t>(query)];
  cell.keyLabels = figure.keyLabels;
  cell.q = rowOf(run, names.q, query, choice.head);
  cell.k = rowOf(run, names.k, key, choice.head);
  cell.v = rowOf(run, names.v, key, choice.head);
  cell.scaled = run.model.config().scaledScores;
  cell.layerDivisor = run.model.config().scaledByLayer ? choice.layer + 1 : 1;
  cell.weight = static_cast<double>(figure.weights(query, key));
  const auto joined = run.value(names.scores);
  const JoinedActivation& scores = *joined;  // [H, T, K]
  const auto row = scores.values.begin() + (choice.head * scores.extents[1] + query) * scores.extents[2];
  cell.scores.assign(row, row + scores.extents[2]);
  return cell;
}

}  // namespace headlight
