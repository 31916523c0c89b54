#pragma once
// A stack of blocks in a training step. Sequences are independent until the weights' gradients, so both passes over the
// activations take one chunk a group of sequences, and the weights' gradients chunks of their own outputs: no sum
// depends on the number of threads.

#include "models/block/block_parameters.h"
#include "models/block/block_workspace.h"
#include "models/parts/packed_rows.h"
#include "models/parts/row_dropout.h"

namespace headlight {

/// What cross-attention looks at in a training step.
struct TrainingMemory {
  const PackedRows* rows = nullptr;
  PaddedMatrix* values = nullptr;     ///< [N, C]
  PaddedMatrix* gradients = nullptr;  ///< [N, C], added to
};

/// Dropout's places: those of layer l are first + l · perLayer + the sublayer's. A training's random numbers hang on
/// them.
struct DropoutSites {
  std::uint32_t first, perLayer;
  std::uint32_t selfOut, selfPattern, crossOut, crossPattern, mlpOut;
};

/// Of encoders and encoder-decoders.
[[nodiscard]] constexpr DropoutSites postNormSites(std::uint32_t first) {
  return {.first = first, .perLayer = 5, .selfOut = 0, .selfPattern = 1, .crossOut = 2, .crossPattern = 3, .mlpOut = 4};
}

/// Letters as in block_workspace.h; n rows of one sequence, k keys that they see.
class BlockTraining {
 public:
  /// `length`: the longest sequence of this step, by which the patterns and dropout's masks are laid out; at most the
  /// workspace's.
  BlockTraining(const ModelConfig& config, const std::vector<BlockViews>& weights, BlockWorkspace& space,
                const PackedRows& rows, Index length, const RowDropout& dropout, const DropoutSites& sites,
                const TrainingMemory& memory = {});

  /// Once a step with gradients, before the first backward call; not in a workspace for InputsAlone.
  void transposeWeights();
  /// space.in → space.output(), the rows of one group. Groups may run at the same time.
  void forward(SequenceGroup group);
  /// space.gradient() and all that a layer's weights need, the rows of one group. `pool` helps where there are no
  /// transposed weights.
  void backward(std::size_t layer, SequenceGroup group, ThreadPool* pool = nullptr);
  /// After backward() of all groups: the layer's weights' gradients; space.gradient() is then that of the layer below.
  void finishLayer(std::size_t layer, const BlockViews& d, ThreadPool* pool);

 private:
  /// One attention of one layer, self or cross: what differs between the two.
  struct Sides {
    AttentionActivations& activations;
    SublayerGradients& gradients;
    PaddedMatrix& kv;
    PaddedMatrix& dKv;
    Index keyColumn, valueColumn;  ///< in kv
    const PackedRows& keyRows;
    bool causal, fewQueries;
    float scoreDivisor;
    std::uint32_t patternSite;
  };
  [[nodiscard]] Sides selfSides(std::size_t layer);
  [[nodiscard]] Sides crossSides(std::size_t layer);

  void selfAttention(std::size_t layer, SequenceGroup group);
  void crossAttention(std::size_t layer, SequenceGroup group);
  void mlp(std::size_t layer, SequenceGroup group);
  void attend(const Sides& sides, SequenceGroup group);
  void attendHead(const Sides& sides, Index sequence, Index head);
  /// What a sublayer reads: what stands before it, or its norm of that.
  [[nodiscard]] PaddedMatrix& begin(SequenceGroup group, PaddedMatrix& before, const NormViews& weights,
                                    SublayerActivations& own);
  /// dropout(space.added) joins the stream; where norms stand behind, own.out becomes the norm of the sum.
  void end(SequenceGroup group, PaddedMatrix& before, const NormViews& weights, std::uint32_t site,
           SublayerActivations& own);

  void mlpBackward(std::size_t layer, SequenceGroup group, ThreadPool* pool, PaddedMatrix& dBefore);
  void crossBackward(std::size_t layer, SequenceGroup group, PaddedMatrix& dBefore);
  void selfBackward(std::size_t layer, SequenceGroup group, ThreadPool* pool, PaddedMatrix& dBefore);
  void attendBackward(const Sides& sides, SequenceGroup group);
  void attendHeadBackward(const Sides& sides, Index sequence, Index head);
  /// Undoes end(): dBefore is begun with what goes on beside the sublayer, gradients.dAdded is the sublayer's.
  void endBackward(SequenceGroup group, SublayerActivations& own, const NormViews& weights,
                   SublayerGradients& gradients, PaddedMatrix& dBefore);
  /// Where the gradient of what begin() gave is put, and begin() undone: added to dBefore.
  [[nodiscard]] PaddedMatrix& branchOf(SublayerGradients& gradients) {
    return isBehind() ? m_space.dBranch : gradients.dOut;
  }
  void beginBackward(SequenceGroup group, SublayerActivations& own, const NormViews& weights,
                     SublayerGradients& gradients, PaddedMatrix& dBefore);
  void attentionGradients(const AttentionViews& d, AttentionActivations& own, SublayerGradients& gradients,
                          PaddedMatrix& in, ThreadPool* pool);
  void normsGradients(const BlockViews& d, BlockActivations& own, ThreadPool* pool);

  [[nodiscard]] bool isBehind() const { return m_space.shape.place == NormPlace::Behind; }
  /// What enters a layer's self-attention, its cross-attention, its MLP. In pre-norm models that is the stream, which
  /// is not kept, and `out` of the sublayer its norm.
  [[nodiscard]] PaddedMatrix& beforeSelf(std::size_t layer) {
    return layer == 0 || !isBehind() ? m_space.in : m_space.layers[layer - 1].mlp.out;
  }
  [[nodiscard]] PaddedMatrix& beforeCross(std::size_t layer) {
    return isBehind() ? m_space.layers[layer].self.sublayer.out : m_space.in;
  }
  [[nodiscard]] PaddedMatrix& beforeMlp(std::size_t layer) {
    return m_space.shape.hasCross && isBehind() ? m_space.layers[layer].cross.sublayer.out : beforeCross(layer);
  }
  /// What begin() gave, for the weights' gradients.
  [[nodiscard]] PaddedMatrix& readBy(SublayerActivations& own, PaddedMatrix& before) const {
    return isBehind() ? before : own.out;
  }
  [[nodiscard]] std::uint32_t site(std::size_t layer, std::uint32_t place) const {
    return m_sites.first + m_sites.perLayer * static_cast<std::uint32_t>(layer) + place;
  }
  [[nodiscard]] NormedRows normedRows(SublayerActivations& own, SequenceGroup group) const;
  /// body(first query, queries, keys) for blocks of queries.
  template <class Body>
  static void eachQueryBlock(const Sides& sides, const MatrixMap<float>& pattern, const Body& body) {
    constexpr Index kQueryBlock = 32;
    const Index queries = pattern.rows();
    const Index step = sides.fewQueries ? kQueryBlock : std::max<Index>(queries, 1);
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
  const std::vector<BlockViews>& m_weights;
  BlockWorkspace& m_space;
  const PackedRows& m_rows;
  Index m_length;
  const RowDropout& m_dropout;
  DropoutSites m_sites;
  TrainingMemory m_memory;
};

}  // namespace headlight
