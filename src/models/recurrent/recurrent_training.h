#pragma once
// One training step of a recurrent net: backpropagation through the batch's T positions (Werbos 1990), truncated there.
//
// The sequences are cut into groups of at most eight, and a group runs through all positions and layers on one thread:
// no barrier between positions, and a product of eight rows at each. The weights' gradients are sums over all rows,
// cut by columns. No sum depends on the number of threads.
//
// Rows are kept in the order of the work: group by group, in it position by position, there sequence by sequence; so
// the rows of one position lie together, and those of one group too.

#include "models/recurrent/recurrent_workspace.h"
#include "nn/dropout.h"

namespace headlight {

/// Letters: B sequences of T positions, R = B · T rows, S sequences of a group, C inputs, H d_hidden, V vocabulary.
class RecurrentTraining {
 public:
  /// Throws Error "internal.failure" for a batch that does not fit the workspace, "model.token_out_of_range".
  RecurrentTraining(const ModelConfig& config, const RecurrentViews& weights, const TrainingBatch& batch,
                    RecurrentWorkspace& workspace, const Dropout& dropout, ThreadPool* pool);

  /// Mean loss over the counted targets; 0 if none counts. Moves the carried state on.
  double forward(bool forGradients);
  /// After forward(true): overwrites `gradients`.
  void backward(Parameters& gradients);
  /// Instead of both, of a batch of one sequence (workspace: InputsAlone). Its targets are not looked at.
  [[nodiscard]] InputGradients inputGradients(const EndValue& end);

 private:
  /// Sequences `first` … `first + size`, rows `firstRow` … `firstRow + size · T`.
  struct Group {
    Index number = 0;
    Index first = 0;
    Index size = 0;
    Index firstRow = 0;
  };
  [[nodiscard]] Group group(Index number) const;
  template <class Body>
  void eachGroup(const Body& body);

  // before the groups
  void checkBatch() const;
  void sortTokens();
  void packWeights(bool forGradients);
  void packLayer(Index layer, bool forGradients);

  // one group each
  void embed(const Group& group);
  void layerForward(const Group& group, Index layer);
  void stepForward(const Group& group, Index layer, Index t);
  void lossOf(const Group& group, bool forGradients);
  void headBackward(const Group& group);
  void layerBackward(const Group& group, Index layer);
  void stepBackward(const Group& group, Index layer, Index t);
  /// Zeroes the rows of the group's sequences that are reset before position t; rows [S, H].
  void applyResets(const Group& group, Index t, MatrixRef<float> rows) const;

  // over all groups at once
  void layerGradients(Index layer, const RecurrentLayerViews& d);
  void headGradients(RecurrentViews& d);

  /// Applies dropout in place to the group's rows, drawing the mask; again with the mask that was drawn.
  void drop(const Group& group, std::uint32_t site, std::vector<std::uint8_t>& masks, PaddedMatrix& values);
  void dropAgain(const Group& group, const std::vector<std::uint8_t>& masks, PaddedMatrix& values);

  [[nodiscard]] MatrixRef<float> rowsOf(PaddedMatrix& matrix, const Group& of) const {
    return matrix.rows(of.firstRow, of.size * m_T);
  }
  [[nodiscard]] MatrixRef<float> rowsAt(PaddedMatrix& matrix, const Group& of, Index t) const {
    return matrix.rows(of.firstRow + t * of.size, of.size);
  }
  [[nodiscard]] PaddedMatrix& inputOf(Index layer);
  [[nodiscard]] RecurrentLayerSpace& space(Index layer) { return m_space.layers[static_cast<std::size_t>(layer)]; }

  const ModelConfig& m_config;
  const RecurrentViews& m_weights;
  const TrainingBatch& m_batch;
  RecurrentWorkspace& m_space;
  Dropout m_dropout;
  ThreadPool* m_pool;
  Index m_T;
  Index m_R;
  Index m_H;
  Index m_groupSize;
  Index m_groups;
  Index m_counted = 0;                             // targets that are not −1
  std::vector<Matrix<float>>* m_states = nullptr;  // of inputGradients: [layers] of [T, H]
};

}  // namespace headlight
