// The dialog that takes figures out: what it writes is what it shows, it can be stopped, it remembers.

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QHashSeed>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "dialogs/export_dialog.h"
#include "figures/export/figure_export.h"
#include "session/settings.h"
#include "tensor/error.h"
#include "ui/charts/figures_samples.h"
#include "ui/due_events.h"
#include "window/view_export.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>

using namespace headlight;
using samples::Words;

class ExportDialogTest : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("HEADLIGHT_SETTINGS_DIR", m_folder->path().toUtf8());
    m_settings = std::make_unique<Settings>();
    m_out = m_folder->filePath(QStringLiteral("out"));
    open();
  }
  void cleanup() {
    delete m_dialog;
    m_settings.reset();
  }

  void everyFormatIsWrittenUnderTheNameOfTheCommandLine() {
    const QStringList endings{QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf"),
                              QStringLiteral("csv"), QStringLiteral("npy")};
    for (int i = 0; i < endings.size(); ++i) {
      if (!m_dialog) open();
      find<QComboBox>("exportFormat")->setCurrentIndex(i);
      QSignalSpy spy(m_dialog, &ExportDialog::exported);
      find<QPushButton>("exportButton")->click();
      QTRY_COMPARE(spy.count(), 1);
      QTRY_VERIFY(!m_dialog);
      QVERIFY(QFile::exists(m_out + QStringLiteral("/attention_L2_H3.") + endings[i]));
    }
  }

  void thePngHasThePixelsThatTheDialogNames() {
    find<QComboBox>("exportPreset")->setCurrentIndex(4);  // slide
    for (const double scale : {2.0, 3.0}) {
      find<QDoubleSpinBox>("exportScale")->setValue(scale);
      QTRY_VERIFY2(find<QLabel>("exportSize")->text().startsWith(QStringLiteral("1920 ×")),
                   qPrintable(find<QLabel>("exportSize")->text()));
    }
    const auto bytes = exportBytes(sample(), QStringLiteral("png"), m_dialog->options());
    QCOMPARE(QImage::fromData(QByteArray::fromStdString(bytes)).width(), 1920);
    find<QComboBox>("exportPreset")->setCurrentIndex(6);
    QVERIFY(find<QDoubleSpinBox>("exportWidth")->isEnabled());
    find<QComboBox>("exportUnit")->setCurrentIndex(0);
    find<QDoubleSpinBox>("exportWidth")->setValue(170);
    QCOMPARE(m_dialog->options().width, 643);  // 170 mm at 96 pixels to the inch
  }

  void optionsReachThePicture() {
    for (const char* name : {"exportTitle", "exportCaption", "exportColorBar"}) {
      find<QCheckBox>(name)->setChecked(false);
    }
    find<QComboBox>("exportTheme")->setCurrentIndex(1);
    find<QComboBox>("exportFormat")->setCurrentIndex(1);
    find<QComboBox>("exportCells")->setCurrentIndex(1);
    const FigureOptions options = m_dialog->options();
    QVERIFY(!options.title && !options.caption && !options.colorBar && options.dark && options.cellsAsImage);
    QTRY_VERIFY(!find<QLabel>("exportPreview")->pixmap().isNull());
    QTRY_VERIFY(find<QLabel>("exportPreview")->pixmap().toImage().pixelColor(2, 2).lightness() < 60);
  }

  void manyFilesShowProgressAndCanBeStopped() {
    find<QComboBox>("exportWhat")->setCurrentIndex(1);
    find<QPushButton>("exportButton")->click();
    QVERIFY(m_dialog->isVisible());
    QTRY_VERIFY(find<QProgressBar>("exportProgress")->value() >= 2);
    find<QPushButton>("exportCancelButton")->click();
    QVERIFY(m_dialog && m_dialog->isVisible());
    const auto written = QDir(m_out).entryList(QDir::Files).size();
    QVERIFY(written >= 2 && written < 12);
    testing::doWhatIsDue();  // the next file would be
    QCOMPARE(QDir(m_out).entryList(QDir::Files).size(), written);
    QVERIFY(find<QLabel>("exportMessage")->text().contains(QString::number(written)));
    find<QPushButton>("exportButton")->click();
    QTRY_VERIFY(!m_dialog);
    QCOMPARE(QDir(m_out).entryList(QDir::Files).size(), 12);
  }

  void filesAreReplacedOnlyWhenAsked() {
    QVERIFY(QDir().mkpath(m_out));
    const QString name = QString::fromStdString(figureName(sample())) + QStringLiteral(".png");
    QFile older(QDir(m_out).filePath(name));
    QVERIFY(older.open(QIODevice::WriteOnly) && older.write("older") == 5);
    older.close();
    for (const char* choice : {"otherNameChoice", "replaceChoice"}) {
      find<QPushButton>("exportButton")->click();
      auto* box = find<QMessageBox>("replaceQuestion");
      QVERIFY(older.open(QIODevice::ReadOnly));
      QCOMPARE(older.readAll(), QByteArray("older"));
      older.close();
      box->findChild<QPushButton*>(QLatin1String(choice))->click();
      QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    QTRY_VERIFY(!m_dialog);
    QVERIFY(older.size() > 100);
  }

  void whatWentWrongStandsInTheDialog() {
    find<QLineEdit>("exportFolder")->setText(QStringLiteral("/proc/nowhere"));
    find<QPushButton>("exportButton")->click();
    QTRY_VERIFY(find<QLabel>("exportMessage")->text().contains(QStringLiteral("/proc/nowhere")));
    QVERIFY(m_dialog->isVisible());
    QVERIFY(find<QPushButton>("exportButton")->isEnabled());
  }

  void aFailureLeavesAllOlderFiles() {
    const auto figure = samples::attention(Words::English, 5);
    const QString base = m_folder->filePath(QString::fromStdString(figureName(figure)));
    QFile older(base + QStringLiteral(".png"));
    QVERIFY(older.open(QIODevice::WriteOnly) && older.write("older") == 5);
    older.close();
    QVERIFY(QDir().mkpath(base + QStringLiteral(".csv/full")));  // no file can take this place
    QVERIFY_THROWS_EXCEPTION(Error, exportFigures({figure}, m_folder->path(), {}));
    QVERIFY(older.open(QIODevice::ReadOnly));
    QCOMPARE(older.readAll(), QByteArray("older"));
    QVERIFY(!QFile::exists(base + QStringLiteral(".svg")));
  }

  void choicesAreRemembered() {
    find<QComboBox>("exportFormat")->setCurrentIndex(2);
    find<QComboBox>("exportPreset")->setCurrentIndex(3);
    find<QCheckBox>("exportCaption")->setChecked(false);
    find<QPushButton>("exportButton")->click();
    QTRY_VERIFY(!m_dialog);
    open();
    QCOMPARE(m_dialog->format(), QStringLiteral("pdf"));
    QCOMPARE(m_dialog->options().width, 673);  // 178 mm
    QVERIFY(!m_dialog->options().caption);
  }

  void theClipboardHoldsThePictureTheDrawingAndTheNumbers() {
    copyFigure(sample(), {});
    const QMimeData* data = QApplication::clipboard()->mimeData();
    QVERIFY(data && data->hasImage());
    const auto of = [](const char* format) {
      return QByteArray::fromStdString(exportBytes(sample(), QLatin1String(format), {}));
    };
    QVERIFY(data->data(QStringLiteral("image/png")) == of("png"));
    QCOMPARE(data->data(QStringLiteral("image/svg+xml")), of("svg"));
    QCOMPARE(data->data(QStringLiteral("text/csv")), of("csv"));
  }

  void singleHeadsCarryTheModelViewsNumbers() {
    const HeadsFigure heads = samples::heads(Words::English, 3, 4, 6);
    const auto figures = singleHeads(heads);
    QCOMPARE(figures.size(), std::size_t{12});
    const auto& last = figures.back().get<AttentionFigure>();
    QCOMPARE(last.layer, 2);
    QCOMPARE(last.head, 3);
    QVERIFY(last.weights == heads.patterns.back());
    QCOMPARE(figureName(figures[5]), std::string("attention_L1_H1"));
  }

 private:
  static FigureData sample() { return samples::attention(Words::English, 6); }

  void open() {
    ExportQuestion question;
    question.choices = {
        {QStringLiteral("This view"), [] { return std::vector<FigureData>{sample()}; }},
        {QStringLiteral("Heads"), [] { return singleHeads(samples::heads(Words::English, 3, 4, 24)); }}};
    question.folder = m_out;
    question.write = exportInto;
    question.files = exportedInto;
    m_dialog = new ExportDialog(std::move(question), *m_settings, nullptr);
    m_dialog->show();
  }

  template <class Widget>
  Widget* find(const char* name) {
    auto* widget = m_dialog->findChild<Widget*>(QLatin1String(name));
    if (!widget) qFatal("no %s", name);
    return widget;
  }

  std::unique_ptr<QTemporaryDir> m_folder;
  std::unique_ptr<Settings> m_settings;
  QPointer<ExportDialog> m_dialog;
  QString m_out;
};

int main(int argc, char** argv) {
  QHashSeed::setDeterministicGlobalSeed();
  QApplication application(argc, argv);
  ExportDialogTest test;
  return QTest::qExec(&test, argc, argv);
}

#include "export_dialog_test.moc"
