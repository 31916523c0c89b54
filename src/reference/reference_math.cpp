#include "reference/reference_math.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace headlight::reference {

void Values::keep(std::string name, const Rows& rows) {
  keep(std::move(name), rows, {static_cast<Index>(rows.size()), static_cast<Index>(rows.front().size())});
}

void Values::keep(std::string name, const Rows& rows, std::vector<Index> extents) {
  ReferenceValue value{std::move(name), std::move(extents), {}};
  for (const Row& row : rows) value.values.insert(value.values.end(), row.begin(), row.end());
  m_values.push_back(std::move(value));
}

void add(Rows& to, const Rows& what) {
  for (std::size_t t = 0; t < to.size(); ++t) {
    for (std::size_t c = 0; c < to[t].size(); ++c) to[t][c] += what[t][c];
  }
}

Rows linear(const Rows& x, const Parameters& parameters, const std::string& name) {
  return linear(x, parameters, name, 0, parameters.matrix(name + ".weight").cols());
}

Rows linear(const Rows& x, const Parameters& parameters, const std::string& name, Index firstColumn, Index columns) {
  const auto w = parameters.matrix(name + ".weight");
  const auto b = parameters.matrix(name + ".bias");
  Rows y;
  for (const Row& row : x) {
    Row& out = y.emplace_back();
    for (Index n = firstColumn; n < firstColumn + columns; ++n) {
      double sum = static_cast<double>(b(0, n));
      for (Index k = 0; k < w.rows(); ++k) sum += row[at(k)] * static_cast<double>(w(k, n));
      out.push_back(sum);
    }
  }
  return y;
}

double sinusoid(Index t, Index c, Index C) {
  const Index sines = (C + 1) / 2;
  const auto i = static_cast<double>(c < sines ? c : c - sines);
  const double angle = static_cast<double>(t) / std::pow(10000.0, 2 * i / static_cast<double>(C));
  return c < sines ? std::sin(angle) : std::cos(angle);
}

Rows unembed(const Rows& x, const Parameters& parameters, const std::string& embedding, const std::string& bias) {
  const auto w = parameters.matrix(embedding);
  const bool biased = !bias.empty();
  const auto b = parameters.matrix(biased ? bias : embedding);
  Rows logits;
  for (const Row& row : x) {
    Row& out = logits.emplace_back();
    for (Index token = 0; token < w.rows(); ++token) {
      double logit = biased ? static_cast<double>(b(0, token)) : 0.0;
      for (Index c = 0; c < w.cols(); ++c) logit += row[at(c)] * static_cast<double>(w(token, c));
      out.push_back(logit);
    }
  }
  return logits;
}

namespace {

Norm layerNorm(const Rows& x, const Parameters& parameters, const std::string& name, double epsilon) {
  const auto weight = parameters.matrix(name + ".weight");
  const auto bias = parameters.matrix(name + ".bias");
  Norm norm;
  for (const Row& row : x) {
    const auto C = static_cast<double>(row.size());
    double mean = 0;
    for (const double value : row) mean += value / C;
    double variance = 0;
    for (const double value : row) variance += (value - mean) * (value - mean) / C;
    const double scale = std::sqrt(variance + epsilon);
    norm.scale.push_back({scale});
    Row& normalized = norm.normalized.emplace_back();
    Row& out = norm.out.emplace_back();
    for (Index c = 0; c < weight.cols(); ++c) {
      normalized.push_back((row[at(c)] - mean) / scale);
      out.push_back(normalized.back() * static_cast<double>(weight(0, c)) + static_cast<double>(bias(0, c)));
    }
  }
  return norm;
}

}  // namespace

Norm norm(NormKind kind, const Rows& x, const Parameters& parameters, const std::string& name, double epsilon) {
  switch (kind) {
    case NormKind::LayerNorm:
      return layerNorm(x, parameters, name, epsilon);
    case NormKind::None:
      break;
  }
  return {.scale = {}, .normalized = {}, .out = x};
}

double activate(Activation activation, double x) {
  switch (activation) {
    case Activation::GeluNew:
      return 0.5 * x * (1.0 + std::tanh(std::sqrt(2.0 / std::numbers::pi) * (x + 0.044715 * x * x * x)));
    case Activation::Gelu:
      return 0.5 * x * (1.0 + std::erf(x / std::numbers::sqrt2));
    case Activation::Relu:
      return std::max(x, 0.0);
    case Activation::Swish:
      return x / (1.0 + std::exp(-x));
    case Activation::QuickGelu:
      return x / (1.0 + std::exp(-1.702 * x));
    case Activation::Tanh:
      return std::tanh(x);
  }
  return x;
}

Row softmax(const Row& scores) {
  const double largest = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (const double score : scores) sum += std::exp(score - largest);
  Row pattern;
  for (const double score : scores) pattern.push_back(std::exp(score - largest) / sum);
  return pattern;
}

Attention attend(const Rows& q, const Rows& k, const Rows& v, Index heads, double divisor,
                 const std::function<bool(std::size_t query, std::size_t key)>& sees) {
  const std::size_t C = q.front().size();
  const std::size_t D = C / at(heads);
  Attention attention;
  attention.z.assign(q.size(), Row(C, 0.0));
  for (std::size_t head = 0; head < at(heads); ++head) {
    for (std::size_t query = 0; query < q.size(); ++query) {
      Row scores(k.size(), -std::numeric_limits<double>::infinity());
      for (std::size_t key = 0; key < k.size(); ++key) {
        if (!sees(query, key)) continue;
        double dot = 0;
        for (std::size_t d = head * D; d < (head + 1) * D; ++d) dot += q[query][d] * k[key][d];
        scores[key] = dot / divisor;
      }
      const Row pattern = softmax(scores);
      for (std::size_t key = 0; key < k.size(); ++key) {
        for (std::size_t d = head * D; d < (head + 1) * D; ++d) attention.z[query][d] += pattern[key] * v[key][d];
      }
      attention.scores.push_back(scores);
      attention.pattern.push_back(pattern);
    }
  }
  return attention;
}

Rows headResults(const Rows& z, const Parameters& parameters, const std::string& name, Index heads) {
  const auto w = parameters.matrix(name + ".weight");
  const Index D = w.rows() / heads;
  Rows results;
  for (const Row& row : z) {
    Row& out = results.emplace_back();
    for (Index head = 0; head < heads; ++head) {
      for (Index c = 0; c < w.cols(); ++c) {
        double sum = 0;
        for (Index d = head * D; d < (head + 1) * D; ++d) sum += row[at(d)] * static_cast<double>(w(d, c));
        out.push_back(sum);
      }
    }
  }
  return results;
}

}  // namespace headlight::reference
