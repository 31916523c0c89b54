#pragma once
// Holds a model's hook points against what its run offers and against what the reference computes, for tests.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "models/language_model.h"
#include "reference/check.h"
#include "reference/reference.h"

namespace headlight::test {

/// Every value that a run offers, in its order.
class PointRecorder : public Observer {
 public:
  struct Value {
    std::string name;
    std::vector<Index> extents;
    std::vector<float> values;
  };
  bool wants(const HookPoint&) override { return true; }
  void observe(const HookPoint& point, const HookValue& value) override {
    m_values.push_back({point.name,
                        {value.extents.begin(), value.extents.begin() + value.rank},
                        {value.data, value.data + value.size()}});
  }
  [[nodiscard]] const std::vector<Value>& values() const { return m_values; }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const Value& value : m_values) names.push_back(value.name);
    return names;
  }

 private:
  std::vector<Value> m_values;
};

inline std::vector<std::string> namesOfPoints(const HookTable& hooks) {
  std::vector<std::string> names;
  for (const HookPoint& point : hooks.points()) names.push_back(point.name);
  return names;
}

/// The prefill of `prompt` offers each declared point once, in the order of the declaration; the reference has the same
/// points in the same order with the same extents, and its numbers are those of the run within `tolerance`.
inline void expectEveryPoint(const LanguageModel& model, const std::vector<TokenId>& prompt,
                             double tolerance = kCheckTolerance) {
  PointRecorder recorder;
  RunOptions options;
  options.observer = &recorder;
  std::vector<float> logits(static_cast<std::size_t>(model.config().dVocab));
  model.prefill(prompt, *model.newState(), options, logits);
  const std::vector<std::string> declared = namesOfPoints(model.hooks());
  EXPECT_EQ(recorder.names(), declared) << "declared (second) and offered by the run (first) differ";

  const bool translates = model.config().kind == ModelKind::EncoderDecoder;
  const std::vector<TokenId> start = {model.config().startToken};
  ReferenceInput input;
  input.tokens = translates ? start : prompt;
  if (translates) input.source = prompt;
  const std::vector<ReferenceValue> reference = referenceFor(model.config(), model.parameters(), input);
  std::vector<std::string> referred;
  for (const ReferenceValue& value : reference) referred.push_back(value.name);
  ASSERT_EQ(referred, declared) << "declared (second) and computed by the reference (first) differ";

  std::vector<CheckedValue> values;
  for (std::size_t i = 0; i < recorder.values().size(); ++i) {
    const PointRecorder::Value& value = recorder.values()[i];
    EXPECT_EQ(value.extents, reference[i].extents) << value.name;
    values.push_back({value.name, value.values});
  }
  for (const PointCheck& point : checkAgainst(reference, values, tolerance).points) {
    EXPECT_TRUE(point.passed) << point.name << ": " << point.maxRelError;
  }
}

}  // namespace headlight::test
