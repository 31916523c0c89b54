#include "dialogs/text_dialog.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QImage>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace headlight {

namespace {

/// A page is text: no file that it names is read. Something that is not null is given for each, else Qt looks for the
/// name by itself.
class PageBrowser : public QTextBrowser {
 public:
  using QTextBrowser::QTextBrowser;

  QVariant loadResource(int, const QUrl&) override {
    QImage nothing(1, 1, QImage::Format_ARGB32);
    nothing.fill(Qt::transparent);
    return nothing;
  }
};

}  // namespace

TextDialog::TextDialog(QWidget* parent) : QDialog(parent), m_browser(new PageBrowser(this)) {
  setAttribute(Qt::WA_DeleteOnClose);
  m_browser->setObjectName(QStringLiteral("pageText"));
  m_browser->setOpenLinks(false);  // the program is offline
  auto* column = new QVBoxLayout(this);
  column->addWidget(m_browser);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  QPushButton* copy = buttons->addButton(tr("Copy text"), QDialogButtonBox::ActionRole);
  connect(copy, &QPushButton::clicked, m_browser, [this] {
    m_browser->selectAll();
    m_browser->copy();
  });
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
  column->addWidget(buttons);
}

TextDialog* TextDialog::open(QWidget* parent, const QString& name, const QString& title, const QString& text,
                             Format format) {
  auto* dialog = new TextDialog(parent);
  dialog->setObjectName(name);
  dialog->setWindowTitle(title);
  if (format == Format::Markdown) {
    dialog->m_browser->document()->setMarkdown(
        text, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) | QTextDocument::MarkdownNoHTML);
    dialog->m_browser->moveCursor(QTextCursor::Start);
  } else {
    dialog->m_browser->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    dialog->m_browser->setPlainText(text);
  }
  const QFontMetrics metrics(dialog->font());
  dialog->resize(metrics.averageCharWidth() * 90, metrics.height() * 32);
  dialog->show();
  return dialog;
}

QString TextDialog::plainText() const {
  return m_browser->toPlainText();
}

}  // namespace headlight
