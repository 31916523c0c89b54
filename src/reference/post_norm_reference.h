#pragma once
// One post-norm layer in double precision, for the references of encoder and encoder-decoder: attention, sum, norm;
// in a decoder cross-attention, sum, norm; MLP, sum, norm (Vaswani and others 2017, section 3.1).

#include "models/model_config.h"
#include "reference/reference_math.h"

namespace headlight::reference {

struct AttentionParameters {
  std::string q, k, v, out, norm;  ///< ".weight" and ".bias" go behind
};

/// What the parameters of a layer are called.
struct PostNormParameters {
  AttentionParameters self, cross;
  std::string mlpIn, mlpOut, mlpNorm;
};

class PostNormReference {
 public:
  PostNormReference(const ModelConfig& config, const Parameters& parameters, Values& values)
      : m_config(config), m_parameters(parameters), m_values(values) {}

  /// Keeps every hook point of the layer under `prefix` ("blocks.0.") and returns what leaves it. `source` is what the
  /// encoder gave, null where there is no cross-attention; a causal layer's queries see no later key.
  Rows layer(const std::string& prefix, const PostNormParameters& names, Rows stream, bool causal, const Rows* source);

  /// A norm and its two hook points under `hook` ("blocks.0.ln1").
  Rows norm(const Rows& x, const std::string& parameter, const std::string& hook);

 private:
  Rows attention(const std::string& hook, const std::string& outHook, const AttentionParameters& names,
                 const Rows& queries, const Rows& keys, bool causal);
  Rows mlp(const std::string& prefix, const PostNormParameters& names, const Rows& x);

  const ModelConfig& m_config;
  const Parameters& m_parameters;
  Values& m_values;
};

}  // namespace headlight::reference
