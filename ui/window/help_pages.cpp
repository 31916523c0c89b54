#include "window/help_pages.h"

#include <QAction>
#include <QCoreApplication>
#include <QLocale>

#include "formats/version.h"

namespace headlight {

namespace {

QString translated(const char* text) {
  return QCoreApplication::translate("HelpPages", text);
}

QString row(const QString& name, const QString& value) {
  return QStringLiteral("| %1 | %2 |\n").arg(name, QString(value).replace(QLatin1Char('|'), QStringLiteral("\\|")));
}

QString withoutFrontMatter(const QString& card) {
  if (!card.startsWith(QStringLiteral("---"))) return card;
  const qsizetype end = card.indexOf(QStringLiteral("\n---"), 3);
  return end < 0 ? card : card.mid(card.indexOf(QLatin1Char('\n'), end + 1) + 1);
}

struct Library {
  const char* name;
  const char* license;
  const char* use;
};

constexpr Library kLibraries[] = {
    {"Qt 6", "LGPL-3.0", QT_TRANSLATE_NOOP("HelpPages", "the window")},
    {"QCustomPlot", "GPL-3.0-or-later", QT_TRANSLATE_NOOP("HelpPages", "interactive charts")},
    {"Eigen 3", "MPL-2.0", QT_TRANSLATE_NOOP("HelpPages", "matrices")},
    {"nlohmann/json", "MIT", QT_TRANSLATE_NOOP("HelpPages", "JSON files")},
    {"CLI11", "BSD-3-Clause", QT_TRANSLATE_NOOP("HelpPages", "the command line")},
    {"Boost", "BSL-1.0", QT_TRANSLATE_NOOP("HelpPages", "session and checkpoint files")},
    {"OpenSSL", "Apache-2.0", QT_TRANSLATE_NOOP("HelpPages", "digests of model files")},
    {"ICU", "Unicode", QT_TRANSLATE_NOOP("HelpPages", "letters and words of all scripts")},
};

/// Layers and widths, as far as this kind has them.
QString sizeRows(const ModelConfig& config) {
  const QString width =
      row(translated(QT_TRANSLATE_NOOP("HelpPages", "Width (d_model)")), QString::number(config.dModel));
  if (config.isRecurrent()) {
    return row(translated(QT_TRANSLATE_NOOP("HelpPages", "Layers")), QString::number(config.nLayers)) + width +
           row(translated(QT_TRANSLATE_NOOP("HelpPages", "Numbers in a hidden state")),
               QString::number(config.dHidden));
  }
  if (config.hasSource()) {
    return row(translated(QT_TRANSLATE_NOOP("HelpPages", "Layers of encoder and decoder, heads")),
               QStringLiteral("%1 + %2 × %3").arg(config.nLayers).arg(config.nDecoderLayers).arg(config.nHeads)) +
           width;
  }
  return row(translated(QT_TRANSLATE_NOOP("HelpPages", "Layers, heads")),
             QStringLiteral("%1 × %2").arg(config.nLayers).arg(config.nHeads)) +
         width;
}

}  // namespace

QString modelCardPage(const OpenedModel& model) {
  const ModelConfig& config = model.model->config();
  const QLocale c = QLocale::c();
  QString page = QStringLiteral("# %1\n\n| | |\n|---|---|\n").arg(QString::fromStdString(model.name));
  page += row(
      translated(QT_TRANSLATE_NOOP("HelpPages", "Kind")),
      QString::fromUtf8(modelKindName(config.kind).data(), static_cast<qsizetype>(modelKindName(config.kind).size())));
  page += row(translated(QT_TRANSLATE_NOOP("HelpPages", "Parameters")),
              QString::number(model.model->parameters().layout().count()));
  page += sizeRows(config);
  page += row(translated(QT_TRANSLATE_NOOP("HelpPages", "Longest text, in tokens")), QString::number(config.nCtx));
  page += row(translated(QT_TRANSLATE_NOOP("HelpPages", "Vocabulary")), QString::number(config.dVocab));
  if (model.card.validationLoss) {
    page += row(translated(QT_TRANSLATE_NOOP("HelpPages", "Validation loss (nats per token)")),
                c.toString(*model.card.validationLoss, 'f', 3));
  }
  if (!model.card.license.empty()) {
    page += row(translated(QT_TRANSLATE_NOOP("HelpPages", "Licence")), QString::fromStdString(model.card.license));
  }
  page += row(translated(QT_TRANSLATE_NOOP("HelpPages", "Folder")), QString::fromStdString(model.folder.string()));
  page += QLatin1Char('\n');
  const QString card = withoutFrontMatter(QString::fromStdString(model.card.text));
  return page + (card.trimmed().isEmpty()
                     ? translated(QT_TRANSLATE_NOOP("HelpPages", "This model has no card (README.md)."))
                     : card);
}

QString aboutPage() {
  QString page = QStringLiteral("# Headlight\n\n");
  page += translated(QT_TRANSLATE_NOOP("HelpPages",
                                       "Shows a class the inside of a Transformer, live and offline. Every number on "
                                       "the screen was computed by the models that are loaded."));
  page += QStringLiteral("\n\n");
  page += translated(QT_TRANSLATE_NOOP("HelpPages",
                                       "Free software under the GNU General Public License, version 3 or "
                                       "later; it comes without warranty."));
  page += QStringLiteral("\n\n## ") + translated(QT_TRANSLATE_NOOP("HelpPages", "Libraries and their licences")) +
          QStringLiteral("\n\n| | | |\n|---|---|---|\n");
  for (const Library& library : kLibraries) {
    page += QStringLiteral("| %1 | %2 | %3 |\n")
                .arg(QString::fromLatin1(library.name), QString::fromLatin1(library.license), translated(library.use));
  }
  page += QStringLiteral("\n## ") + translated(QT_TRANSLATE_NOOP("HelpPages", "Diagnostics")) +
          QStringLiteral("\n\n```\n") + QString::fromStdString(versionText(true)) + QStringLiteral("\n```\n");
  return page;
}

QString keysPage(const QList<QAction*>& actions) {
  QString page = QStringLiteral("# ") + translated(QT_TRANSLATE_NOOP("HelpPages", "Keyboard shortcuts")) +
                 QStringLiteral("\n\n| | |\n|---|---|\n");
  for (const QAction* action : actions) {
    if (action->shortcuts().isEmpty()) continue;
    QStringList keys;
    for (const QKeySequence& key : action->shortcuts()) keys.append(key.toString(QKeySequence::NativeText));
    QString text = action->text();
    text.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
    page += row(text, keys.join(QStringLiteral(", ")));
  }
  const std::pair<const char*, const char*> more[] = {
      {QT_TRANSLATE_NOOP("HelpPages", "From the prompt to the token strip"), "Enter"},
      {QT_TRANSLATE_NOOP("HelpPages", "In the strip: select a token"), "Ctrl+Left, Ctrl+Right"},
      {QT_TRANSLATE_NOOP("HelpPages", "In the strip: put another token there"), "Enter"},
      {QT_TRANSLATE_NOOP("HelpPages", "In the strip: follow the last token again"), "Esc"},
      {QT_TRANSLATE_NOOP("HelpPages", "In a chart of lines: zoom"), "+, -"},
      {QT_TRANSLATE_NOOP("HelpPages", "In a chart of lines: move what is zoomed"), "Up, Down, Shift+Left, Shift+Right"},
      {QT_TRANSLATE_NOOP("HelpPages", "In a chart of lines: show everything again"), "0"},
      {QT_TRANSLATE_NOOP("HelpPages", "Press the button that has the focus"), "Enter"},
  };
  for (const auto& [text, keys] : more) page += row(translated(text), QString::fromLatin1(keys));
  return page + QLatin1Char('\n') +
         translated(QT_TRANSLATE_NOOP("HelpPages",
                                      "Right, Left, Home and Space belong to a text field while it has the "
                                      "focus; Page Down and Page Up always step."));
}

}  // namespace headlight
