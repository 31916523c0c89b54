#pragma once
// Low-rank adapters (Hu and others 2021, "LoRA"): a chosen matrix W [in, out] runs as W + (α/r) · A · B with A [in, r]
// and B [r, out]. Only A and B move. A begins normal with deviation 1/√in, B zero, so that training begins with the
// base's own numbers. The sum is written into the model's weights before every step: at the end they are merged
// already.

#include <vector>

#include "train/trained_weights.h"

namespace headlight {

class LoraWeights : public TrainedWeights {
 public:
  /// Throws Error "train.no_parameter_matches" {glob}, "train.lora_needs_matrix" {parameter} for a glob that matches a
  /// vector alone.
  LoraWeights(TrainableModel& model, const LoraSettings& settings, std::uint64_t seed);

  /// The adapters, "<matrix>.lora_A" and "<matrix>.lora_B".
  [[nodiscard]] Parameters& moved() override { return m_adapters; }
  [[nodiscard]] const FrozenParameters& frozen() const override { return m_none; }
  /// dA = (α/r) · dW · Bᵀ and dB = (α/r) · Aᵀ · dW.
  [[nodiscard]] Parameters& gradients(Parameters& ofWeights, ThreadPool* pool) override;
  void update(ThreadPool* pool) override;
  [[nodiscard]] bool movesWeightsThemselves() const override { return false; }

 private:
  struct Adapter {
    ParameterInfo matrix;  ///< in the model's layout
    ParameterInfo a, b;    ///< in the adapters' layout
    AlignedBuffer<float> base;
  };
  void chooseMatrices(const LoraSettings& settings);

  Parameters& m_weights;
  Index m_rank;
  float m_factor;  ///< α/r
  std::vector<Adapter> m_chosen;
  Parameters m_adapters, m_gradients;
  FrozenParameters m_none;
};

}  // namespace headlight
