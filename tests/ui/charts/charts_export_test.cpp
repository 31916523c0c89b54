// The three formats of one figure: the same bytes twice, the right colours, texts that can be searched.

#include <QDateTime>
#include <QHashSeed>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include "charts/attention/attention_builders.h"
#include "charts/figure/figure_builders.h"
#include "charts/figure/figure_render.h"
#include "charts/figure/qt_figure_writer.h"
#include "charts/figure/shown_text.h"
#include "charts/prediction/prediction_builders.h"
#include "charts/text/text_builders.h"
#include "ui/charts/figures_samples.h"

using namespace headlight;
using samples::Words;

namespace {

std::vector<FigureData> everyFigure(Words kind) {
  return {samples::attention(kind, 9),
          samples::heads(kind, 3, 4, 6),
          samples::sheet(kind, 2, 2, 5),
          samples::arcs(kind, 3, 6),
          samples::steps(kind, 6),
          samples::difference(kind, 3, 5),
          samples::prediction(kind, true),
          samples::tokens(kind),
          samples::embedding(kind, 60),
          samples::recurrent(kind, CellKind::Lstm, 6, 24),
          samples::cellSteps(kind, CellKind::Gru)};
}

/// The texts of an SVG, or nothing where it is no XML.
QStringList svgTexts(const QByteArray& svg, QString* error) {
  QXmlStreamReader reader(svg);
  QStringList texts;
  while (!reader.atEnd()) {
    if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == QLatin1String("text")) {
      texts << reader.readElementText();
    }
  }
  if (reader.hasError()) *error = reader.errorString();
  return texts;
}

/// A PDF names glyphs, and fonts use one glyph for a radical and its ideograph: NFKC, and Unicode's
/// EquivalentUnifiedIdeograph for the one of these words that has no compatibility decomposition.
QString searchable(const QString& text) {
  return text.normalized(QString::NormalizationForm_KC).replace(QChar(0x2ED4), QChar(0x95E8));
}

QString pdfText(const QByteArray& pdf) {
  QTemporaryDir folder;
  QFile file(folder.filePath(QStringLiteral("figure.pdf")));
  if (!file.open(QIODevice::WriteOnly)) return {};
  file.write(pdf);
  file.close();
  QProcess process;
  process.start(QStringLiteral("pdftotext"), {file.fileName(), QStringLiteral("-")});
  process.waitForFinished();
  return searchable(QString::fromUtf8(process.readAllStandardOutput()));
}

}  // namespace

class ChartsExportTest : public QObject {
  Q_OBJECT

 private slots:
  void everyFormatGivesTheSameBytesTwice() {
    QtFigureWriter writer;
    for (const auto kind : {Words::English, Words::Chinese}) {
      for (const FigureData& data : everyFigure(kind)) {
        for (const ImageFormat format : {ImageFormat::Png, ImageFormat::Svg, ImageFormat::Pdf}) {
          const std::string first = writer.render(data, format, {});
          if (format == ImageFormat::Pdf && data.is<AttentionFigure>()) {  // formats may write the time
            const qint64 second = QDateTime::currentSecsSinceEpoch();
            QTRY_VERIFY(QDateTime::currentSecsSinceEpoch() > second);
          }
          QVERIFY(first == writer.render(data, format, {}));
          QVERIFY(first.size() > 500);
        }
      }
    }
  }

  void svgIsXmlAndHoldsTheLabels() {
    for (const auto kind : {Words::English, Words::Chinese, Words::Odd}) {
      for (const FigureData& data : everyFigure(kind)) {
        QString error;
        const QStringList texts = svgTexts(renderSvg(buildFigure(data, FigureStyle{})), &error);
        QVERIFY2(error.isEmpty(), qPrintable(error));
        if (data.is<EmbeddingFigure>()) continue;
        if (data.is<HeadsFigure>()) {
          QVERIFY(texts.contains(QStringLiteral("H3")));
          continue;
        }
        if (data.is<CellStepsFigure>()) continue;  // one token's
        const auto labels = samples::words(kind, 4);
        QVERIFY2(texts.contains(visibleToken(labels[0])), qPrintable(texts.join(QLatin1Char('|'))));
        QVERIFY(texts.contains(visibleToken(labels[3])));
      }
    }
  }

  void svgClipsWhatItHatches() {
    const QByteArray svg = renderSvg(buildAttention(samples::attention(Words::English, 6), FigureStyle{}));
    QCOMPARE(svg.count("<clipPath"), svg.count("clip-path=\"url(#"));
    QVERIFY(svg.count("<clipPath") >= 1);
  }

  void thumbnailsAreCrispImagesInSvg() {
    const QByteArray svg = renderSvg(buildHeads(samples::heads(Words::English, 3, 4, 6), FigureStyle{}));
    QCOMPARE(svg.count("data:image/png;base64,"), 12);
    QCOMPARE(svg.count("image-rendering=\"pixelated\""), 12);
  }

  void pngHasTheColoursOfTheWeightsAtTheCellCentres() {
    const AttentionFigure data = samples::attention(Words::English, 9);
    for (const bool dark : {false, true}) {
      for (const double scale : {1.0, 2.0, 1.37}) {
        FigureStyle style;
        style.theme = dark ? &Theme::dark() : &Theme::light();
        const Figure figure = buildAttention(data, style);
        const QImage image = renderImage(figure, scale);
        for (int query = 0; query < 9; ++query) {
          for (int key = 0; key <= query; ++key) {
            const QPointF center = figure.rectOf(FigureHit::Kind::Cell, query, key).center() * scale;
            const QColor expected = sequentialColor(data.weights(query, key), dark);
            QCOMPARE(image.pixelColor(center.toPoint()), expected);
          }
        }
      }
    }
  }

  void pdfTextCanBeSearched() {
    if (QStandardPaths::findExecutable(QStringLiteral("pdftotext")).isEmpty()) QSKIP("pdftotext is not installed");
    const QString english =
        pdfText(renderPdf(buildPrediction(samples::prediction(Words::English, false), FigureStyle{})));
    QVERIFY2(english.contains(QStringLiteral("farmer")), qPrintable(english));
    QVERIFY(english.contains(QStringLiteral("0.495")));
    const QString chinese = pdfText(renderPdf(buildTokens(samples::tokens(Words::Chinese), FigureStyle{})));
    for (const auto& word : samples::words(Words::Chinese, 9)) {
      QVERIFY2(chinese.contains(searchable(QString::fromStdString(word))), qPrintable(chinese));
    }
  }

  void pdfCarriesNoClock() {
    const QByteArray pdf = renderPdf(buildTokens(samples::tokens(Words::English), FigureStyle{}));
    const auto at = pdf.indexOf("/CreationDate (D:");
    QVERIFY(at > 0);
    QCOMPARE(pdf.mid(at + 17, 14), QByteArray("20000101000000"));
    QVERIFY(pdf.trimmed().endsWith("%%EOF"));
  }

  void widthAndTitleAreOptions() {
    QtFigureWriter writer;
    FigureOptions options;
    options.width = 700;
    options.scale = 2;
    const auto bytes =
        QByteArray::fromStdString(writer.render(samples::prediction(Words::English, false), ImageFormat::Png, options));
    QCOMPARE(QImage::fromData(bytes).width(), 1400);
    options.title = options.caption = false;
    const std::string bare = writer.render(samples::prediction(Words::English, false), ImageFormat::Svg, options);
    QString error;
    const QStringList texts = svgTexts(QByteArray::fromStdString(bare), &error);
    QVERIFY(!texts.contains(QStringLiteral("Next token · after 5 tokens")));
    QVERIFY(texts.filter(QStringLiteral("classroom-en")).isEmpty());
  }
};

int main(int argc, char** argv) {
  QHashSeed::setDeterministicGlobalSeed();  // as the program's main does: PDF resources come out of hashes
  QGuiApplication application(argc, argv);
  ChartsExportTest test;
  return QTest::qExec(&test, argc, argv);
}

#include "charts_export_test.moc"
