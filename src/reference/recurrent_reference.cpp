#include "reference/recurrent_reference.h"

#include <cmath>
#include <string>
#include <utility>

#include "models/family.h"
#include "tensor/error.h"

namespace headlight {

namespace {

using Row = std::vector<double>;
/// Rows of numbers, one a position.
using Rows = std::vector<Row>;

double sigmoid(double x) {
  return 1.0 / (1.0 + std::exp(-x));
}

class Reference {
 public:
  Reference(const ModelConfig& config, const Parameters& parameters, std::span<const TokenId> tokens)
      : m_config(config), m_parameters(parameters), m_tokens(tokens), m_H(static_cast<std::size_t>(config.dHidden)) {}

  std::vector<ReferenceValue> run() {
    Rows x;
    for (const TokenId token : m_tokens) x.push_back(embeddingOf(token));
    keep("hook_embed", x);
    for (Index layer = 0; layer < m_config.nLayers; ++layer) {
      m_suffix = "_l" + std::to_string(layer);
      m_cells = "cells." + std::to_string(layer) + ".";
      keep(m_cells + "hook_in", x);
      if (m_config.kind == ModelKind::Lstm) x = lstm(x);
      if (m_config.kind == ModelKind::Gru) x = gru(x);
      if (m_config.kind == ModelKind::Rnn) x = rnn(x);
    }
    unembed(x);
    return std::move(m_values);
  }

 private:
  void keep(std::string name, const Rows& rows) {
    ReferenceValue value{std::move(name), {}, {}};
    value.extents = {static_cast<Index>(rows.size()), static_cast<Index>(rows.front().size())};
    for (const Row& row : rows) value.values.insert(value.values.end(), row.begin(), row.end());
    m_values.push_back(std::move(value));
  }

  [[nodiscard]] Row embeddingOf(TokenId token) const {
    const auto table = m_parameters.matrix("embedding.weight");
    Row row;
    for (Index c = 0; c < m_config.dModel; ++c) row.push_back(table(token, c));
    return row;
  }

  /// x · W + b of gate number `gate`; `side` is "ih" (x is the input) or "hh" (x is the hidden state).
  [[nodiscard]] Row linear(const Row& x, const std::string& side, std::size_t gate) const {
    const auto w = m_parameters.matrix("rnn.weight_" + side + m_suffix);
    const auto b = m_parameters.matrix("rnn.bias_" + side + m_suffix);
    Row y;
    for (std::size_t n = 0; n < m_H; ++n) {
      const auto column = static_cast<Index>(gate * m_H + n);
      double sum = b(0, column);
      for (std::size_t k = 0; k < x.size(); ++k) sum += x[k] * static_cast<double>(w(static_cast<Index>(k), column));
      y.push_back(sum);
    }
    return y;
  }

  /// What goes into gate number `gate`: W x + b + U h + b'.
  [[nodiscard]] Row sum(const Row& x, const Row& h, std::size_t gate) const {
    Row y = linear(x, "ih", gate);
    const Row fromHidden = linear(h, "hh", gate);
    for (std::size_t n = 0; n < m_H; ++n) y[n] += fromHidden[n];
    return y;
  }

  template <class Function>
  static Row each(Row row, Function function) {
    for (double& value : row) value = function(value);
    return row;
  }
  static double squash(double x) { return std::tanh(x); }

  /// h' = tanh(W x + b + U h + b')
  Rows rnn(const Rows& inputs) {
    Row h(m_H, 0.0);
    Rows sums;
    Rows hidden;
    for (const Row& x : inputs) {
      sums.push_back(sum(x, h, 0));
      h = each(sums.back(), squash);
      hidden.push_back(h);
    }
    keep(m_cells + "hook_pre", sums);
    keep(m_cells + "hook_h", hidden);
    return hidden;
  }

  /// c' = f · c + i · g, h' = o · tanh(c')
  Rows lstm(const Rows& inputs) {
    Row h(m_H, 0.0);
    Row c(m_H, 0.0);
    Rows i, f, g, o, cells, hidden;
    for (const Row& x : inputs) {
      i.push_back(each(sum(x, h, 0), sigmoid));
      f.push_back(each(sum(x, h, 1), sigmoid));
      g.push_back(each(sum(x, h, 2), squash));
      o.push_back(each(sum(x, h, 3), sigmoid));
      for (std::size_t n = 0; n < m_H; ++n) {
        c[n] = f.back()[n] * c[n] + i.back()[n] * g.back()[n];
        h[n] = o.back()[n] * std::tanh(c[n]);
      }
      cells.push_back(c);
      hidden.push_back(h);
    }
    keep(m_cells + "hook_gate_i", i);
    keep(m_cells + "hook_gate_f", f);
    keep(m_cells + "hook_gate_g", g);
    keep(m_cells + "hook_gate_o", o);
    keep(m_cells + "hook_c", cells);
    keep(m_cells + "hook_h", hidden);
    return hidden;
  }

  /// n = tanh(W x + b + r · (U h + b')), h' = (1 − z) · n + z · h
  Rows gru(const Rows& inputs) {
    Row h(m_H, 0.0);
    Rows r, z, candidates, hidden;
    for (const Row& x : inputs) {
      r.push_back(each(sum(x, h, 0), sigmoid));
      z.push_back(each(sum(x, h, 1), sigmoid));
      Row candidate = linear(x, "ih", 2);
      const Row inner = linear(h, "hh", 2);
      for (std::size_t n = 0; n < m_H; ++n) {
        candidate[n] = std::tanh(candidate[n] + r.back()[n] * inner[n]);
        h[n] = (1 - z.back()[n]) * candidate[n] + z.back()[n] * h[n];
      }
      candidates.push_back(candidate);
      hidden.push_back(h);
    }
    keep(m_cells + "hook_gate_r", r);
    keep(m_cells + "hook_gate_z", z);
    keep(m_cells + "hook_candidate", candidates);
    keep(m_cells + "hook_h", hidden);
    return hidden;
  }

  void unembed(const Rows& x) {
    keep("unembed.hook_in", x);
    const auto w = m_parameters.matrix(outputMatrixName(m_config));
    const auto b = m_parameters.matrix("head.bias");
    Rows logits;
    for (const Row& row : x) {
      Row& out = logits.emplace_back();
      for (Index token = 0; token < m_config.dVocab; ++token) {
        double logit = b(0, token);
        for (std::size_t n = 0; n < m_H; ++n) logit += row[n] * static_cast<double>(w(token, static_cast<Index>(n)));
        out.push_back(logit);
      }
    }
    keep("unembed.hook_out", logits);
  }

  const ModelConfig& m_config;
  const Parameters& m_parameters;
  std::span<const TokenId> m_tokens;
  std::size_t m_H;
  std::string m_suffix;  // of this layer's parameters
  std::string m_cells;   // before this layer's hook names
  std::vector<ReferenceValue> m_values;
};

}  // namespace

std::vector<ReferenceValue> recurrentReference(const ModelConfig& config, const Parameters& parameters,
                                               std::span<const TokenId> tokens) {
  if (!config.isRecurrent()) {
    throw Error("model.kind_not_supported", {{"kind", std::string(modelKindName(config.kind))}});
  }
  return Reference(config, parameters, tokens).run();
}

}  // namespace headlight
