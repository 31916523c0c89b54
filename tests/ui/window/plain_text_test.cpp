// Texts of files and prompts are shown letter by letter wherever they are shown, and a page loads no file that it
// names.

#include <sys/stat.h>

#include <QComboBox>
#include <QHelpEvent>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QScrollBar>
#include <QTextBrowser>
#include <QTextDocument>
#include <QTextTable>
#include <QToolTip>

#include "charts/figure/figure_canvas.h"
#include "dialogs/text_dialog.h"
#include "session/plain_text.h"
#include "session/settings.h"
#include "ui/window/window_probe.h"
#include "views/tokens/tokens_model.h"

using namespace headlight;

namespace {

const QString kMarks[] = {
    QStringLiteral("<s>"),       QStringLiteral("</s> & <b>"),       QStringLiteral("<img src=\"/dev/stdin\">"),
    QStringLiteral("a  <u>\nb"), QStringLiteral("![x](/dev/stdin)"), QStringLiteral("1 < 2 &lt; 3")};

/// What a tool tip with this text shows.
QString shown(const QString& tip) {
  if (!Qt::mightBeRichText(tip)) return tip;
  QTextDocument page;
  page.setHtml(tip);
  return page.toPlainText().replace(QChar(QChar::LineSeparator), QLatin1Char('\n'));
}

void help(QWidget* widget, const QPoint& at) {
  QHelpEvent event(QEvent::ToolTip, at, widget->mapToGlobal(at));
  QApplication::sendEvent(widget, &event);
}

}  // namespace

class PlainTextTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { m_probe = std::make_unique<testing::WindowProbe>(); }
  void cleanup() {
    QToolTip::hideText();
    m_probe.reset();
  }

  void aTipShowsEveryLetter() {
    for (const QString& text : kMarks) QCOMPARE(shown(plainTip(text)), text);
    QCOMPARE(plainTip(QStringLiteral("cat")), QStringLiteral("cat"));
  }

  void figuresShowTheirTipsLetterByLetter() {
    for (const QString& text : kMarks) {
      FigureCanvas canvas;
      canvas.setBuilder([](QSizeF size) {
        Figure figure;
        figure.size = size;
        figure.hotAreas.push_back(
            {.kind = FigureHit::Kind::Cell, .rect = QRectF(QPointF(), size), .first = 0, .second = 0});
        return figure;
      });
      canvas.setToolTips([&text](const FigureHit&) { return text; });
      canvas.resize(100, 100);
      canvas.show();
      help(&canvas, {50, 50});
      QCOMPARE(shown(QToolTip::text()), text);
    }
  }

  void tokensOfThePromptShowTheirTipsLetterByLetter() {
    p().type(QStringLiteral("The <img src=\"/dev/stdin\"> <s> is"));
    auto* strip = p().find<QWidget>("tokenStrip");
    int marked = 0;
    for (int x = 2; x < strip->width(); x += 4) {
      QToolTip::hideText();
      help(strip, {x, strip->height() / 2});
      if (!QToolTip::text().contains(QLatin1String("lt;"))) continue;
      ++marked;
      QVERIFY(!QToolTip::text().contains(QLatin1String("<img")));
      QVERIFY(!QToolTip::text().contains(QLatin1String("<s>")));
    }
    QVERIFY(marked > 0);
    const auto* model = p().window->findChild<TokensModel*>();
    auto* dock = p().find<QDockWidget>("tokensDock");
    dock->show();
    dock->raise();
    QTRY_VERIFY(model && model->rowCount() > 3);
    for (int row = 0; row < model->rowCount(); ++row) {
      for (int column = 0; column < model->columnCount(); ++column) {
        const QString tip = model->index(row, column).data(Qt::ToolTipRole).toString();
        QVERIFY(!tip.contains(QLatin1String("<img")) && !tip.contains(QLatin1String("<s>")));
      }
    }
  }

  void everyLabelIsPlain() {
    for (auto* dock : p().window->findChildren<QDockWidget*>()) dock->show();
    p().settle();
    int labels = 0;
    for (const QLabel* label : p().window->findChildren<QLabel*>()) {
      if (label->buddy() || label->objectName() == QLatin1String("embeddingLegend")) continue;
      if (label->textFormat() != Qt::PlainText && Qt::mightBeRichText(label->text())) QFAIL(qPrintable(label->text()));
      labels += label->textFormat() == Qt::PlainText;
    }
    QVERIFY(labels > 20);
  }

  void questionsShowNamesOfFilesLetterByLetter() {
    p().trigger("stepAction");
    const QString name = QStringLiteral("<img src=stdin> <s>.headlight");
    p().session().saveAs(p().path(name.toLatin1().constData()), false);
    p().settle();
    p().trigger("stepAction");
    p().window->close();
    auto* box = p().find<QMessageBox>("unsavedQuestion");
    QVERIFY(box->text().contains(name));
    for (const QLabel* label : box->findChildren<QLabel*>()) QCOMPARE(label->textFormat(), Qt::PlainText);
    box->reject();
    Settings().addRecentModel(p().path("a & <s> b"));
    auto* menu = p().find<QMenu>("recentMenu");
    emit menu->aboutToShow();
    QStringList names;
    for (const QAction* action : menu->actions()) {
      names.append(action->text());
      QVERIFY(!action->toolTip().contains(QLatin1String("<s>")));
    }
    QVERIFY2(names.contains(QStringLiteral("a && <s> b")), qPrintable(names.join(QLatin1Char('\n'))));
  }

  void aCardLoadsNoFile() {
    const std::string pipe = p().path("pipe").toStdString();  // who opens it waits for ever
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    QImage picture(40, 30, QImage::Format_RGB32);
    picture.fill(Qt::red);
    const QString file = p().path("picture.png");
    QVERIFY(picture.save(file));
    QFile card(p().path("tiny/README.md"));
    QVERIFY(card.open(QIODevice::WriteOnly));
    const QString text = QStringLiteral(
                             "A card\n\n![x](/dev/stdin) ![y](%1) ![z](%2) ![f](file://%1)\n\n"
                             "<img src=\"%1\">\n\n[link](%1)\n\n| a | b |\n|---|---|\n| <s> | c |\n")
                             .arg(QString::fromStdString(pipe), file);
    QVERIFY(card.write(text.toUtf8()) > 0);
    card.close();
    p().open();
    p().trigger("modelCardAction");
    const QTextDocument* page = pageOf("modelCard");
    for (const QString& name : {file, QStringLiteral("file://") + file, QString::fromStdString(pipe)}) {
      const QVariant loaded = page->resource(QTextDocument::ImageResource, QUrl(name));
      QCOMPARE(loaded.value<QImage>().size(), QSize(1, 1));
    }
    const QImage drawn = p().find<QDialog>("modelCard")->grab().toImage();
    int red = 0;
    for (int y = 0; y < drawn.height(); ++y) {
      for (int x = 0; x < drawn.width(); ++x) red += drawn.pixelColor(x, y) == QColor(Qt::red);
    }
    QCOMPARE(red, 0);
    QVERIFY(page->toPlainText().contains(QLatin1String("<img src=")));
    QVERIFY(page->toPlainText().contains(QLatin1String("<s>")));
  }

  void pagesAreFormattedAndBeginAtTheirBeginning_data() {
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("action");
    for (const auto& [page, action] :
         {std::pair{"about", "aboutAction"}, {"keys", "keysAction"}, {"modelCard", "modelCardAction"}}) {
      QTest::newRow(page) << QString::fromLatin1(page) << QString::fromLatin1(action);
    }
  }
  void pagesAreFormattedAndBeginAtTheirBeginning() {
    QFETCH(QString, page);
    QFETCH(QString, action);
    p().trigger(action.toLatin1().constData());
    const QTextDocument* text = pageOf(page.toLatin1().constData());
    QVERIFY(!text->toPlainText().contains(QLatin1String("---|")));
    int tables = 0;
    for (const QTextFrame* frame : text->rootFrame()->childFrames()) {
      tables += qobject_cast<const QTextTable*>(frame) != nullptr;
    }
    QVERIFY(tables > 0);
    const auto* browser = p().find<QDialog>(page.toLatin1().constData())->findChild<QTextBrowser*>();
    QTRY_VERIFY(browser->isVisible());
    QCOMPARE(browser->verticalScrollBar()->value(), 0);
    QVERIFY(browser->textCursor().atStart());
  }

 private:
  testing::WindowProbe& p() { return *m_probe; }
  const QTextDocument* pageOf(const char* name) {
    return p().find<QDialog>(name)->findChild<QTextBrowser*>()->document();
  }

  std::unique_ptr<testing::WindowProbe> m_probe;
};

QTEST_MAIN(PlainTextTest)
#include "plain_text_test.moc"
