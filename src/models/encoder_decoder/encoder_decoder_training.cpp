#include "models/encoder_decoder/encoder_decoder_training.h"

#include <algorithm>
#include <cmath>

#include "models/encoder_decoder/encoder_decoder.h"
#include "models/token_check.h"
#include "nn/embedding.h"

namespace headlight {

namespace {

// Dropout's places: each side's embedding, its layers behind.
constexpr std::uint32_t kEncoderSite = 0;
constexpr std::uint32_t kDecoderSite = 1U << 16;

void addSequence(SideWorkspace& side, std::span<const TokenId> tokens) {
  side.tokens.insert(side.tokens.end(), tokens.begin(), tokens.end());
  side.rows.add(static_cast<Index>(tokens.size()));
}

}  // namespace

SideWorkspace::SideWorkspace(const ModelConfig& config, hook_names::Stack ofStack, Index layers, Index batch,
                             Index length)
    : rows(batch), stack(config, blockShape(config, ofStack), layers, batch, length) {
  tokens.reserve(static_cast<std::size_t>(batch * length));
}

EncoderDecoderWorkspace::EncoderDecoderWorkspace(const ModelConfig& config, Index largestBatch, Index largestLength)
    : batch(largestBatch),
      length(largestLength),
      encoder(config, hook_names::Stack::Encoder, config.nLayers, batch, length),
      decoder(config, hook_names::Stack::Decoder, config.nDecoderLayers, batch, length),
      loss(batch, length, config.dModel, config.dVocab) {}

std::unique_ptr<TrainingWorkspace> EncoderDecoder::newWorkspace(Index batch, Index length) const {
  return std::make_unique<EncoderDecoderWorkspace>(m_config, batch, length);
}

double EncoderDecoder::lossAndGradients(const TrainingBatch& batch, TrainingWorkspace& workspace,
                                        const Dropout& dropout, ThreadPool* pool, Parameters* gradients) const {
  auto& space = dynamic_cast<EncoderDecoderWorkspace&>(workspace);
  checkTrainingBatch(m_config, batch, space.batch, space.length);
  EncoderDecoderTraining step(m_config, m_weights, m_positions, batch, space, dropout, pool);
  const double loss = step.forward(gradients != nullptr);
  if (gradients) step.backward(*gradients);
  return loss;
}

EncoderDecoderTraining::EncoderDecoderTraining(const ModelConfig& config, const EncoderDecoderViews& weights,
                                               const Matrix<float>& positions, const TrainingBatch& batch,
                                               EncoderDecoderWorkspace& space, const Dropout& dropout, ThreadPool* pool)
    : m_config(config),
      m_weights(weights),
      m_positions(positions),
      m_batch(batch),
      m_space(space),
      m_dropout(dropout, space.length, config.dModel),
      m_smoothing(dropout.labelSmoothing),
      m_pool(pool),
      m_encoder(config, weights.encoder, space.encoder.stack, space.encoder.rows, space.length, m_dropout,
                postNormSites(kEncoderSite + 1)),
      m_decoder(config, weights.decoder, space.decoder.stack, space.decoder.rows, space.length, m_dropout,
                postNormSites(kDecoderSite + 1),
                {.rows = &space.encoder.rows,
                 .values = &space.encoder.stack.output(),
                 .gradients = &space.encoder.stack.gradient()}) {
  if (m_dropout.active()) {
    const auto cells = static_cast<std::size_t>(space.batch * maskStride(space.length * config.dModel));
    space.encoder.embedMask.resize(cells);
    space.decoder.embedMask.resize(cells);
  }
  pack();
}

template <class Body>
void EncoderDecoderTraining::eachGroup(const Body& body) {
  const Index longer = std::max(m_batch.length, m_batch.sourceLength);
  parallelFor(m_pool, m_batch.batch, sequencesAChunk(m_batch.batch, longer), [&](Index first, Index end) {
    body(SequenceGroup{first, end});
  });
}

float EncoderDecoderTraining::embeddingScale() const {
  return m_config.scaledEmbedding ? std::sqrt(static_cast<float>(m_config.dModel)) : 1.0F;
}

void EncoderDecoderTraining::pack() {
  for (SideWorkspace* side : {&m_space.encoder, &m_space.decoder}) {
    side->rows.clear();
    side->tokens.clear();
  }
  const auto T = static_cast<std::size_t>(m_batch.length);
  const auto S = static_cast<std::size_t>(m_batch.sourceLength);
  for (std::size_t sequence = 0; sequence < static_cast<std::size_t>(m_batch.batch); ++sequence) {
    const std::size_t source =
        m_batch.sourceLengths.empty() ? S : static_cast<std::size_t>(m_batch.sourceLengths[sequence]);
    addSequence(m_space.encoder, m_batch.sources.subspan(sequence * S, source));
    // No counted target sees what stands behind the last of them.
    std::size_t rows = T;
    while (rows > 0 && m_batch.targets[sequence * T + rows - 1] < 0) --rows;
    addSequence(m_space.decoder, m_batch.inputs.subspan(sequence * T, rows));
  }
  m_space.loss.collect(m_batch, m_space.decoder.rows);
}

double EncoderDecoderTraining::forward(bool forGradients) {
  m_space.loss.prepare(m_weights.shared);
  eachGroup([&](SequenceGroup group) {
    embed(group, m_space.encoder, kEncoderSite);
    m_encoder.forward(group);
    embed(group, m_space.decoder, kDecoderSite);
    m_decoder.forward(group);
    m_space.loss.gather(group, m_space.decoder.stack.output(), m_space.loss.in());
    m_space.loss.forward(group, m_weights.finalLogitsBias, m_smoothing, forGradients);
  });
  return m_space.loss.mean();
}

void EncoderDecoderTraining::embed(SequenceGroup group, SideWorkspace& side, std::uint32_t site) {
  MatrixRef<float> stream = side.rows.of(side.stack.in, group);
  const auto tokens =
      std::span<const TokenId>(side.tokens)
          .subspan(static_cast<std::size_t>(side.rows.start(group.first)), static_cast<std::size_t>(stream.rows()));
  embeddingForward<float>(tokens, m_weights.shared, stream);
  stream *= embeddingScale();
  for (Index sequence = group.first; sequence < group.end; ++sequence) {
    MatrixRef<float> rows = side.rows.of(side.stack.in, sequence);
    rows += m_positions.topRows(rows.rows());
  }
  m_dropout.draw(group, side.rows, site, side.embedMask, side.stack.in);
}

void EncoderDecoderTraining::backward(Parameters& gradients) {
  if (m_space.loss.counted().total() == 0) {  // nothing was guessed: nothing to learn
    std::fill(gradients.block().begin(), gradients.block().end(), 0.0F);
    return;
  }
  EncoderDecoderViews& d =
      m_space.gradientViews.of(gradients, [&](Parameters& block) { return viewEncoderDecoder(m_config, block); });
  m_encoder.transposeWeights();
  m_decoder.transposeWeights();
  eachGroup([&](SequenceGroup group) {
    m_space.loss.backward(group, m_weights.shared);
    m_space.loss.scatter(group, m_space.decoder.rows, m_space.loss.dIn(), m_space.decoder.stack.gradient());
    m_space.encoder.rows.of(m_space.encoder.stack.gradient(), group).setZero();  // every decoder layer adds to it
  });
  m_space.loss.weightGradients(d.shared, {}, m_pool);
  std::fill(d.finalLogitsBias.begin(), d.finalLogitsBias.end(), 0.0F);  // a buffer, not learnt
  stackBackward(m_space.decoder, m_decoder, d.decoder);
  embeddingGradients(m_space.decoder, d.shared);
  stackBackward(m_space.encoder, m_encoder, d.encoder);
  embeddingGradients(m_space.encoder, d.shared);
}

void EncoderDecoderTraining::stackBackward(SideWorkspace& side, BlockTraining& stack,
                                           const std::vector<BlockViews>& d) {
  for (std::size_t layer = d.size(); layer-- > 0;) {
    eachGroup([&](SequenceGroup group) { stack.backward(layer, group); });
    stack.finishLayer(layer, d[layer], m_pool);
  }
  eachGroup([&](SequenceGroup group) {
    m_dropout.again(group, side.rows, side.embedMask, side.stack.gradient());
    side.rows.of(side.stack.gradient(), group) *= embeddingScale();
  });
}

void EncoderDecoderTraining::embeddingGradients(SideWorkspace& side, MatrixRef<float> dShared) {
  embeddingBackward<float>(side.tokens, side.rows.all(side.stack.gradient()), dShared);
}

}  // namespace headlight
