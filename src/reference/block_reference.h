#pragma once
// One Transformer block in double precision, for the references of decoder, encoder and encoder-decoder: attention and
// MLP, each added to the stream, with a norm behind each sum (Vaswani and others 2017, section 3.1) or before each
// sublayer (Radford and others 2019).

#include "hooks/hook_names.h"
#include "models/model_config.h"
#include "reference/reference_math.h"

namespace headlight::reference {

struct AttentionParameters {
  std::string q{}, k{}, v{}, out{}, norm{};  ///< ".weight" and ".bias" go behind
  std::string qkv{};                         ///< instead of q, k and v where one matrix holds the three side by side
};

/// What the parameters of a block are called.
struct BlockParameters {
  AttentionParameters self, cross;
  std::string mlpIn, mlpOut, mlpNorm;
};

/// How a block is built; the configuration and its stack say it.
struct BlockPlan;

class BlockReference {
 public:
  BlockReference(const ModelConfig& config, const Parameters& parameters, Values& values)
      : m_config(config), m_parameters(parameters), m_values(values) {}

  /// Keeps every hook point of a block of `stack` under `prefix` ("blocks.0.") and returns what leaves it. `source` is
  /// what the encoder gave, null where there is no cross-attention.
  Rows block(const std::string& prefix, hook_names::Stack stack, const BlockParameters& names, Rows stream,
             const Rows* source = nullptr);

  /// A norm and, if it has them, its two hook points under `hook` ("blocks.0.ln1").
  Rows norm(NormKind kind, const Rows& x, const std::string& parameter, const std::string& hook);

 private:
  Rows attention(const std::string& hook, const AttentionParameters& names, const BlockPlan& plan, const Rows& queries,
                 const Rows& keys);
  Rows mlp(const std::string& prefix, const BlockParameters& names, const Rows& x);
  /// Part 0 (queries), 1 (keys) or 2 (values).
  [[nodiscard]] Rows project(const Rows& x, const AttentionParameters& names, Index part) const;

  const ModelConfig& m_config;
  const Parameters& m_parameters;
  Values& m_values;
};

}  // namespace headlight::reference
