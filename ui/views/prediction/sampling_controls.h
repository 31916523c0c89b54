#pragma once
// How the next token is drawn: greedy, temperature, top-k, top-p, seed. Every change acts at once.
// Object names: greedyCheck, temperatureSlider, temperatureSpin, topKSpin, topPSpin, seedSpin.

#include <QWidget>

#include "charts/figure/panel_edge.h"
#include "generate/sampler.h"

class QCheckBox;
class QDoubleSpinBox;
class QFormLayout;
class QSlider;
class QSpinBox;

namespace headlight {

class SamplingControls : public InPanel<QWidget> {
  Q_OBJECT

 public:
  explicit SamplingControls(QWidget* parent = nullptr);

  /// Shows the settings without announcing them.
  void setSettings(const SamplerSettings& settings);
  [[nodiscard]] SamplerSettings settings() const;
  void retranslate();

 signals:
  void settingsChanged(const headlight::SamplerSettings& settings);

 private:
  void createWidgets();
  void connectWidgets();
  /// A value that greedy choice does not look at was moved: the user wants to draw.
  void announceDrawing();

  QCheckBox* m_greedy;
  QSlider* m_slider;
  QDoubleSpinBox* m_temperature;
  QSpinBox* m_topK;
  QDoubleSpinBox* m_topP;
  QSpinBox* m_seed;
  QFormLayout* m_form;
  bool m_silent = false;
};

}  // namespace headlight
