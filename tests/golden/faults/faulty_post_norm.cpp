#include "golden/faults/faulty_post_norm.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace headlight::test {

namespace {

using Rows = Matrix<double>;
using enum PostNormFault;

/// Parameter names of a layer.
struct Names {
  std::string selfQ, selfK, selfV, selfOut, selfNorm;
  std::string crossQ, crossK, crossV, crossOut, crossNorm;
  std::string mlpIn, mlpOut, mlpNorm;
};

Names bertNames(Index layer) {
  const std::string l = "bert.encoder.layer." + std::to_string(layer) + ".";
  const std::string a = l + "attention.";
  Names names;
  names.selfQ = a + "self.query", names.selfK = a + "self.key", names.selfV = a + "self.value";
  names.selfOut = a + "output.dense", names.selfNorm = a + "output.LayerNorm";
  names.mlpIn = l + "intermediate.dense", names.mlpOut = l + "output.dense", names.mlpNorm = l + "output.LayerNorm";
  return names;
}

Names marianNames(const std::string& side, Index layer) {
  const std::string l = "model." + side + ".layers." + std::to_string(layer) + ".";
  Names names;
  names.selfQ = l + "self_attn.q_proj", names.selfK = l + "self_attn.k_proj", names.selfV = l + "self_attn.v_proj";
  names.selfOut = l + "self_attn.out_proj", names.selfNorm = l + "self_attn_layer_norm";
  names.crossQ = l + "encoder_attn.q_proj", names.crossK = l + "encoder_attn.k_proj";
  names.crossV = l + "encoder_attn.v_proj", names.crossOut = l + "encoder_attn.out_proj";
  names.crossNorm = l + "encoder_attn_layer_norm";
  names.mlpIn = l + "fc1", names.mlpOut = l + "fc2", names.mlpNorm = l + "final_layer_norm";
  return names;
}

class FaultyModel {
 public:
  FaultyModel(const GoldenFile& golden, PostNormFault fault)
      : m_golden(golden), m_config(golden.config), m_weights(golden.weights()), m_fault(fault) {}

  Rows run() { return m_config.kind == ModelKind::Encoder ? runEncoder() : runTranslation(); }

 private:
  [[nodiscard]] bool has(PostNormFault fault) const { return m_fault == fault; }
  [[nodiscard]] Rows weight(const std::string& name) const { return m_weights.matrix(name).cast<double>(); }

  [[nodiscard]] Rows lookUp(const std::string& table, const std::vector<TokenId>& ids) const {
    const Rows all = weight(table);
    Rows rows(static_cast<Index>(ids.size()), all.cols());
    for (Index t = 0; t < rows.rows(); ++t) rows.row(t) = all.row(ids[static_cast<std::size_t>(t)]);
    return rows;
  }

  Rows runEncoder() {
    const std::vector<TokenId> ids = m_golden.tokens();
    Rows x = lookUp("bert.embeddings.word_embeddings.weight", ids);
    if (!has(NoPositions)) x += weight("bert.embeddings.position_embeddings.weight").topRows(x.rows());
    const std::vector<TokenId> first(ids.size(), 0);
    x += lookUp("bert.embeddings.token_type_embeddings.weight", has(NoSegments) ? first : m_golden.ids("segments"));
    if (!has(NoEmbeddingNorm)) x = norm(x, "bert.embeddings.LayerNorm");
    for (Index layer = 0; layer < m_config.nLayers; ++layer) {
      x = encoderLayer(bertNames(layer), x, has(CausalEncoder) ? 0 : x.rows());
    }
    if (!has(NoTransform)) x = linear(x, "cls.predictions.transform.dense");
    if (!has(NoTransformActivation)) x = activated(x);
    if (!has(NoHeadNorm)) x = norm(x, "cls.predictions.transform.LayerNorm");
    const std::string words = "bert.embeddings.word_embeddings.weight";
    Rows head = weight(m_config.tiedHead ? words : "cls.predictions.decoder.weight");
    if (has(WrongHead)) head = m_config.tiedHead ? Rows(head.colwise().reverse()) : weight(words);
    return logits(x, head, "cls.predictions.bias");
  }

  Rows runTranslation() {
    Rows memory = embed(m_golden.ids("source_ids"));
    for (Index layer = 0; layer < m_config.nLayers; ++layer) {
      memory = encoderLayer(marianNames("encoder", layer), memory, memory.rows());
    }
    Rows x = embed(m_golden.tokens());
    for (Index layer = 0; layer < m_config.nDecoderLayers; ++layer) {
      x = decoderLayer(marianNames("decoder", layer), x, memory);
    }
    return logits(x, weight("model.shared.weight"), "final_logits_bias");
  }

  Rows embed(const std::vector<TokenId>& ids) {
    const double C = static_cast<double>(m_config.dModel);
    Rows x = lookUp("model.shared.weight", ids);
    if (m_config.scaledEmbedding != has(EmbeddingScale)) x *= std::sqrt(C);
    if (has(NoPositions)) return x;
    const Index half = m_config.dModel / 2;
    for (Index t = 0; t < x.rows(); ++t) {
      for (Index i = 0; i < half; ++i) {
        const double angle = static_cast<double>(t) / std::pow(10000.0, 2.0 * static_cast<double>(i) / C);
        x(t, has(InterleavedSinusoids) ? 2 * i : i) += std::sin(angle);
        x(t, has(InterleavedSinusoids) ? 2 * i + 1 : half + i) += std::cos(angle);
      }
    }
    return x;
  }

  /// Keys from `query` + 1 + `ahead` on are masked.
  Rows encoderLayer(const Names& names, Rows x, Index ahead) {
    if (has(PreNorm)) {
      x += selfAttention(names, norm(x, names.selfNorm), ahead);
      return x + mlp(names, norm(x, names.mlpNorm));
    }
    x += selfAttention(names, x, ahead);
    if (!has(NoMiddleNorm)) x = norm(x, names.selfNorm);
    return norm(x + mlp(names, x), names.mlpNorm);
  }

  Rows decoderLayer(const Names& names, Rows x, const Rows& memory) {
    Index ahead = 0;
    if (has(MaskPeeksAhead)) ahead = 1;
    if (has(NoCausalMask)) ahead = x.rows();
    const std::string& selfNorm = has(SwappedNorms) ? names.crossNorm : names.selfNorm;
    const std::string& crossNorm = has(SwappedNorms) ? names.selfNorm : names.crossNorm;
    if (has(PreNorm)) {
      x += selfAttention(names, norm(x, selfNorm), ahead);
      x += crossAttention(names, norm(x, crossNorm), memory);
      return x + mlp(names, norm(x, names.mlpNorm));
    }
    if (has(CrossBeforeSelf)) x = norm(x + crossAttention(names, x, memory), crossNorm);
    x += selfAttention(names, x, ahead);
    if (!has(NoMiddleNorm)) x = norm(x, selfNorm);
    if (!has(CrossBeforeSelf)) x = norm(x + crossAttention(names, x, memory), crossNorm);
    return norm(x + mlp(names, x), names.mlpNorm);
  }

  Rows selfAttention(const Names& names, const Rows& x, Index ahead) {
    Rows out = weight(names.selfOut + ".weight");
    if (has(TransposedOut)) out.transposeInPlace();
    Rows q = linear(x, names.selfQ);
    Rows k = linear(x, names.selfK);
    if (has(QueriesForKeys)) q.swap(k);
    return (mix(q, k, linear(x, names.selfV), ahead) * out).rowwise() + weight(names.selfOut + ".bias").row(0);
  }

  Rows crossAttention(const Names& names, const Rows& x, const Rows& memory) {
    const Rows& seen = has(CrossSeesTarget) ? x : memory;
    const Index ahead = has(CrossIsCausal) ? 0 : seen.rows();
    return linear(mix(linear(x, names.crossQ), linear(seen, names.crossK), linear(seen, names.crossV), ahead),
                  names.crossOut);
  }

  [[nodiscard]] Rows mix(const Rows& q, const Rows& k, const Rows& v, Index ahead) const {
    const Index D = m_config.dHead();
    Rows z(q.rows(), q.cols());
    for (Index head = 0; head < m_config.nHeads; ++head) {
      Rows scores = q.middleCols(head * D, D) * k.middleCols(head * D, D).transpose();
      if (!has(NoScoreScaling)) scores /= std::sqrt(static_cast<double>(D));
      for (Index query = 0; query < scores.rows(); ++query) {
        for (Index key = query + 1 + ahead; key < scores.cols(); ++key) {
          scores(query, key) = -std::numeric_limits<double>::infinity();
        }
      }
      Rows pattern = scores.array().exp();
      if (has(SoftmaxOverQueries)) {
        pattern = (pattern.array().rowwise() / pattern.colwise().sum().array()).eval();
      } else {
        pattern = (pattern.array().colwise() / pattern.rowwise().sum().array()).eval();
      }
      const Index to = has(SwappedHeads) && head < 2 ? 1 - head : head;
      z.middleCols(to * D, D) = pattern * v.middleCols(head * D, D);
    }
    return z;
  }

  Rows norm(const Rows& x, const std::string& name) const {
    const double epsilon = has(WrongEpsilon) ? 1e-3 : static_cast<double>(m_config.layerNormEpsilon);
    const double divisor = static_cast<double>(x.cols()) - (has(SampleVariance) ? 1.0 : 0.0);
    Rows y = x;
    for (Index t = 0; t < x.rows(); ++t) {
      y.row(t).array() -= x.row(t).mean();
      y.row(t) /= std::sqrt(y.row(t).squaredNorm() / divisor + epsilon);
    }
    y = y.array().rowwise() * weight(name + ".weight").row(0).array();
    if (!has(NoNormBias)) y.rowwise() += weight(name + ".bias").row(0);
    return y;
  }

  [[nodiscard]] Rows linear(const Rows& x, const std::string& name) const {
    return (x * weight(name + ".weight")).rowwise() + weight(name + ".bias").row(0);
  }

  Rows mlp(const Names& names, const Rows& x) const { return linear(activated(linear(x, names.mlpIn)), names.mlpOut); }

  [[nodiscard]] Rows activated(const Rows& x) const {
    return x.unaryExpr([this](double value) { return activate(value); });
  }

  [[nodiscard]] double activate(double x) const {
    const bool relu = (m_config.activation == Activation::Relu) != has(OtherActivation);
    if (m_config.activation != Activation::Gelu) return relu ? std::max(x, 0.0) : x / (1 + std::exp(-x));
    if (!has(OtherActivation)) return 0.5 * x * (1 + std::erf(x / std::numbers::sqrt2));
    return 0.5 * x * (1 + std::tanh(std::sqrt(2 / std::numbers::pi) * (x + 0.044715 * x * x * x)));
  }

  [[nodiscard]] Rows logits(const Rows& x, const Rows& head, const std::string& bias) const {
    Rows y = x * head.transpose();
    if (!has(NoLogitsBias)) y.rowwise() += weight(bias).row(0);
    return y;
  }

  const GoldenFile& m_golden;
  ModelConfig m_config;
  Parameters m_weights;
  PostNormFault m_fault;
};

}  // namespace

bool faultApplies(PostNormFault fault, ModelKind kind) {
  if (fault < CausalEncoder) return true;
  return (fault < NoCausalMask) == (kind == ModelKind::Encoder);
}

std::vector<double> logitsWithFault(const GoldenFile& golden, PostNormFault fault) {
  const Rows logits = FaultyModel(golden, fault).run();
  return {logits.data(), logits.data() + logits.size()};
}

}  // namespace headlight::test
