// Pictures of attention beyond one heatmap: model view, sheets, arcs, differences. Rendered pixels are checked.

#include <cmath>

#include <QTest>

#include "charts/attention/attention_builders.h"
#include "charts/figure/figure.h"
#include "charts/figure/figure_render.h"
#include "charts/figure/figure_style.h"
#include "charts/look/color_map.h"
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

bool isLike(const QColor& a, const QColor& b, int tolerance = 3) {
  return std::abs(a.red() - b.red()) <= tolerance && std::abs(a.green() - b.green()) <= tolerance &&
         std::abs(a.blue() - b.blue()) <= tolerance;
}

QPointF cellCenter(const ImageItem& map, int row, int column) {
  return {map.rect.left() + (column + 0.5) * map.rect.width() / map.image.width(),
          map.rect.top() + (row + 0.5) * map.rect.height() / map.image.height()};
}

QColor pixelAt(const QImage& image, QPointF point, double scale) {
  return image.pixelColor((point * scale).toPoint());
}

HeadsFigure labelled(int layers, int heads, int size) {
  HeadsFigure figure = samples::heads(Words::English, layers, heads, size);
  for (int i = 0; i < layers * heads; ++i) figure.labels.push_back({HeadsFigure::Label::Kind(i % 8), 0.25, {}});
  return figure;
}

}  // namespace

class ChartsAttentionTest : public QObject {
  Q_OBJECT

 private slots:
  void textsOfTheModelViewNeverOverlap() {
    for (const QSizeF area : {QSizeF(430, 230), QSizeF(300, 180), QSizeF(640, 700), QSizeF(1200, 300)}) {
      for (const bool withLabels : {false, true}) {
        for (const bool sorted : {false, true}) {
          HeadsFigure data = labelled(12, 12, 8);
          if (!withLabels) data.labels.clear();
          for (int i = 0; sorted && i < 144; ++i) data.order.push_back(143 - i);
          FigureStyle style = panel(area.width(), area.height());
          style.selectedLayer = 3;
          style.selectedHead = 10;
          const auto texts = itemsOf<TextItem>(buildHeads(data, style));
          for (std::size_t a = 0; a < texts.size(); ++a) {
            for (std::size_t b = 0; b < a; ++b) {
              QVERIFY2(!boundsOf(texts[a]).intersects(boundsOf(texts[b])),
                       qPrintable(QStringLiteral("%1 on %2 at %3 x %4, sorted %5")
                                      .arg(texts[a].text, texts[b].text)
                                      .arg(area.width())
                                      .arg(area.height())
                                      .arg(sorted)));
            }
          }
        }
      }
    }
  }

  void theModelViewHasItsScaleHoweverSmallItIs() {
    for (const QSizeF area : {QSizeF(90, 60), QSizeF(200, 90), QSizeF(700, 90), QSizeF(700, 500)}) {
      const auto data = samples::heads(Words::English, 4, 4, 6);
      const Figure figure = buildHeads(data, panel(area.width(), area.height()));
      QVERIFY2(hasText(figure, QStringLiteral("weight")), qPrintable(QString::number(area.width())));
      QVERIFY(hasText(figure, QStringLiteral("1")) && hasText(figure, QStringLiteral("0")));  // its limits
    }
  }

  void whatHeadsDoStandsUnderThemHoweverSmallTheyAre() {
    for (const QSizeF area : {QSizeF(120, 80), QSizeF(430, 230)}) {
      const HeadsFigure data = labelled(4, 4, 6);
      const Figure figure = buildHeads(data, panel(area.width(), area.height()));
      int letters = 0;
      for (const TextItem& text : itemsOf<TextItem>(figure)) {
        for (const ImageItem& map : heatmapsOf(figure))
          QVERIFY2(!boundsOf(text).intersects(map.rect.adjusted(1, 1, -1, -1)), qPrintable(text.text));
        if (QStringLiteral("PFIMB").contains(text.text.left(1)) && text.text.size() <= 6) ++letters;
      }
      QVERIFY(letters > 0);
    }
  }

  void headsStandInTheOrderGivenAndAreHit() {
    HeadsFigure data = samples::heads(Words::English, 2, 3, 5);
    data.order = {4, 0, 5};
    const Figure figure = buildHeads(data, panel(600, 300));
    const QRectF first = figure.rectOf(FigureHit::Kind::Head, 1, 1);
    const QRectF second = figure.rectOf(FigureHit::Kind::Head, 0, 0);
    QVERIFY(first.isValid() && second.isValid());
    QVERIFY(first.left() < second.left() || first.top() < second.top());
    QVERIFY(figure.rectOf(FigureHit::Kind::Head, 0, 2).isNull());
    QCOMPARE(heatmapsOf(figure).size(), std::size_t(3));
    QVERIFY(hasText(figure, QStringLiteral("L1 H1")));
  }

  void labelsShowTheirMeasure() {
    HeadsFigure data = samples::heads(Words::English, 1, 2, 5);
    data.labels = {{HeadsFigure::Label::Kind::Induction, 0.875, {}}, {HeadsFigure::Label::Kind::None, 0.1, {}}};
    QVERIFY(hasText(buildHeads(data, panel(600, 300)), QStringLiteral("induction 0.88")));
    const Figure small = buildHeads(labelled(6, 12, 5), panel(640, 460));
    QVERIFY(hasText(small, QStringLiteral("P 0.25")));
    QVERIFY2(hasText(small, QStringLiteral("previous")), "letters are explained");
  }

  void thumbnailsOfTwoSentencesKeepSquareCells() {
    HeadsFigure data;
    data.layers = data.heads = 1;
    data.causal = false;
    data.queryLabels = samples::words(Words::English, 3);
    data.keyLabels = samples::words(Words::English, 6);
    data.patterns = {Matrix<float>::Constant(3, 6, 1.F / 6)};
    const auto maps = heatmapsOf(buildHeads(data, FigureStyle{}));
    QCOMPARE(maps.size(), std::size_t(1));
    QCOMPARE(maps[0].rect.width() / 6, maps[0].rect.height() / 3);
  }

  void noCellOfALargePatternIsPassedOver() {  // 128 cells in 40 pixels: one bright cell must leave a trace
    HeadsFigure data;
    data.layers = data.heads = 1;
    data.causal = false;
    data.queryLabels = data.keyLabels = samples::words(Words::English, 128);
    for (int cell = 40; cell < 44; ++cell) {
      data.patterns = {Matrix<float>::Zero(128, 128)};
      data.patterns[0](cell, cell) = 1;
      const Figure figure = buildHeads(data, panel(60, 60));
      const QImage image = renderImage(figure, 1);
      const QRect box = heatmapsOf(figure)[0].rect.toRect().adjusted(1, 1, -1, -1);
      QVERIFY(box.width() < 60);
      int darkest = 255, lightest = 0;
      for (int y = box.top(); y <= box.bottom(); ++y) {
        for (int x = box.left(); x <= box.right(); ++x) {
          const int gray = qGray(image.pixel(x, y));
          darkest = std::min(darkest, gray);
          lightest = std::max(lightest, gray);
        }
      }
      // The mean over a pixel's cells: full contrast, thinned by the number of cells in a pixel.
      const double full = qGray(sequentialColor(0, false).rgb()) - qGray(sequentialColor(1, false).rgb());
      const double thinned = full * box.width() * box.height() / (128.0 * 128.0);
      QVERIFY2(lightest - darkest > thinned / 2, qPrintable(QString::number(lightest - darkest)));
    }
  }

  void theFirstKeyIsLeftOutOfTheScaleAndSaidSo() {
    AttentionFigure data = samples::attention(Words::English, 6);
    data.weights.setZero();
    for (int row = 0; row < 6; ++row) data.weights(row, 0) = row == 0 ? 1 : 0.9F;
    for (int row = 1; row < 6; ++row) data.weights(row, 1) = 0.1F;
    data.sinkHidden = true;
    const Figure figure = buildAttention(data, FigureStyle{});
    QVERIFY(hasText(figure, QStringLiteral("of the rest")));
    QVERIFY(hasText(figure, QStringLiteral("left out")));
    const ImageItem map = heatmapsOf(figure).front();
    QCOMPARE(map.image.pixelColor(0, 3).alpha(), 0);
    QCOMPARE(map.image.pixelColor(1, 3), sequentialColor(1, false));
  }

  void limitsOfTheScaleAreSaid() {
    AttentionFigure data = samples::attention(Words::English, 4);
    data.weights.setConstant(0.25F);
    QVERIFY(!hasText(buildAttention(data, FigureStyle{}), QStringLiteral("fitted")));
    data.limits = ColorLimits::Fitted;
    const Figure fitted = buildAttention(data, FigureStyle{});
    QVERIFY(hasText(fitted, QStringLiteral("fitted")));
    QVERIFY(hasText(fitted, QStringLiteral("0.250")));
    QCOMPARE(heatmapsOf(fitted).front().image.pixelColor(0, 3), sequentialColor(1, false));
    data.limits = ColorLimits::Fixed;
    data.measure = AttentionMeasure::ValueWeighted;  // not bounded by 1
    data.weights.setConstant(3);
    QVERIFY(hasText(buildAttention(data, FigureStyle{}), QStringLiteral("fitted")));
  }

  void theAltTextSaysThatRowsSumToOneOnlyWhereTheyDo() {
    AttentionFigure data = samples::attention(Words::English, 4);
    const QString sums = QStringLiteral("Each row sums to 1.");
    QVERIFY(buildAttention(data, FigureStyle{}).description.contains(sums));
    data.sinkHidden = true;
    Figure figure = buildAttention(data, FigureStyle{});
    QVERIFY(!figure.description.contains(sums));
    QVERIFY(hasText(figure, QStringLiteral("shares without the first key")));
    data.sinkHidden = false;
    data.weights *= 2;
    QVERIFY(!buildAttention(data, FigureStyle{}).description.contains(sums));
  }

  void headsAndMapHaveOneFittedScale() {
    HeadsFigure heads = samples::heads(Words::English, 1, 2, 4);
    heads.patterns[0] = Matrix<float>::Constant(4, 4, 0.25F);
    heads.patterns[1] = Matrix<float>::Constant(4, 4, 0.125F);
    QCOMPARE(largestOfHeads(heads), 0.25);
    QVERIFY(!hasText(buildHeads(heads, FigureStyle{}), QStringLiteral("fitted")));
    heads.limits = ColorLimits::Fitted;
    const Figure all = buildHeads(heads, FigureStyle{});
    QVERIFY(hasText(all, QStringLiteral("fitted")));
    QVERIFY2(hasText(all, QStringLiteral("0.250")), "the model view has a scale with its end");
    AttentionFigure map = samples::attention(Words::English, 4);
    map.weights = heads.patterns[1];
    map.limits = ColorLimits::Fitted;
    map.fittedTo = largestOfHeads(heads);
    const Figure one = buildAttention(map, FigureStyle{});
    QVERIFY(hasText(one, QStringLiteral("0.250")) && !hasText(one, QStringLiteral("0.125")));
  }

  void labelsOfProbesAreMarked() {
    HeadsFigure data = samples::heads(Words::English, 1, 2, 4);
    data.labels = {{HeadLabel::Kind::PreviousToken, 0.5}, {HeadLabel::Kind::Induction, 0.75, 0.75}};
    QVERIFY(!hasText(buildHeads(data, panel(600, 300)), QStringLiteral("measured on repeated random words")));
    data.labels[1].isOfProbes = true;
    QVERIFY(hasText(buildHeads(data, panel(600, 300)), QStringLiteral("measured on repeated random words")));
    const std::string csv = csvOf(data);
    QVERIFY(csv.find("previous_token,0.5,prompt") != std::string::npos);
    QVERIFY(csv.find("induction,0.75,probes") != std::string::npos);
  }

  void whatWasPutTogetherStandsInTitleAndCorner() {
    AttentionFigure data = samples::attention(Words::English, 4);
    data.head = -1;
    data.badge = {Badge::Kind::MaximumOfHeads, 2, 0, "0, 3"};
    FigureStyle style;
    style.area = {900, 0};  // titles wrap in a narrow figure
    Figure figure = buildAttention(data, style);
    QVERIFY(hasText(figure, QStringLiteral("Attention · layer 2 · maximum of heads 0, 3")));
    data.badge = {Badge::Kind::Exact, 0, 0, "", AttentionMeasure::Rollout};
    data.measure = AttentionMeasure::Rollout;
    figure = buildAttention(data, style);
    QVERIFY(hasText(figure, QStringLiteral("rolled out (an estimate)")));
  }

  void cellsOfASheetHaveTheColoursOfTheirWeights() {
    SheetFigure data = samples::sheet(Words::English, 2, 2, 5);
    const Figure figure = buildSheet(data, FigureStyle{});
    const auto maps = heatmapsOf(figure);
    QCOMPARE(maps.size(), std::size_t(4));
    const QImage image = renderImage(figure, 2);
    for (std::size_t head = 0; head < 4; ++head) {
      for (int row = 0; row < 5; ++row) {
        for (int column = 0; column <= row; ++column) {
          const QColor expected = sequentialColor(double(data.patterns[head](row, column)), false);
          QVERIFY(isLike(pixelAt(image, cellCenter(maps[head], row, column), 2), expected));
        }
      }
    }
  }

  void aDifferenceIsRedWhereTheFirstIsLargerAndBlueWhereTheSecondIs() {
    AttentionDifferenceFigure data = samples::difference(Words::English, 1, 4);
    data.heads[0].difference << 0, 0, 0, NAN, 0.5F, -0.5F, 0, NAN, 0.25F, 0, -0.25F, NAN, NAN, NAN, NAN, NAN;
    const Figure figure = buildDifference(data, FigureStyle{});
    const ImageItem map = heatmapsOf(figure).front();
    const QImage image = renderImage(figure, 2);
    const auto at = [&](int row, int column) { return pixelAt(image, cellCenter(map, row, column), 2); };
    QVERIFY(isLike(at(1, 0), divergingColor(1, false)));
    QVERIFY(isLike(at(1, 1), divergingColor(-1, false)));
    QVERIFY(isLike(at(2, 0), divergingColor(0.5, false)));
    QVERIFY(isLike(at(0, 0), divergingColor(0, false)));
    QCOMPARE(map.image.pixelColor(3, 3).alpha(), 0);
    QVERIFY(hasText(figure, QStringLiteral("+0.500")));
    QVERIFY(hasText(figure, QStringLiteral("in one prompt only")));
  }

  void theHeadThatChangedMostStandsFirstAndTheAlignmentIsShown() {
    const AttentionDifferenceFigure data = samples::difference(Words::English, 4, 6);
    const Figure figure = buildDifference(data, FigureStyle{});
    const QRectF first = figure.rectOf(FigureHit::Kind::Head, 0, data.heads[0].place.head);
    for (const AttentionDifferenceFigure::Head& head : data.heads) {
      const QRectF rect = figure.rectOf(FigureHit::Kind::Head, 0, head.place.head);
      QVERIFY(rect.top() > first.top() - 1 && (rect.top() > first.top() + 1 || rect.left() >= first.left()));
    }
    QVERIFY2(hasText(figure, QStringLiteral("is | other")), "rows name both tokens");
    const auto lines = itemsOf<LineItem>(figure);
    QCOMPARE(std::count_if(lines.begin(), lines.end(), [](const LineItem& line) { return line.dashed; }), 1);
  }

  void linesOfArcsAreAsWideAsTheirWeights() {
    ArcsFigure data = samples::arcs(Words::English, 1, 3);
    data.heads[0].weights << 1, 0, 0, 0.5F, 0.5F, 0, 0.25F, 0.74F, 0.01F;
    data.threshold = 0.05;
    const Figure figure = buildArcs(data, FigureStyle{});
    auto lines = itemsOf<PolylineItem>(figure);
    QCOMPARE(lines.size(), std::size_t(5));
    QCOMPARE(lines.front().width * 4, lines.back().width);
    QVERIFY2(hasText(figure, QStringLiteral("5 of 6 lines")), "what is not drawn is said");
    const QImage image = renderImage(figure, 2);
    const QColor drawn = pixelAt(image, lines.back().points[10], 2);
    QVERIFY(colorDifference(drawn, Qt::white) > 25);
    QVERIFY(drawn.blue() > drawn.red());  // the first of Okabe and Ito's colours
  }

  void onlyTheLinesOfATokenAreDrawn() {
    ArcsFigure data = samples::arcs(Words::English, 2, 6);
    data.threshold = 0;
    data.onlyQuery = 2;
    QCOMPARE(itemsOf<PolylineItem>(buildArcs(data, FigureStyle{})).size(), std::size_t(6));
    data.onlyQuery = -1;
    data.onlyKey = 4;
    const Figure figure = buildArcs(data, FigureStyle{});
    QCOMPARE(itemsOf<PolylineItem>(figure).size(), std::size_t(4));
    QVERIFY(hasText(figure, QStringLiteral("only the lines of")));
  }

  void everyTokenOfArcsIsHit() {
    for (const auto layout : {ArcsFigure::Layout::AboveBelow, ArcsFigure::Layout::LeftRight}) {
      ArcsFigure data = samples::arcs(Words::English, 2, 30);
      data.layout = layout;
      const Figure figure = buildArcs(data, panel(500, 500));
      for (const auto kind : {FigureHit::Kind::Row, FigureHit::Kind::Column}) {
        for (int i = 0; i < 30; ++i) {
          const auto hit = figure.hit(figure.rectOf(kind, i).center());
          QVERIFY(hit && hit->kind == kind && hit->first == i);
        }
      }
    }
  }

  void headsOfArcsAreToldApartByLettersToo() {
    const Figure figure = buildArcs(samples::arcs(Words::English, 3, 6), FigureStyle{});
    for (const char* letter : {"A", "B", "C"}) {
      const auto texts = itemsOf<TextItem>(figure);
      const auto found = std::count_if(texts.begin(), texts.end(),
                                       [letter](const TextItem& item) { return item.text == QLatin1String(letter); });
      QVERIFY2(found >= 2, "in the legend and on a line");
    }
  }

  void withoutTheFirstKeyNoLineGoesThere() {
    ArcsFigure data = samples::arcs(Words::English, 1, 5);
    data.threshold = 0;
    data.sinkHidden = true;
    QCOMPARE(itemsOf<PolylineItem>(buildArcs(data, FigureStyle{})).size(), std::size_t(4 + 3 + 2 + 1));
  }
};

QTEST_MAIN(ChartsAttentionTest)
#include "charts_attention_test.moc"
