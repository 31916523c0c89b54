#pragma once
// An experiment with several models beside the window, to be watched and left at any time. What counts gives way to
// everything else and leaves one core to the window. What measures times has the priority of every other program, since
// its numbers would else be those of the other programs. No widgets.

#include <memory>
#include <variant>

#include <QObject>
#include <QStringList>

#include "experiments/distance_experiment.h"
#include "experiments/gradient_time.h"
#include "experiments/speed_experiment.h"
#include "figures/figure_data.h"
#include "tensor/error.h"

namespace headlight {

using ExperimentSettings = std::variant<DistanceSettings, SpeedSettings, GradientTimeSettings>;

struct ExperimentPlan {
  QStringList models;  ///< names or paths; opened by the run
  ExperimentSettings settings;
};

struct ExperimentState {
  enum class Stage { Idle, Preparing, Running, Done, Cancelled, Failed };
  Stage stage = Stage::Idle;
  Index step = 0;
  Index steps = 0;
  double secondsLeft = -1;                   ///< estimated from what the steps so far took; below 0: not known yet
  std::shared_ptr<const FigureData> figure;  ///< what has been found so far, kept after a cancel; null before the first
  Message failure;                           ///< of Failed

  [[nodiscard]] bool isUnderWay() const { return stage == Stage::Preparing || stage == Stage::Running; }
};

class ExperimentRun : public QObject {
  Q_OBJECT

 public:
  explicit ExperimentRun(QObject* parent = nullptr);
  /// Stops, and waits for nothing.
  ~ExperimentRun() override;

  /// Begins anew; a run that is under way is left, and the new one begins when its last call has ended.
  void start(const ExperimentPlan& plan);
  /// Returns at once: what was found stays, the work ends by itself after the call that is under way.
  void cancel();
  /// Forgets what was found; a run that is under way is left.
  void clear();
  /// As it last was. This object's thread.
  [[nodiscard]] const ExperimentState& state() const;

 signals:
  /// Of state(): some times a second, and at every change of its stage.
  void advanced();

 private:
  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight
