// A model that is closed is free: no panel, seen or not, keeps it or its run.

#include <QDockWidget>

#include "ui/window/window_probe.h"

using namespace headlight;

class ClosedModelTest : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    m_probe = std::make_unique<testing::WindowProbe>();
    testing::writeTinyModel(p().path("").toStdString(), "tiny-gru", "en", ModelKind::Gru);
  }
  void cleanup() { m_probe.reset(); }

  void noPanelKeepsIt_data() {
    QTest::addColumn<QString>("panel");
    const testing::WindowProbe any;
    for (const QDockWidget* dock : any.window->findChildren<QDockWidget*>())
      QTest::newRow(qPrintable(dock->objectName())) << dock->objectName();
  }
  void noPanelKeepsIt() {
    QFETCH(QString, panel);
    auto* dock = p().window->findChild<QDockWidget*>(panel);
    dock->show();
    dock->raise();
    p().trigger("stepAction");
    QTRY_VERIFY(!dock->visibleRegion().isEmpty());
    dock->widget()->grab();  // it is painted
    dock->hide();
    std::weak_ptr<const OpenedModel> model = p().session().model();
    std::weak_ptr<const Snapshot> run = p().session().snapshot();
    p().session().openModel(QStringLiteral("tiny-gru"));
    QTRY_COMPARE(p().session().model()->name, "tiny-gru");
    QTRY_VERIFY(run.expired());
    QTRY_VERIFY(model.expired());
    dock->show();
    dock->raise();
    QTRY_VERIFY(!dock->visibleRegion().isEmpty());
    dock->widget()->grab();
    p().trigger("stepAction");
  }

 private:
  testing::WindowProbe& p() { return *m_probe; }
  std::unique_ptr<testing::WindowProbe> m_probe;
};

QTEST_MAIN(ClosedModelTest)
#include "closed_model_test.moc"
