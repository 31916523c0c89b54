#pragma once
// How a model declares its hook points: names and symbolic shapes in the order of the run, sizes from the
// configuration.

#include <string>
#include <vector>

#include "hooks/hook_point.h"
#include "models/model_config.h"

namespace headlight {

class HookDeclaration {
 public:
  explicit HookDeclaration(const ModelConfig& config) : m_config(config) {}

  /// Appends a point and returns its index. `layer` is -1 outside the blocks.
  int add(std::string name, std::vector<Axis> axes, int layer = -1, bool onSource = false);
  /// The points so far. The declaration is empty afterwards.
  [[nodiscard]] HookTable take();

 private:
  const ModelConfig& m_config;
  std::vector<HookPoint> m_points;
};

}  // namespace headlight
