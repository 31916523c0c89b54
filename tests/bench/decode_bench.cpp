// Decoding, prefill and training on the shapes of `headlight bench --shape` (random weights). `headlight bench --model`
// measures an installed model.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "hooks/activation_cache.h"
#include "models/trainable_model.h"

namespace headlight {
namespace {

ModelConfig shape(int64_t number) {
  ModelConfig config;
  switch (number) {
    case 1:
      config = {.nLayers = 2, .nHeads = 4, .dModel = 64, .dMlp = 256, .nCtx = 64, .dVocab = 512};
      break;
    case 2:
      config = {.nLayers = 4, .nHeads = 4, .dModel = 128, .dMlp = 512, .nCtx = 128, .dVocab = 2048};
      break;
    case 3:
      config = {.nLayers = 6, .nHeads = 8, .dModel = 256, .dMlp = 1024, .nCtx = 256, .dVocab = 4096};
      break;
    default:
      config = {.nLayers = 12, .nHeads = 12, .dModel = 768, .dMlp = 3072, .nCtx = 128, .dVocab = 50257};
      break;
  }
  return config;
}

std::unique_ptr<TrainableModel> modelOf(int64_t number) {
  return makeModel(shape(number), initialParameters(shape(number), 1));
}

/// Fills the context token by token, as torch_bench.py does; the time is that of one token.
void decode(benchmark::State& state, bool observed) {
  const auto model = modelOf(state.range(0));
  ThreadPool pool(static_cast<int>(state.range(1)));
  std::vector<float> logits(static_cast<std::size_t>(model->config().dVocab));
  const Index tokens = model->config().nCtx - 1;
  const auto decoding = model->newState();
  for (auto _ : state) {
    decoding->truncate(0);
    TokenId token = 0;
    for (Index i = 0; i < tokens; ++i) {
      RunOptions options;
      options.pool = state.range(1) > 1 ? &pool : nullptr;
      std::unique_ptr<ActivationCache> cache;
      if (observed) cache = std::make_unique<ActivationCache>(model->hooks());
      options.observer = cache.get();
      model->forward({&token, 1}, *decoding, options, logits);
      token = static_cast<TokenId>(std::max_element(logits.begin(), logits.end()) - logits.begin());
      benchmark::DoNotOptimize(cache.get());
    }
  }
  state.counters["ms/token"] = benchmark::Counter(static_cast<double>(state.iterations() * tokens) * 1e-3,
                                                  benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void prefill(benchmark::State& state) {
  const auto model = modelOf(state.range(0));
  ThreadPool pool(static_cast<int>(state.range(1)));
  std::vector<float> logits(static_cast<std::size_t>(model->config().dVocab));
  const std::vector<TokenId> tokens(static_cast<std::size_t>(model->config().nCtx), 7);
  const auto decoding = model->newState();
  RunOptions options;
  options.pool = state.range(1) > 1 ? &pool : nullptr;
  for (auto _ : state) {
    decoding->truncate(0);
    model->forward(tokens, *decoding, options, logits);
  }
  state.counters["tokens/s"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * static_cast<double>(tokens.size()), benchmark::Counter::kIsRate);
}

/// Forward and backward pass of a batch of 16 full contexts, without the optimizer.
void train(benchmark::State& state) {
  const auto model = modelOf(state.range(0));
  ThreadPool pool(static_cast<int>(state.range(1)));
  const Index length = model->config().nCtx;
  const auto workspace = model->newWorkspace(16, length);
  Parameters gradients(parameterLayout(model->config()));
  std::vector<TokenId> tokens(static_cast<std::size_t>(16 * length));
  for (std::size_t i = 0; i < tokens.size(); ++i)
    tokens[i] = static_cast<TokenId>(i * 7919 % static_cast<std::size_t>(model->config().dVocab));
  Dropout dropout;
  dropout.rate = static_cast<float>(state.range(2)) / 100.0F;
  for (auto _ : state) {
    model->lossAndGradients({16, length, tokens, tokens}, *workspace, dropout, &pool, &gradients);
    ++dropout.step;
  }
  state.counters["tokens/s"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * static_cast<double>(tokens.size()), benchmark::Counter::kIsRate);
}

BENCHMARK_CAPTURE(decode, unobserved, false)->ArgsProduct({{1, 2, 3, 4}, {1, 2}})->UseRealTime();
BENCHMARK_CAPTURE(decode, observed, true)->ArgsProduct({{1, 2, 3, 4}, {1, 2}})->UseRealTime();
BENCHMARK(prefill)->ArgsProduct({{1, 2, 3, 4}, {1, 2}})->UseRealTime();
BENCHMARK(train)->ArgsProduct({{1, 2, 3}, {1, 2}, {0, 10}})->UseRealTime();

}  // namespace
}  // namespace headlight

BENCHMARK_MAIN();
