#pragma once
// Interventions of ONE run: replace or edit a named value at chosen heads, units and positions before the run goes on.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hooks/hook_point.h"

namespace headlight {

/// First and last absolute position (0-based, inclusive).
struct PositionRange {
  Index first = 0;
  Index last = 0;
};

/// What to change at one hook point. Axes that are not restricted are changed whole. On a pattern or a score the
/// positions restrict the query axis.
struct Intervention {
  std::string point{};                       ///< hook name
  std::optional<Index> head{};               ///< restricts Axis::Head
  std::optional<Index> unit{};               ///< restricts the last axis (a neuron of mlp.hook_post)
  std::optional<PositionRange> positions{};  ///< restricts Axis::Pos or Axis::QueryPos
  /// Given each selected element's old value, returns the new one. Empty means zero.
  std::function<float(float)> edit{};
  std::string label{};  ///< as the user wrote it (`L0H3@2-4`), for JSON, titles and the session
};

/// Reads the command line's `--ablate` grammar: `L0H3` zeroes that head's hook_z, `L0` the layer's hook_attn_out,
/// `mlp0` hook_mlp_out, `L0N12` (also `neuron L0N12`) one unit of mlp.hook_post; `@2` or `@2-4` restricts positions.
/// Of an encoder-decoder the side stands before it: `encoder L0H3`, `decoder L0H3`, `cross L0H3`. Of a recurrent net
/// `L0` is the hidden state of a layer and `L0N12` one unit of it.
/// Throws Error "ablation.syntax", "ablation.which_attention" without the side, or, when the model lacks the layer,
/// head or unit, "ablation.out_of_range".
[[nodiscard]] Intervention parseAblation(std::string_view text, const HookTable& hooks);

/// Applies one intervention in place. `firstPosition` is the absolute position of row 0 of this value.
void applyIntervention(const Intervention& intervention, const HookPoint& point, Index firstPosition,
                       const MutableHookValue& value);

}  // namespace headlight
