// The training figures of `headlight bench`.

#include <cstdlib>

#include "cli/bench/bench_measure.h"
#include "cli/bench/bench_products.h"
#include "cli/bench/bench_support.h"
#include "train/optimizer.h"

namespace headlight {

namespace {

using namespace bench;

constexpr Index kTrainingRows = 16;
constexpr int kWarmUp = 2;

std::string measurementName(ModelKind kind, const char* what) {
  const std::string ofKind = kind == ModelKind::Decoder ? "" : std::string(modelKindName(kind)) + "_";
  return "training_" + ofKind + what + "tokens_per_second";
}

/// The multiple of 8 whose parameters come closest to the decoder's, as torch_bench.py chooses it.
Index widthOf(ModelConfig config) {
  const Index target = parameterLayout(benchConfig()).count();
  const auto distance = [&](Index width) {
    config.dModel = config.dHidden = width;
    return std::abs(parameterLayout(config).count() - target);
  };
  Index width = 8;
  while (distance(width + 8) < distance(width)) width += 8;
  return width;
}

}  // namespace

ModelConfig benchConfig(ModelKind kind) {
  ModelConfig config;
  config.kind = kind;
  config.nCtx = 128;
  config.dVocab = 2048;
  if (config.hasAttention()) {
    config.nLayers = 4;
    config.nHeads = 4;
    config.dModel = 128;
    config.dMlp = 512;
  } else {
    config.nLayers = 2;
    config.dModel = config.dHidden = widthOf(config);
  }
  return config;
}

std::vector<Measurement> measureTraining(const TrainableModel& model, ThreadPool& pool) {
  const ModelConfig& config = model.config();
  const auto copy = makeModel(config, initialParameters(config, kSeed));
  Parameters gradients(copy->weights().layout());
  AdamW optimizer(copy->weights().layout(), AdamWSettings{});
  GlobalNorm norm(copy->weights().block().size());
  const auto workspace = copy->newWorkspace(kTrainingRows, config.nCtx);
  const std::vector<TokenId> tokens = randomTokens(kTrainingRows * config.nCtx + 1, config.dVocab);
  const std::span<const TokenId> all(tokens);
  TrainingBatch batch;
  batch.batch = kTrainingRows;
  batch.length = config.nCtx;
  batch.inputs = all.first(all.size() - 1);
  batch.targets = all.last(all.size() - 1);
  if (config.hasSource()) {
    batch.sourceLength = config.nCtx;
    batch.sources = batch.inputs;
  }
  std::vector<double> samples;
  for (std::uint64_t step = 0; step < kRepetitions + kWarmUp; ++step) {
    const double seconds = secondsOf([&] {
      (void)copy->lossAndGradients(batch, *workspace, Dropout{}, &pool, &gradients);
      const double scale = clippingScale(norm.of(gradients.block(), &pool), 1);
      optimizer.step(copy->weights(), gradients, scale, 3e-4, step + 1, &pool);
    });
    if (step >= kWarmUp) samples.push_back(seconds);
  }
  const auto tokensOfStep = static_cast<double>(kTrainingRows * config.nCtx);
  std::vector<Measurement> found = {{measurementName(config.kind, ""), tokensOfStep / median(samples), "tokens/s"}};
  if (config.role() == Role::Continues) {
    const double products = secondsOfProducts(config, kTrainingRows, config.nCtx, pool);
    found.push_back({measurementName(config.kind, "products_alone_"), tokensOfStep / products, "tokens/s"});
  }
  return found;
}

std::vector<Measurement> measureTrainingOfKinds(ThreadPool& pool) {
  std::vector<Measurement> measurements;
  for (const ModelKind kind : {ModelKind::Decoder, ModelKind::Lstm, ModelKind::Gru, ModelKind::Rnn}) {
    const ModelConfig config = benchConfig(kind);
    const auto model = makeModel(config, initialParameters(config, kSeed));
    const std::vector<Measurement> some = measureTraining(*model, pool);
    measurements.insert(measurements.end(), some.begin(), some.end());
  }
  return measurements;
}

}  // namespace headlight
