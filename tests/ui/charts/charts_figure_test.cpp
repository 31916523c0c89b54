// What the builders describe: labels, areas that can be hit, what is masked, what is chosen.

#include <QSignalSpy>
#include <QTest>

#include "charts/attention/attention_builders.h"
#include "charts/embedding/embedding_builders.h"
#include "charts/embedding/point_colors.h"
#include "charts/figure/figure_builders.h"
#include "charts/figure/figure_canvas.h"
#include "charts/figure/shown_text.h"
#include "charts/look/badge.h"
#include "charts/plot/probability_history.h"
#include "charts/prediction/prediction_builders.h"
#include "charts/text/text_builders.h"
#include "charts/texts/compare_texts.h"
#include "models/family.h"
#include "ui/charts/figures_samples.h"

using namespace headlight;
using samples::Words;

namespace {

template <class Item>
std::vector<Item> itemsOf(const Figure& figure) {
  std::vector<Item> found;
  for (const FigureItem& item : figure.items) {
    if (const auto* match = std::get_if<Item>(&item)) found.push_back(*match);
  }
  return found;
}

bool hasText(const Figure& figure, const QString& text) {
  const auto texts = itemsOf<TextItem>(figure);
  return std::any_of(texts.begin(), texts.end(), [&](const TextItem& item) { return item.text == text; });
}

QRectF boundsOf(const TextItem& item) {
  const double width = textWidth(item.text, item.style);
  const QPointF origin = textOrigin(item);
  QTransform turn;
  turn.translate(item.position.x(), item.position.y());
  turn.rotate(item.angle);
  turn.translate(-item.position.x(), -item.position.y());
  return turn.mapRect(QRectF(origin.x(), origin.y() - capHeight(item.style), width, capHeight(item.style)));
}

std::vector<std::pair<QByteArray, FigureData>> everyFigure() {
  std::vector<std::pair<QByteArray, FigureData>> all;
  for (const auto kind : {Words::English, Words::Chinese, Words::Odd}) {
    const QByteArray name = QByteArray::number(int(kind));
    all.emplace_back("attention " + name, samples::attention(kind, 9));
    all.emplace_back("heads " + name, samples::heads(kind, 3, 4, 6));
    all.emplace_back("sheet " + name, samples::sheet(kind, 2, 3, 6));
    all.emplace_back("arcs " + name, samples::arcs(kind, 3, 9));
    ArcsFigure upright = samples::arcs(kind, 1, 9);
    upright.layout = ArcsFigure::Layout::LeftRight;
    all.emplace_back("upright arcs " + name, upright);
    all.emplace_back("difference " + name, samples::difference(kind, 4, 6));
    all.emplace_back("prediction " + name, samples::prediction(kind, true));
    all.emplace_back("tokens " + name, samples::tokens(kind));
    all.emplace_back("embedding " + name, samples::embedding(kind, 60));
  }
  all.emplace_back("long arcs", samples::arcs(Words::English, 2, 48));
  all.emplace_back("long sheet", samples::sheet(Words::English, 3, 3, 40));
  all.emplace_back("long attention", samples::attention(Words::English, 64));
  return all;
}

}  // namespace

class ChartsFigureTest : public QObject {
  Q_OBJECT

 private slots:
  void everyTextStaysInsideTheFigure() {
    for (const auto& [name, data] : everyFigure()) {
      for (const QSizeF area : {QSizeF(), QSizeF(640, 0), QSizeF(420, 460)}) {
        FigureStyle style;
        style.area = area;
        style.selectedQuery = 2;
        const Figure figure = buildFigure(data, style);
        const QRectF page(QPointF(-0.5, -0.5), figure.size + QSizeF(1, 1));
        for (const TextItem& item : itemsOf<TextItem>(figure)) {
          QVERIFY2(page.contains(boundsOf(item)), (name + " " + item.text.toUtf8()).constData());
        }
      }
    }
  }

  void heatmapCellsAreSquareAndHitByQueryAndKey() {
    const AttentionFigure data = samples::attention(Words::English, 9);
    const Figure figure = buildAttention(data, FigureStyle{});
    const QRectF cell = figure.rectOf(FigureHit::Kind::Cell, 5, 2);
    QCOMPARE(cell.width(), cell.height());
    const auto hit = figure.hit(cell.center());
    QVERIFY(hit.has_value());
    QCOMPARE(hit->kind, FigureHit::Kind::Cell);
    QCOMPARE(hit->first, 5);
    QCOMPARE(hit->second, 2);
    const auto label = figure.hit(figure.rectOf(FigureHit::Kind::Row, 3).center());
    QVERIFY(label && label->kind == FigureHit::Kind::Row && label->first == 3);
    const auto column = figure.hit(figure.rectOf(FigureHit::Kind::Column, 4).center());
    QVERIFY(column && column->kind == FigureHit::Kind::Column && column->first == 4);
  }

  void maskedCellsAreHatchedAndNotHit() {
    AttentionFigure data = samples::attention(Words::English, 6);
    Figure figure = buildAttention(data, FigureStyle{});
    const QPointF masked = figure.rectOf(FigureHit::Kind::Cell, 1, 4).center();
    QVERIFY(!figure.hit(masked));
    const auto hatches = itemsOf<HatchItem>(figure);
    QVERIFY(!hatches.empty());
    QVERIFY(hatches.front().region.containsPoint(masked, Qt::OddEvenFill));
    QVERIFY(
        !hatches.front().region.containsPoint(figure.rectOf(FigureHit::Kind::Cell, 4, 1).center(), Qt::OddEvenFill));
    data.causal = false;
    figure = buildAttention(data, FigureStyle{});
    QVERIFY(figure.hit(figure.rectOf(FigureHit::Kind::Cell, 1, 4).center()));
    QVERIFY(itemsOf<HatchItem>(figure).empty());
  }

  void axesAreNamedOnceAndTheScaleHasItsLimits() {
    AttentionFigure data = samples::attention(Words::English, 5);
    data.weights.setConstant(0.2F);
    FigureStyle style;
    Figure figure = buildAttention(data, style);
    for (const QString& word :
         {QStringLiteral("query"), QStringLiteral("key"), QStringLiteral("0"), QStringLiteral("1")}) {
      QVERIFY2(hasText(figure, word), qPrintable(word));
    }
    QVERIFY(hasText(figure, QStringLiteral("Attention · layer 2 · head 3")));
    style.fittedColors = true;
    figure = buildAttention(data, style);
    QVERIFY(hasText(figure, QStringLiteral("0.200")));
    QVERIFY(!hasText(figure, QStringLiteral("1")));
    data.head = -1;
    data.badge = {Badge::Kind::MeanOfHeads, 4, 0};
    figure = buildAttention(data, style);
    QVERIFY(hasText(figure, QStringLiteral("mean of 4 heads")));
  }

  void longKeyLabelsSlantAndShortOnesStandUpright() {
    const auto slanted = [](const AttentionFigure& data) {
      const auto texts = itemsOf<TextItem>(buildAttention(data, FigureStyle{}));
      return std::any_of(texts.begin(), texts.end(), [](const TextItem& item) { return item.angle == -45; });
    };
    QVERIFY(!slanted(samples::attention(Words::English, 5)));
    QVERIFY(slanted(samples::attention(Words::Odd, 5)));
  }

  void theChosenHeadIsFramedAndEveryHeadIsHit() {
    FigureStyle style;
    style.selectedLayer = 2;
    style.selectedHead = 1;
    const Figure figure = buildHeads(samples::heads(Words::English, 3, 4, 6), style);
    QCOMPARE(itemsOf<ImageItem>(figure).size(), std::size_t(12 + 1));  // and the colour scale
    const QRectF head = figure.rectOf(FigureHit::Kind::Head, 2, 1);
    const auto hit = figure.hit(head.center());
    QVERIFY(hit && hit->first == 2 && hit->second == 1);
    const auto rects = itemsOf<RectItem>(figure);
    QVERIFY(std::any_of(rects.begin(), rects.end(), [&](const RectItem& item) {
      return item.stroke == style.theme->accent && item.rect.contains(head.center()) &&
             item.rect.width() < 2 * head.width();
    }));
  }

  void barsAreAsLongAsTheirProbability() {
    const PredictionFigure data = samples::prediction(Words::English, false);
    const FigureStyle style;
    const Figure figure = buildPrediction(data, style);
    std::vector<RectItem> bars;
    for (const RectItem& item : itemsOf<RectItem>(figure)) {
      if (item.fill == style.theme->bar || item.fill == style.theme->accent) bars.push_back(item);
    }
    QCOMPARE(bars.size(), data.bars.size());
    QCOMPARE(bars.front().fill, style.theme->accent);
    QVERIFY(qAbs(bars[1].rect.width() / bars[0].rect.width() - data.bars[1].probability / data.bars[0].probability) <
            1e-6);
    QVERIFY(hasText(figure, QStringLiteral("0.495")));
    QVERIFY(hasText(figure, QStringLiteral("entropy 2.05 bits")));
    QVERIFY(hasText(figure, QStringLiteral("tokens that are never drawn: 0.0125 in all")));
    const auto hit = figure.hit(figure.rectOf(FigureHit::Kind::Bar, 3).center());
    QVERIFY(hit && hit->kind == FigureHit::Kind::Bar && hit->first == 3);
  }

  void lengthsMeanTheSameInEveryStep() {
    const FigureStyle style;
    PredictionFigure sure = samples::prediction(Words::English, false);
    PredictionFigure unsure = sure;
    sure.bars.front().probability = 0.848;
    unsure.bars.front().probability = 0.42;
    const auto longest = [&](const PredictionFigure& data) {
      double width = 0;
      for (const RectItem& item : itemsOf<RectItem>(buildPrediction(data, style))) {
        if (item.fill == style.theme->accent) width = item.rect.width();
      }
      return width;
    };
    QVERIFY(qAbs(longest(unsure) / longest(sure) - 0.42 / 0.848) < 0.01);
  }

  void aTokenThatIsNeverDrawnHasAnOutlineAndItsShare() {
    const FigureStyle style;
    PredictionFigure data = samples::prediction(Words::English, false);
    data.bars[1].isDrawn = false;
    data.bars[1].text = "[UNK]";
    const Figure figure = buildPrediction(data, style);
    const QRectF row = figure.rectOf(FigureHit::Kind::Bar, 1);
    const auto rects = itemsOf<RectItem>(figure);
    QVERIFY(std::any_of(rects.begin(), rects.end(), [&](const RectItem& item) {
      return row.contains(item.rect) && item.stroke == style.theme->bar && item.fill == Qt::transparent;
    }));
    QVERIFY(hasText(figure, formatNumber(data.bars[1].probability)));
  }

  void withoutSpecialTokensThereIsNoSentenceAboutThem() {
    PredictionFigure data = samples::prediction(Words::English, false);
    data.neverDrawnShare = 0;
    for (const TextItem& item : itemsOf<TextItem>(buildPrediction(data, {}))) {
      QVERIFY2(!item.text.contains(QStringLiteral("never drawn")), qPrintable(item.text));
    }
  }

  void whereTheNextTokenIsDrawnBarsNumbersAndEntropyAreThoseOfTheDrawing() {
    const FigureStyle style;
    const QString legend = QStringLiteral("the model's probability, before temperature and cuts");
    const PredictionFigure data = samples::prediction(Words::English, true);
    const Figure figure = buildPrediction(data, style);
    QVERIFY(hasText(figure, legend));
    QVERIFY(hasText(figure, formatNumber(data.bars[0].samplingProbability)));
    QVERIFY(hasText(figure, formatNumber(data.bars[0].probability)));
    QVERIFY(hasText(figure, QStringLiteral("entropy 1.44 bits after temperature and cuts; the model's: 2.05")));
    std::vector<RectItem> bars;
    for (const RectItem& item : itemsOf<RectItem>(figure)) {
      if (item.fill == style.theme->bar || item.fill == style.theme->accent) bars.push_back(item);
    }
    QVERIFY(qAbs(bars[1].rect.width() / bars[0].rect.width() -
                 data.bars[1].samplingProbability / data.bars[0].samplingProbability) < 1e-6);
  }

  void theLikeliestTakenOrTemperatureOneIsTheModelAlone() {
    const QString legend = QStringLiteral("before temperature and cuts");
    QVERIFY(!hasText(buildPrediction(samples::prediction(Words::English, false), FigureStyle{}), legend));
    PredictionFigure one = samples::prediction(Words::English, false);
    one.isSampled = true;
    QVERIFY(!hasText(buildPrediction(one, FigureStyle{}), legend));
    PredictionFigure greedy = samples::prediction(Words::English, false);
    for (auto& bar : greedy.bars) bar.samplingProbability = 0;
    greedy.bars.front().samplingProbability = 1;
    QVERIFY(!hasText(buildPrediction(greedy, FigureStyle{}), legend));
  }

  void anUnknownWordIsAnUnkChipThatShowsWhatWasTyped() {
    const Figure figure = buildTokens(samples::tokens(Words::Odd), FigureStyle{});
    QVERIFY(hasText(figure, QStringLiteral("[UNK]")));
    QVERIFY(hasText(figure, QStringLiteral("typed: zorp")));
    QVERIFY(hasText(figure, QStringLiteral("⟨E7 8C⟩")));
    const auto hit = figure.hit(figure.rectOf(FigureHit::Kind::Token, 8).center());
    QVERIFY(hit && hit->kind == FigureHit::Kind::Token && hit->first == 8);
  }

  void embeddingLabelsDoNotOverlap() {
    const EmbeddingFigure data = samples::embedding(Words::English, 400);
    const Figure figure = buildEmbedding(data, FigureStyle{});
    std::vector<QRectF> labels;
    for (const TextItem& item : itemsOf<TextItem>(figure)) {
      if (item.style.bold && item.horizontal == HorizontalAnchor::Center) labels.push_back(boundsOf(item));
    }
    QCOMPARE(labels.size(), data.highlighted.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) QVERIFY(!labels[i].intersects(labels[j]));
    }
    QVERIFY(hasText(figure, QStringLiteral("PC 1 · 21.0 %")));
    const auto axis = [](const std::string& method, double share) {
      return embeddingAxisName(method, {"7", "", ""}, {share, 0, 0}, 0, FigureLanguage::English);
    };
    QCOMPARE(axis("PCA", 0.9996), QStringLiteral("PC 1 · >99.9 %"));
    QCOMPARE(axis("PCA", 1), QStringLiteral("PC 1 · 100.0 %"));
    QCOMPARE(axis("dimensions", 0.9996), QStringLiteral("dimension 7 · >99.9 %"));
  }

  void whiteSpaceAndControlCharactersAreVisible() {
    QCOMPARE(visibleToken(QStringLiteral(" a\n\t")), QStringLiteral("␣a↵⇥"));
    QCOMPARE(visibleToken(QStringLiteral("\x01")), QStringLiteral("‹01›"));
    QCOMPARE(visibleToken(QStringLiteral("‹e7 8c›")), QStringLiteral("‹e7 8c›"));
  }

  void aNumberBelowOneNeverReadsAsOne() {
    QCOMPARE(formatNumber(0.99961), QStringLiteral("0.9996"));
    QCOMPARE(formatNumber(-0.99999998), QStringLiteral("-0.9999"));
    QCOMPARE(formatNumber(0.9999999, 6), QStringLiteral("0.9999999"));
  }

  void numbersHaveThreeSignificantDigits() {
    QCOMPARE(formatNumber(0.7123), QStringLiteral("0.712"));
    QCOMPARE(formatNumber(0.08234), QStringLiteral("0.0823"));
    QCOMPARE(formatNumber(0.09996), QStringLiteral("0.100"));
    QCOMPARE(formatNumber(9.996), QStringLiteral("10.0"));
    QCOMPARE(formatNumber(1.0), QStringLiteral("1.00"));
    QCOMPARE(formatNumber(0.9994), QStringLiteral("0.999"));
    QCOMPARE(formatNumber(0.0000412), QStringLiteral("4.12e-5"));
    QCOMPARE(formatNumber(0), QStringLiteral("0"));
    QCOMPARE(formatNumber(12.345), QStringLiteral("12.3"));
  }

  void badgesSayWhatIsShown() {
    constexpr FigureLanguage english = FigureLanguage::English;
    QCOMPARE(badgeText({}, english), QStringLiteral("exact"));
    QCOMPARE(badgeText({Badge::Kind::MeanOfHeads, 4, 0}, english), QStringLiteral("mean of 4 heads"));
    QCOMPARE(badgeText({Badge::Kind::Projected, 0, 0.41}, english), QStringLiteral("PCA 41 %"));
    QCOMPARE(badgeText({Badge::Kind::Projected, 0, 0.996}, english), QStringLiteral("PCA >99 %"));
    QCOMPARE(badgeText({Badge::Kind::Projected, 0, 1}, english), QStringLiteral("PCA 100 %"));
    Badge kept{Badge::Kind::NeighboursKept, 0, 0.9996, "t-SNE"};
    kept.chance = 0.625;
    QVERIFY(badgeText(kept, english).contains(QStringLiteral(">0.99")));
    kept.share = 0.834;
    QCOMPARE(badgeText(kept, english), QStringLiteral("t-SNE, neighbours kept 0.83 (chance 0.62)"));
    QVERIFY(badgeToolTip(kept, english).contains(QStringLiteral("0.62 on average")));
    const Badge few{Badge::Kind::FewPoints, 12, 0, "t-SNE"};
    QCOMPARE(badgeText(few, english), QStringLiteral("t-SNE, neighbours not counted"));
    QVERIFY(badgeToolTip(few, english).contains(QStringLiteral("12 points")));
    QCOMPARE(badgeText({Badge::Kind::UnderWay, 0, 0, "UMAP"}, english), QStringLiteral("UMAP, under way"));
  }

  void everyFamilyThatIsComparedHasANameInBothLanguages() {
    for (const FigureLanguage language : {FigureLanguage::English, FigureLanguage::Chinese}) {
      const CompareTexts& texts = compareTexts(language);
      for (const ModelFamily& family : modelFamilies()) {
        if (family.role != Role::Continues) continue;
        const std::string word(family.name);
        QVERIFY2(comparedKindName(texts, word) != QString::fromStdString(word), word.c_str());
      }
    }
  }

  void emptyDataMakesAFigureAndNoCrash() {
    for (const FigureData& data :
         {FigureData(AttentionFigure{}), FigureData(HeadsFigure{}), FigureData(PredictionFigure{}),
          FigureData(TokensFigure{}), FigureData(EmbeddingFigure{})}) {
      const Figure figure = buildFigure(data, FigureStyle{});
      QVERIFY(figure.size.width() > 0 && figure.size.height() > 0);
    }
  }

  void aClickOnTheCanvasNamesTheCell() {
    FigureCanvas canvas;
    const AttentionFigure data = samples::attention(Words::English, 6);
    canvas.setBuilder([&](QSizeF area) {
      FigureStyle style;
      style.area = area;
      style.title = style.caption = false;
      return buildAttention(data, style);
    });
    canvas.resize(400, 300);
    canvas.show();
    QVERIFY(QTest::qWaitForWindowExposed(&canvas));
    std::vector<FigureHit> hits;
    connect(&canvas, &FigureCanvas::clicked, this, [&](const FigureHit& hit) { hits.push_back(hit); });
    QTest::mouseClick(&canvas, Qt::LeftButton, {}, canvas.centerOf(FigureHit::Kind::Cell, 4, 3));
    QCOMPARE(hits.size(), std::size_t(1));
    QCOMPARE(hits.front().first, 4);
    QCOMPARE(hits.front().second, 3);
    QTest::mouseClick(&canvas, Qt::LeftButton, {}, canvas.centerOf(FigureHit::Kind::Cell, 3, 4));
    QCOMPARE(hits.size(), std::size_t(1));
  }

  void aKeyOnTheHistoryAsksForTheStepBefore() {
    ProbabilityHistory history;
    history.setPoints({{5, QStringLiteral("mat"), 0.7, 1.2}, {6, QStringLiteral("."), 0.9, 0.4}}, 6);
    std::vector<Index> asked;
    connect(&history, &ProbabilityHistory::stepClicked, this, [&](Index position) { asked.push_back(position); });
    QTest::keyClick(&history, Qt::Key_Up);
    QCOMPARE(asked, std::vector<Index>{5});
  }
};

QTEST_MAIN(ChartsFigureTest)
#include "charts_figure_test.moc"
