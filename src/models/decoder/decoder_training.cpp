#include "models/decoder/decoder_training.h"

#include <algorithm>

#include "models/decoder/decoder.h"
#include "models/parts/compact_weights.h"
#include "models/token_check.h"
#include "nn/cross_entropy.h"
#include "nn/embedding.h"
#include "nn/linear.h"

namespace headlight {

namespace {

// Dropout's places: the embedding at 0, three a layer behind it.
constexpr DropoutSites kDecoderSites = {
    .first = 1, .perLayer = 3, .selfOut = 0, .selfPattern = 1, .crossOut = 0, .crossPattern = 0, .mlpOut = 2};

}  // namespace

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
      m_dropout(dropout, batch.length, config.dModel),
      m_smoothing(dropout.labelSmoothing),
      m_pool(pool),
      m_T(batch.length),
      m_R(batch.batch * batch.length),
      m_counted(std::count_if(batch.targets.begin(), batch.targets.end(), [](TokenId t) { return t >= 0; })),
      m_stack(config, weights.blocks, workspace.stack, workspace.rows, batch.length, m_dropout, kDecoderSites) {
  m_space.rows.clear();
  for (Index sequence = 0; sequence < batch.batch; ++sequence) m_space.rows.add(m_T);
  if (m_dropout.active()) {
    m_space.embedMask.resize(static_cast<std::size_t>(m_space.batch * maskStride(m_space.length * config.dModel)));
  }
}

double DecoderTraining::forward(bool forGradients) {
  m_space.headTransposed = m_weights.head.floats.transpose();
  eachSequence([&](Index sequence) {
    embed(sequence);
    m_stack.forward(only(sequence));
    lossOf(sequence, forGradients);
  });
  double total = 0;
  for (Index sequence = 0; sequence < m_batch.batch; ++sequence) {
    total += m_space.losses[static_cast<std::size_t>(sequence)];
  }
  return m_counted > 0 ? total / static_cast<double>(m_counted) : 0.0;
}

void DecoderTraining::embed(Index sequence) {
  MatrixRef<float> stream = rowsOf(m_space.stack.in, sequence);
  MatrixRef<float> positions = rowsOf(m_space.stack.added, sequence);
  const auto tokens = m_batch.inputs.subspan(static_cast<std::size_t>(sequence * m_T), static_cast<std::size_t>(m_T));
  embeddingForward<float>(tokens, m_weights.tokenEmbedding.floats, stream);
  if (m_config.positions != Positions::None) {
    positionsForward<float>(0, m_weights.positionEmbedding, positions);
    stream += positions;
  }
  m_dropout.draw(only(sequence), m_space.rows, 0, m_space.embedMask, m_space.stack.in);
}

void DecoderTraining::lossOf(Index sequence, bool forGradients) {
  MatrixRef<float> out = rowsOf(m_space.finalNorm.out, sequence);
  MatrixRef<float> logits = rowsOf(m_space.logits, sequence);
  normForward(m_weights.finalNorm, m_config.layerNormEpsilon, rowsOf(m_space.stack.output(), sequence),
              finalNormRows(sequence * m_T, m_T), out);
  linearForward<float>(out, m_space.headTransposed, {}, logits);
  const auto targets = m_batch.targets.subspan(static_cast<std::size_t>(sequence * m_T), static_cast<std::size_t>(m_T));
  m_space.losses[static_cast<std::size_t>(sequence)] = crossEntropyForward<float>(logits, targets, logits, m_smoothing);
  if (!forGradients) return;
  const float factor = m_counted > 0 ? 1.0F / static_cast<float>(m_counted) : 0.0F;
  crossEntropyBackward<float>(logits, targets, factor, logits, m_smoothing);
}

void DecoderTraining::backward(Parameters& gradients) {
  DecoderViews& d =
      m_space.gradientViews.of(gradients, [&](Parameters& block) { return viewDecoder(m_config, block); });
  const auto all = [&](PaddedMatrix& matrix) { return m_space.rows.all(matrix); };
  m_stack.transposeWeights();
  eachSequence([&](Index sequence) { headBackward(sequence); });
  headBackwardWeights<float>(all(m_space.finalNorm.out), all(m_space.logits), d.head.floats, m_pool);
  normGradients(all(m_space.dFinalOut()), all(m_space.finalNorm.normalized), d.finalNorm);
  for (std::size_t layer = d.blocks.size(); layer-- > 0;) {
    eachSequence([&](Index sequence) { m_stack.backward(layer, only(sequence)); });
    m_stack.finishLayer(layer, d.blocks[layer], m_pool);
  }
  eachSequence([&](Index sequence) {
    m_dropout.again(only(sequence), m_space.rows, m_space.embedMask, m_space.stack.gradient());
  });
  embeddingGradients(d);
}

void DecoderTraining::headBackward(Index sequence) {
  MatrixRef<float> dOut = rowsOf(m_space.dFinalOut(), sequence);
  MatrixRef<float> dStream = rowsOf(m_space.stack.gradient(), sequence);
  headBackwardInput<float>(rowsOf(m_space.logits, sequence), m_weights.head.floats, dOut);
  dStream.setZero();
  normBackward(m_weights.finalNorm, dOut, finalNormRows(sequence * m_T, m_T), dStream);
}

void DecoderTraining::embeddingGradients(DecoderViews& d) {
  PaddedMatrix& dStream = m_space.stack.gradient();
  if (!m_config.tiedHead) d.tokenEmbedding.floats.setZero();  // tied: the head's gradient stands there already
  embeddingBackward<float>(m_batch.inputs, m_space.rows.all(dStream), d.tokenEmbedding.floats);
  if (m_config.positions != Positions::Learned) return;
  d.positionEmbedding.setZero();
  for (Index sequence = 0; sequence < m_batch.batch; ++sequence) {
    positionsBackward<float>(0, rowsOf(dStream, sequence), d.positionEmbedding);
  }
}

InputGradients DecoderTraining::inputGradients(const EndValue& end) {
  embed(0);
  m_stack.forward(only(0));
  InputGradients result;
  result.value = endBackward(end);
  result.states.resize(m_weights.blocks.size());
  for (std::size_t layer = m_weights.blocks.size(); layer-- > 0;) {
    result.states[layer] = rowsOf(m_space.stack.gradient(), 0);
    m_stack.backward(layer, only(0), m_pool);
  }
  result.embedding = rowsOf(m_space.stack.gradient(), 0);  // positions are added to it: the same gradient
  return result;
}

double DecoderTraining::endBackward(const EndValue& end) {
  const Index last = m_T - 1;
  MatrixRef<float> out = m_space.finalNorm.out.rows(last, 1);
  const NormedRows left = finalNormRows(last, 1);
  normForward(m_weights.finalNorm, m_config.layerNormEpsilon, m_space.stack.output().rows(last, 1), left, out);
  MatrixRef<float> dOut = m_space.dFinalOut().rows(last, 1);
  const double value = endValueGradient(end, out, m_weights.head.floats, {}, dOut, m_pool);
  PaddedMatrix& dStream = m_space.stack.gradient();
  dStream.rows(0, m_T).setZero();
  normBackward(m_weights.finalNorm, dOut, left, dStream.rows(last, 1));
  return value;
}

}  // namespace headlight
