// The figures of what the next word depends on and of gradients through time: everything is drawn, and drawn inside.

#include <cmath>

#include <QTest>

#include "charts/experiments/experiment_builders.h"
#include "figures/experiments/gradient_time_figure.h"
#include "figures/experiments/influence_figure.h"

using namespace headlight;

namespace {

InfluenceFigure influenceOf(int models, int tokens, bool replaced) {
  InfluenceFigure figure;
  for (int m = 0; m < models; ++m) {
    InfluenceFigure::Row row;
    row.model = "model-" + std::to_string(m);
    row.kind = "rnn";
    row.next = "mat";
    row.probability = 0.5;
    for (int t = 0; t < tokens; ++t) {
      row.tokens.push_back("word" + std::to_string(t));
      row.ids.push_back(t);
      row.norms.push_back(t + 1);
      row.shares.push_back(2.0 * (t + 1) / (tokens * (tokens + 1)));
      if (replaced) row.replacements.push_back({"animal", t % 3, 0.1 * (t % 3), 0.2, "dog"});
    }
    figure.rows.push_back(std::move(row));
  }
  return figure;
}

GradientTimeFigure timeOf(int models, double fade) {
  GradientTimeFigure figure;
  figure.sentences = figure.wanted = 20;
  for (int m = 0; m < 2 * models; ++m) {
    GradientTimeFigure::Curve curve{"model-" + std::to_string(m / 2), "rnn", m % 2 == 1, {{}}};
    for (int d = 0; d <= 40; ++d) curve.layers[0].push_back({std::pow(fade, d), 0.1 * std::pow(fade, d), 20});
    figure.curves.push_back(std::move(curve));
  }
  return figure;
}

FigureStyle styleOf(QSizeF area) {
  FigureStyle style;
  style.area = area;
  style.title = style.caption = style.badge = false;
  return style;
}

/// Text that is not turned, as far as it reaches.
QRectF extentOf(const TextItem& item) {
  const double width = textWidth(item.text, item.style);
  const double left = item.horizontal == HorizontalAnchor::Left    ? item.position.x()
                      : item.horizontal == HorizontalAnchor::Right ? item.position.x() - width
                                                                   : item.position.x() - width / 2;
  return {left, item.position.y() - item.style.size / 2, width, item.style.size};
}

int bars(const Figure& figure, const QColor& color) {
  int count = 0;
  for (const FigureItem& item : figure.items) {
    const auto* rect = std::get_if<RectItem>(&item);
    count += rect && rect->fill == color;
  }
  return count;
}

}  // namespace

class ChartsInfluenceTest : public QObject {
  Q_OBJECT

 private slots:
  void everyTextLiesInside_data() {
    QTest::addColumn<QSizeF>("area");
    QTest::addColumn<int>("models");
    QTest::addColumn<int>("tokens");
    for (const QSizeF area : {QSizeF(380, 420), QSizeF(640, 560), QSizeF(1500, 800)}) {
      for (const int models : {1, 4}) {
        for (const int tokens : {1, 5, 20, 60}) {
          QTest::newRow(qPrintable(QStringLiteral("%1 %2 %3").arg(area.width()).arg(models).arg(tokens)))
              << area << models << tokens;
        }
      }
    }
  }
  void everyTextLiesInside() {
    QFETCH(QSizeF, area);
    QFETCH(int, models);
    QFETCH(int, tokens);
    for (const auto measure : {InfluenceFigure::Measure::Gradient, InfluenceFigure::Measure::Replacement}) {
      InfluenceFigure data = influenceOf(models, tokens, true);
      data.measure = measure;
      const Figure figure = buildInfluence(data, styleOf(area));
      const QRectF whole(QPointF(0, 0), figure.size);
      QVERIFY(figure.size.width() <= area.width() + 2);
      for (const FigureItem& item : figure.items) {
        const auto* text = std::get_if<TextItem>(&item);
        if (text == nullptr || text->angle != 0) continue;
        QVERIFY2(whole.adjusted(-1, -1, 1, 1).contains(extentOf(*text)), qPrintable(text->text));
      }
      for (int row = 0; row < models; ++row) {
        QVERIFY(!figure.rectOf(FigureHit::Kind::Cell, row, tokens - 1).isNull());
      }
    }
  }

  void aBarAPlaceAndAHatchWhereNothingWasReplaced() {
    InfluenceFigure data = influenceOf(1, 9, true);
    const FigureStyle style = styleOf({640, 400});
    const QColor color = categoryColor(0, false);
    QCOMPARE(bars(buildInfluence(data, style), color), 10);  // and the sample beside the name
    data.measure = InfluenceFigure::Measure::Replacement;
    const Figure figure = buildInfluence(data, style);
    QCOMPARE(bars(figure, color), 7);  // three of nine have no other word
    int hatches = 0;
    for (const FigureItem& item : figure.items) hatches += std::holds_alternative<HatchItem>(item);
    QCOMPARE(hatches, 4);  // and the legend's
  }

  void heightsAreOnOneScale() {
    InfluenceFigure data = influenceOf(2, 2, false);
    data.rows[0].shares = {0.5, 0.5};
    data.rows[1].shares = {0.25, 0.75};
    const Figure figure = buildInfluence(data, styleOf({640, 400}));
    const auto heights = [&](int model) {
      std::vector<double> found;
      for (const FigureItem& item : figure.items) {
        const auto* rect = std::get_if<RectItem>(&item);
        if (rect && rect->fill == categoryColor(model, false)) found.push_back(rect->rect.height());
      }
      found.erase(found.begin());  // the sample beside the name
      return found;
    };
    QVERIFY(std::abs(heights(0)[0] - 2 * heights(1)[0]) < 1e-9);
    QVERIFY(std::abs(heights(1)[1] - 1.5 * heights(0)[1]) < 1e-9);
  }

  void whatIsNotMeasuredIsSaid() {
    InfluenceFigure data = influenceOf(1, 5, false);
    data.measure = InfluenceFigure::Measure::Replacement;
    const Figure figure = buildInfluence(data, styleOf({640, 400}));
    bool said = false;
    for (const FigureItem& item : figure.items) {
      const auto* text = std::get_if<TextItem>(&item);
      said = said || (text && text->text == QStringLiteral("not measured yet"));
    }
    QVERIFY(said);
  }

  void gradientsFallStraightOnTheirScale() {
    const Figure figure = buildGradientTime(timeOf(2, 0.5), styleOf({900, 500}));
    // Every point can be pointed at: two models, before and after, 41 distances.
    for (const int index : {0, 40, 41, 163}) QVERIFY(!figure.rectOf(FigureHit::Kind::Point, index).isNull());
    const auto heightAt = [&](int index) { return figure.rectOf(FigureHit::Kind::Point, index).center().y(); };
    const double step = heightAt(1) - heightAt(0);
    QVERIFY(step > 0);
    for (int d = 1; d < 40; ++d) QVERIFY(std::abs(heightAt(d + 1) - heightAt(d) - step) < 1e-6);
  }

  void aGradientOfZeroIsLeftOutAndSaid() {
    GradientTimeFigure data = timeOf(1, 0.9);
    data.curves[1].layers[0][7].mean = 0;
    const Figure figure = buildGradientTime(data, styleOf({900, 500}));
    QVERIFY(figure.rectOf(FigureHit::Kind::Point, 41 + 7).isNull());
    QVERIFY(!figure.rectOf(FigureHit::Kind::Point, 41 + 8).isNull());
    bool said = false;
    for (const FigureItem& item : figure.items) {
      const auto* text = std::get_if<TextItem>(&item);
      said = said || (text && text->text.contains(QStringLiteral("exactly 0")));
    }
    QVERIFY(said);
  }
};

QTEST_MAIN(ChartsInfluenceTest)
#include "charts/figure/figure.h"
#include "charts/figure/figure_style.h"
#include "charts_influence_test.moc"
#include "figures/experiments/gradient_time_figure.h"
#include "figures/experiments/influence_figure.h"
