#include "models/parts/activation.h"

#include "nn/gelu.h"

namespace headlight {

void activationForward(Activation activation, std::span<const float> x, std::span<float> y) {
  switch (activation) {
    case Activation::GeluNew:
      return geluNewForward<float>(x, y);
    case Activation::Gelu:
      return geluForward<float>(x, y);
    case Activation::Relu:
      return reluForward<float>(x, y);
    case Activation::Swish:
      return swishForward<float>(x, y);
    case Activation::QuickGelu:
      return quickGeluForward<float>(x, y);
    case Activation::Tanh:
      return tanhForward<float>(x, y);
  }
}

void activationBackward(Activation activation, std::span<const float> x, std::span<float> dy) {
  switch (activation) {
    case Activation::GeluNew:
      return geluNewBackward<float>(x, dy, dy);
    case Activation::Gelu:
      return geluBackward<float>(x, dy, dy);
    case Activation::Relu:
      return reluBackward<float>(x, dy, dy);
    case Activation::Swish:
      return swishBackward<float>(x, dy, dy);
    case Activation::QuickGelu:
      return quickGeluBackward<float>(x, dy, dy);
    case Activation::Tanh:
      return tanhBackward<float>(x, dy, dy);
  }
}

void activationForward(Activation activation, const ConstMatrixRef<float>& x, MatrixRef<float> y) {
  const auto n = static_cast<std::size_t>(x.cols());
  for (Index r = 0; r < x.rows(); ++r) {
    activationForward(activation, std::span(x.data() + r * x.outerStride(), n),
                      std::span(y.data() + r * y.outerStride(), n));
  }
}

void activationBackward(Activation activation, const ConstMatrixRef<float>& x, MatrixRef<float> dy) {
  const auto n = static_cast<std::size_t>(x.cols());
  for (Index r = 0; r < x.rows(); ++r) {
    activationBackward(activation, std::span(x.data() + r * x.outerStride(), n),
                       std::span(dy.data() + r * dy.outerStride(), n));
  }
}

}  // namespace headlight
