#pragma once
// The activation functions between the two maps of an MLP, element by element.
//
// GELU is x · Φ(x) (Hendrycks and Gimpel 2016). `geluNew` is their tanh approximation, which GPT-2 uses:
// 0.5 · x · (1 + tanh(u)), u = sqrt(2/π) · (x + 0.044715 · x³); `gelu` is the exact one, by the error function. Swish
// (also SiLU) is x · σ(x) (Ramachandran and others 2017), quickGelu x · σ(1.702 · x) (Hendrycks and Gimpel 2016), which
// CLIP uses.

#include <span>

#include "tensor/matrix.h"

namespace headlight {

/// x [n] → y [n]; the two may be the same memory.
template <class Scalar>
void geluNewForward(std::span<const Scalar> x, std::span<Scalar> y);
template <class Scalar>
void geluForward(std::span<const Scalar> x, std::span<Scalar> y);
template <class Scalar>
void reluForward(std::span<const Scalar> x, std::span<Scalar> y);
template <class Scalar>
void swishForward(std::span<const Scalar> x, std::span<Scalar> y);
template <class Scalar>
void quickGeluForward(std::span<const Scalar> x, std::span<Scalar> y);
template <class Scalar>
void tanhForward(std::span<const Scalar> x, std::span<Scalar> y);

/// x [n] (the forward pass's input), dy [n] → dx [n]; dx may be dy.
template <class Scalar>
void geluNewBackward(std::span<const Scalar> x, std::span<const Scalar> dy, std::span<Scalar> dx);
template <class Scalar>
void geluBackward(std::span<const Scalar> x, std::span<const Scalar> dy, std::span<Scalar> dx);
template <class Scalar>
void reluBackward(std::span<const Scalar> x, std::span<const Scalar> dy, std::span<Scalar> dx);
template <class Scalar>
void swishBackward(std::span<const Scalar> x, std::span<const Scalar> dy, std::span<Scalar> dx);
template <class Scalar>
void quickGeluBackward(std::span<const Scalar> x, std::span<const Scalar> dy, std::span<Scalar> dx);
template <class Scalar>
void tanhBackward(std::span<const Scalar> x, std::span<const Scalar> dy, std::span<Scalar> dx);

}  // namespace headlight
