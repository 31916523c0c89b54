#include "views/prediction/sampling_controls.h"

#include <cmath>
#include <limits>

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>

#include "widgets/plain_label.h"

namespace headlight {
namespace {

constexpr double kLowestTemperature = 0.05;
constexpr double kHighestTemperature = 5;
constexpr int kSliderSteps = 60;

// Equal ways on the slider are equal factors: 1 stands where its logarithm does, so that ½ and 2 are as far from it.
double temperatureAt(int slider) {
  const double share = double(slider) / kSliderSteps;
  return kLowestTemperature * std::pow(kHighestTemperature / kLowestTemperature, share);
}

int sliderAt(double temperature) {
  return static_cast<int>(std::lround(std::log(temperature / kLowestTemperature) /
                                      std::log(kHighestTemperature / kLowestTemperature) * kSliderSteps));
}

}  // namespace

SamplingControls::SamplingControls(QWidget* parent) : InPanel(parent) {
  setObjectName(QStringLiteral("samplingControls"));
  createWidgets();
  connectWidgets();
  retranslate();
}

void SamplingControls::createWidgets() {
  const auto named = [this](auto* widget, const char* name) {
    widget->setObjectName(QString::fromLatin1(name));
    return widget;
  };
  m_greedy = named(new QCheckBox(this), "greedyCheck");
  m_slider = named(new QSlider(Qt::Horizontal, this), "temperatureSlider");
  m_slider->setRange(0, kSliderSteps);
  m_temperature = named(new QDoubleSpinBox(this), "temperatureSpin");
  m_temperature->setRange(kLowestTemperature, kHighestTemperature);
  m_temperature->setDecimals(2);
  m_temperature->setSingleStep(0.05);
  m_topK = named(new QSpinBox(this), "topKSpin");
  m_topK->setRange(0, 1'000'000);
  m_topP = named(new QDoubleSpinBox(this), "topPSpin");
  m_topP->setRange(0.01, 1);
  m_topP->setDecimals(2);
  m_topP->setSingleStep(0.05);
  m_seed = named(new QSpinBox(this), "seedSpin");
  m_seed->setRange(0, std::numeric_limits<int>::max());

  auto* temperature = new QHBoxLayout;
  temperature->addWidget(m_slider, 1);
  temperature->addWidget(m_temperature);
  m_form = new QFormLayout(this);
  m_form->setContentsMargins(8, 4, 8, 8);
  m_form->setVerticalSpacing(4);
  m_form->addRow(m_greedy);
  m_form->addRow(plainLabel(this), temperature);
  m_form->addRow(plainLabel(this), m_topK);
  m_form->addRow(plainLabel(this), m_topP);
  m_form->addRow(plainLabel(this), m_seed);
}

void SamplingControls::connectWidgets() {
  connectGuarded(m_greedy, &QCheckBox::toggled, [this] {
    if (!m_silent) emit settingsChanged(settings());
  });
  connectGuarded(m_slider, &QSlider::valueChanged, [this](int value) {
    if (!m_silent) m_temperature->setValue(std::round(temperatureAt(value) * 100) / 100);
  });
  connectGuarded(m_temperature, &QDoubleSpinBox::valueChanged, [this](double value) {
    const QSignalBlocker blocker(m_slider);
    m_slider->setValue(sliderAt(value));
    announceDrawing();
  });
  connectGuarded(m_topK, &QSpinBox::valueChanged, &SamplingControls::announceDrawing);
  connectGuarded(m_topP, &QDoubleSpinBox::valueChanged, &SamplingControls::announceDrawing);
  connectGuarded(m_seed, &QSpinBox::valueChanged, &SamplingControls::announceDrawing);
}

void SamplingControls::announceDrawing() {
  if (m_silent) return;
  m_silent = true;
  m_greedy->setChecked(false);
  m_silent = false;
  emit settingsChanged(settings());
}

void SamplingControls::setSettings(const SamplerSettings& settings) {
  // Compared first: a box that somebody is typing in must not be rewritten by the echo of its own change.
  if (this->settings() == settings) return;
  m_silent = true;
  m_greedy->setChecked(settings.greedy);
  m_temperature->setValue(settings.temperature);
  m_topK->setValue(settings.topK);
  m_topP->setValue(settings.topP);
  m_seed->setValue(static_cast<int>(std::min<std::uint64_t>(settings.seed, std::numeric_limits<int>::max())));
  m_silent = false;
}

SamplerSettings SamplingControls::settings() const {
  SamplerSettings settings;
  settings.greedy = m_greedy->isChecked();
  settings.temperature = m_temperature->value();
  settings.topK = m_topK->value();
  settings.topP = m_topP->value();
  settings.seed = static_cast<std::uint64_t>(m_seed->value());
  return settings;
}

void SamplingControls::retranslate() {
  m_greedy->setText(tr("Always take the likeliest (greedy)"));
  const std::pair<QWidget*, QString> rows[] = {
      {m_temperature, tr("Temperature")}, {m_topK, tr("Top-k")}, {m_topP, tr("Top-p")}, {m_seed, tr("Seed")}};
  int row = 1;
  for (const auto& [widget, name] : rows) {
    auto* label = qobject_cast<QLabel*>(m_form->itemAt(row++, QFormLayout::LabelRole)->widget());
    label->setText(name);
    label->setBuddy(widget);
    widget->setAccessibleName(name);
  }
  m_slider->setAccessibleName(tr("Temperature"));
  m_topK->setSpecialValueText(tr("off"));
  m_temperature->setToolTip(tr("Below 1, likely tokens become more likely; above 1, unlikely tokens do."));
  m_slider->setToolTip(m_temperature->toolTip());
  m_topK->setToolTip(tr("Only the k likeliest tokens can be drawn; 0 switches this off."));
  m_topP->setToolTip(
      tr("Only the likeliest tokens that together reach this probability can be drawn; 1 switches this off."));
  m_seed->setToolTip(tr("The same seed draws the same tokens again."));
}

}  // namespace headlight
