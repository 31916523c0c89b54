#include "models/encoder/encoder_training.h"

#include "models/encoder/encoder.h"
#include "models/parts/activation.h"
#include "models/token_check.h"
#include "nn/embedding.h"
#include "nn/linear.h"
#include "tensor/error.h"

namespace headlight {

EncoderWorkspace::EncoderWorkspace(const ModelConfig& config, Index largestBatch, Index largestLength)
    : batch(largestBatch),
      length(largestLength),
      rows(largestBatch),
      stack(config, blockShape(config, hook_names::Stack::Blocks), config.nLayers, largestBatch, largestLength),
      loss(largestBatch, largestLength, config.dModel, config.dVocab) {
  const Index R = batch * length;
  const Index C = config.dModel;
  tokens.reserve(static_cast<std::size_t>(R));
  for (PaddedMatrix* matrix : {&gathered, &dense, &activated, &dDense, &dGathered, &dEmbedding}) {
    *matrix = PaddedMatrix(R, C);
  }
  for (SublayerActivations* norm : {&embedding, &transform}) {
    norm->normalized = PaddedMatrix(R, C);
    norm->scale.resize(static_cast<std::size_t>(R));
  }
  transformTransposed.setZero(C, C);
}

std::unique_ptr<TrainingWorkspace> Encoder::newWorkspace(Index batch, Index length) const {
  return std::make_unique<EncoderWorkspace>(m_config, batch, length);
}

double Encoder::lossAndGradients(const TrainingBatch& batch, TrainingWorkspace& workspace, const Dropout& dropout,
                                 ThreadPool* pool, Parameters* gradients) const {
  if (!m_config.hasHead) throw Error("encoder.no_head");
  auto& space = dynamic_cast<EncoderWorkspace&>(workspace);
  checkTrainingBatch(m_config, batch, space.batch, space.length);
  EncoderTraining step(m_config, m_weights, batch, space, dropout, pool);
  const double loss = step.forward(gradients != nullptr);
  if (gradients) step.backward(*gradients);
  return loss;
}

EncoderTraining::EncoderTraining(const ModelConfig& config, const EncoderViews& weights, const TrainingBatch& batch,
                                 EncoderWorkspace& space, const Dropout& dropout, ThreadPool* pool)
    : m_config(config),
      m_weights(weights),
      m_batch(batch),
      m_space(space),
      m_dropout(dropout, space.length, config.dModel),
      m_smoothing(dropout.labelSmoothing),
      m_pool(pool),
      m_stack(config, weights.layers, space.stack, space.rows, space.length, m_dropout, postNormSites(1)) {
  if (m_dropout.active()) {
    m_space.embedding.mask.resize(static_cast<std::size_t>(space.batch * maskStride(space.length * config.dModel)));
  }
  pack();
}

template <class Body>
void EncoderTraining::eachGroup(const Body& body) {
  parallelFor(m_pool, m_batch.batch, sequencesAChunk(m_batch.batch, m_batch.length), [&](Index first, Index end) {
    body(SequenceGroup{first, end});
  });
}

void EncoderTraining::pack() {
  m_space.rows.clear();
  m_space.tokens.clear();
  for (Index sequence = 0; sequence < m_batch.batch; ++sequence) {
    const Index rows = m_batch.lengths.empty() ? m_batch.length : m_batch.lengths[static_cast<std::size_t>(sequence)];
    const auto tokens =
        m_batch.inputs.subspan(static_cast<std::size_t>(sequence * m_batch.length), static_cast<std::size_t>(rows));
    m_space.tokens.insert(m_space.tokens.end(), tokens.begin(), tokens.end());
    m_space.rows.add(rows);
  }
  m_space.loss.collect(m_batch, m_space.rows);
}

double EncoderTraining::forward(bool forGradients) {
  m_space.loss.prepare(m_weights.head);
  eachGroup([&](SequenceGroup group) {
    embed(group);
    m_stack.forward(group);
    maskedWordHead(group);
    m_space.loss.forward(group, m_weights.headBias, m_smoothing, forGradients);
  });
  return m_space.loss.mean();
}

void EncoderTraining::embed(SequenceGroup group) {
  const PackedRows& rows = m_space.rows;
  MatrixRef<float> sum = rows.of(m_space.stack.added, group);
  MatrixRef<float> positions = rows.of(m_space.stack.in, group);
  const auto first = static_cast<std::size_t>(rows.start(group.first));
  const auto tokens = std::span<const TokenId>(m_space.tokens).subspan(first, static_cast<std::size_t>(sum.rows()));
  embeddingForward<float>(tokens, m_weights.wordEmbedding, sum);
  for (Index sequence = group.first; sequence < group.end; ++sequence) {
    positionsForward<float>(0, m_weights.positionEmbedding, rows.of(m_space.stack.in, sequence));
  }
  sum += positions;
  sum.rowwise() += m_weights.segmentEmbedding.row(0);
  MatrixRef<float> normalized = rows.of(m_space.embedding.normalized, group);
  const auto scale = std::span<float>(m_space.embedding.scale).subspan(first, tokens.size());
  normForward(m_weights.embeddingNorm, m_config.layerNormEpsilon, sum, {normalized, scale}, positions);
  m_dropout.draw(group, rows, 0, m_space.embedding.mask, m_space.stack.in);
}

void EncoderTraining::maskedWordHead(SequenceGroup group) {
  const PackedRows& counted = m_space.loss.counted();
  m_space.loss.gather(group, m_space.stack.output(), m_space.gathered);
  MatrixRef<float> dense = counted.of(m_space.dense, group);
  MatrixRef<float> activated = counted.of(m_space.activated, group);
  if (dense.rows() == 0) return;
  linearForward<float>(counted.of(m_space.gathered, group), m_weights.transform.weight.floats, m_weights.transform.bias,
                       dense);
  activationForward(m_config.activation, dense, activated);
  MatrixRef<float> normalized = counted.of(m_space.transform.normalized, group);
  const auto scale =
      std::span<float>(m_space.transform.scale)
          .subspan(static_cast<std::size_t>(counted.start(group.first)), static_cast<std::size_t>(dense.rows()));
  normForward(m_weights.transformNorm, m_config.layerNormEpsilon, activated, {normalized, scale},
              counted.of(m_space.loss.in(), group));
}

void EncoderTraining::backward(Parameters& gradients) {
  if (m_space.loss.counted().total() == 0) {  // nothing was guessed: nothing to learn
    std::fill(gradients.block().begin(), gradients.block().end(), 0.0F);
    return;
  }
  EncoderViews& d =
      m_space.gradientViews.of(gradients, [&](Parameters& block) { return viewEncoder(m_config, block); });
  m_stack.transposeWeights();
  m_space.transformTransposed = m_weights.transform.weight.floats.transpose();
  eachGroup([&](SequenceGroup group) { headBackward(group); });
  headGradients(d);
  for (std::size_t layer = m_weights.layers.size(); layer-- > 0;) {
    eachGroup([&](SequenceGroup group) { m_stack.backward(layer, group); });
    m_stack.finishLayer(layer, d.layers[layer], m_pool);
  }
  eachGroup([&](SequenceGroup group) { embeddingBackward(group); });
  embeddingGradients(d);
}

void EncoderTraining::headBackward(SequenceGroup group) {
  const PackedRows& counted = m_space.loss.counted();
  m_space.loss.backward(group, m_weights.head);
  MatrixRef<float> dDense = counted.of(m_space.dDense, group);
  if (dDense.rows() > 0) {
    dDense.setZero();
    const auto scale =
        std::span<float>(m_space.transform.scale)
            .subspan(static_cast<std::size_t>(counted.start(group.first)), static_cast<std::size_t>(dDense.rows()));
    normBackward(m_weights.transformNorm, counted.of(m_space.loss.dIn(), group),
                 {counted.of(m_space.transform.normalized, group), scale}, dDense);
    activationBackward(m_config.activation, counted.of(m_space.dense, group), dDense);
    linearBackwardInput<float>(dDense, m_space.transformTransposed, counted.of(m_space.dGathered, group));
  }
  m_space.loss.scatter(group, m_space.rows, m_space.dGathered, m_space.stack.gradient());
}

void EncoderTraining::headGradients(EncoderViews& d) {
  const PackedRows& counted = m_space.loss.counted();
  m_space.loss.weightGradients(d.head, d.headBias, m_pool);
  linearBackwardWeights<float>(counted.all(m_space.gathered), counted.all(m_space.dDense), d.transform.weight.floats,
                               d.transform.bias, m_pool);
  normGradients(counted.all(m_space.loss.dIn()), counted.all(m_space.transform.normalized), d.transformNorm);
}

void EncoderTraining::embeddingBackward(SequenceGroup group) {
  const PackedRows& rows = m_space.rows;
  m_dropout.again(group, rows, m_space.embedding.mask, m_space.stack.gradient());
  MatrixRef<float> dSum = rows.of(m_space.dEmbedding, group);
  dSum.setZero();
  const auto scale =
      std::span<float>(m_space.embedding.scale)
          .subspan(static_cast<std::size_t>(rows.start(group.first)), static_cast<std::size_t>(dSum.rows()));
  normBackward(m_weights.embeddingNorm, rows.of(m_space.stack.gradient(), group),
               {rows.of(m_space.embedding.normalized, group), scale}, dSum);
}

void EncoderTraining::embeddingGradients(EncoderViews& d) {
  const PackedRows& rows = m_space.rows;
  normGradients(rows.all(m_space.stack.gradient()), rows.all(m_space.embedding.normalized), d.embeddingNorm);
  if (!m_config.tiedHead) d.wordEmbedding.setZero();  // tied: the head's gradient stands there already
  const MatrixRef<float> dSum = rows.all(m_space.dEmbedding);
  headlight::embeddingBackward<float>(m_space.tokens, dSum, d.wordEmbedding);
  d.positionEmbedding.setZero();
  d.segmentEmbedding.setZero();
  for (Index sequence = 0; sequence < m_batch.batch; ++sequence) {
    positionsBackward<float>(0, rows.of(m_space.dEmbedding, sequence), d.positionEmbedding);
  }
  for (Index r = 0; r < dSum.rows(); ++r) d.segmentEmbedding.row(0) += dSum.row(r);
}

}  // namespace headlight
