// Session files: exact round trips for every kind of model, defects refused, recordings that run without the model.

#include "formats/archive/session_file.h"

#include <gtest/gtest.h>
#include <sys/mount.h>

#include <chrono>
#include <fstream>

#include "formats/archive/container.h"
#include "formats/error_code.h"  // tests/formats
#include "formats/files/atomic_file.h"
#include "formats/session_sample.h"
#include "generate/joined_activation.h"
#include "generate/recorded_model.h"
#include "models/token_embeddings.h"
#include "support/refusal_limits.h"
#include "support/temporary_folder.h"

namespace headlight {
namespace {

using testing::errorCode;
using testing::SessionSample;

constexpr std::size_t kPayload = 40;  // container.h

/// The payload in a shell with a right checksum, so that what is wrong is found inside.
std::string wrapped(std::string_view payload) {
  return wrapContainer("session", 2, payload);
}
std::string payloadOf(const std::string& bytes) {
  return bytes.substr(kPayload, bytes.size() - kPayload - 32);
}
/// The session with one word in place of another of the same length.
std::string withWord(const std::string& bytes, const std::string& from, const std::string& to) {
  std::string payload = payloadOf(bytes);
  EXPECT_EQ(from.size(), to.size());
  EXPECT_NE(payload.find(from), std::string::npos) << from;
  for (std::size_t at = payload.find(from); at != std::string::npos; at = payload.find(from, at + 1))
    payload.replace(at, from.size(), to);
  return wrapped(payload);
}

class SessionKinds : public ::testing::TestWithParam<ModelKind> {};

TEST_P(SessionKinds, ReadsBackEverythingAndWritesTheSameBytes) {
  SessionSample sample(GetParam());
  const SessionData written = sample.session(true);
  const std::string bytes = sessionBytes(written);
  const SessionData read = parseSession(bytes, "f");
  EXPECT_EQ(sessionBytes(read), bytes);
  EXPECT_EQ(read.model.digest, written.model.digest);
  EXPECT_EQ(read.run.tree, written.run.tree);
  EXPECT_EQ(read.run.settings, written.run.settings);
  EXPECT_EQ(read.run.ablations, written.run.ablations);
  EXPECT_EQ(read.selection, written.selection);
  EXPECT_EQ(read.layout, written.layout);
  EXPECT_EQ(read.viewState, written.viewState);
  EXPECT_EQ(read.run.prompt.text, written.run.prompt.text);
  ASSERT_EQ(read.run.prompt.tokens.size(), written.run.prompt.tokens.size());
  EXPECT_EQ(read.run.prompt.tokens.back().text, written.run.prompt.tokens.back().text);
}

TEST_P(SessionKinds, AReopenedRunHasTheSameBitsForksIncluded) {
  SessionSample sample(GetParam());
  const SessionData stored = parseSession(sessionBytes(sample.session(false)), "f");
  Generation again(sample.model(), sample.tokenizer(), stored.run.prompt);
  EXPECT_EQ(again.restore(stored.run.tree), 0);
  EXPECT_EQ(again.tree(), sample.run().tree());
  const auto recordedAgain = again.record();
  const auto recorded = sample.run().record();
  ASSERT_EQ(recordedAgain.size(), recorded.size());
  for (std::size_t i = 0; i < recorded.size(); ++i) {
    EXPECT_EQ(recordedAgain[i].logits, recorded[i].logits) << "step " << i;
    for (const HookPoint& point : sample.model().hooks().points()) {
      const HookValue a = recorded[i].cache->find(point), b = recordedAgain[i].cache->find(point);
      ASSERT_EQ(a.size(), b.size()) << point.name;
      if (a.data != nullptr) {
        EXPECT_TRUE(std::equal(a.data, a.data + a.size(), b.data)) << point.name << " of step " << i;
      }
    }
  }
}

TEST_P(SessionKinds, ARecordingShowsEveryValueWithoutTheModel) {
  SessionSample sample(GetParam());
  SessionData stored = parseSession(sessionBytes(sample.session(true)), "f");
  ASSERT_TRUE(stored.recording);
  const auto model =
      makeRecordedModel(stored.model.config, stored.recording->hooks, stored.recording->embeddings, 1234);
  Generation shown(*model, *stored.recording->tokenizer, stored.run.prompt, stored.run.tree, stored.recording->steps);
  shown.setSettings(stored.run.settings);
  EXPECT_TRUE(isRecorded(*model));
  EXPECT_EQ(parameterCountOf(*model), 1234);
  Matrix<float> room, otherRoom;
  EXPECT_EQ(tokenEmbeddings(*model, room), tokenEmbeddings(sample.model(), otherRoom));
  EXPECT_EQ(shown.tree(), sample.run().tree());
  for (const HookPoint& point : sample.model().hooks().points()) {
    EXPECT_EQ(shown.activation(point.name).values, sample.run().activation(point.name).values) << point.name;
  }
  EXPECT_EQ(shown.nextChoice(), sample.run().nextChoice());
  const Index there = shown.current()->length();
  shown.jump(0);
  EXPECT_EQ(shown.branches().size(), 2U);
  EXPECT_TRUE(shown.take(shown.branches().front()));
  shown.back();
  EXPECT_TRUE(shown.take(shown.branches().back()));
  shown.jump(there);
  shown.jump(0);
  EXPECT_EQ(errorCode([&] { shown.take(sample.unusedToken()); }), "session.needs_model");
  EXPECT_EQ(shown.branches().size(), 2U);
}

INSTANTIATE_TEST_SUITE_P(All, SessionKinds,
                         ::testing::Values(ModelKind::Decoder, ModelKind::Encoder, ModelKind::EncoderDecoder,
                                           ModelKind::Rnn, ModelKind::Lstm, ModelKind::Gru),
                         [](const auto& kind) { return std::string(modelKindName(kind.param)); });

/// The refusal's code, and that it came soon.
std::string refusal(const std::string& bytes) {
  const auto start = std::chrono::steady_clock::now();
  const std::string code = errorCode([&] { (void)parseSession(bytes, "f"); });
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
  return code;
}

TEST(SessionDefects, TruncationAnywhereIsRefused) {
  SessionSample sample(ModelKind::Rnn);
  const std::string bytes = sessionBytes(sample.session(false));
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_NE(refusal(bytes.substr(0, size)), "") << size;
  const std::string payload = payloadOf(bytes);
  for (std::size_t size = 0; size < payload.size(); ++size) {
    EXPECT_NE(refusal(wrapped(payload.substr(0, size))), "") << size;
  }
  const std::string recorded = payloadOf(sessionBytes(sample.session(true)));
  for (std::size_t size = payload.size(); size < recorded.size(); size += 997) {
    EXPECT_NE(refusal(wrapped(recorded.substr(0, size))), "") << size;
  }
}

TEST(SessionDefects, AFlippedBitIsSeenByTheChecksum) {
  SessionSample sample(ModelKind::Rnn);
  const std::string bytes = sessionBytes(sample.session(false));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string flipped = bytes;
    flipped[i] = static_cast<char>(flipped[i] ^ 0x10);
    EXPECT_NE(refusal(flipped), "") << i;
  }
}

TEST(SessionDefects, FalseBytesBehindARightChecksumNeverCrash) {
  SessionSample sample(ModelKind::Rnn);
  const std::string payload = payloadOf(sessionBytes(sample.session(false)));
  for (std::size_t i = 0; i < payload.size(); ++i) {
    for (const char value : {'\x00', '\x7f', '\xff'}) {
      std::string changed = payload;
      changed[i] = value;
      (void)refusal(wrapped(changed));
    }
  }
}

TEST(SessionDefects, HostileCountsAskForNoMemory) {
  SessionSample sample(ModelKind::Rnn);
  std::string payload = payloadOf(sessionBytes(sample.session(false)));
  for (std::size_t i = 0; i + 8 <= payload.size(); ++i) {
    std::string changed = payload;
    for (std::size_t k = 0; k < 8; ++k) changed[i + k] = k == 7 ? '\x7f' : '\xff';
    (void)refusal(
        wrapped(changed));  // a std::bad_alloc or length_error would fail here: errorCode() catches Errors only
  }
}

std::string limitedRefusal(const std::string& bytes) {
  return testing::errorCodeWithinLimits([&] { (void)parseSession(bytes, "f"); });
}

struct Defect {
  const char* name;
  void (*spoil)(SessionData&);
  const char* code;
};

TEST(SessionDefects, WhatCannotBeIsNamed) {
  const Defect defects[] = {
      {"parent after child", [](SessionData& s) { s.run.tree.steps[1].parent = 5; }, "session.damaged"},
      {"no parent", [](SessionData& s) { s.run.tree.steps[1].parent = -1; }, "session.damaged"},
      {"prefill with a parent", [](SessionData& s) { s.run.tree.steps[0].parent = 0; }, "session.damaged"},
      {"token outside", [](SessionData& s) { s.run.tree.steps[1].token = 1 << 30; }, "session.damaged"},
      {"negative token", [](SessionData& s) { s.run.tree.steps[1].token = -1; }, "session.damaged"},
      {"the same child twice", [](SessionData& s) { s.run.tree.steps.push_back(s.run.tree.steps[1]); },
       "session.damaged"},
      {"redo elsewhere", [](SessionData& s) { s.run.tree.steps[0].next = 0; }, "session.damaged"},
      {"redo outside", [](SessionData& s) { s.run.tree.steps[0].next = 1000; }, "session.damaged"},
      {"present outside", [](SessionData& s) { s.run.tree.present = 1000; }, "session.damaged"},
      {"steps without a prompt", [](SessionData& s) { s.run.prompt.tokens.clear(); }, "session.damaged"},
      {"a prompt without steps", [](SessionData& s) { s.run.tree.steps.clear(); }, "session.damaged"},
      {"prompt's token outside", [](SessionData& s) { s.run.prompt.tokens[0].id = -4; }, "session.damaged"},
      {"token past the text", [](SessionData& s) { s.run.prompt.tokens[0].end = 10000; }, "session.damaged"},
      {"too long for the context", [](SessionData& s) { s.model.config.nCtx = 2; }, "session.damaged"},
      {"no layers", [](SessionData& s) { s.model.config.nLayers = 0; }, "model.config"},
      {"too many words", [](SessionData& s) { s.model.config.dVocab = Index{1} << 50; }, "model.config"},
      {"a run without a model", [](SessionData& s) { s.model.name.clear(); }, "session.damaged"},
      {"invalid UTF-8", [](SessionData& s) { s.run.prompt.text = "\xff" + s.run.prompt.text; }, "session.damaged"},
      {"temperature", [](SessionData& s) { s.run.settings.temperature = -1; }, "session.damaged"},
      {"temperature not a number", [](SessionData& s) { s.run.settings.temperature = NAN; }, "session.damaged"},
      {"top-p", [](SessionData& s) { s.run.settings.topP = 7; }, "session.damaged"},
      {"dropped", [](SessionData& s) { s.run.prompt.dropped = -1; }, "session.damaged"},
  };
  SessionSample sample(ModelKind::Decoder);
  for (const Defect& defect : defects) {
    SessionData session = sample.session(false);
    defect.spoil(session);
    EXPECT_EQ(limitedRefusal(sessionBytes(session)), defect.code) << defect.name;
  }
}

TEST(SessionDefects, ARecordingThatDoesNotFitIsNamed) {
  SessionSample sample(ModelKind::Decoder);
  SessionData embeddings = sample.session(true);
  embeddings.recording->embeddings.pop_back();
  EXPECT_EQ(limitedRefusal(sessionBytes(embeddings)), "session.damaged");
  SessionData logits = sample.session(true);
  logits.recording->steps[1].logits.push_back(0);
  EXPECT_EQ(limitedRefusal(sessionBytes(logits)), "session.damaged");
  const std::string bytes = sessionBytes(sample.session(true));
  const std::string out = "blocks.0.hook_attn_out", post = "blocks.0.mlp.hook_post";  // [pos, d_model], [pos, d_mlp]
  EXPECT_EQ(limitedRefusal(withWord(bytes, out, post)), "session.damaged") << "values of another size";
  EXPECT_EQ(limitedRefusal(withWord(bytes, "blocks.0.attn.hook_q", "blocks.0.attn.hook_k")), "session.damaged")
      << "a hook point twice";
  EXPECT_EQ(limitedRefusal(wrapped(payloadOf(bytes) + "x")), "archive.trailing_bytes");
}

TEST(SessionOfANewerProgram, AnOptionOfTheModelIsNamedAndNotCalledDamaged) {
  SessionSample sample(ModelKind::Decoder);
  const std::string bytes = sessionBytes(sample.session(false));
  EXPECT_EQ(limitedRefusal(withWord(bytes, "gelu_new", "gelu_odd")), "archive.unknown_field");
  EXPECT_EQ(limitedRefusal(withWord(bytes, "scaled_scores", "rotary_angles")), "archive.unknown_field");
}

TEST(SessionOfANewerProgram, AHookPointThatIsNotKnownIsLeftOutWithANotice) {
  SessionSample sample(ModelKind::Decoder);
  const std::string bytes = sessionBytes(sample.session(true));
  const SessionData read = parseSession(withWord(bytes, "blocks.1.attn.hook_z", "blocks.1.attn.hook_y"), "f");
  ASSERT_TRUE(read.recording);
  ASSERT_EQ(read.recording->notices.size(), 2U);
  EXPECT_EQ(read.recording->notices[0].code, "session.points_unknown");
  EXPECT_NE(read.recording->notices[0].english().find("blocks.1.attn.hook_y"), std::string::npos);
  EXPECT_EQ(read.recording->notices[1].code, "session.points_missing");
  EXPECT_FALSE(read.recording->isEmpty);
  const auto model = makeRecordedModel(read.model.config, read.recording->hooks, read.recording->embeddings, 1);
  Generation run(*model, *read.recording->tokenizer, read.run.prompt, read.run.tree, read.recording->steps);
  EXPECT_EQ(run.activation("blocks.1.attn.hook_q").values, sample.run().activation("blocks.1.attn.hook_q").values);
  EXPECT_EQ(errorCode([&] { (void)run.activation("blocks.1.attn.hook_z"); }), "hooks.not_recorded");
}

TEST(SessionOfANewerProgram, ARecordingOfOtherHookPointsAloneIsEmpty) {
  SessionSample sample(ModelKind::Rnn);
  const SessionData written = sample.session(true);
  std::string bytes = sessionBytes(written);
  for (const HookPoint& point : written.recording->hooks->points()) {
    std::string other = point.name;
    other[0] = 'X';
    bytes = withWord(bytes, point.name, other);
  }
  const SessionData read = parseSession(bytes, "f");
  ASSERT_TRUE(read.recording);
  EXPECT_TRUE(read.recording->isEmpty);
  EXPECT_EQ(read.run.tree, written.run.tree);
}

TEST(SessionDefects, AnotherKindOfFileAndANewerOneAreNamed) {
  SessionSample sample(ModelKind::Rnn);
  const std::string payload = payloadOf(sessionBytes(sample.session(false)));
  EXPECT_EQ(limitedRefusal("hello, this is no session at all, but long enough to be one"), "archive.not_ours");
  EXPECT_EQ(limitedRefusal(wrapContainer("checkpoint", 1, payload)), "archive.wrong_kind");
  EXPECT_EQ(limitedRefusal(wrapContainer("session", 3, payload)), "archive.newer_version");
}

TEST(SessionFile, AFullDiskLeavesTheOldFile) {
  const testing::TemporaryFolder folder;
  const std::string place = folder.path().string();
  if (::mount("headlight-test", place.c_str(), "tmpfs", 0, "size=64k") != 0) {
    GTEST_SKIP() << "only who may mount can fill a disk";
  }
  SessionSample sample(ModelKind::Rnn);
  const std::filesystem::path file = folder.path() / "x.headlight";
  SessionData session = sample.session(false);
  writeSession(file, session);
  const std::string kept = readFileLimited(file, 1000000);
  session.layout.assign(100000, 'x');
  std::string reason;
  try {
    writeSession(file, session);
  } catch (const Error& error) {
    reason = error.what();
  }
  const std::string left = readFileLimited(file, 1000000);
  const auto files = std::distance(std::filesystem::directory_iterator(folder.path()), {});
  ::umount(place.c_str());
  EXPECT_NE(reason.find("No space left"), std::string::npos) << reason;
  EXPECT_EQ(left, kept);
  EXPECT_EQ(files, 1) << "nothing half-written is left";
}

TEST(SessionFile, AFolderThatIsNotThereIsNamed) {
  const testing::TemporaryFolder folder;
  SessionSample sample(ModelKind::Rnn);
  EXPECT_EQ(errorCode([&] { writeSession(folder.path() / "no" / "x.headlight", sample.session(false)); }),
            "file.cannot_write");
}

/// Written once by this program's version 1 and kept: tests/data/version_1.headlight opens for ever.
TEST(SessionFile, Version1StillOpens) {
  const SessionData session = readSession(std::string(HEADLIGHT_SOURCE_DIR) + "/tests/data/version_1.headlight");
  EXPECT_EQ(session.model.name, "sample");
  EXPECT_EQ(session.run.prompt.text, "The cat is on the");
  EXPECT_EQ(session.run.prompt.tokens.size(), 5U);
  EXPECT_EQ(session.run.tree.steps.size(), 5U);
  EXPECT_EQ(session.run.tree.present, 3);
  EXPECT_FALSE(session.run.settings.greedy);
  EXPECT_EQ(session.run.settings.seed, 42U);
  EXPECT_EQ(session.selection.layer, 1);
  EXPECT_EQ(session.layout, std::string("lay\0out", 7));
  EXPECT_EQ(session.viewState.at("attention"), "arcs");
  ASSERT_TRUE(session.recording);
  const auto model =
      makeRecordedModel(session.model.config, session.recording->hooks, session.recording->embeddings, 1);
  Generation run(*model, *session.recording->tokenizer, session.run.prompt, session.run.tree, session.recording->steps);
  EXPECT_EQ(run.tokens().size(), 6U);
}

}  // namespace
}  // namespace headlight
