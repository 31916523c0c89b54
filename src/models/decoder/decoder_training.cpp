#include "models/decoder/decoder_training.h"

#include <algorithm>

#include "models/decoder/decoder.h"
#include "models/parts/activation.h"
#include "models/parts/compact_weights.h"
#include "models/token_check.h"
#include "nn/attention.h"
#include "nn/cross_entropy.h"
#include "nn/embedding.h"
#include "nn/layer_norm.h"
#include "nn/linear.h"
#include "nn/softmax.h"

namespace headlight {

namespace {}  // namespace

std::unique_ptr<TrainingWorkspace> Decoder::newWorkspace(Index batch, Index length) const {
  return std::make_unique<DecoderWorkspace>(m_config, batch, length);
}

double Decoder::lossAndGradients(const TrainingBatch& batch, TrainingWorkspace& workspace, const Dropout& dropout,
                                 ThreadPool* pool, Parameters* gradients) const {
  mustBeFloats(m_parameters.layout());
  auto& space = dynamic_cast<DecoderWorkspace&>(workspace);
  checkTrainingBatch(m_config, batch, space.batch, space.length);
  DecoderTraining step(m_config, m_weights, batch, space, dropout, pool);
  const double loss = step.forward(gradients != nullptr);
  if (gradients) step.backward(*gradients);
  return loss;
}

InputGradients Decoder::inputGradients(std::span<const TokenId> tokens, const EndValue& end, ThreadPool* pool) const {
  checkInputGradients(m_config, tokens, end);
  mustBeDifferentiable(m_parameters.layout());
  const auto length = static_cast<Index>(tokens.size());
  DecoderWorkspace space(m_config, 1, length, GradientUse::InputsAlone);
  const TrainingBatch batch{.batch = 1, .length = length, .inputs = tokens};
  return DecoderTraining(m_config, m_weights, batch, space, {}, pool).inputGradients(end);
}

DecoderTraining::DecoderTraining(const ModelConfig& config, const DecoderViews& weights, const TrainingBatch& batch,
                                 DecoderWorkspace& workspace, const Dropout& dropout, ThreadPool* pool)
    : m_config(config),
      m_weights(weights),
      m_batch(batch),
      m_space(workspace),
      m_dropout(dropout),
      m_pool(pool),
      m_T(batch.length),
      m_R(batch.batch * batch.length),
      m_counted(std::count_if(batch.targets.begin(), batch.targets.end(), [](TokenId t) { return t >= 0; })) {
  if (m_dropout.rate > 0) m_space.makeRoomForMasks();
}

double DecoderTraining::forward(bool forGradients) {
  transposeWeights();
  parallelFor(m_pool, m_batch.batch, 1, [&](Index sequence, Index) {
    embed(sequence);
    for (Index layer = 0; layer < m_config.nLayers; ++layer) {
      attention(sequence, layer);
      mlp(sequence, layer);
    }
    lossOf(sequence, forGradients);
  });
  double total = 0;
  for (Index sequence = 0; sequence < m_batch.batch; ++sequence) {
    total += m_space.losses[static_cast<std::size_t>(sequence)];
  }
  return m_counted > 0 ? total / static_cast<double>(m_counted) : 0.0;
}

void DecoderTraining::drop(Index sequence, std::uint32_t site, std::vector<std::uint8_t>& masks,
                           MatrixRef<float> values) {
  if (m_dropout.rate <= 0) return;
  const Index offset = sequence * maskStride(m_T * m_config.dModel);
  const std::span<std::uint8_t> mask(masks.data() + offset, static_cast<std::size_t>(values.size()));
  dropoutMask({m_dropout.seed, m_dropout.step, site}, m_dropout.rate, offset, mask);
  dropAgain(sequence, masks, values);
}

void DecoderTraining::dropAgain(Index sequence, const std::vector<std::uint8_t>& masks, MatrixRef<float> values) {
  if (m_dropout.rate <= 0) return;
  const auto C = static_cast<std::size_t>(values.cols());
  const std::uint8_t* mask = masks.data() + sequence * maskStride(m_T * m_config.dModel);
  for (Index r = 0; r < values.rows(); ++r, mask += C) {
    const std::span<float> row(values.data() + r * values.outerStride(), C);
    dropoutForward<float>(row, {mask, C}, m_dropout.rate, row);
  }
}

MatrixMap<float> DecoderTraining::patternOf(Index sequence, Index layer, Index head) const {
  float* pattern = m_space.blocks[static_cast<std::size_t>(layer)].pattern.data();
  return {pattern + (sequence * m_config.nHeads + head) * m_T * m_T, m_T, m_T};
}

std::span<std::uint8_t> DecoderTraining::patternMaskOf(Index sequence, Index layer, Index head) const {
  std::vector<std::uint8_t>& masks = m_space.blocks[static_cast<std::size_t>(layer)].patternMask;
  const Index cells = m_T * m_T;
  return {masks.data() + (sequence * m_config.nHeads + head) * maskStride(cells), static_cast<std::size_t>(cells)};
}

MatrixMap<float> DecoderTraining::droppedPattern(Index sequence, Index layer, Index head) {
  MatrixMap<float> pattern = patternOf(sequence, layer, head);
  if (m_dropout.rate <= 0) return pattern;
  MatrixMap<float> dropped(m_space.headScratch.data() + sequence * 2 * m_T * m_T, m_T, m_T);
  dropoutForward<float>({pattern.data(), static_cast<std::size_t>(m_T * m_T)}, patternMaskOf(sequence, layer, head),
                        m_dropout.rate, {dropped.data(), static_cast<std::size_t>(m_T * m_T)});
  return dropped;
}

void DecoderTraining::norm(MatrixRef<float> stream, std::span<const float> weight, std::span<const float> bias,
                           MatrixRef<float> normalized, std::span<float> scale, MatrixRef<float> out) const {
  if (m_config.norm == NormKind::None) {
    out = stream;
    return;
  }
  layerNormScaleForward<float>(stream, m_config.layerNormEpsilon, normalized, scale);
  layerNormDivideForward<float>(scale, normalized);
  layerNormAffineForward<float>(normalized, weight, bias, out);
}

void DecoderTraining::addToStream(const ConstMatrixRef<float>& added, MatrixRef<float> stream) const {
  if (m_config.residual)
    stream += added;
  else
    stream = added;
}

void DecoderTraining::embed(Index sequence) {
  MatrixRef<float> stream = rowsOf(m_space.stream, sequence);
  MatrixRef<float> positions = rowsOf(m_space.added, sequence);
  const auto tokens = m_batch.inputs.subspan(static_cast<std::size_t>(sequence * m_T), static_cast<std::size_t>(m_T));
  embeddingForward<float>(tokens, m_weights.tokenEmbedding.floats, stream);
  if (m_config.positions != Positions::None) {
    positionsForward<float>(0, m_weights.positionEmbedding, positions);
    stream += positions;
  }
  drop(sequence, 0, m_space.embedMask, stream);
}

void DecoderTraining::attention(Index sequence, Index layer) {
  const DecoderBlockViews& weights = m_weights.blocks[static_cast<std::size_t>(layer)];
  BlockActivations& block = m_space.blocks[static_cast<std::size_t>(layer)];
  MatrixRef<float> stream = rowsOf(m_space.stream, sequence);
  norm(stream, weights.ln1Weight, weights.ln1Bias, rowsOf(block.ln1Normalized, sequence),
       rowsOf(block.ln1Scale, sequence), rowsOf(block.ln1Out, sequence));
  linearForward<float>(rowsOf(block.ln1Out, sequence), weights.qkvWeight.floats, weights.qkvBias,
                       rowsOf(block.qkv, sequence));
  for (Index head = 0; head < m_config.nHeads; ++head) attend(sequence, layer, head);
  MatrixRef<float> added = rowsOf(m_space.added, sequence);
  linearForward<float>(rowsOf(block.z, sequence), weights.attnOutWeight.floats, weights.attnOutBias, added);
  drop(sequence, static_cast<std::uint32_t>(3 * layer + 1), block.attnMask, added);
  addToStream(added, stream);
}

void DecoderTraining::attend(Index sequence, Index layer, Index head) {
  BlockActivations& block = m_space.blocks[static_cast<std::size_t>(layer)];
  const Index C = m_config.dModel;
  const Index D = m_config.dHead();
  const MatrixRef<float> qkv = rowsOf(block.qkv, sequence);
  MatrixRef<float> z = rowsOf(block.z, sequence);
  MatrixMap<float> pattern = patternOf(sequence, layer, head);
  for (Index first = 0; first < m_T; first += kQueryBlock) {
    const Index rows = std::min(kQueryBlock, m_T - first);
    const Index keys = keysOf(first, rows);
    scoreForward<float>(qkv.block(first, head * D, rows, D), qkv.block(0, C + head * D, keys, D),
                        pattern.block(first, 0, rows, keys), m_config.scaledScores);
    if (m_config.causalMask) causalMaskForward<float>(first, pattern.block(first, 0, rows, keys));
    softmaxForward<float>(pattern.block(first, 0, rows, keys), pattern.block(first, 0, rows, keys));
  }
  if (m_dropout.rate > 0) {
    const std::span<std::uint8_t> mask = patternMaskOf(sequence, layer, head);
    const Index offset = (sequence * m_config.nHeads + head) * maskStride(m_T * m_T);
    dropoutMask({m_dropout.seed, m_dropout.step, static_cast<std::uint32_t>(3 * layer + 2)}, m_dropout.rate, offset,
                mask);
  }
  const MatrixMap<float> dropped = droppedPattern(sequence, layer, head);
  for (Index first = 0; first < m_T; first += kQueryBlock) {
    const Index rows = std::min(kQueryBlock, m_T - first);
    const Index keys = keysOf(first, rows);
    mixForward<float>(dropped.block(first, 0, rows, keys), qkv.block(0, 2 * C + head * D, keys, D),
                      z.block(first, head * D, rows, D));
  }
}

void DecoderTraining::mlp(Index sequence, Index layer) {
  const DecoderBlockViews& weights = m_weights.blocks[static_cast<std::size_t>(layer)];
  BlockActivations& block = m_space.blocks[static_cast<std::size_t>(layer)];
  MatrixRef<float> stream = rowsOf(m_space.stream, sequence);
  norm(stream, weights.ln2Weight, weights.ln2Bias, rowsOf(block.ln2Normalized, sequence),
       rowsOf(block.ln2Scale, sequence), rowsOf(block.ln2Out, sequence));
  MatrixRef<float> pre = rowsOf(block.mlpPre, sequence);
  MatrixRef<float> post = rowsOf(block.mlpPost, sequence);
  linearForward<float>(rowsOf(block.ln2Out, sequence), weights.mlpInWeight.floats, weights.mlpInBias, pre);
  const auto M = static_cast<std::size_t>(m_config.dMlp);
  for (Index r = 0; r < m_T; ++r) {
    activationForward(m_config.activation, {pre.data() + r * pre.outerStride(), M},
                      {post.data() + r * post.outerStride(), M});
  }
  MatrixRef<float> added = rowsOf(m_space.added, sequence);
  linearForward<float>(post, weights.mlpOutWeight.floats, weights.mlpOutBias, added);
  drop(sequence, static_cast<std::uint32_t>(3 * layer + 3), block.mlpMask, added);
  addToStream(added, stream);
}

void DecoderTraining::lossOf(Index sequence, bool forGradients) {
  MatrixRef<float> out = rowsOf(m_space.finalOut, sequence);
  MatrixRef<float> logits = rowsOf(m_space.logits, sequence);
  norm(rowsOf(m_space.stream, sequence), m_weights.finalWeight, m_weights.finalBias,
       rowsOf(m_space.finalNormalized, sequence), rowsOf(m_space.finalScale, sequence), out);
  linearForward<float>(out, m_space.headTransposed, {}, logits);
  const auto targets = m_batch.targets.subspan(static_cast<std::size_t>(sequence * m_T), static_cast<std::size_t>(m_T));
  m_space.losses[static_cast<std::size_t>(sequence)] =
      crossEntropyForward<float>(logits, targets, logits, m_dropout.labelSmoothing);
  if (!forGradients) return;
  const float factor = m_counted > 0 ? 1.0F / static_cast<float>(m_counted) : 0.0F;
  crossEntropyBackward<float>(logits, targets, factor, logits, m_dropout.labelSmoothing);
}

}  // namespace headlight
