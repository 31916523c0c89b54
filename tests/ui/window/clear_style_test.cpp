// Fields are seen on a dark window.

#include "widgets/clear_style.h"

#include <algorithm>

#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QTest>

#include "charts/look/color_map.h"
#include "charts/look/theme.h"

using namespace headlight;

class ClearStyleTest : public QObject {
  Q_OBJECT

 private slots:
  void fieldsHaveAnEdgeOnADarkWindow_data() {
    QTest::addColumn<QWidget*>("field");
    QTest::newRow("line") << static_cast<QWidget*>(new QLineEdit);
    QTest::newRow("number") << static_cast<QWidget*>(new QSpinBox);
    QTest::newRow("choice") << static_cast<QWidget*>(new QComboBox);
  }
  void fieldsHaveAnEdgeOnADarkWindow() {
    QFETCH(QWidget*, field);
    QApplication::setStyle(new ClearStyle);
    const Theme& theme = Theme::dark();
    QWidget window;
    window.setPalette(themePalette(theme));
    field->setParent(&window);
    field->setPalette(themePalette(theme));
    field->setFocusPolicy(Qt::NoFocus);
    field->setGeometry(10, 10, 120, 30);
    window.resize(140, 50);
    const QImage image = window.grab().toImage();
    const double scale = image.devicePixelRatio();
    double clearest = 0;  // from outside to inside across the left edge
    for (int x = 8; x < 16; ++x)
      clearest = std::max(clearest, lightness(image.pixelColor(QPoint(x, 25) * scale)) - lightness(theme.window));
    QVERIFY2(clearest > 20, qPrintable(QString::number(clearest)));
  }
};

QTEST_MAIN(ClearStyleTest)
#include "clear_style_test.moc"
