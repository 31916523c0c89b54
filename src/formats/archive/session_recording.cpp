#include "formats/archive/session_recording.h"

#include <algorithm>

#include "formats/archive/session_checks.h"
#include "formats/tokenizers/tokenizer_json.h"
#include "generate/recorded_model.h"

namespace headlight {
namespace {

/// The forward call of every step, as the models announce it (Observer::begin).
std::vector<RunExtents> callsOf(const SessionData& session) {
  const std::vector<RunTreeStep>& steps = session.run.tree.steps;
  const auto promptLength = static_cast<Index>(session.run.prompt.tokens.size());
  const ModelKind kind = session.model.config.kind;
  const bool translates = kind == ModelKind::EncoderDecoder;
  std::vector<RunExtents> calls(steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    RunExtents& call = calls[i];
    if (kind == ModelKind::Encoder) {  // every call reads the whole sentence
      call.rows = promptLength;
      continue;
    }
    call.source = translates ? promptLength : 0;
    call.rows = 1;
    if (i == 0) {
      call.rows = translates ? 1 : promptLength;
    } else {
      const RunExtents& before = calls[static_cast<std::size_t>(steps[i].parent)];
      call.firstPosition = before.firstPosition + before.rows;
    }
  }
  return calls;
}

HookValue shapeOf(const HookPoint& point, const RunExtents& call) {
  HookValue shape;
  shape.rank = static_cast<int>(point.axes.size());
  for (std::size_t axis = 0; axis < point.axes.size(); ++axis) shape.extents[axis] = extentOf(point, axis, call);
  return shape;
}

void saveStep(OutputArchive& archive, const RecordedStep& step, const HookTable& hooks, const RunExtents& call) {
  archive.block(std::span<const float>(step.logits));
  archive& step.milliseconds;
  std::vector<std::int32_t> recorded;
  std::uint64_t count = 0;
  for (const HookPoint& point : hooks.points()) {
    const HookValue value = step.cache->find(point);
    if (value.data == nullptr) continue;
    if (value.extents != shapeOf(point, call).extents) {
      throw Error("internal.failure", {{"what", point.name + " was recorded with other extents than its call has"}});
    }
    recorded.push_back(point.index);
    count += static_cast<std::uint64_t>(value.size());
  }
  archive& recorded& count;
  for (const std::int32_t index : recorded) {
    const HookValue value = step.cache->find(hooks.at(index));
    archive.raw(value.data, static_cast<std::size_t>(value.size()) * sizeof(float));
  }
}

/// Reads the steps of one recording.
class RecordingReader {
 public:
  RecordingReader(InputArchive& archive, const ModelConfig& config, const HookTable& hooks)
      : m_archive(archive), m_config(config), m_hooks(hooks) {}

  RecordedStep step(const RunExtents& call) {
    RecordedStep step;
    m_archive& step.logits;
    if (static_cast<Index>(step.logits.size()) != m_config.dVocab) refuse("a step's logits are not one a token");
    m_archive& step.milliseconds;
    std::vector<std::int32_t> recorded;
    std::vector<float> values;
    m_archive& recorded& values;
    checkPoints(recorded, values.size(), call);

    auto cache = std::make_shared<ActivationCache>(m_hooks, [&recorded](const HookPoint& point) {
      return std::binary_search(recorded.begin(), recorded.end(), point.index);
    });
    cache->begin(call);
    const float* from = values.data();
    for (const std::int32_t index : recorded) {
      HookValue value = shapeOf(m_hooks.at(index), call);
      value.data = from;
      cache->observe(m_hooks.at(index), value);
      from += value.size();
    }
    step.cache = std::move(cache);
    return step;
  }

 private:
  [[noreturn]] void refuse(std::string problem) const { sessionDamaged(m_archive.file(), std::move(problem)); }

  void checkPoints(const std::vector<std::int32_t>& recorded, std::size_t count, const RunExtents& call) const {
    std::uint64_t needed = 0;
    std::int32_t before = -1;
    for (const std::int32_t index : recorded) {
      if (index <= before || index >= static_cast<std::int32_t>(m_hooks.points().size()))
        refuse("it has recorded a hook point that the model does not have");
      before = index;
      const HookPoint& point = m_hooks.at(index);
      if (point.onSource && call.firstPosition > 0) refuse("a step has recorded " + point.name + " of the source");
      needed += static_cast<std::uint64_t>(shapeOf(point, call).size());
      if (needed > count) break;
    }
    if (needed != count) refuse("a step's recorded values are not as many as its hook points have");
  }

  InputArchive& m_archive;
  const ModelConfig& m_config;
  const HookTable& m_hooks;
};

/// An encoder's steps each fill one mask.
void checkMasks(const SessionData& session, const Tokenizer& tokenizer, std::string_view file) {
  std::size_t deepest = 0;
  std::vector<std::size_t> depths{0};
  for (std::size_t i = 1; i < session.run.tree.steps.size(); ++i) {
    depths.push_back(depths[static_cast<std::size_t>(session.run.tree.steps[i].parent)] + 1);
    deepest = std::max(deepest, depths.back());
  }
  const std::size_t masks = maskPositions(session.run.prompt.tokens, tokenizer).size();
  if (masks == 0 || deepest > masks) sessionDamaged(file, "it fills more masks than its sentence has");
}

}  // namespace

std::uint64_t recordingBytes(const SessionRecording& recording) {
  std::uint64_t size = recording.embeddings.size() * sizeof(float);
  for (const RecordedStep& step : recording.steps) {
    size += step.logits.size() * sizeof(float) + (step.cache ? step.cache->bytes() : 0);
  }
  return size;
}

void saveRecording(OutputArchive& archive, const SessionData& session) {
  const SessionRecording& recording = *session.recording;
  const std::vector<RunExtents> calls = callsOf(session);
  if (recording.steps.size() != calls.size()) {
    throw Error("internal.failure", {{"what", "a recording does not fit its steps"}});
  }
  archive& tokenizerJson(*recording.tokenizer) & recording.embeddings;
  for (std::size_t i = 0; i < calls.size(); ++i) saveStep(archive, recording.steps[i], *recording.hooks, calls[i]);
}

void loadRecording(InputArchive& archive, SessionData& session) {
  const ModelConfig& config = session.model.config;
  if (session.run.tree.steps.empty()) sessionDamaged(archive.file(), "it has a recording without steps");
  SessionRecording recording;
  std::string tokenizer;
  archive& tokenizer& recording.embeddings;
  if (static_cast<Index>(recording.embeddings.size()) != config.dVocab * config.dModel)
    sessionDamaged(archive.file(), "its embeddings do not have the size of the model's");
  recording.tokenizer = readTokenizerJson(tokenizer, archive.file());
  const std::int32_t vocabulary = recording.tokenizer->vocabSize();
  for (const Token& token : session.run.prompt.tokens) {
    if (token.id >= vocabulary) sessionDamaged(archive.file(), "its tokenizer lacks a token of the prompt");
  }
  for (const RunTreeStep& step : session.run.tree.steps) {
    if (step.token >= vocabulary) sessionDamaged(archive.file(), "its tokenizer lacks a token of a step");
  }
  if (config.kind == ModelKind::Encoder) checkMasks(session, *recording.tokenizer, archive.file());
  recording.hooks = std::make_shared<const HookTable>(hookTableOf(config));
  RecordingReader reader(archive, config, *recording.hooks);
  for (const RunExtents& call : callsOf(session)) recording.steps.push_back(reader.step(call));
  session.recording = std::move(recording);
}

}  // namespace headlight
