#include "gradients/whole_model.h"

#include <gtest/gtest.h>

#include <cmath>

#include "gradients/central_difference.h"
#include "tensor/random.h"

namespace headlight::test {

Parameters normalParameters(const ModelConfig& config, double deviation, std::uint64_t stream) {
  Parameters parameters(parameterLayout(config));
  Random random(kSeed, stream);
  for (float& value : parameters.block()) value = static_cast<float>(deviation * random.normal());
  return parameters;
}

std::vector<TokenId> drawnTokens(Index count, Index vocabulary) {
  Random random(kSeed, 12);
  std::vector<TokenId> tokens(static_cast<std::size_t>(count));
  for (TokenId& token : tokens) token = static_cast<TokenId>(random.below(static_cast<std::uint64_t>(vocabulary)));
  return tokens;
}

double nextTokenLoss(std::span<const double> logits, std::span<const TokenId> tokens, Index vocabulary) {
  const auto V = static_cast<std::size_t>(vocabulary);
  const std::size_t rows = logits.size() / V;
  double total = 0;
  for (std::size_t t = 0; t < rows; ++t) {
    const auto row = logits.subspan(t * V, V);
    double sum = 0;
    for (const double logit : row) sum += std::exp(logit);
    total += std::log(sum) - row[static_cast<std::size_t>(tokens[t + 1])];
  }
  return total / static_cast<double>(rows);
}

double differenceQuotient(float& weight, float step, const std::function<double()>& loss) {
  const float kept = weight;
  weight = kept + step;
  double distance = static_cast<double>(weight);
  const double above = loss();
  weight = kept - step;
  distance -= static_cast<double>(weight);
  const double below = loss();
  weight = kept;
  return (above - below) / distance;
}

void expectElements(TrainableModel& model, const Parameters& gradients, float step, const std::string& what,
                    const std::function<double()>& loss) {
  Random random(kSeed, 13);
  for (const ParameterInfo& info : gradients.layout().all()) {
    if (info.name == "final_logits_bias") continue;
    for (int draw = 0; draw < 4; ++draw) {
      const auto element = static_cast<Index>(random.below(static_cast<std::uint64_t>(info.size())));
      float& weight = model.weights().matrix(info).data()[element];
      EXPECT_NEAR(gradients.matrix(info).data()[element], differenceQuotient(weight, step, loss), 2e-5)
          << info.name << " element " << element << ", " << what << ", seed " << kSeed;
    }
  }
}

void expectReferenceGradients(
    const ModelConfig& config, Parameters weights, Index length, const std::string& what,
    const std::function<std::vector<double>(const Parameters&, std::span<const TokenId>)>& logits) {
  const auto model = makeModel(config, std::move(weights));
  const std::vector<TokenId> tokens = drawnTokens(length + 1, config.dVocab);
  const auto inputs = std::span(tokens).first(static_cast<std::size_t>(length));
  const auto workspace = model->newWorkspace(1, length);
  Parameters gradients(parameterLayout(config));
  const TrainingBatch batch{
      .batch = 1, .length = length, .inputs = inputs, .targets = std::span(tokens).last(inputs.size())};
  model->lossAndGradients(batch, *workspace, {}, nullptr, &gradients);
  expectElements(*model, gradients, 1e-3F, what,
                 [&] { return nextTokenLoss(logits(model->parameters(), inputs), tokens, config.dVocab); });
}

void expectSlopeAlongTheGradient(const ModelConfig& config, Parameters weights, const TrainingBatch& batch,
                                 const Dropout& dropout) {
  const auto model = makeModel(config, std::move(weights));
  const auto workspace = model->newWorkspace(batch.batch + 1, batch.length + 1);
  Parameters gradients(parameterLayout(config));
  model->lossAndGradients(batch, *workspace, dropout, nullptr, &gradients);
  double norm = 0;
  for (const float value : gradients.block()) norm += static_cast<double>(value) * static_cast<double>(value);
  norm = std::sqrt(norm);
  const double step = 1e-2;
  const auto lossAt = [&](double distance) {
    Parameters moved(parameterLayout(config));
    for (std::size_t i = 0; i < moved.block().size(); ++i) {
      moved.block()[i] = static_cast<float>(static_cast<double>(model->parameters().block()[i]) +
                                            distance * static_cast<double>(gradients.block()[i]) / norm);
    }
    return makeModel(config, std::move(moved))->lossAndGradients(batch, *workspace, dropout, nullptr, nullptr);
  };
  EXPECT_NEAR((lossAt(step) - lossAt(-step)) / (2 * step), norm, 2e-3 * norm);
}

}  // namespace headlight::test
