// One column of a comparison: what a model shows of itself at the present moment.

#include <algorithm>

#include "analysis/text/token_label.h"
#include "figures/compare/comparer.h"
#include "figures/prediction/prediction_figure.h"
#include "generate/joined_activation.h"
#include "hooks/hook_names.h"

namespace headlight {

namespace {

using Memory = CompareFigure::Memory;

/// The row of the last token, as the mean over the layer's heads.
Matrix<float> meanOfLastRows(const HookValue& pattern) {
  const Index heads = pattern.extents[0], rows = pattern.extents[1], keys = pattern.extents[2];
  Matrix<double> sum = Matrix<double>::Zero(1, keys);
  for (Index head = 0; head < heads; ++head) {
    const float* row = pattern.data + (head * rows + rows - 1) * keys;
    sum += ConstMatrixMap<float>(row, 1, keys).cast<double>();
  }
  return (sum / static_cast<double>(heads)).cast<float>();
}

Memory memoryOf(const ColumnMoment& moment, int wanted) {
  const ModelConfig& config = moment.model->config();
  const int last = static_cast<int>(config.nLayers) - 1;
  Memory memory;
  memory.layer = wanted < 0 ? last : std::min(wanted, last);
  memory.tokens = tokenLabels(moment.tokens);
  if (config.isRecurrent()) {
    const HookPoint* point = moment.model->hooks().find(hook_names::hidden(memory.layer));
    const JoinedActivation hidden = joinSteps(moment.path, *point);
    memory.kind = Memory::Kind::Hidden;
    memory.values = ConstMatrixMap<float>(hidden.values.data(), hidden.extents[0], hidden.extents[1]).transpose();
    return memory;
  }
  const HookPoint* point = moment.model->hooks().find(hook_names::pattern(memory.layer));
  const HookValue pattern = moment.path.back()->cache->find(*point);
  if (pattern.data == nullptr) return memory;
  memory.kind = Memory::Kind::Attention;
  memory.heads = static_cast<int>(config.nHeads);
  memory.values = meanOfLastRows(pattern);
  return memory;
}

}  // namespace

bool isCompared(const HookPoint& point) {
  return point.name.ends_with("hook_pattern") || point.name.starts_with("cells.");
}

CompareFigure::Column compareColumn(const ColumnMoment& moment, int top, int layer) {
  CompareFigure::Column column;
  column.model = moment.name;
  column.kind = modelKindName(moment.model->config().kind);
  const PredictionFigure prediction =
      predictionFigure(*moment.distribution, *moment.tokenizer, moment.chosen,
                       {static_cast<Index>(moment.tokens.size()), false}, top, {}, moment.tokens);
  for (const PredictionFigure::Bar& bar : prediction.bars) {
    column.bars.push_back({bar.id, bar.text, bar.probability, bar.chosen, bar.isDrawn});
  }
  column.restProbability = prediction.restProbability;
  column.entropyBits = prediction.entropyBits;
  std::vector<TokenId> ids;
  for (auto token = moment.tokens.begin() + moment.promptLength; token < moment.tokens.end(); ++token) {
    ids.push_back(token->id);
  }
  column.before = moment.prompt->text;
  if (!ids.empty()) {
    const std::string all = leadText(*moment.tokenizer, *moment.prompt, ids, -1, false).continuation;
    ids.pop_back();
    const std::string before = leadText(*moment.tokenizer, *moment.prompt, ids, -1, false).continuation;
    const bool goesOn = all.compare(0, before.size(), before) == 0;
    column.before += goesOn ? before : "";
    column.newest = goesOn ? all.substr(before.size()) : all;
  }
  if (moment.stopped != StopReason::None) column.stopped = stopReasonName(moment.stopped);
  column.memory = memoryOf(moment, layer);
  return column;
}

}  // namespace headlight
