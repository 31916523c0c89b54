#pragma once
// Texts of files and prompts where Qt would read marks in them: a tool tip takes a text with "<" for HTML, and a menu
// takes "&" for the mark of a key. Labels are set to Qt::PlainText instead.

#include <QString>

namespace headlight {

/// The tool tip that shows `text` letter by letter, line breaks and spaces too.
[[nodiscard]] inline QString plainTip(const QString& text) {
  if (!text.contains(QLatin1Char('<'))) return text;
  const QString lines = text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
  return QStringLiteral("<span style=\"white-space:pre-wrap\">%1</span>").arg(lines);
}

/// The text of a menu's action, or of a button, that shows `text` letter by letter.
[[nodiscard]] inline QString plainAction(QString text) {
  return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

}  // namespace headlight
