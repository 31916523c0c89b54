#pragma once
// A stack of post-norm layers in a training step. Sequences are independent until the weights' gradients, so both
// passes over the activations take one chunk a group of sequences, and the weights' gradients chunks of their own
// outputs: no sum depends on the number of threads.

#include "models/parts/packed_rows.h"
#include "models/parts/row_dropout.h"
#include "models/post_norm/post_norm_parameters.h"
#include "models/post_norm/post_norm_workspace.h"

namespace headlight {

/// What cross-attention looks at in a training step.
struct TrainingMemory {
  const PackedRows* rows = nullptr;
  PaddedMatrix* values = nullptr;     ///< [N, C]
  PaddedMatrix* gradients = nullptr;  ///< [N, C], added to
};

/// Letters as in post_norm_workspace.h; n rows of one sequence, k keys that they see.
class PostNormTraining {
 public:
  /// `firstSite`: dropout's places in this stack are firstSite … firstSite + 5 · layers − 1.
  PostNormTraining(const ModelConfig& config, const std::vector<PostNormViews>& weights, PostNormWorkspace& space,
                   const PackedRows& rows, bool causal, const RowDropout& dropout, std::uint32_t firstSite,
                   const TrainingMemory& memory = {});

  /// Once a step with gradients, before the first backward call.
  void transposeWeights();
  /// space.in → space.output(), the rows of one group. Groups may run at the same time.
  void forward(SequenceGroup group);
  /// space.gradient() and all that a layer's weights need, the rows of one group.
  void backward(std::size_t layer, SequenceGroup group);
  /// After backward() of all groups: the layer's weights' gradients; space.gradient() is then that of the layer below.
  void finishLayer(std::size_t layer, const PostNormViews& d, ThreadPool* pool);

 private:
  /// One attention of one layer, self or cross: what differs between the two.
  struct Sides {
    AttentionActivations& activations;
    SublayerGradients& gradients;
    PaddedMatrix& kv;
    PaddedMatrix& dKv;
    Index keyColumn, valueColumn;  ///< in kv
    const PackedRows& keyRows;
    bool causal;
    std::uint32_t patternSite;
  };
  [[nodiscard]] Sides selfSides(std::size_t layer);
  [[nodiscard]] Sides crossSides(std::size_t layer);

  void selfAttention(std::size_t layer, SequenceGroup group);
  void crossAttention(std::size_t layer, SequenceGroup group);
  void mlp(std::size_t layer, SequenceGroup group);
  void attend(const Sides& sides, SequenceGroup group);
  void attendHead(const Sides& sides, Index sequence, Index head);
  /// out = norm(in + dropout(space.added))
  void addAndNorm(SequenceGroup group, PaddedMatrix& in, const NormViews& weights, std::uint32_t site,
                  SumActivations& sum);

  void mlpBackward(std::size_t layer, SequenceGroup group, PaddedMatrix& dPrevious);
  void crossBackward(std::size_t layer, SequenceGroup group, PaddedMatrix& dPrevious);
  void selfBackward(std::size_t layer, SequenceGroup group, PaddedMatrix& dPrevious);
  void attendBackward(const Sides& sides, SequenceGroup group);
  void attendHeadBackward(const Sides& sides, Index sequence, Index head);
  /// Through norm and sum: dPrevious is begun with the part beside the sublayer, gradients.dAdded is the sublayer's.
  void sumBackward(SequenceGroup group, SumActivations& sum, const NormViews& weights, SublayerGradients& gradients,
                   PaddedMatrix& dPrevious);

  [[nodiscard]] PaddedMatrix& inOf(std::size_t layer) {
    return layer == 0 ? m_space.in : m_space.layers[layer - 1].mlp.out;
  }
  [[nodiscard]] std::uint32_t site(std::size_t layer, std::uint32_t place) const {
    return m_firstSite + 5 * static_cast<std::uint32_t>(layer) + place;
  }
  [[nodiscard]] std::span<float> scaleOf(SumActivations& sum, SequenceGroup group) const;
  /// body(first query, queries, keys) for blocks of queries. Causal attention needs no keys behind a block's last
  /// query: a third less work than the whole square.
  template <class Body>
  static void eachQueryBlock(const Sides& sides, const MatrixMap<float>& pattern, const Body& body) {
    constexpr Index kQueryBlock = 32;
    const Index queries = pattern.rows();
    const Index step = sides.causal ? kQueryBlock : std::max<Index>(queries, 1);
    for (Index first = 0; first < queries; first += step) {
      const Index rows = std::min(step, queries - first);
      body(first, rows, sides.causal ? first + rows : pattern.cols());
    }
  }
  /// One head's pattern [n, k], and the same behind dropout: itself, or a copy.
  [[nodiscard]] MatrixMap<float> patternOf(const Sides& sides, Index sequence, Index head) const;
  [[nodiscard]] std::span<std::uint8_t> patternMaskOf(const Sides& sides, Index sequence, Index head) const;
  [[nodiscard]] MatrixMap<float> droppedPattern(const Sides& sides, Index sequence, Index head);

  const ModelConfig& m_config;
  const std::vector<PostNormViews>& m_weights;
  PostNormWorkspace& m_space;
  const PackedRows& m_rows;
  bool m_causal;
  const RowDropout& m_dropout;
  std::uint32_t m_firstSite;
  TrainingMemory m_memory;
};

}  // namespace headlight
