#include "formats/archive/session_recording.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "formats/archive/named_fields.h"
#include "formats/archive/session_checks.h"
#include "formats/archive/session_version_1.h"
#include "formats/tokenizers/tokenizer_json.h"
#include "generate/recorded_model.h"
#include "models/family.h"

namespace headlight {
namespace {

/// The forward call of every step, as the models announce it (Observer::begin).
std::vector<RunExtents> callsOf(const SessionData& session) {
  const std::vector<RunTreeStep>& steps = session.run.tree.steps;
  const auto promptLength = static_cast<Index>(session.run.prompt.tokens.size());
  const bool fills = session.model.config.role() == Role::Fills;
  const bool hasSource = session.model.config.hasSource();
  std::vector<RunExtents> calls(steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    RunExtents& call = calls[i];
    if (fills) {  // every call reads the whole sentence
      call.rows = promptLength;
      continue;
    }
    call.source = hasSource ? promptLength : 0;
    call.rows = 1;
    if (i == 0) {
      call.rows = hasSource ? 1 : promptLength;
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

/// One hook point's value in one step.
struct StoredValue {
  std::string point;  ///< its name
  std::vector<std::int64_t> extents;
  std::vector<float> values;

  template <class Archive>
  void serialize(Archive& archive, unsigned /*version*/) {
    archive& point& extents& values;
  }
};

/// What one step computed.
struct StoredRecordedStep {
  std::vector<float> logits;
  double milliseconds = 0;
  std::vector<StoredValue> values;

  template <class Archive>
  void serialize(Archive& archive, unsigned /*version*/) {
    archive& logits& milliseconds& values;
  }
};

std::vector<std::int64_t> extentsOf(const HookValue& shape) {
  return {shape.extents.begin(), shape.extents.begin() + shape.rank};
}

StoredRecordedStep toStored(const RecordedStep& step, const HookTable& hooks, const RunExtents& call) {
  StoredRecordedStep stored{step.logits, step.milliseconds, {}};
  for (const HookPoint& point : hooks.points()) {
    const HookValue value = step.cache->find(point);
    if (value.data == nullptr) continue;
    if (value.extents != shapeOf(point, call).extents) {
      throw Error("internal.failure", {{"what", point.name + " was recorded with other extents than its call has"}});
    }
    stored.values.push_back({point.name, extentsOf(value), {value.data, value.data + value.size()}});
  }
  return stored;
}

/// Reads the steps of one recording.
class RecordingReader {
 public:
  RecordingReader(InputArchive& archive, const ModelConfig& config, const HookTable& hooks)
      : m_archive(archive), m_config(config), m_hooks(hooks) {}

  RecordedStep step(const RunExtents& call) {
    StoredRecordedStep stored;
    m_archive& stored;
    return fromStored(std::move(stored), call);
  }

  /// Of a session of version 1: the places of the hook points in the list of that time (rising), and all values as one
  /// block.
  RecordedStep stepOfVersion1(const RunExtents& call) {
    StoredRecordedStep stored;
    std::vector<std::int32_t> places;
    std::vector<float> values;
    m_archive& stored.logits& stored.milliseconds& places& values;
    if (m_namesOfVersion1.empty()) m_namesOfVersion1 = hookNamesOfVersion1(m_config);
    std::int32_t before = -1;
    std::span<const float> left = values;
    for (const std::int32_t place : places) {
      if (place <= before || place >= static_cast<std::int32_t>(m_namesOfVersion1.size()))
        refuse("it has recorded a hook point that the model does not have");
      before = place;
      const std::string& name = m_namesOfVersion1[static_cast<std::size_t>(place)];
      const HookPoint* point = m_hooks.find(name);
      if (point == nullptr) refuse("it has recorded the hook point " + name + ", whose size is not known");
      const HookValue shape = shapeOf(*point, call);
      const auto size = static_cast<std::size_t>(shape.size());
      if (size > left.size()) refuse("a step's recorded values are not as many as its hook points have");
      stored.values.push_back({name, extentsOf(shape), {left.begin(), left.begin() + shape.size()}});
      left = left.subspan(size);
    }
    if (!left.empty()) refuse("a step's recorded values are not as many as its hook points have");
    return fromStored(std::move(stored), call);
  }

  /// Names of hook points that some step holds and this program does not know.
  [[nodiscard]] const std::set<std::string>& unknown() const { return m_unknown; }
  /// Names of hook points of the model that some step does not hold.
  [[nodiscard]] const std::set<std::string>& missing() const { return m_missing; }
  /// How many values were taken.
  [[nodiscard]] std::size_t taken() const { return m_taken; }

 private:
  [[noreturn]] void refuse(std::string problem) const { sessionDamaged(m_archive.file(), std::move(problem)); }

  RecordedStep fromStored(StoredRecordedStep stored, const RunExtents& call) {
    if (static_cast<Index>(stored.logits.size()) != m_config.dVocab) refuse("a step's logits are not one a token");
    std::map<const HookPoint*, const StoredValue*> found;
    for (const StoredValue& value : stored.values) {
      if (const HookPoint* point = checkedPoint(value, call)) {
        if (!found.emplace(point, &value).second) refuse("a step has recorded " + point->name + " twice");
      }
    }
    auto cache = std::make_shared<ActivationCache>(
        m_hooks, [&found](const HookPoint& point) { return found.find(&point) != found.end(); });
    cache->begin(call);
    for (const HookPoint& point : m_hooks.points()) {
      const auto value = found.find(&point);
      if (value != found.end()) {
        HookValue shape = shapeOf(point, call);
        shape.data = value->second->values.data();
        cache->observe(point, shape);
      } else if (!point.onSource || call.firstPosition == 0) {
        m_missing.insert(point.name);
      }
    }
    m_taken += found.size();
    RecordedStep step;
    step.logits = std::move(stored.logits);
    step.milliseconds = stored.milliseconds;
    step.cache = std::move(cache);
    return step;
  }

  /// nullptr for a hook point that this program does not know.
  const HookPoint* checkedPoint(const StoredValue& value, const RunExtents& call) {
    const HookPoint* point = m_hooks.find(value.point);
    if (point == nullptr) {
      m_unknown.insert(value.point);
      return nullptr;
    }
    if (point->onSource && call.firstPosition > 0) refuse("a step has recorded " + point->name + " of the source");
    const HookValue shape = shapeOf(*point, call);
    if (value.extents != extentsOf(shape) || static_cast<Index>(value.values.size()) != shape.size())
      refuse("a step's values of " + point->name + " are not as many as the hook point has");
    return point;
  }

  InputArchive& m_archive;
  const ModelConfig& m_config;
  const HookTable& m_hooks;
  std::vector<std::string> m_namesOfVersion1;
  std::set<std::string> m_unknown, m_missing;
  std::size_t m_taken = 0;
};

/// A notice about these hook points, if there are any: how many, and the first ones by name.
void addNotice(const char* code, const std::set<std::string>& points, std::vector<Message>& notices) {
  if (points.empty()) return;
  constexpr std::size_t kNamed = 3;
  std::string names;
  std::size_t named = 0;
  for (const std::string& point : points) {
    if (named++ == kNamed) break;
    names += (names.empty() ? "" : ", ") + shownName(point);
  }
  if (points.size() > kNamed) names += ", …";
  notices.push_back({code, {{"count", std::to_string(points.size())}, {"points", names}}});
}

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
  for (std::size_t i = 0; i < calls.size(); ++i) archive& toStored(recording.steps[i], *recording.hooks, calls[i]);
}

void loadRecording(InputArchive& archive, std::uint32_t version, SessionData& session) {
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
  if (config.role() == Role::Fills) checkMasks(session, *recording.tokenizer, archive.file());
  recording.hooks = std::make_shared<const HookTable>(hookTableOf(config));
  RecordingReader reader(archive, config, *recording.hooks);
  for (const RunExtents& call : callsOf(session))
    recording.steps.push_back(version == 1 ? reader.stepOfVersion1(call) : reader.step(call));
  recording.isEmpty = reader.taken() == 0;
  addNotice("session.points_unknown", reader.unknown(), recording.notices);
  addNotice("session.points_missing", reader.missing(), recording.notices);
  session.recording = std::move(recording);
}

}  // namespace headlight
