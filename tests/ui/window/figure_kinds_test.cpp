// Every kind of figure is complete: a row in the figure table, a builder, a sample, files, a badge, words in both
// languages, and its file name in docs/reference/command_line.md.

#include <algorithm>
#include <set>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QtTest>

#include "charts/figure/figure_builders.h"
#include "charts/look/badge.h"
#include "figures/export/figure_export.h"
#include "figures/export/figure_table.h"
#include "ui/charts/figures_samples.h"

using namespace headlight;
using samples::Words;

namespace {

QString readText(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// What the headers of a folder declare: the first group of the pattern.
std::set<std::string> declaredIn(const QString& folder, const QString& pattern) {
  const QRegularExpression declaration(pattern, QRegularExpression::MultilineOption);
  std::set<std::string> declared;
  QDirIterator headers(QStringLiteral(HEADLIGHT_SOURCE_DIR) + folder, {QStringLiteral("*.h")}, QDir::Files,
                       QDirIterator::Subdirectories);
  while (headers.hasNext()) {
    for (auto it = declaration.globalMatch(readText(headers.next())); it.hasNext();) {
      declared.insert(it.next().captured(1).toStdString());
    }
  }
  return declared;
}

QByteArray nameOf(const FigureData& figure) {
  const std::string_view name = kindOf(figure).name;
  return {name.data(), static_cast<qsizetype>(name.size())};
}

/// Columns of a line; commas between quotes are not counted.
qsizetype columnsOf(const QString& line) {
  bool quoted = false;
  qsizetype columns = 1;
  for (const QChar c : line) {
    if (c == QLatin1Char('"')) quoted = !quoted;
    if (c == QLatin1Char(',') && !quoted) ++columns;
  }
  return columns;
}

/// Lines of a CSV file; line breaks between quotes belong to their cell.
QStringList linesOf(const std::string& csv) {
  QStringList lines;
  QString line;
  bool quoted = false;
  for (const QChar c : QString::fromStdString(csv)) {
    if (c == QLatin1Char('"')) quoted = !quoted;
    if (c == QLatin1Char('\n') && !quoted) {
      lines << line;
      line.clear();
    } else {
      line += c;
    }
  }
  if (!line.isEmpty()) lines << line;
  return lines;
}

}  // namespace

class FigureKindsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { Q_INIT_RESOURCE(headlight_i18n); }  // the linker keeps it for the window, not for this test

  void everyFigureOfTheSourcesHasARow() {
    std::set<std::string> rows;
    for (const FigureKind& kind : figureKinds()) QVERIFY2(rows.emplace(kind.name).second, kind.name.data());
    const std::set<std::string> declared =
        declaredIn(QStringLiteral("/src/figures"), QStringLiteral("^struct (\\w+Figure) *[:{]"));
    for (const std::string& name : declared) {
      QVERIFY2(rows.contains(name), qPrintable(QString::fromStdString(name + " has no row in figure_table.cpp")));
    }
    QCOMPARE(rows, declared);
  }

  void everyWordOfTheSourcesIsInARow() {
    const std::set<std::string> declared =
        declaredIn(QStringLiteral("/src/figures"), QStringLiteral("FigureWord (\\w+Word)\\(\\);"));
    const QString table = readText(QStringLiteral(HEADLIGHT_SOURCE_DIR "/src/figures/export/figure_table.cpp"));
    for (const std::string& name : declared) {
      const QString call = QString::fromStdString(name) + QStringLiteral("()");
      QVERIFY2(table.contains(call), qPrintable(call + QStringLiteral(" is in no row of figure_table.cpp")));
    }
    const auto kinds = figureKinds();
    QCOMPARE(std::count_if(kinds.begin(), kinds.end(), [](const FigureKind& kind) { return !kind.word.word.empty(); }),
             std::ptrdiff_t(declared.size()));
    QVERIFY(!declared.empty());
  }

  void everyKindHasOneBuilderAndOneSample() {
    const std::vector<FigureData> samples = samples::everyKind(Words::English);
    for (const FigureKind& kind : figureKinds()) {
      const auto builders = figureBuilders();
      QVERIFY2(std::count_if(builders.begin(), builders.end(),
                             [&](const FigureBuilder& builder) { return builder.type == kind.type; }) == 1,
               qPrintable(QString::fromLatin1(kind.name.data()) + QStringLiteral(" in figure_builders.cpp")));
      QVERIFY2(std::count_if(samples.begin(), samples.end(),
                             [&](const FigureData& figure) { return figure.type() == kind.type; }) == 1,
               qPrintable(QString::fromLatin1(kind.name.data()) + QStringLiteral(" has no Sample in tests/ui/charts")));
    }
    QCOMPARE(figureBuilders().size(), figureKinds().size());
    QCOMPARE(samples.size(), figureKinds().size());
  }

  void everyKindHasItsFiles() {
    static const QRegularExpression fileName(QStringLiteral("^[a-z]+(_[A-Za-z0-9]+)*$"));
    std::set<std::string> names;
    for (const FigureData& figure : samples::everyKind(Words::English)) {
      const QByteArray kind = nameOf(figure);
      const std::string name = figureName(figure);
      QVERIFY2(fileName.match(QString::fromStdString(name)).hasMatch(), kind + " " + QByteArray(name.c_str()));
      QVERIFY2(names.insert(name).second, kind + " has the file name of another");
      const QStringList lines = linesOf(figureCsv(figure));
      QVERIFY2(lines.size() > 1, kind + " has no rows");
      for (const QString& line : lines) QVERIFY2(columnsOf(line) == columnsOf(lines.front()), kind + qPrintable(line));
      const std::vector<NamedFile> arrays = figureNpy(figure);
      QVERIFY2(!arrays.empty(), kind);
      for (const NamedFile& array : arrays) {
        QVERIFY2(array.name.starts_with(name) && array.name.ends_with(".npy"), array.name.c_str());
        QVERIFY2(array.bytes.starts_with("\x93NUMPY"), array.name.c_str());
      }
      const QJsonDocument tokens = QJsonDocument::fromJson(QByteArray::fromStdString(figureTokensJson(figure)));
      QVERIFY2(tokens.isObject(), kind);
    }
  }

  void everyFileNameStandsInTheReference() {
    const QString page = readText(QStringLiteral(HEADLIGHT_SOURCE_DIR "/docs/reference/command_line.md"));
    const QString section = page.mid(page.indexOf(QStringLiteral("## File names of `export`")));
    QVERIFY(!section.isEmpty());
    for (const FigureData& figure : samples::everyKind(Words::English)) {
      // Numbers are those of the sample: "attention_L2_H3" is "attention_L0_H3" there.
      static const QRegularExpression digits(QStringLiteral("[0-9]+"));
      QString pattern = QString::fromStdString(figureName(figure)).replace(digits, QStringLiteral("[0-9]+"));
      static const QString head = QStringLiteral("_H[0-9]+");  // of arcs there may be several
      while (pattern.contains(head + head)) pattern.replace(head + head, head);
      pattern.replace(head, QStringLiteral("(") + head + QStringLiteral(")+"));
      const QRegularExpression name(QStringLiteral("`") + pattern + QStringLiteral("[.`]"));
      QVERIFY2(name.match(section).hasMatch(), qPrintable(pattern + QStringLiteral(" is not in command_line.md")));
    }
  }

  void everyKindHasABadgeInBothLanguages() {
    for (const FigureData& figure : samples::everyKind(Words::English)) {
      const Badge badge = figureBadge(figure);
      const QString english = badgeText(badge, FigureLanguage::English);
      const QString chinese = badgeText(badge, FigureLanguage::Chinese);
      QVERIFY2(!english.isEmpty() && !chinese.isEmpty(), nameOf(figure));
      const bool isName = badge.kind == Badge::Kind::Projected;  // "PCA 41 %" in both
      QVERIFY2(isName || english != chinese, nameOf(figure) + qPrintable(english));
      QVERIFY2(badgeToolTip(badge, FigureLanguage::English) != badgeToolTip(badge, FigureLanguage::Chinese),
               nameOf(figure));
    }
  }

  /// The corner and the alt text of every picture say what the figure table says, whatever was done to the model.
  void everyPictureHasTheBadgeOfItsKind() {
    for (const Words kind : {Words::English, Words::Chinese}) {  // without and with a switched-off head
      for (const FigureData& figure : samples::everyKind(kind)) {
        const Badge badge = figureBadge(figure);
        QCOMPARE(badge.isAblated, !figure.source().interventions.empty());
        const FigureStyle style;
        const QString said = badgeText(badge, style.language);
        const Figure picture = buildFigure(figure, style);
        const auto isSaid = [&said](const FigureItem& item) {
          const auto* text = std::get_if<TextItem>(&item);
          return text != nullptr && text->text == said;
        };
        QVERIFY2(std::any_of(picture.items.begin(), picture.items.end(), isSaid), nameOf(figure) + qPrintable(said));
        QVERIFY2(picture.description.contains(said), nameOf(figure) + qPrintable(picture.description));
      }
    }
  }

  void everyPictureSpeaksBothLanguages() {
    static const QRegularExpression han(QStringLiteral("\\p{Han}"));
    for (const FigureData& figure : samples::everyKind(Words::English)) {
      FigureStyle style;
      const Figure english = buildFigure(figure, style);
      style.language = FigureLanguage::Chinese;
      const Figure chinese = buildFigure(figure, style);
      for (const Figure* picture : {&english, &chinese}) {
        QVERIFY2(!picture->title.isEmpty() && !picture->description.isEmpty() && !picture->items.empty(),
                 nameOf(figure));
      }
      QVERIFY2(!english.title.contains(han) && !english.description.contains(han), nameOf(figure));
      QVERIFY2(chinese.title.contains(han), nameOf(figure) + qPrintable(chinese.title));
      QVERIFY2(chinese.description.contains(han), nameOf(figure) + qPrintable(chinese.description));
    }
  }
};

QTEST_MAIN(FigureKindsTest)
#include "figure_kinds_test.moc"
