#pragma once
// The hook points of the recurrent language models, declared once.

#include "hooks/hook_point.h"
#include "models/model_config.h"

namespace headlight {

/// Places of one layer's points, counted from the layer's first, in the order of the run.
enum class LstmPoint { In, GateI, GateF, GateG, GateO, Cell, Hidden, Count };
enum class GruPoint { In, GateR, GateZ, Candidate, Hidden, Count };
enum class RnnPoint { In, Pre, Hidden, Count };

/// Places of the points.
class RecurrentPoints {
 public:
  static constexpr int kEmbed = 0;

  explicit RecurrentPoints(const ModelConfig& config);
  template <class Point>
  [[nodiscard]] int inLayer(int layer, Point point) const {
    return firstOf(layer) + static_cast<int>(point);
  }
  /// `hook_in` and `hook_h`, which every kind has first and last.
  [[nodiscard]] int firstOf(int layer) const { return 1 + layer * m_inLayer; }
  [[nodiscard]] int lastOf(int layer) const { return firstOf(layer + 1) - 1; }
  [[nodiscard]] int unembedIn() const { return firstOf(m_layers); }
  [[nodiscard]] int unembedOut() const { return unembedIn() + 1; }

 private:
  int m_layers;
  int m_inLayer;
};

[[nodiscard]] HookTable recurrentHookTable(const ModelConfig& config);

}  // namespace headlight
