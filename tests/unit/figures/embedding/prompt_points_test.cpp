// A run's tokens as vectors: the recorded rows, for every kind of model.

#include "figures/embedding/prompt_points.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "models/family.h"
#include "unit/generate/kind_runs.h"

namespace headlight {
namespace {

using testing::KindRun;

constexpr ModelKind kKinds[] = {ModelKind::Decoder, ModelKind::Encoder, ModelKind::EncoderDecoder,
                                ModelKind::Rnn,     ModelKind::Lstm,    ModelKind::Gru};

TEST(PromptPoints, StationsHoldWhatTheHooksRecorded) {
  for (const ModelKind kind : kKinds) {
    const KindRun made(kind);
    const FigureRun run = made.run();
    for (const AttentionSide side : {AttentionSide::Own, AttentionSide::Encoder, AttentionSide::Decoder}) {
      if ((kind == ModelKind::EncoderDecoder) == (side == AttentionSide::Own)) continue;
      if (kind != ModelKind::EncoderDecoder && side != AttentionSide::Own) continue;
      const PointStations stations = residualStations(run.model, side);
      ASSERT_FALSE(stations.hooks.empty());
      const PromptPoints points = promptPoints(run, stations);
      EXPECT_EQ(points.stations, static_cast<Index>(stations.hooks.size()));
      EXPECT_EQ(points.onSource, side == AttentionSide::Encoder);
      EXPECT_EQ(points.tokens(), static_cast<Index>((points.onSource ? run.source : run.tokens).size()));
      ASSERT_EQ(points.rows.rows(), points.stations * points.tokens());
      for (Index s = 0; s < points.stations; ++s) {
        const HookPoint& hook = *run.model.hooks().find(stations.hooks[static_cast<std::size_t>(s)]);
        const JoinedActivation recorded = joinSteps(run.path, hook);
        const ConstMatrixMap<float> rows(recorded.values.data(), points.tokens(), points.rows.cols());
        EXPECT_EQ(points.rows.middleRows(s * points.tokens(), points.tokens()), rows) << hook.name;
      }
    }
  }
}

TEST(PromptPoints, EveryHookWithVectorsCanBeShownAndNoOther) {
  for (const ModelKind kind : kKinds) {
    const KindRun made(kind);
    const FigureRun run = made.run();
    const std::vector<std::string> hooks = vectorHooks(run.model);
    ASSERT_FALSE(hooks.empty());
    for (const std::string& hook : hooks) {
      EXPECT_EQ(hook.find("scores"), std::string::npos);
      EXPECT_EQ(hook.find("pattern"), std::string::npos);
      EXPECT_EQ(hook.find("scale"), std::string::npos);
      const int heads = headsOf(run.model, hook);
      const PromptPoints points = promptPoints(run, {{hook}, heads - 1});
      EXPECT_EQ(points.rows.rows(), points.tokens()) << hook;
      EXPECT_THROW((void)promptPoints(run, {{hook}, heads > 0 ? heads : 0}), Error) << hook;
    }
    EXPECT_THROW((void)promptPoints(run, {{"no.such.hook"}}), Error);
  }
}

TEST(PromptPoints, AHeadsRowsAreItsOwn) {
  const KindRun made(ModelKind::Decoder);
  const FigureRun run = made.run();
  const JoinedActivation z = joinSteps(run.path, *run.model.hooks().find("blocks.0.attn.hook_z"));
  const PromptPoints second = promptPoints(run, {{"blocks.0.attn.hook_z"}, 1});
  const Index width = z.extents[2];
  EXPECT_EQ(second.rows(2, 0), z.values[static_cast<std::size_t>((2 * z.extents[1] + 1) * width)]);
}

TEST(InputSpace, NamesWhatWasAddedUp) {
  using Sum = EmbeddingFigure::Space::Sum;
  EXPECT_EQ(inputSpace(KindRun(ModelKind::Decoder).run().model).sum, Sum::TokenAndPosition);
  EXPECT_EQ(inputSpace(KindRun(ModelKind::EncoderDecoder).run().model).sum, Sum::TokenAndPosition);
  EXPECT_EQ(inputSpace(KindRun(ModelKind::Encoder).run().model).sum, Sum::TokenPositionAndSegment);
  const KindRun made(ModelKind::Decoder);
  ModelConfig config = made.run().model.config();
  config.positions = Positions::None;
  const auto without = makeModel(config, initialParameters(config, 1));
  EXPECT_EQ(inputSpace(*without).sum, Sum::Token);
}

TEST(TokenSurprise, IsWhatTheModelGaveTheToken) {
  for (const ModelKind kind : {ModelKind::Decoder, ModelKind::Gru}) {
    const KindRun made(kind);
    const FigureRun run = made.run();
    const std::vector<double> bits = tokenSurprise(run);
    ASSERT_EQ(bits.size(), run.tokens.size());
    EXPECT_TRUE(std::isnan(bits.front()));
    const JoinedActivation logits = joinSteps(run.path, *run.model.hooks().find("unembed.hook_out"));
    const Index words = logits.extents[1];
    for (std::size_t t = 1; t < bits.size(); ++t) {
      double sum = 0;
      for (Index word = 0; word < words; ++word) {
        sum += std::exp(static_cast<double>(
            logits.values[(t - 1) * static_cast<std::size_t>(words) + static_cast<std::size_t>(word)]));
      }
      const float own =
          logits.values[(t - 1) * static_cast<std::size_t>(words) + static_cast<std::size_t>(run.tokens[t].id)];
      EXPECT_NEAR(std::exp2(-bits[t]), std::exp(static_cast<double>(own)) / sum, 1e-9);
    }
  }
  const KindRun encoder(ModelKind::Encoder);
  EXPECT_TRUE(tokenSurprise(encoder.run()).empty());
}

}  // namespace
}  // namespace headlight
