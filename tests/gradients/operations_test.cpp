// The backward pass of every operation of src/nn.

#include <gtest/gtest.h>

#include "gradients/central_difference.h"
#include "models/model_config.h"
#include "nn/attention.h"
#include "nn/cross_entropy.h"
#include "nn/dropout.h"
#include "nn/embedding.h"
#include "nn/gelu.h"
#include "nn/linear.h"
#include "nn/norm.h"
#include "nn/softmax.h"

namespace headlight::test {
namespace {

using Rows = Matrix<double>;
using Values = std::vector<double>;

TEST(Gradients, Linear) {
  Random random(kSeed, 1);
  for (const Index R : {1, 5, 14}) {  // one row, and both sides of the register block
    Rows x = randomMatrix(random, R, 7);
    Rows w = randomMatrix(random, 7, 37);
    Values bias = randomVector(random, 37);
    const Rows dy = randomMatrix(random, R, 37);
    const auto loss = [&] {
      Rows y(R, 37);
      linearForward<double>(x, w, bias, y);
      return weightedSum(y, dy);
    };
    Rows dx(R, 7);
    Rows dw(7, 37);
    Values dbias(37);
    const Rows across = w.transpose();
    linearBackwardInput<double>(dy, across, dx);
    linearBackwardWeights<double>(x, dy, dw, dbias);
    expectGradient("x", flat(x), flat(dx), loss);
    expectGradient("w", flat(w), flat(dw), loss);
    expectGradient("bias", flat(bias), flat(dbias), loss);
  }
}

TEST(Gradients, VocabularyHead) {
  Random random(kSeed, 2);
  for (const Index R : {1, 6}) {
    Rows x = randomMatrix(random, R, 11);
    Rows w = randomMatrix(random, 35, 11);
    const Rows dy = randomMatrix(random, R, 35);
    const auto loss = [&] {
      Rows y(R, 35);
      headForward<double>(x, w, y);
      return weightedSum(y, dy);
    };
    Rows dx(R, 11);
    Rows dw(35, 11);
    headBackwardInput<double>(dy, w, dx);
    headBackwardWeights<double>(x, dy, dw);
    expectGradient("x", flat(x), flat(dx), loss);
    expectGradient("w", flat(w), flat(dw), loss);
  }
}

void expectNormGradients(NormKind kind, const std::string& what) {
  Random random(kSeed, 3);
  Rows x = randomMatrix(random, 4, 9, 2.0);
  Values weight = randomVector(random, 9);
  Values bias = randomVector(random, partsOf(kind).bias ? 9 : 0);
  const Rows dy = randomMatrix(random, 4, 9);
  Rows normalized(4, 9);
  Values scale(4);
  const auto loss = [&] {
    Rows y(4, 9);
    normScaleForward<double>(kind, x, 1e-5, normalized, scale);
    normDivideForward<double>(scale, normalized);
    normAffineForward<double>(normalized, weight, bias, y);
    return weightedSum(y, dy);
  };
  loss();
  const Rows keptNormalized = normalized;
  const Values keptScale = scale;
  Rows dx = Rows::Ones(4, 9);  // the gradient is added to what stands there
  Values dweight(9);
  Values dbias(bias.size());
  normBackwardInput<double>(kind, dy, keptNormalized, keptScale, weight, dx);
  normBackwardWeights<double>(dy, keptNormalized, dweight, dbias);
  dx.array() -= 1;
  expectGradient(what + " x", flat(x), flat(dx), loss);
  expectGradient(what + " weight", flat(weight), flat(dweight), loss);
  expectGradient(what + " bias", flat(bias), flat(dbias), loss);
}

TEST(Gradients, EveryNorm) {
  for (const auto& [word, kind] : wordsOf(NormKind{})) {
    if (partsOf(kind).scale) expectNormGradients(kind, "layer_norm " + std::string(word));
  }
}

void expectActivation(const char* what, void (*forward)(std::span<const double>, std::span<double>),
                      void (*backward)(std::span<const double>, std::span<const double>, std::span<double>)) {
  Random random(kSeed, 4);
  Rows x = randomMatrix(random, 1, 67, 2.0);
  const Rows dy = randomMatrix(random, 1, 67);
  Rows dx(1, 67);
  backward(flat(x), {dy.data(), 67}, flat(dx));
  expectGradient(what, flat(x), flat(dx), [&] {
    Rows y(1, 67);
    forward(flat(x), flat(y));
    return weightedSum(y, dy);
  });
}

TEST(Gradients, GeluNew) {
  expectActivation("gelu_new", geluNewForward<double>, geluNewBackward<double>);
}
TEST(Gradients, ExactGelu) {
  expectActivation("gelu", geluForward<double>, geluBackward<double>);
}
TEST(Gradients, Relu) {
  expectActivation("relu", reluForward<double>, reluBackward<double>);
}

TEST(Gradients, Swish) {
  expectActivation("swish", swishForward<double>, swishBackward<double>);
}

TEST(Gradients, QuickGelu) {
  expectActivation("quick_gelu", quickGeluForward<double>, quickGeluBackward<double>);
}

TEST(Gradients, Tanh) {
  expectActivation("tanh", tanhForward<double>, tanhBackward<double>);
}

TEST(Gradients, MaskedSoftmax) {
  Random random(kSeed, 5);
  Rows scores = randomMatrix(random, 4, 6, 2.0);
  const Rows dpattern = randomMatrix(random, 4, 6);
  const auto forward = [&] {
    Rows pattern = scores;
    causalMaskForward<double>(2, pattern);
    softmaxForward<double>(pattern, pattern);
    return pattern;
  };
  const Rows pattern = forward();
  EXPECT_EQ(pattern(0, 3), 0.0);
  EXPECT_GT(pattern(0, 2), 0.0);
  Rows dscores(4, 6);
  softmaxBackward<double>(pattern, dpattern, dscores);
  expectGradient("scores", flat(scores), flat(dscores), [&] { return weightedSum(forward(), dpattern); });
}

TEST(Gradients, AttentionScores) {
  Random random(kSeed, 6);
  for (const Index R : {1, 5}) {
    Rows q = randomMatrix(random, R, 6);
    Rows k = randomMatrix(random, 7, 6);
    const Rows dscores = randomMatrix(random, R, 7);
    const auto loss = [&] {
      Rows scores(R, 7);
      scoreForward<double>(q, k, scores);
      return weightedSum(scores, dscores);
    };
    Rows scaled = dscores;
    Rows dq(R, 6);
    Rows dk = Rows::Zero(7, 6);
    scoreBackward<double>(scaled, q, k, dq, dk);
    expectGradient("q", flat(q), flat(dq), loss);
    expectGradient("k", flat(k), flat(dk), loss);
  }
}

TEST(Gradients, AttentionMix) {
  Random random(kSeed, 7);
  for (const Index R : {1, 5}) {
    Rows pattern = randomMatrix(random, R, 7);
    Rows v = randomMatrix(random, 7, 6);
    const Rows dz = randomMatrix(random, R, 6);
    const auto loss = [&] {
      Rows z(R, 6);
      mixForward<double>(pattern, v, z);
      return weightedSum(z, dz);
    };
    Rows dpattern(R, 7);
    Rows dv = Rows::Zero(7, 6);
    mixBackward<double>(dz, pattern, v, dpattern, dv);
    expectGradient("pattern", flat(pattern), flat(dpattern), loss);
    expectGradient("v", flat(v), flat(dv), loss);
  }
}

TEST(Gradients, EmbeddingAndPositions) {
  Random random(kSeed, 8);
  const std::vector<TokenId> tokens = {3, 0, 3, 1};  // one of them twice
  Rows table = randomMatrix(random, 5, 6);
  Rows positions = randomMatrix(random, 9, 6);
  const Rows dy = randomMatrix(random, 4, 6);
  const auto loss = [&] {
    Rows y(4, 6);
    Rows p(4, 6);
    embeddingForward<double>(tokens, table, y);
    positionsForward<double>(2, positions, p);
    return weightedSum(y + p, dy);
  };
  Rows dtable = Rows::Zero(5, 6);
  Rows dpositions = Rows::Zero(9, 6);
  embeddingBackward<double>(tokens, dy, dtable);
  positionsBackward<double>(2, dy, dpositions);
  expectGradient("table", flat(table), flat(dtable), loss);
  expectGradient("positions", flat(positions), flat(dpositions), loss);
}

TEST(Gradients, CrossEntropy) {
  Random random(kSeed, 9);
  Rows logits = randomMatrix(random, 5, 19, 2.0);
  const std::vector<TokenId> targets = {4, -1, 0, 18, 4};
  const auto loss = [&] {
    Rows probabilities(5, 19);
    return 0.25 * crossEntropyForward<double>(logits, targets, probabilities);
  };
  Rows dlogits(5, 19);
  crossEntropyForward<double>(logits, targets, dlogits);
  crossEntropyBackward<double>(dlogits, targets, 0.25, dlogits);
  EXPECT_EQ(dlogits.row(1).cwiseAbs().maxCoeff(), 0.0);
  expectGradient("logits", flat(logits), flat(dlogits), loss);
}

TEST(Gradients, CrossEntropyWithLabelSmoothing) {
  Random random(kSeed, 19);
  Rows logits = randomMatrix(random, 5, 19, 2.0);
  const std::vector<TokenId> targets = {4, -1, 0, 18, 4};
  const auto loss = [&] {
    Rows probabilities(5, 19);
    return 0.25 * crossEntropyForward<double>(logits, targets, probabilities, 0.1);
  };
  Rows dlogits(5, 19);
  crossEntropyForward<double>(logits, targets, dlogits, 0.1);
  crossEntropyBackward<double>(dlogits, targets, 0.25, dlogits, 0.1);
  EXPECT_EQ(dlogits.row(1).cwiseAbs().maxCoeff(), 0.0);
  expectGradient("logits", flat(logits), flat(dlogits), loss);
}

TEST(CrossEntropy, WithLabelSmoothingMixesInTheMeanOverTheVocabulary) {
  // −Σ q · ln p by hand: ln p is 0 − ln 4, ln 2 − ln 4, 0 − ln 4.
  Rows logits(1, 3);
  logits << 0.0, std::log(2.0), 0.0;
  Rows probabilities(1, 3);
  const std::vector<TokenId> targets = {1};
  const double expected = 0.7 * std::log(2.0) + 0.1 * (2 * std::log(4.0) + std::log(2.0));
  EXPECT_NEAR(crossEntropyForward<double>(logits, targets, probabilities, 0.3), expected, 1e-14);
}

TEST(Gradients, Dropout) {
  Random random(kSeed, 10);
  Rows x = randomMatrix(random, 1, 50);
  const Rows dy = randomMatrix(random, 1, 50);
  std::vector<std::uint8_t> mask(50);
  dropoutMask({.seed = kSeed, .step = 3, .site = 2}, 0.3, 0, mask);
  Rows dx(1, 50);
  dropoutBackward<double>({dy.data(), 50}, mask, 0.3, flat(dx));
  expectGradient("x", flat(x), flat(dx), [&] {
    Rows y(1, 50);
    dropoutForward<double>(flat(x), mask, 0.3, flat(y));
    return weightedSum(y, dy);
  });
}

}  // namespace
}  // namespace headlight::test
