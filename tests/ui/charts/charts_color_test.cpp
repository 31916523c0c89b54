// Colours carry numbers: what a reader sees must grow with them, also in grey and without green cones.

#include <functional>

#include <QTest>

#include "charts/figure/figure.h"
#include "charts/figure/figure_render.h"
#include "charts/look/color_map.h"
#include "charts/look/theme.h"

using namespace headlight;

namespace {

constexpr int kSteps = 64;  // channels are whole bytes: among 256 neighbours some differ by rounding alone
constexpr int kHalfSteps = 32;

QColor grey(const QColor& color) {
  const int level = qGray(color.rgb());
  return {level, level, level};
}

double contrast(const QColor& a, const QColor& b) {
  const auto luminance = [](const QColor& color) {
    const double l = (lightness(color) + 16) / 116;
    return l * l * l;
  };
  const double high = std::max(luminance(a), luminance(b));
  const double low = std::min(luminance(a), luminance(b));
  return (high + 0.05) / (low + 0.05);
}

QColor asItIs(const QColor& color) {
  return color;
}

/// CIE 1976, as colorDifference() says: neighbours among eight equal steps, as they are and for deuteranopes.
void verifyEightSteps(const std::function<QColor(double)>& color) {
  for (int i = 1; i < 8; ++i) {
    const QColor a = color((i - 1) / 7.0), b = color(i / 7.0);
    const double seen = colorDifference(a, b);
    const double simulated = colorDifference(simulateDeuteranopia(a), simulateDeuteranopia(b));
    QVERIFY2(seen >= 5 && simulated >= 5, qPrintable(QStringLiteral("%1 %2").arg(seen).arg(simulated)));
  }
}

}  // namespace

class ChartsColorTest : public QObject {
  Q_OBJECT

 private slots:
  /// As the strip of hidden states in Compare is drawn: many units, few pixels.
  void noCellOfAnImageIsPassedOver_data() {
    QTest::addColumn<QSize>("cells");
    QTest::newRow("fewer rows of pixels than cells") << QSize(3, 64);
    QTest::newRow("fewer columns") << QSize(64, 3);
    QTest::newRow("both") << QSize(40, 64);
  }
  void noCellOfAnImageIsPassedOver() {
    QFETCH(const QSize, cells);
    const auto drawn = [&cells](int x, int y) {
      QImage image(cells, QImage::Format_RGB32);
      image.fill(Qt::white);
      if (x >= 0) image.setPixelColor(x, y, Qt::black);
      Figure figure;
      figure.size = {30, 20};
      figure.background = Qt::white;
      figure.items.push_back(ImageItem{QRectF(2, 2, 26, 16), image});
      return renderImage(figure, 1);
    };
    const QImage empty = drawn(-1, -1);
    for (int y = 0; y < cells.height(); ++y) {
      for (int x = 0; x < cells.width(); ++x) {
        QVERIFY2(drawn(x, y) != empty, qPrintable(QStringLiteral("cell %1, %2 is not drawn").arg(x).arg(y)));
      }
    }
  }

  void lightnessIsStrictlyMonotone_data() {
    QTest::addColumn<int>("map");
    QTest::addColumn<bool>("dark");
    for (const bool dark : {false, true}) {
      QTest::addRow("cividis %d", int(dark)) << int(SequentialMap::Cividis) << dark;
      QTest::addRow("viridis %d", int(dark)) << int(SequentialMap::Viridis) << dark;
    }
  }

  void lightnessIsStrictlyMonotone() {
    QFETCH(int, map);
    QFETCH(bool, dark);
    const auto color = [&](int i) { return sequentialColor(i / double(kSteps - 1), dark, SequentialMap(map)); };
    const double direction = dark ? 1 : -1;
    for (int i = 1; i < kSteps; ++i) {
      const QColor before = color(i - 1), after = color(i);
      QVERIFY2(direction * (lightness(after) - lightness(before)) > 0, qPrintable(QString::number(i)));
    }
    // Eight-bit greys and simulated colours round once more.
    for (int i = 2; i < kSteps; i += 2) {
      const QColor before = color(i - 2), after = color(i);
      QVERIFY(direction * (lightness(grey(after)) - lightness(grey(before))) > 0);
      QVERIFY(direction * (lightness(simulateDeuteranopia(after)) - lightness(simulateDeuteranopia(before))) > 0);
    }
  }

  void eightStepsCanBeToldApart() {
    for (const bool dark : {false, true}) {
      for (const auto map : {SequentialMap::Cividis, SequentialMap::Viridis}) {
        verifyEightSteps([&](double share) { return sequentialColor(share, dark, map); });
      }
    }
  }

  void eachHalfOfTheDivergingMapIsMonotoneAndItsEightStepsCanBeToldApart() {
    for (const bool dark : {false, true}) {
      for (const double sign : {-1.0, 1.0}) {
        const auto color = [&](double share) { return divergingColor(sign * share, dark); };
        const double direction = dark ? 1 : -1;
        for (int i = 1; i < kHalfSteps; ++i) {
          const QColor before = color((i - 1) / double(kHalfSteps - 1)), after = color(i / double(kHalfSteps - 1));
          for (const auto seen : {&asItIs, &grey, &simulateDeuteranopia}) {
            QVERIFY2(direction * (lightness(seen(after)) - lightness(seen(before))) > 0,
                     qPrintable(QStringLiteral("%1 half, dark %2, step %3").arg(sign).arg(dark).arg(i)));
          }
        }
        verifyEightSteps(color);
      }
    }
  }

  void zeroIsTheLightEndOnLightGroundAndTheDarkEndOnDark() {
    QVERIFY(lightness(sequentialColor(0, false)) > 85);
    QVERIFY(lightness(sequentialColor(1, false)) < 25);
    QVERIFY(lightness(sequentialColor(0, true)) < 25);
    QVERIFY(lightness(sequentialColor(1, true)) > 85);
  }

  void divergingIsSymmetricInLightnessAboutItsMiddle() {
    for (const bool dark : {false, true}) {
      for (const double value : {0.25, 0.5, 0.75, 1.0}) {
        const double below = lightness(divergingColor(-value, dark)), above = lightness(divergingColor(value, dark));
        QVERIFY2(std::abs(below - above) < 6, qPrintable(QStringLiteral("%1 %2").arg(below).arg(above)));
        const QColor blue = simulateDeuteranopia(divergingColor(-value, dark));
        const QColor red = simulateDeuteranopia(divergingColor(value, dark));
        QVERIFY(colorDifference(blue, red) > 15);
      }
    }
  }

  void maskedCellsAndNoNumberAreTransparent() {
    Matrix<float> weights(2, 2);
    weights << 1, 0, 0.5F, 0.5F;
    const QImage causal = sequentialImage(weights, 0, 1, false, true);
    QCOMPARE(causal.pixelColor(1, 0).alpha(), 0);
    QCOMPARE(causal.pixelColor(0, 0), sequentialColor(1, false));
    QCOMPARE(sequentialImage(weights, 0, 1, false, false).pixelColor(1, 0), sequentialColor(0, false));
    QCOMPARE(sequentialColor(std::nan(""), false).alpha(), 0);
  }

  void textsHaveContrastOnTheirGround() {
    for (const Theme* theme : {&Theme::light(), &Theme::dark(), &Theme::print()}) {
      QVERIFY(contrast(theme->text, theme->background) >= 7);
      QVERIFY(contrast(theme->quietText, theme->background) >= 4.5);
      QVERIFY(contrast(theme->accent, theme->background) >= 4.5);
      QVERIFY(contrast(theme->accentText, theme->accent) >= 4.5);
      QVERIFY(contrast(theme->accent, theme->accentFill) >= 3);
      QVERIFY(contrast(theme->warning, theme->background) >= 4.5);
    }
  }
};

QTEST_GUILESS_MAIN(ChartsColorTest)
#include "charts_color_test.moc"
