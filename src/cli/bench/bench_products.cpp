#include "cli/bench/bench_products.h"

#include <algorithm>
#include <vector>

#include "cli/bench/bench_support.h"
#include "models/parts/padded_matrix.h"
#include "models/recurrent/recurrent_parameters.h"
#include "tensor/matrix_product.h"

namespace headlight::bench {

namespace {

/// x [R, K] · w [K, N], as many times a step.
struct Product {
  Index K;
  Index N;
  Index times;
};

std::vector<Product> productsOf(const ModelConfig& config) {
  const Index C = config.dModel;
  if (config.isRecurrent()) {
    const Index H = config.dHidden;
    const Index width = gateCount(config.kind) * H;
    return {{C, width, 1}, {H, width, 2 * config.nLayers - 1}, {H, config.dVocab, 1}};
  }
  const Index L = config.nLayers;
  return {{C, 3 * C, L}, {C, C, L}, {C, config.dMlp, L}, {config.dMlp, C, L}, {C, config.dVocab, 1}};
}

Operand<float> operandOf(const MatrixRef<float>& matrix) {
  return {matrix.data(), matrix.outerStride(), 1};
}

/// One product and its two gradients, each cut into even parts.
void runProduct(const Product& product, Index rows, ThreadPool& pool) {
  PaddedMatrix x(rows, product.K), y(rows, product.N), w(product.K, product.N), across(product.N, product.K);
  const auto part = [&](Index count, auto&& body) {
    const Index grain = std::max<Index>(32, (count / pool.threads() + 31) / 32 * 32);
    parallelFor(&pool, count, grain, [&](Index begin, Index end) { body(begin, end - begin); });
  };
  const auto X = x.rows(0, rows), Y = y.rows(0, rows), W = w.rows(0, product.K), A = across.rows(0, product.N);
  for (Index i = 0; i < product.times; ++i) {
    part(rows, [&](Index first, Index count) {
      multiply(count, product.N, product.K, operandOf(x.rows(first, count)), operandOf(W), y.rows(first, count).data(),
               Y.outerStride(), ProductMode::Overwrite);
    });
    part(rows, [&](Index first, Index count) {
      multiply(count, product.K, product.N, operandOf(y.rows(first, count)), operandOf(A), x.rows(first, count).data(),
               X.outerStride(), ProductMode::Overwrite);
    });
    part(product.N, [&](Index first, Index count) {
      const Operand<float> columns{y.rows(0, rows).data() + first, Y.outerStride(), 1};
      multiply(product.K, count, rows, operandOf(X).transposed(), columns, w.rows(0, product.K).data() + first,
               W.outerStride(), ProductMode::Overwrite);
    });
  }
}

/// Scores and mix of every head with their gradients, in blocks of queries that see no keys behind them.
void runAttention(const ModelConfig& config, Index batch, Index length, ThreadPool& pool) {
  constexpr Index block = 32;
  const Index D = config.dHead();
  parallelFor(&pool, batch, 1, [&](Index, Index) {
    PaddedMatrix queries(length, D), keys(length, D), pattern(length, length);
    const auto q = queries.rows(0, length), k = keys.rows(0, length), p = pattern.rows(0, length);
    for (Index head = 0; head < config.nHeads * config.nLayers; ++head) {
      for (Index first = 0; first < length; first += block) {
        const Index rows = std::min(block, length - first);
        const Index seen = first + rows;
        float* const own = pattern.rows(first, rows).data();
        float* const query = queries.rows(first, rows).data();
        const Operand<float> weights{own, p.outerStride(), 1};
        for (int i = 0; i < 2; ++i) {  // scores; the pattern's gradient
          multiply(rows, seen, D, {query, q.outerStride(), 1}, operandOf(k).transposed(), own, p.outerStride(),
                   ProductMode::Overwrite);
        }
        for (int i = 0; i < 2; ++i) {  // mix; the queries' gradient
          multiply(rows, D, seen, weights, operandOf(k), query, q.outerStride(), ProductMode::Overwrite);
        }
        for (int i = 0; i < 2; ++i) {  // the values' and the keys' gradients
          multiply(seen, D, rows, weights.transposed(), operandOf(queries.rows(first, rows)), keys.rows(0, seen).data(),
                   k.outerStride(), ProductMode::Overwrite);
        }
      }
    }
  });
}

}  // namespace

double secondsOfProducts(const ModelConfig& config, Index batch, Index length, ThreadPool& pool) {
  std::vector<double> samples;
  for (int i = 0; i <= kRepetitions; ++i) {
    const double seconds = secondsOf([&] {
      for (const Product& product : productsOf(config)) runProduct(product, batch * length, pool);
      if (!config.isRecurrent()) runAttention(config, batch, length, pool);
    });
    if (i > 0) samples.push_back(seconds);
  }
  return median(samples);
}

}  // namespace headlight::bench
