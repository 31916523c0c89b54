// Every picture against others' programs: SVG through an XML parser and rsvg-convert, PDF through pdftotext, everything
// inside the page.

#include <array>
#include <cmath>

#include <QGuiApplication>
#include <QHashSeed>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include "charts/figure/figure_builders.h"
#include "charts/figure/figure_render.h"
#include "charts/figure/qt_figure_writer.h"
#include "charts/texts/attention_texts.h"
#include "figures/export/figure_export.h"
#include "ui/charts/figures_samples.h"

using namespace headlight;
using samples::Words;

namespace {

constexpr double kScale = 2;

struct Sample {
  const char* name;
  FigureData data;
};

std::vector<Sample> everySample(Words kind) {
  return {{"attention", samples::attention(kind, 9)},
          {"heads", samples::heads(kind, 3, 4, 6)},
          {"sheet", samples::sheet(kind, 2, 3, 6)},
          {"arcs", samples::arcs(kind, 3, 8)},
          {"steps", samples::steps(kind, 8)},
          {"difference", samples::difference(kind, 3, 6)},
          {"prediction", samples::prediction(kind, true)},
          {"tokens", samples::tokens(kind)},
          {"recurrent", samples::recurrent(kind, CellKind::Lstm, 8, 24)},
          {"cell", samples::cellSteps(kind, CellKind::Lstm)}};
}

/// What the program prints for a file with these bytes; nothing where it fails.
QByteArray outputOf(const QString& program, const QStringList& before, const QByteArray& bytes, const QString& suffix,
                    const QStringList& after = {}) {
  QTemporaryDir folder;
  QFile file(folder.filePath(QStringLiteral("figure") + suffix));
  if (!file.open(QIODevice::WriteOnly)) return {};
  file.write(bytes);
  file.close();
  QProcess process;
  process.start(program, before + QStringList{file.fileName()} + after);
  if (!process.waitForFinished(60000) || process.exitCode() != 0) return {};
  return process.readAllStandardOutput();
}

/// Mean of |a − b| over all pixels and channels, of 1.
double meanDifference(const QImage& a, const QImage& b) {
  double sum = 0;
  for (int y = 0; y < a.height(); ++y) {
    for (int x = 0; x < a.width(); ++x) {
      const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
      sum += std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) + std::abs(qBlue(p) - qBlue(q));
    }
  }
  return sum / (3.0 * 255 * a.width() * a.height());
}

int largestChannelDifference(QRgb p, QRgb q) {
  return std::max({std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)), std::abs(qBlue(p) - qBlue(q))});
}

/// The centre of a cell that is drawn must show the cell's own colour in both pictures.
void compareCells(const Figure& figure, const QImage& own, const QImage& foreign, int* compared) {
  for (std::size_t at = 0; at < figure.items.size(); ++at) {
    const auto* cells = std::get_if<ImageItem>(&figure.items[at]);
    if (!cells || cells->image.isNull()) continue;
    // Bars of colour are finer than pixels.
    const double width = cells->rect.width() / cells->image.width();
    const double height = cells->rect.height() / cells->image.height();
    if (width * kScale < 3 || height * kScale < 3) continue;
    for (int y = 0; y < cells->image.height(); ++y) {
      for (int x = 0; x < cells->image.width(); ++x) {
        const QRgb color = cells->image.pixel(x, y);
        if (qAlpha(color) == 0) continue;
        const QPointF center(cells->rect.left() + (x + 0.5) * width, cells->rect.top() + (y + 0.5) * height);
        const QPoint pixel(static_cast<int>(center.x() * kScale), static_cast<int>(center.y() * kScale));
        const QByteArray where =
            QStringLiteral("item %1 cell %2, %3: described %4, PNG %5, rsvg %6")
                .arg(at)
                .arg(y)
                .arg(x)
                .arg(QColor(color).name(), QColor(own.pixel(pixel)).name(), QColor(foreign.pixel(pixel)).name())
                .toUtf8();
        QVERIFY2(largestChannelDifference(own.pixel(pixel), color) <= 2, where);
        QVERIFY2(largestChannelDifference(own.pixel(pixel), foreign.pixel(pixel)) <= 2, where);
        ++*compared;
      }
    }
  }
}

bool isInside(const QRectF& box, const QRectF& page) {
  constexpr double kRounding = 1e-6;
  return box.left() >= page.left() - kRounding && box.right() <= page.right() + kRounding &&
         box.top() >= page.top() - kRounding && box.bottom() <= page.bottom() + kRounding;
}

QRectF boxOf(const FigureItem& item) {
  if (const auto* rect = std::get_if<RectItem>(&item)) return rect->rect;
  if (const auto* line = std::get_if<LineItem>(&item)) return QRectF(line->from, line->to).normalized();
  if (const auto* lines = std::get_if<PolylineItem>(&item)) return lines->points.boundingRect();
  if (const auto* circle = std::get_if<CircleItem>(&item)) {
    const QPointF corner(circle->radius, circle->radius);
    return {circle->center - corner, circle->center + corner};
  }
  if (const auto* cells = std::get_if<ImageItem>(&item)) return cells->rect;
  if (const auto* hatch = std::get_if<HatchItem>(&item)) return hatch->region.boundingRect();
  if (const auto* clip = std::get_if<BeginClip>(&item)) return clip->region.boundingRect();
  return {};
}

/// A PDF names glyphs, and fonts give one glyph to a radical and its ideograph; pdftotext may then tell the radical.
/// NFKC undoes it for the Kangxi radicals (U+2F00…2FD5). These of CJK Radicals Supplement have no decomposition; the
/// ideographs are those of Unicode's EquivalentUnifiedIdeograph.txt.
QString searchable(QString text) {
  static constexpr std::array<std::pair<char16_t, char16_t>, 12> kEquivalent{{
      {0x2ED4, 0x95E8},  // 门, in 门口
      {0x2EA0, 0x6C11},  // 民
      {0x2EB0, 0x7E9F},  // 纟
      {0x2EC5, 0x89C1},  // 见
      {0x2ECB, 0x8F66},  // 车
      {0x2ED3, 0x957F},  // 长
      {0x2EDA, 0x9875},  // 页
      {0x2EDB, 0x98CE},  // 风
      {0x2EE2, 0x9A6C},  // 马
      {0x2EE4, 0x9B3C},  // 鬼
      {0x2EE5, 0x9C7C},  // 鱼
      {0x2EF3, 0x9F9F},  // 龟
  }};
  text = text.normalized(QString::NormalizationForm_KC);
  for (const auto& [radical, ideograph] : kEquivalent) text.replace(QChar(radical), QChar(ideograph));
  // Where a line is set apart from the next is a reader's choice.
  QString packed;
  for (const QChar c : text) {
    if (!c.isSpace()) packed += c;
  }
  return packed;
}

Figure drawing(const FigureData& data, Words kind, bool dark, bool cellsAsImage = false) {
  FigureOptions options;
  options.dark = dark;
  options.chinese = kind == Words::Chinese;
  options.cellsAsImage = cellsAsImage;
  return buildFigure(data, figureStyle(options));
}

}  // namespace

class ExportPicturesTest : public QObject {
  Q_OBJECT

 private:
  static void addRows() {
    QTest::addColumn<int>("words");
    QTest::addColumn<int>("sample");
    QTest::addColumn<bool>("dark");
    for (const Words kind : {Words::English, Words::Chinese}) {
      const auto all = everySample(kind);
      for (std::size_t i = 0; i < all.size(); ++i) {
        for (const bool dark : {false, true}) {
          QTest::addRow("%s %s %s", all[i].name, kind == Words::English ? "en" : "zh", dark ? "dark" : "light")
              << int(kind) << int(i) << dark;
        }
      }
    }
  }

 private slots:
  void svgRendersElsewhereAsOurPngDoes_data() { addRows(); }
  void svgRendersElsewhereAsOurPngDoes() {
    const QString program = QStandardPaths::findExecutable(QStringLiteral("rsvg-convert"));
    if (program.isEmpty()) QSKIP("rsvg-convert is not installed (package librsvg2-bin)");
    QFETCH(int, words);
    QFETCH(int, sample);
    QFETCH(bool, dark);
    const FigureData data = everySample(Words(words))[std::size_t(sample)].data;
    for (const bool cellsAsImage : {false, true}) {
      const Figure figure = drawing(data, Words(words), dark, cellsAsImage);
      const QByteArray svg = renderSvg(figure);
      QXmlStreamReader reader(svg);
      while (!reader.atEnd()) reader.readNext();
      QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
      const QImage own = renderImage(figure, kScale);
      const QImage foreign = QImage::fromData(
          outputOf(program, {QStringLiteral("--zoom"), QStringLiteral("2")}, svg, QStringLiteral(".svg")));
      QVERIFY(!foreign.isNull());
      // Programs round the size of the page up or down.
      QVERIFY(std::abs(own.width() - foreign.width()) <= 1 && std::abs(own.height() - foreign.height()) <= 1);
      const QSize common = own.size().boundedTo(foreign.size());
      const double difference =
          meanDifference(own.copy(QRect(QPoint(), common)), foreign.copy(QRect(QPoint(), common)));
      qInfo("%s, cells as %s: mean difference %.3f %%", QTest::currentDataTag(), cellsAsImage ? "image" : "vectors",
            100 * difference);
      const QString keep = qEnvironmentVariable("HEADLIGHT_KEEP_PICTURES");  // a folder, for looking at
      if (!keep.isEmpty()) {
        const QString base = keep + QLatin1Char('/') + QString::fromLatin1(QTest::currentDataTag());
        own.save(base + QStringLiteral(" ours.png"));
        foreign.save(base + QStringLiteral(" rsvg.png"));
      }
      QVERIFY2(difference <= 0.02, qPrintable(QString::number(100 * difference)));
      int compared = 0;
      compareCells(figure, own, foreign, &compared);
      if (QTest::currentTestFailed()) return;
      const bool hasCells = sample == 0 || sample == 1 || sample == 2 || sample == 4;
      QVERIFY2(!hasCells || compared >= 30, qPrintable(QString::number(compared)));
    }
  }

  void nothingIsDrawnBeyondThePage_data() { addRows(); }
  void nothingIsDrawnBeyondThePage() {
    QFETCH(int, words);
    QFETCH(int, sample);
    QFETCH(bool, dark);
    const Figure figure = drawing(everySample(Words(words))[std::size_t(sample)].data, Words(words), dark);
    const QRectF page(QPointF(0, 0), figure.size);
    int open = 0;
    for (std::size_t i = 0; i < figure.items.size(); ++i) {
      const FigureItem& item = figure.items[i];
      if (std::holds_alternative<BeginClip>(item)) {
        ++open;
      } else if (std::holds_alternative<EndClip>(item)) {
        QVERIFY(--open >= 0);
      }
      const QRectF box = boxOf(item);
      const QString place = QStringLiteral("item %1 of kind %2: %3, %4 … %5, %6")
                                .arg(i)
                                .arg(item.index())
                                .arg(box.left())
                                .arg(box.top())
                                .arg(box.right())
                                .arg(box.bottom());
      // What stands in a clip may reach over it: it is cut there, and the clip lies in the page.
      QVERIFY2(open > 0 && !std::holds_alternative<BeginClip>(item) ? true : isInside(box, page), qPrintable(place));
      if (const auto* text = std::get_if<TextItem>(&item); text && text->angle == 0) {
        const QPointF origin = textOrigin(*text);
        const QRectF line(origin.x(), origin.y() - capHeight(text->style), textWidth(text->text, text->style),
                          capHeight(text->style));
        QVERIFY2(isInside(line, page), qPrintable(text->text));
      }
    }
    QCOMPARE(open, 0);
  }

  void everyTextComesOutOfThePdf_data() { addRows(); }
  void everyTextComesOutOfThePdf() {
    const QString program = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
    if (program.isEmpty()) QSKIP("pdftotext is not installed (package poppler-utils)");
    QFETCH(int, words);
    QFETCH(int, sample);
    QFETCH(bool, dark);
    const Figure figure = drawing(everySample(Words(words))[std::size_t(sample)].data, Words(words), dark);
    // In the order in which it was drawn: slanted and stacked labels stay whole.
    const QString found = searchable(QString::fromUtf8(
        outputOf(program, {QStringLiteral("-raw")}, renderPdf(figure), QStringLiteral(".pdf"), {QStringLiteral("-")})));
    QVERIFY(!found.isEmpty());
    int texts = 0;
    for (const FigureItem& item : figure.items) {
      const auto* text = std::get_if<TextItem>(&item);
      if (!text || text->text.isEmpty()) continue;
      ++texts;
      QVERIFY2(found.contains(searchable(text->text)), qPrintable(text->text + QStringLiteral(" in ") + found));
    }
    QVERIFY(texts >= 5);
  }

  void everyTextIsTextInTheSvg_data() { addRows(); }
  void everyTextIsTextInTheSvg() {
    QFETCH(int, words);
    QFETCH(int, sample);
    QFETCH(bool, dark);
    const Figure figure = drawing(everySample(Words(words))[std::size_t(sample)].data, Words(words), dark);
    QStringList found, expected;
    QXmlStreamReader reader(renderSvg(figure));
    while (!reader.atEnd()) {
      if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == QLatin1String("text")) {
        found << reader.readElementText();
      }
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    for (const FigureItem& item : figure.items) {
      if (const auto* text = std::get_if<TextItem>(&item)) expected << text->text;
    }
    QCOMPARE(found, expected);
  }

  void theSameInputGivesTheSameBytes_data() { addRows(); }
  void theSameInputGivesTheSameBytes() {
    QFETCH(int, words);
    QFETCH(int, sample);
    QFETCH(bool, dark);
    QtFigureWriter writer;
    FigureOptions options;
    options.dark = dark;
    for (const bool cellsAsImage : {false, true}) {
      options.cellsAsImage = cellsAsImage;
      const FigureData first = everySample(Words(words))[std::size_t(sample)].data;
      const FigureData second = everySample(Words(words))[std::size_t(sample)].data;
      for (const ImageFormat format : {ImageFormat::Png, ImageFormat::Svg, ImageFormat::Pdf}) {
        QVERIFY(writer.render(first, format, options) == writer.render(second, format, options));
      }
      QCOMPARE(figureCsv(first), figureCsv(second));
      const auto numbers = figureNpy(first), again = figureNpy(second);
      QCOMPARE(numbers.size(), again.size());
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        QCOMPARE(numbers[i].name, again[i].name);
        QVERIFY(numbers[i].bytes == again[i].bytes);
      }
    }
  }

  void heatmapsAreRectanglesOrOneImageByChoice() {
    const FigureData data = samples::attention(Words::English, 9);
    const QByteArray vectors = renderSvg(drawing(data, Words::English, false, false));
    const QByteArray image = renderSvg(drawing(data, Words::English, false, true));
    QCOMPARE(vectors.count("<image"), 0);
    QCOMPARE(image.count("<image"), 2);  // the heatmap and the bar of its colours
    QVERIFY(vectors.count("<rect") >= image.count("<rect") + 45);
    QVERIFY(image.contains("image-rendering=\"pixelated\""));
  }

  void figuresAreNarrowerWithoutTheirColourBar() {
    FigureOptions options;
    const FigureData data = samples::attention(Words::English, 9);
    const Figure with = buildFigure(data, figureStyle(options));
    options.colorBar = false;
    const Figure without = buildFigure(data, figureStyle(options));
    QVERIFY(without.size.width() < with.size.width());
    const auto says = [](const Figure& figure, const QString& text) {
      return std::any_of(figure.items.begin(), figure.items.end(), [&](const FigureItem& item) {
        const auto* found = std::get_if<TextItem>(&item);
        return found && found->text == text;
      });
    };
    const QString weight = attentionTexts(FigureLanguage::English).weight;
    QVERIFY(says(with, weight));
    QVERIFY(!says(without, weight));
  }

  void thePrintStyleIsWhiteWithBlackText() {
    FigureOptions options;
    options.dark = options.print = true;
    QCOMPARE(figureStyle(options).theme, &Theme::print());
  }
};

int main(int argc, char** argv) {
  QHashSeed::setDeterministicGlobalSeed();  // as the program's main does: PDF resources come out of hashes
  QGuiApplication application(argc, argv);
  ExportPicturesTest test;
  return QTest::qExec(&test, argc, argv);
}

#include "export_pictures_test.moc"
