// The charts of experiments: every point can be hit, nothing leaves the page, what is estimated is dashed.

#include <cmath>
#include <set>

#include <QtTest>

#include "charts/experiments/experiment_builders.h"
#include "charts/figure/figure_builders.h"
#include "charts/figure/line_panel.h"
#include "charts/look/model_color.h"
#include "charts/look/theme.h"
#include "figures/experiments/distance_figure.h"
#include "figures/experiments/speed_figure.h"
#include "ui/charts/figure_items.h"
#include "ui/charts/figures_samples.h"

namespace headlight {

namespace {

/// How many of the models' colours are there; -1 where a colour of a later place is there and one before is not.
int modelsColoured(const Figure& figure, bool dark) {
  std::set<QRgb> colors;
  for (const RectItem& item : testing::itemsOf<RectItem>(figure)) colors.insert(item.fill.rgba());
  for (const LineItem& item : testing::itemsOf<LineItem>(figure)) colors.insert(item.color.rgba());
  int count = 0;
  for (int place = 0; place < 7; ++place) {
    if (!colors.contains(modelColor(place, dark).rgba())) continue;
    if (place != count) return -1;
    ++count;
  }
  return count;
}

}  // namespace

class ChartsExperimentsTest : public QObject {
  Q_OBJECT

 private slots:
  void aModelHasOneColourInEveryPanel() {
    const CompareFigure compare = samples::compare(samples::Words::English);
    const DistanceFigure distance = samples::distance(samples::Words::English);
    const SpeedFigure speed = samples::speed(samples::Words::English);
    const InfluenceFigure influence = samples::influence(samples::Words::English);
    for (const bool dark : {false, true}) {
      FigureStyle style = testing::panel(900, 700);
      style.theme = dark ? &Theme::dark() : &Theme::light();
      QCOMPARE(modelsColoured(buildFigure(compare, style), dark), static_cast<int>(compare.columns.size()));
      QCOMPARE(modelsColoured(buildFigure(distance, style), dark), static_cast<int>(distance.models.size()));
      QCOMPARE(modelsColoured(buildFigure(speed, style), dark), static_cast<int>(speed.models.size()));
      QCOMPARE(modelsColoured(buildFigure(influence, style), dark), static_cast<int>(influence.rows.size()));
    }
  }

  void everyPointCanBeHitAtEverySize() {
    const DistanceFigure data = distance(300);
    for (const QSizeF area : {QSizeF(), QSizeF(420, 300), QSizeF(560, 700), QSizeF(1400, 600)}) {
      FigureStyle style;
      style.area = area;
      const Figure figure = buildFigure(data, style);
      for (int i = 0; i < static_cast<int>(data.points.size()); ++i) {
        const QRectF rect = figure.rectOf(FigureHit::Kind::Point, i);
        QVERIFY2(!rect.isNull(), qPrintable(QString::number(i)));
        QVERIFY(QRectF(QPointF(), figure.size).contains(rect.center()));
      }
      expectOnPage(figure);
    }
  }

  void aPointWithoutSentencesIsNotThere() {
    DistanceFigure data = distance(40);
    data.points[3].sentences = data.points[3].right = 0;
    const Figure figure = buildFigure(data, FigureStyle());
    QVERIFY(figure.rectOf(FigureHit::Kind::Point, 3).isNull());
    QVERIFY(!figure.rectOf(FigureHit::Kind::Point, 4).isNull());
    QVERIFY(hasText(figure, QStringLiteral("40 of 300 held-out")));
    QVERIFY(hasText(buildFigure(distance(300), FigureStyle()), QStringLiteral("300 held-out sentences a point")));
  }

  void higherIsMoreAndFartherIsMoreToTheRight() {
    const DistanceFigure data = distance(300);
    const Figure figure = buildFigure(data, FigureStyle());
    const QPointF first = figure.rectOf(FigureHit::Kind::Point, 0).center();
    const QPointF other = figure.rectOf(FigureHit::Kind::Point, 1).center();
    const QPointF farther = figure.rectOf(FigureHit::Kind::Point, 2).center();
    QVERIFY(first.y() < other.y());  // 270 against 240 of 300
    QVERIFY(first.x() < farther.x());
    QCOMPARE(first.x(), other.x());
  }

  void whatLiesBeyondAContextIsDashedAndSaidSo() {
    SpeedFigure data;
    data.lengths = {16, 96, 256};
    data.repetitions = 9;
    data.models = {{"decoder", 96, true, {0.1, 0.2, 0.4}, {1, 2, 4}, {2, 8, 30}},
                   {"gru", 96, false, {0.1, 0.1, NAN}, {1, 6, NAN}, {1, 7, NAN}}};
    const Figure figure = buildFigure(data, FigureStyle());
    int dashed = 0;
    for (const FigureItem& item : figure.items) {
      const auto* line = std::get_if<LineItem>(&item);
      dashed += line != nullptr && line->dashed ? 1 : 0;
    }
    QCOMPARE(dashed, 3);  // the last piece in each of the three panels
    QVERIFY(hasText(figure, QStringLiteral("Medians of 9 repetitions")));
    QVERIFY(hasText(figure, QStringLiteral("Dashed")));
    QVERIFY(!figure.rectOf(FigureHit::Kind::Point, 2).isNull());
    QVERIFY(figure.rectOf(FigureHit::Kind::Point, 5).isNull());  // the recurrent net's last
    expectOnPage(figure);
  }

  void speedSaysWhatOneTokenCostsAndWhatAGraphicsCardWouldChange() {
    SpeedFigure data = samples::speed(samples::Words::English);
    const Figure figure = buildFigure(data, FigureStyle());
    QVERIFY(hasText(figure, QStringLiteral("classroom-en 786; 1.0; 512. classroom-rnn 262; 0; 1024")));
    QVERIFY(hasText(figure, QStringLiteral("graphics card")));
    QVERIFY(hasText(figure, QStringLiteral("2 threads")));
    expectOnPage(figure);
    QCOMPARE(speedPage(data, FigureLanguage::English).panels[3].curves[1].points[2].y, 9.0);
    data.moreThreads = 0;  // a machine with one core
    QCOMPARE(speedPage(data, FigureLanguage::English).panels.size(), std::size_t{3});
  }

  void ticksAreRoundAndReachTheLargest() {
    QCOMPARE(roundTicks(9.3, 5), (std::vector<double>{0, 2, 4, 6, 8, 10}));
    QVERIFY(roundTicks(0.031, 5).back() >= 0.031);
    QCOMPARE(roundTicks(0, 5), (std::vector<double>{0, 1}));
  }

 private:
  /// Three kinds, two distances, two models; the first model is right more often.
  static DistanceFigure distance(Index sentences) {
    DistanceFigure data;
    data.models = {"classroom-en", "classroom-rnn"};
    data.kinds = {DistanceFigure::Kind::Place, DistanceFigure::Kind::Agreement, DistanceFigure::Kind::Name};
    data.distances = {0, 40};
    data.wanted = 300;
    for (int i = 0; i < 12; ++i) data.points.push_back({sentences * (9 - i % 2) / 10, sentences, 0.5});
    data.examples.resize(6);
    return data;
  }

  static bool hasText(const Figure& figure, const QString& part) {
    return std::any_of(figure.items.begin(), figure.items.end(), [&](const FigureItem& item) {
      const auto* text = std::get_if<TextItem>(&item);
      return text != nullptr && text->text.contains(part);
    });
  }

  static void expectOnPage(const Figure& figure) {
    for (const FigureItem& item : figure.items) {
      const auto* text = std::get_if<TextItem>(&item);
      if (text == nullptr) continue;
      const QPointF origin = textOrigin(*text);
      QVERIFY2(origin.x() >= 0 && origin.x() + textWidth(text->text, text->style) <= figure.size.width() + 1,
               qPrintable(text->text));
      QVERIFY2(origin.y() >= 0 && origin.y() <= figure.size.height(), qPrintable(text->text));
    }
  }
};

}  // namespace headlight

QTEST_MAIN(headlight::ChartsExperimentsTest)
#include "charts_experiments_test.moc"
#include "figures/experiments/distance_figure.h"
#include "figures/experiments/speed_figure.h"
