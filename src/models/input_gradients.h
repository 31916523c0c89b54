#pragma once
// How much one number at the end of a text depends on what stood at each position before it: its gradient with respect
// to the embeddings and to the states between the layers (Simonyan and others 2014, "Deep inside convolutional
// networks"; of texts Li and others 2016). Of recurrent nets the gradient with respect to an early state is what
// vanishes or explodes (Bengio and others 1994; Pascanu and others 2013).

#include <span>
#include <vector>

#include "tensor/matrix.h"
#include "tensor/thread_pool.h"
#include "tensor/token_id.h"

namespace headlight {

/// What is differentiated, behind the last position: the logit of a token, or its loss, −ln of its probability in nats.
struct EndValue {
  enum class Kind { Logit, Loss };
  Kind kind = Kind::Logit;
  TokenId token = 0;
};

/// T positions, C d_model, H d_hidden.
struct InputGradients {
  double value = 0;  ///< the logit, or the loss
  /// [T, C] with respect to the embedding row of the token at each position, as it entered there: another place of the
  /// same token, and a head that shares the embedding, are not in it.
  Matrix<float> embedding;
  /// What each layer handed on at each position: of a recurrent net its hidden state h_t [T, H], with all that flows
  /// back into it, from above and from the next position; of a decoder the residual stream that left the block [T, C].
  std::vector<Matrix<float>> states;
};

/// What a training workspace is for: a training step, or inputGradients() of one sequence, which needs neither logits
/// of every row nor anything for the weights' gradients.
enum class GradientUse { Training, InputsAlone };

/// The last step of a model and the first one back. `in` [1, K] is what enters the head [V, K] (bias [V] or empty) at
/// the last position; its gradient is written to dIn [1, K]. Returns the value.
double endValueGradient(const EndValue& end, const ConstMatrixRef<float>& in, const ConstMatrixRef<float>& head,
                        std::span<const float> bias, MatrixRef<float> dIn, ThreadPool* pool);

/// Euclidean length of each row, summed in double: [rows].
[[nodiscard]] std::vector<double> rowNorms(const ConstMatrixRef<float>& rows);

}  // namespace headlight
