// Pictures of recurrent nets: heatmaps over time, one cell step by step. Rendered pixels are checked.

#include <cmath>

#include <QTest>

#include "charts/figure/figure.h"
#include "charts/figure/figure_render.h"
#include "charts/figure/figure_style.h"
#include "charts/figure/shown_text.h"
#include "charts/look/color_map.h"
#include "charts/recurrent/recurrent_builders.h"
#include "charts/texts/recurrent_texts.h"
#include "ui/charts/figure_items.h"
#include "ui/charts/figures_samples.h"

using namespace headlight;
using samples::Words;
using testing::boundsOf;
using testing::hasText;
using testing::heatmapsOf;
using testing::itemsOf;
using testing::panel;

namespace {

constexpr CellKind kKinds[] = {CellKind::Rnn, CellKind::Lstm, CellKind::Gru};

}  // namespace

class ChartsRecurrentTest : public QObject {
  Q_OBJECT

 private slots:
  void everyCellHasTheColourOfItsNumber() {
    const RecurrentFigure data = samples::recurrent(Words::English, CellKind::Lstm, 5, 8);
    for (const bool dark : {false, true}) {
      FigureStyle style;
      style.theme = dark ? &Theme::dark() : &Theme::light();
      const Figure figure = buildRecurrent(data, style);
      const auto maps = heatmapsOf(figure);
      QCOMPARE(maps.size(), data.parts.size());
      const QImage image = renderImage(figure, 2);
      for (std::size_t part = 0; part < maps.size(); ++part) {
        const QRectF& box = maps[part].rect;
        for (int t = 0; t < 5; ++t) {
          for (int unit = 0; unit < 8; ++unit) {
            const auto value = double(data.parts[part].numbers(t, unit));
            const double limit =
                data.parts[part].value == CellValue::Cell ? double(data.parts[part].numbers.cwiseAbs().maxCoeff()) : 1;
            const bool share = rangeOf(data.parts[part].value) == CellRange::Share;
            const QColor expected =
                share ? sequentialColor(value, dark) : divergingColor(std::round(value / limit * 255) / 255, dark);
            const QPointF center(box.left() + (t + 0.5) * box.width() / 5, box.top() + (unit + 0.5) * box.height() / 8);
            QCOMPARE(image.pixelColor((center * 2).toPoint()), expected);
          }
        }
      }
    }
  }

  void rowsStandInTheOrderGivenAndSayIt() {
    RecurrentFigure data = samples::recurrent(Words::English, CellKind::Rnn, 4, 6);
    QVERIFY(hasText(buildRecurrent(data, FigureStyle{}), QStringLiteral("as in the model")));
    data.units = {5, 0, 1, 2, 3, 4};
    data.order = RecurrentFigure::Order::MostChanging;
    const Figure figure = buildRecurrent(data, FigureStyle{});
    QVERIFY(hasText(figure, QStringLiteral("sorted")));
    const ImageItem hidden = heatmapsOf(figure).back();
    const double first = double(data.parts.back().numbers(2, 5));
    QCOMPARE(hidden.image.pixelColor(2, 0), divergingColor(std::round(first * 255) / 255, false));
  }

  void scalesSayTheirLimits() {
    RecurrentFigure data = samples::recurrent(Words::English, CellKind::Lstm, 5, 8);
    const Figure fixed = buildRecurrent(data, FigureStyle{});
    QVERIFY(hasText(fixed, QStringLiteral("i, f, o")));
    QVERIFY(hasText(fixed, QStringLiteral("+1")));
    const double largest = double(data.parts[4].numbers.cwiseAbs().maxCoeff());  // the cell, which has no limits
    QVERIFY(hasText(fixed, QLatin1Char('+') + formatNumber(largest)));
    for (auto& part : data.parts) part.numbers *= 0.25F;
    data.isFitted = true;
    QVERIFY(!hasText(buildRecurrent(data, FigureStyle{}), QStringLiteral("+1")));
  }

  void theChosenUnitAndTokenAreHit() {
    const RecurrentFigure data = samples::recurrent(Words::English, CellKind::Gru, 7, 40);
    FigureStyle style = panel(500, 420);
    style.selectedUnit = 17;
    style.selectedToken = 3;
    const Figure figure = buildRecurrent(data, style);
    const QRectF cell = figure.rectOf(FigureHit::Kind::Cell, 17, 3);
    QVERIFY(cell.isValid());
    const auto hit = figure.hit(cell.center());
    QVERIFY(hit && hit->kind == FigureHit::Kind::Cell);
    QCOMPARE(hit->first, 17);
    QCOMPARE(hit->second, 3);
    QVERIFY(hasText(figure, QStringLiteral("17")));
    QVERIFY(figure.rectOf(FigureHit::Kind::Column, 3).isValid());
    QVERIFY(figure.rectOf(FigureHit::Kind::Head, static_cast<int>(CellValue::GateZ)).isValid());
  }

  void nothingOverlapsOrLeavesThePanel() {
    for (const QSizeF area : {QSizeF(340, 260), QSizeF(460, 380), QSizeF(900, 700), QSizeF(1400, 500)}) {
      for (const CellKind kind : kKinds) {
        for (const int units : {16, 184}) {
          FigureStyle style = panel(area.width(), area.height());
          style.selectedUnit = 7;
          const Figure figure = buildRecurrent(samples::recurrent(Words::English, kind, 13, units), style);
          QVERIFY2(figure.size.width() <= area.width() + 1,
                   qPrintable(QStringLiteral("%1 of %2").arg(figure.size.width()).arg(area.width())));
          std::vector<QRectF> level;
          for (const TextItem& text : itemsOf<TextItem>(figure)) {
            if (text.angle == 0) level.push_back(boundsOf(text));
          }
          for (std::size_t a = 0; a < level.size(); ++a) {
            for (std::size_t b = 0; b < a; ++b) QVERIFY(!level[a].intersects(level[b]));
          }
        }
      }
    }
  }

  void aLowPanelGetsAFigureThatIsScrolled() {
    const RecurrentFigure data = samples::recurrent(Words::English, CellKind::Lstm, 13, 184);
    const Figure figure = buildRecurrent(data, panel(460, 1));
    const auto maps = heatmapsOf(figure);
    for (const ImageItem& map : maps) QVERIFY2(map.rect.height() >= 2 * 184, "every unit has a row that can be hit");
    QVERIFY(figure.size.height() > 400);
  }

  void aCellIsDrawnAsFarAsTheStepsHaveGone() {
    CellStepsFigure data = samples::cellSteps(Words::English, CellKind::Lstm);
    const auto at = [&](CellStepsFigure::Stage stage) {
      data.stage = stage;
      return buildCellSteps(data, FigureStyle{});
    };
    using Stage = CellStepsFigure::Stage;
    const QString gate = formatNumber(data.gates[1].recorded);
    QVERIFY(!hasText(at(Stage::Inputs), QStringLiteral("W·x + b")));
    QVERIFY(hasText(at(Stage::Inputs), QStringLiteral("“The”")));
    QVERIFY(hasText(at(Stage::Sums), QStringLiteral("W·x + b")));
    QVERIFY(!hasText(at(Stage::Sums), gate));
    QVERIFY(hasText(at(Stage::Gates), gate));
    QVERIFY(!hasText(at(Stage::Gates), QStringLiteral("kept")));
    QVERIFY(hasText(at(Stage::Cell), QStringLiteral("kept")));
    QVERIFY(hasText(at(Stage::Cell), QStringLiteral("-1.50 + 0.875 = -0.625")));
    QVERIFY(!hasText(at(Stage::Cell), QStringLiteral("shown")));
    QVERIFY(hasText(at(Stage::Hidden), QStringLiteral("shown")));
    QSizeF size = at(Stage::Inputs).size;
    QVERIFY2(at(Stage::Hidden).size == size && at(Stage::Sums).size == size, "nothing moves from step to step");
  }

  void formulasTakeTheNumbersOfTheChosenGate() {
    CellStepsFigure data = samples::cellSteps(Words::English, CellKind::Lstm);
    data.stage = CellStepsFigure::Stage::Sums;
    data.gate = 1;
    const Figure figure = buildCellSteps(data, FigureStyle{});
    QVERIFY(hasText(figure, QStringLiteral("W_if·x(t) + b_if + W_hf·h(t−1) + b_hf = 0.750 − 0.250 + 1.25")));
    QVERIFY(figure.rectOf(FigureHit::Kind::Column, 3).isValid());
    data = samples::cellSteps(Words::English, CellKind::Gru);
    data.stage = CellStepsFigure::Stage::Candidate;
    QVERIFY(hasText(buildCellSteps(data, FigureStyle{}), QStringLiteral("r × (W_hn·h(t−1) + b_hn)")));
  }

  void namesAreWholeWhereThereIsRoom() {
    for (const CellKind kind : kKinds) {
      for (const double width : {0.0, 480.0}) {
        FigureStyle style;
        style.area = {width, 0};
        QVERIFY2(!hasText(buildCellSteps(samples::cellSteps(Words::English, kind), style), QString(QChar(0x2026))),
                 qPrintable(cellKindName(kind)));
      }
    }
  }

  void whatARecordingDoesNotHaveIsSaid() {
    CellStepsFigure data = samples::cellSteps(Words::English, CellKind::Gru);
    data.hasWeights = false;
    for (auto& gate : data.gates) gate.inputTerms = gate.hiddenTerms = {};
    const Figure figure = buildCellSteps(data, FigureStyle{});
    QVERIFY(hasText(figure, QStringLiteral("not the weights")));
    QVERIFY(!hasText(figure, QStringLiteral("W·x + b")));
    QVERIFY(!hasText(figure, QStringLiteral("intervention")));
    data.changed = true;
    QVERIFY(hasText(buildCellSteps(data, FigureStyle{}), QStringLiteral("intervention")));
  }

  void textsOfACellNeverOverlap() {
    for (const bool chinese : {false, true}) {
      for (const QSizeF area : {QSizeF(330, 300), QSizeF(460, 420), QSizeF(1000, 700), QSizeF(0, 0)}) {
        for (const CellKind kind : kKinds) {
          FigureStyle style = panel(area.width(), area.height());
          style.language = chinese ? FigureLanguage::Chinese : FigureLanguage::English;
          const Figure figure = buildCellSteps(samples::cellSteps(Words::English, kind), style);
          const auto texts = itemsOf<TextItem>(figure);
          for (std::size_t a = 0; a < texts.size(); ++a) {
            for (std::size_t b = 0; b < a; ++b) {
              QVERIFY2(!boundsOf(texts[a]).intersects(boundsOf(texts[b])),
                       qPrintable(texts[a].text + QStringLiteral(" on ") + texts[b].text));
            }
          }
        }
      }
    }
  }
};

QTEST_MAIN(ChartsRecurrentTest)
#include "charts_recurrent_test.moc"
