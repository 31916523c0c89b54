#pragma once
// What a model of every family holds: its configuration, its weights with the views into them, and its hook points.
// Inside models/.

#include <utility>

#include "models/trainable_model.h"

namespace headlight {

/// `Views` are matrices into the parameters, `Points` the places of the family's hook points in its table.
template <class Views, class Points>
class FamilyModel : public TrainableModel {
 public:
  [[nodiscard]] const ModelConfig& config() const override { return m_config; }
  [[nodiscard]] const Parameters& parameters() const override { return m_parameters; }
  [[nodiscard]] const HookTable& hooks() const override { return m_hooks; }
  [[nodiscard]] Parameters& weights() override { return m_parameters; }

 protected:
  /// `view` makes the views, `declare` fills the points and returns their table.
  template <class View, class Declare>
  FamilyModel(const ModelConfig& config, Parameters parameters, View view, Declare declare)
      : m_config(config),
        m_parameters(std::move(parameters)),
        m_weights(view(m_config, m_parameters)),
        m_hooks(declare(m_config, m_points)) {}

  ModelConfig m_config;
  Parameters m_parameters;
  Views m_weights;  ///< into m_parameters
  Points m_points;
  HookTable m_hooks;
};

}  // namespace headlight
