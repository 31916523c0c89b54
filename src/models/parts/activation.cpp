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
  }
}

}  // namespace headlight
