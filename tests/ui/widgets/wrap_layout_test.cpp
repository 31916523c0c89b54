// Rows of controls that go on below: places, heights and least widths, without a window.

#include <memory>
#include <vector>

#include <QWidget>
#include <QtTest>

#include "widgets/wrap_layout.h"

using namespace headlight;

class WrapLayoutTest : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    m_host = std::make_unique<QWidget>();
    m_layout = new WrapLayout(m_host.get());
    m_layout->setContentsMargins(5, 3, 5, 3);
    m_layout->setSpacing(4);
    m_boxes.clear();
    for (int i = 0; i < 3; ++i) m_boxes.push_back(addBox(100, QSizePolicy::Fixed));
  }

  void oneRowWhereThereIsRoom() {
    QCOMPARE(m_layout->heightForWidth(400), 26);
    m_layout->setGeometry({0, 0, 400, 26});
    for (int i = 0; i < 3; ++i) QCOMPARE(m_boxes[i]->geometry(), QRect(5 + i * 104, 3, 100, 20));
  }

  void goesOnBelowWhereTheWidthEnds() {
    QCOMPARE(m_layout->heightForWidth(318), 26);  // to the pixel
    QCOMPARE(m_layout->heightForWidth(317), 50);
    QCOMPARE(m_layout->heightForWidth(110), 74);
    m_layout->setGeometry({0, 0, 317, 50});
    QCOMPARE(m_boxes[1]->geometry(), QRect(109, 3, 100, 20));
    QCOMPARE(m_boxes[2]->geometry(), QRect(5, 27, 100, 20));
  }

  void isAsNarrowAsItsWidestItem() { QCOMPARE(m_layout->minimumSize(), QSize(110, 26)); }

  void whatExpandsTakesTheRest() {
    QWidget* field = addBox(60, QSizePolicy::Expanding);
    m_layout->setGeometry({0, 0, 450, 26});
    QCOMPARE(field->geometry(), QRect(317, 3, 128, 20));
    m_layout->setGeometry({0, 0, 330, 50});
    QCOMPARE(field->geometry(), QRect(5, 27, 320, 20));
  }

  void hiddenWidgetsTakeNoRoom() {
    m_boxes[1]->hide();
    m_layout->setGeometry({0, 0, 400, 26});
    QCOMPARE(m_boxes[2]->x(), 109);
    QCOMPARE(m_layout->heightForWidth(214), 26);
  }

  void isMirroredForWritingFromRightToLeft() {
    m_host->setLayoutDirection(Qt::RightToLeft);
    m_layout->setGeometry({0, 0, 400, 26});
    QCOMPARE(m_boxes[0]->geometry().right(), 394);
  }

 private:
  QWidget* addBox(int width, QSizePolicy::Policy policy) {
    auto* box = new QWidget(m_host.get());
    box->setMinimumSize(width, 20);
    box->setMaximumHeight(20);
    box->setSizePolicy(policy, QSizePolicy::Fixed);
    m_layout->addWidget(box);
    return box;
  }

  std::unique_ptr<QWidget> m_host;
  WrapLayout* m_layout = nullptr;
  std::vector<QWidget*> m_boxes;
};

QTEST_MAIN(WrapLayoutTest)
#include "wrap_layout_test.moc"
