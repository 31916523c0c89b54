#pragma once
// A page to read beside the window (about, a model's card, the keys), which never blocks it. It loads no image and no
// other file, whatever the page names.

#include <QDialog>

class QTextBrowser;

namespace headlight {

class TextDialog : public QDialog {
  Q_OBJECT

 public:
  enum class Format { Markdown, Plain };

  /// Shows it over `parent`; deletes itself when closed.
  static TextDialog* open(QWidget* parent, const QString& name, const QString& title, const QString& text,
                          Format format);
  [[nodiscard]] QString plainText() const;

 private:
  explicit TextDialog(QWidget* parent);

  QTextBrowser* m_browser;
};

}  // namespace headlight
