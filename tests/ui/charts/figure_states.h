#pragma once
// The states in which a kind of figure can be, each with what badge, scale and alt text must then say. What they must
// say is worked out here from the numbers, not by the code under test.

#include <map>
#include <optional>
#include <string>
#include <typeindex>
#include <vector>

#include <QStringList>

#include "figures/badge.h"
#include "figures/figure_data.h"

namespace headlight::testing {

/// Where a colour scale ends.
struct ScaleEnd {
  double high = 1;
  bool isFitted = false;
  bool isSigned = false;
};

struct FigureState {
  std::string name;
  FigureData figure;
  Badge badge;
  std::vector<ScaleEnd> scales{};  ///< colour bars, in their order; empty: the kind has none
  std::optional<bool> rowsSum{};   ///< of one head's weights: whether each drawn row sums to 1
  QStringList said{};              ///< somewhere in the picture
  QStringList wrong{};             ///< what its own numbers contradict
};

using FigureStates = std::vector<FigureState>;

/// The state, and the same with parts switched off and read from a recording: that holds for every kind.
template <FigureType Kind>
void addWithSources(FigureStates& states, const std::string& name, const Kind& figure, const FigureState& expected) {
  const auto add = [&](const char* suffix, bool ablated, bool recorded) {
    FigureState state = expected;
    state.name = name + suffix;
    Kind now = figure;
    if (ablated) now.source.interventions = {"L0H1"};
    now.source.isRecorded = recorded;
    state.badge.isAblated = ablated;
    state.badge.isRecorded = recorded;
    state.figure = std::move(now);
    states.push_back(std::move(state));
  };
  add("", false, false);
  add(", ablated", true, false);
  add(", recorded", false, true);
  add(", ablated and recorded", true, true);
}

template <FigureType Kind>
void addState(FigureStates& states, const std::string& name, const Kind& figure, Badge badge = {},
              std::vector<ScaleEnd> scales = {}, std::optional<bool> rowsSum = {}, const QStringList& said = {},
              const QStringList& wrong = {}) {
  addWithSources(states, name, figure,
                 FigureState{{}, figure, std::move(badge), std::move(scales), rowsSum, said, wrong});
}

}  // namespace headlight::testing
