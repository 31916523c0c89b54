// Files that earlier programs wrote open and show the same numbers: tests/data/written_by_6ff28d1 (sessions of version
// 1, checkpoints of version 2). How they were written stands beside them. A new layout adds a folder here.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>

#include <nlohmann/json.hpp>

#include "formats/archive/checkpoint_file.h"
#include "formats/archive/container.h"
#include "formats/archive/session_file.h"
#include "formats/archive/session_version_1.h"
#include "formats/error_code.h"  // tests/formats
#include "formats/files/atomic_file.h"
#include "formats/tokenizers/tokenizer_json.h"
#include "generate/joined_activation.h"
#include "generate/recorded_model.h"

namespace headlight {
namespace {

using testing::errorCode;

const std::filesystem::path kFolder = std::string(HEADLIGHT_SOURCE_DIR) + "/tests/data/written_by_6ff28d1";

class OldFiles : public ::testing::TestWithParam<ModelKind> {
 protected:
  [[nodiscard]] std::filesystem::path file(const char* ending) const {
    return kFolder / (std::string(modelKindName(GetParam())) + ending);
  }
  [[nodiscard]] nlohmann::json numbers() const {
    std::ifstream stream(file(".json"));
    return nlohmann::json::parse(stream);
  }
  /// `tolerance`: relative to 1; 0 for values that come from a file.
  void expectNumbers(const Generation& run, double tolerance) const {
    const nlohmann::json expected = numbers();
    std::vector<TokenId> ids;
    for (const Token& token : run.tokens()) ids.push_back(token.id);
    EXPECT_EQ(ids, expected["tokens"].get<std::vector<TokenId>>());
    EXPECT_EQ(run.nextChoice(), expected["next_choice"].get<TokenId>());
    const Distribution distribution = run.distribution();
    // These files were written when probabilities were shares among the tokens that are drawn.
    const double drawn = 1 - distribution.neverDrawnShare;
    for (const nlohmann::json& entry : expected["probabilities"]) {
      const Candidate* candidate = distribution.find(entry[0].get<TokenId>());
      ASSERT_NE(candidate, nullptr);
      EXPECT_NEAR(candidate->probability / drawn, entry[1].get<double>(), 1e-12 + tolerance);
      EXPECT_NEAR(candidate->samplingProbability, entry[2].get<double>(), 1e-12 + tolerance);
    }
    ASSERT_GT(expected["points"].size(), 5U);
    for (const auto& [point, value] : expected["points"].items()) {
      const JoinedActivation found = run.activation(point);
      ASSERT_EQ(found.extents, value["extents"].get<std::vector<Index>>()) << point;
      ASSERT_EQ(found.values.size(), value["values"].size()) << point;
      for (std::size_t i = 0; i < found.values.size(); ++i) {
        const nlohmann::json& number = value["values"][i];
        const double wanted = number.is_null() ? -std::numeric_limits<double>::infinity() : number.get<double>();
        const double value_i = found.values[i];
        if (std::isinf(wanted) || tolerance == 0) {
          ASSERT_EQ(value_i, wanted) << point << " " << i;
        } else {
          ASSERT_NEAR(value_i, wanted, tolerance) << point << " " << i;
        }
      }
    }
  }
  /// Named as missing are as many hook points as came later than these files.
  static void expectNoticesOfNewerPointsAlone(const SessionData& session) {
    const std::vector<std::string> old = hookNamesOfVersion1(session.model.config);
    std::size_t newer = 0;
    for (const HookPoint& point : session.recording->hooks->points()) {
      if (std::find(old.begin(), old.end(), point.name) == old.end()) ++newer;
    }
    const std::vector<Message>& notices = session.recording->notices;
    ASSERT_EQ(notices.size(), newer > 0 ? 1U : 0U);
    if (newer == 0) return;
    EXPECT_EQ(notices[0].code, "session.points_missing");
    EXPECT_EQ(notices[0].values.at(0).value, std::to_string(newer));
  }
  void expectRecorded(const SessionData& session) const {
    ASSERT_TRUE(session.recording);
    EXPECT_FALSE(session.recording->isEmpty);
    expectNoticesOfNewerPointsAlone(session);
    const auto model =
        makeRecordedModel(session.model.config, session.recording->hooks, session.recording->embeddings, 1);
    Generation run(*model, *session.recording->tokenizer, session.run.prompt, session.run.tree,
                   session.recording->steps);
    run.setSettings(session.run.settings);
    expectNumbers(run, 0);
  }
  void expectCheckpoint(const TrainingState& state) const {
    const nlohmann::json expected = numbers()["checkpoint"];
    EXPECT_EQ(state.config.kind, GetParam());
    EXPECT_EQ(state.fingerprint, "recipe and data");
    EXPECT_EQ(state.step, expected["step"].get<std::uint64_t>());
    EXPECT_EQ(state.lossSum, expected["loss_sum"].get<double>());
    EXPECT_EQ(state.lossCount, expected["loss_count"].get<std::uint64_t>());
    EXPECT_EQ(state.seconds, expected["seconds"].get<double>());
    EXPECT_EQ(state.bestValidationLoss, expected["best_validation_loss"].get<double>());
    EXPECT_EQ(state.bestValidationStep, expected["best_validation_step"].get<std::uint64_t>());
    EXPECT_EQ(state.validationsWithoutBetter, expected["validations_without_better"].get<std::uint64_t>());
    EXPECT_EQ(state.validatedStep, expected["validated_step"].get<std::uint64_t>());
    EXPECT_EQ(state.tokens, expected["tokens"].get<std::uint64_t>());
    EXPECT_EQ(state.weights.size(), expected["weights"].get<std::size_t>());
    EXPECT_EQ(state.moved.size(), expected["moved"].get<std::size_t>());
    const std::pair<const std::vector<float>&, const char*> blocks[] = {{state.weights, "weights_sum"},
                                                                        {state.moved, "moved_sum"},
                                                                        {state.firstMoment, "first_moment_sum"},
                                                                        {state.secondMoment, "second_moment_sum"},
                                                                        {state.best, "best_sum"},
                                                                        {state.carried, "carried_sum"}};
    for (const auto& [block, name] : blocks) {
      double sum = 0;
      for (const float value : block) sum += static_cast<double>(value);
      EXPECT_EQ(sum, expected[name].get<double>()) << name;
    }
  }
};

TEST_P(OldFiles, ARecordedSessionShowsTheSameNumbers) {
  const SessionData session = readSession(file("_recorded.headlight"));
  expectRecorded(session);
  expectRecorded(parseSession(sessionBytes(session), "saved again"));
}

TEST_P(OldFiles, ASessionRunsAgainToTheSameNumbers) {
  const SessionData session = readSession(file(".headlight"));
  EXPECT_FALSE(session.recording);
  EXPECT_EQ(session.selection.layer, 1);
  EXPECT_EQ(session.run.ablations, (std::vector<std::string>{"L0", "L1"}));
  EXPECT_EQ(session.viewState.at("attention"), "arcs");
  CheckpointModel stored = readCheckpointModel(file(".checkpoint"));
  const auto model = makeModel(stored.config, std::move(stored.weights));
  const auto tokenizer = readTokenizerJson(stored.tokenizerJson, "tokenizer.json");
  Generation run(*model, *tokenizer, session.run.prompt);
  EXPECT_EQ(run.restore(session.run.tree), 0);
  run.setSettings(session.run.settings);
  expectNumbers(run, 1e-5);  // computed by this machine
}

TEST_P(OldFiles, ACheckpointHoldsTheSameNumbers) {
  const TrainingState state = readCheckpoint(file(".checkpoint"));
  expectCheckpoint(state);
  expectCheckpoint(parseCheckpoint(checkpointBytes(state), "saved again"));
}

TEST_P(OldFiles, CutOrChangedTheyAreRefusedAndNeverCrash) {
  constexpr std::size_t kShell = 40, kChecksum = 32;  // container.h
  const std::string bytes = readFileLimited(file("_recorded.headlight"), 1000000);
  const std::string payload = bytes.substr(kShell, bytes.size() - kShell - kChecksum);
  for (std::size_t size = 0; size < payload.size(); size += size < 1000 ? 7 : 997) {
    EXPECT_NE(errorCode([&] { (void)parseSession(wrapContainer("session", 1, payload.substr(0, size)), "f"); }),
              "accepted")
        << size;
  }
  for (std::size_t i = 0; i < payload.size(); i += i < 1000 ? 3 : 499) {
    std::string changed = payload;
    changed[i] = '\x7f';
    (void)errorCode([&] { (void)parseSession(wrapContainer("session", 1, changed), "f"); });
  }
}

INSTANTIATE_TEST_SUITE_P(All, OldFiles,
                         ::testing::Values(ModelKind::Decoder, ModelKind::Encoder, ModelKind::EncoderDecoder,
                                           ModelKind::Rnn, ModelKind::Lstm, ModelKind::Gru),
                         [](const auto& kind) { return std::string(modelKindName(kind.param)); });

/// The first number of an old configuration is its kind.
TEST(OldCheckpoint, AKindThatDoesNotExistIsDamage) {
  constexpr std::size_t kShell = 40, kChecksum = 32, kClassVersion = 4;
  const std::string bytes = readFileLimited(kFolder / "rnn.checkpoint", 1000000);
  std::string payload = bytes.substr(kShell, bytes.size() - kShell - kChecksum);
  payload[kClassVersion] = 77;
  EXPECT_EQ(errorCode([&] { (void)parseCheckpoint(wrapContainer("checkpoint", 2, payload), "f"); }),
            "checkpoint.damaged");
}

}  // namespace
}  // namespace headlight
