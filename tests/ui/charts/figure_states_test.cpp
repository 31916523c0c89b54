// What a figure says of itself in every state: badge, end of the scale and alt text are held against its numbers. A
// kind of figure that is not walked here fails.

#include <cmath>
#include <memory>
#include <set>

#include <QTest>

#include "charts/figure/figure_builders.h"
#include "charts/figure/shown_text.h"
#include "charts/look/badge.h"
#include "figures/export/figure_export.h"
#include "figures/export/figure_table.h"
#include "ui/charts/attention_states.h"
#include "ui/charts/embedding_states.h"
#include "ui/charts/figure_items.h"
#include "ui/charts/figure_states.h"
#include "ui/charts/figures_samples.h"

namespace headlight {

using samples::Words;
using testing::addState;
using testing::FigureState;
using testing::FigureStates;
using testing::ScaleEnd;
using testing::TinyRun;

namespace {

FigureStates recurrentStates() {
  FigureStates states;
  const auto scales = [](const RecurrentFigure& figure) {
    std::vector<ScaleEnd> ends;
    for (const CellRange range : {CellRange::Share, CellRange::Tanh, CellRange::Any}) {
      double largest = -1;
      for (const RecurrentFigure::Part& part : figure.parts) {
        if (rangeOf(part.value) == range) largest = std::max(largest, double(part.numbers.cwiseAbs().maxCoeff()));
      }
      const bool isFitted = figure.isFitted || range == CellRange::Any;
      if (largest >= 0) ends.push_back({isFitted ? largest : 1, isFitted, range != CellRange::Share});
    }
    return ends;
  };
  for (const CellKind kind : {CellKind::Rnn, CellKind::Lstm, CellKind::Gru}) {
    RecurrentFigure figure = samples::recurrent(Words::English, kind, 6, 8);
    addState(states, "fixed", figure, {}, scales(figure));
    figure.isFitted = true;
    addState(states, "fitted", figure, {}, scales(figure));
    figure.parts.resize(1);
    addState(states, "one value", figure, {}, scales(figure));
  }
  return states;
}

FigureStates compareStates() {
  FigureStates states;
  CompareFigure figure = samples::compare(Words::English);
  for (CompareFigure::Column& column : figure.columns) column.memory = {};
  addState(states, "no memory", figure);
  figure.columns[0].memory = {CompareFigure::Memory::Kind::Hidden, 1, 0, Matrix<float>::Ones(4, 2), {"a", "b"}};
  addState(states, "hidden states", figure);
  figure.columns[1].memory = {CompareFigure::Memory::Kind::Attention, 1, 4, Matrix<float>::Ones(1, 2) / 2, {"a", "b"}};
  addState(states, "attention", figure, testing::badgeOf(Badge::Kind::MemoryOfHeads, 4, "4"));
  return states;
}

/// Counts of what was measured so far.
FigureStates influenceStates() {
  FigureStates states;
  InfluenceFigure figure = samples::influence(Words::English);
  for (const auto measure : {InfluenceFigure::Measure::Gradient, InfluenceFigure::Measure::Replacement}) {
    figure.measure = measure;
    const bool isGradient = measure == InfluenceFigure::Measure::Gradient;
    addState(states, isGradient ? "gradient" : "replacements", figure,
             Badge{isGradient ? Badge::Kind::Gradient : Badge::Kind::Replacements});
  }
  return states;
}

FigureStates distanceStates() {
  FigureStates states;
  DistanceFigure figure = samples::distance(Words::English);
  Index fewest = 0;
  for (const auto& point : figure.points) {
    if (point.sentences > 0 && (fewest == 0 || point.sentences < fewest)) fewest = point.sentences;
  }
  addState(states, "measured", figure, testing::badgeOf(Badge::Kind::Sampled, fewest));
  figure.points.front().sentences = 3;
  figure.points.front().right = 1;
  addState(states, "one point with few sentences", figure, testing::badgeOf(Badge::Kind::Sampled, 3));
  return states;
}

template <FigureType Kind>
FigureStates only(const Kind& figure, const Badge& badge = {}) {
  FigureStates states;
  addState(states, "a sample", figure, badge);
  return states;
}

FigureStates stepsStates() {
  FigureStates states;
  StepsFigure figure = samples::steps(Words::English, 8);
  for (int stage = 0; stage < StepsFigure::kStages; ++stage) {
    figure.stage = static_cast<StepsFigure::Stage>(stage);
    addState(states, "stage " + std::to_string(stage), figure);
  }
  return states;
}

std::map<std::string, FigureStates> everyState() {
  const TinyRun tiny;
  SplitFigure split = samples::split(Words::English);
  split.cutAfter = 4;
  const SpeedFigure speed = samples::speed(Words::English);
  const GradientTimeFigure gradients = samples::gradientTime(Words::English);
  return {{"AttentionFigure", testing::attentionStates(tiny)},
          {"HeadsFigure", testing::headsStates<HeadsFigure>(tiny)},
          {"SheetFigure", testing::headsStates<SheetFigure>(tiny)},
          {"ArcsFigure", testing::arcsStates(tiny)},
          {"AttentionDifferenceFigure", testing::differenceStates(tiny)},
          {"StepsFigure", stepsStates()},
          {"PredictionFigure", testing::predictionStates(tiny)},
          {"TokensFigure", only(samples::tokens(Words::English))},
          {"SplitFigure", only(split)},
          {"EmbeddingFigure", testing::embeddingStates()},
          {"RecurrentFigure", recurrentStates()},
          {"CellStepsFigure", only(samples::cellSteps(Words::English, CellKind::Gru))},
          {"CompareFigure", compareStates()},
          {"DistanceFigure", distanceStates()},
          {"SpeedFigure", only(speed, testing::badgeOf(Badge::Kind::Measured, speed.repetitions))},
          {"InfluenceFigure", influenceStates()},
          {"GradientTimeFigure", only(gradients, testing::badgeOf(Badge::Kind::MeanOfSentences, gradients.sentences))}};
}

/// What is written in the picture, line after line.
QString textsOf(const Figure& picture) {
  QStringList texts;
  for (const TextItem& item : testing::itemsOf<TextItem>(picture)) texts << item.text;
  return texts.join(QLatin1Char(' '));
}

/// What the picture says and should not, or the other way round; empty: nothing.
QStringList faultsOf(const FigureState& state, const Figure& picture) {
  QStringList faults = state.wrong;
  const auto require = [&faults](bool holds, const QString& fault) {
    if (!holds) faults << fault;
  };
  const QString texts = textsOf(picture), badge = badgeText(state.badge, FigureLanguage::English);
  const Badge made = figureBadge(state.figure);
  require(made == state.badge,
          QStringLiteral("badge is “%1”, not “%2”").arg(badgeText(made, FigureLanguage::English), badge));
  require(texts.contains(badge), QStringLiteral("corner without “%1”").arg(badge));
  require(picture.description.contains(badge), QStringLiteral("alt text: ") + picture.description);
  bool isAnyFitted = false;
  for (const ScaleEnd& end : state.scales) {
    const QString high = (end.isSigned ? QStringLiteral("+") : QString()) +
                         (end.high == 1 ? QStringLiteral("1") : formatNumber(end.high));
    const auto items = testing::itemsOf<TextItem>(picture);
    require(std::any_of(items.begin(), items.end(), [&](const TextItem& item) { return item.text == high; }),
            QStringLiteral("no scale that ends at ") + high);
    isAnyFitted = isAnyFitted || end.isFitted;
  }
  if (!state.scales.empty()) {
    require(texts.contains(QStringLiteral("scale fitted to the largest value")) == isAnyFitted,
            isAnyFitted ? QStringLiteral("a fitted scale that does not say so") : QStringLiteral("no scale is fitted"));
  }
  if (state.rowsSum) {
    require(picture.description.contains(QStringLiteral("Each row sums to 1")) == *state.rowsSum,
            QStringLiteral("rows: ") + picture.description);
  }
  for (const QString& said : state.said) require(texts.contains(said), QStringLiteral("not said: ") + said);
  return faults;
}

}  // namespace

class FigureStatesTest : public QObject {
  Q_OBJECT

 private slots:
  void everyKindIsWalked() {
    std::set<std::string> kinds, walked;
    for (const FigureKind& kind : figureKinds()) kinds.emplace(kind.name);
    for (const auto& [name, states] : everyState()) {
      walked.insert(name);
      for (const FigureState& state : states) QCOMPARE(std::string(kindOf(state.figure).name), name);
    }
    QCOMPARE(walked, kinds);
  }

  void badgeScaleAndAltTextFollowFromTheNumbers() {
    for (const auto& [name, states] : everyState()) {
      QVERIFY2(!states.empty(), name.c_str());
      for (const FigureState& state : states) {
        const QStringList faults = faultsOf(state, buildFigure(state.figure, FigureStyle{}));
        QVERIFY2(faults.isEmpty(), qPrintable(QString::fromStdString(name + ", " + state.name + ": ") +
                                              faults.join(QStringLiteral("; "))));
      }
    }
  }

  /// A part of a heatmap keeps the scale of the whole, and says nothing of sums that it does not show.
  void aPartOfAHeatmapKeepsTheScaleOfAll() {
    const std::map<std::string, FigureStates> all = everyState();
    for (const FigureState& state : all.at("AttentionFigure")) {
      FigureStyle style;
      style.cells = QRect(0, 3, 2, 2);
      FigureState cut = state;
      cut.rowsSum = false;
      const QStringList faults = faultsOf(cut, buildFigure(state.figure, style));
      QVERIFY2(faults.isEmpty(), qPrintable(QString::fromStdString(state.name + ": ") + faults.join(QLatin1Char(';'))));
    }
  }
};

}  // namespace headlight

QTEST_MAIN(headlight::FigureStatesTest)
#include "figure_states_test.moc"
