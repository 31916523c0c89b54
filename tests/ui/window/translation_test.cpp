// Every text stands in English and in Chinese: no unfinished entry, no message without one, no lost placeholder.

#include <set>

#include <QCoreApplication>
#include <QFile>
#include <QLibraryInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTranslator>
#include <QXmlStreamReader>
#include <QtTest>

#include "session/message_texts.h"
#include "session/session.h"
#include "support/temporary_folder.h"
#include "tensor/messages.h"

using namespace headlight;

namespace {

struct Entry {
  QString context, source, translation, type;
};

const QString kTranslation = QStringLiteral(HEADLIGHT_SOURCE_DIR "/ui/translations/headlight_zh_CN.ts");

std::vector<Entry> readEntries(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) qFatal("no translation file");
  QXmlStreamReader xml(&file);
  std::vector<Entry> entries;
  QString context;
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement) continue;
    if (xml.name() == QLatin1String("name")) context = xml.readElementText();
    if (xml.name() == QLatin1String("source")) entries.push_back({context, xml.readElementText(), {}, {}});
    if (xml.name() == QLatin1String("translation")) {
      entries.back().type = xml.attributes().value(QLatin1String("type")).toString();
      entries.back().translation = xml.readElementText(QXmlStreamReader::IncludeChildElements);
    }
  }
  return entries;
}

std::multiset<QString> placeholders(const QString& text) {
  static const QRegularExpression pattern(QStringLiteral("%[0-9Ln]|\\{[a-z_]+\\}"));
  std::multiset<QString> found;
  for (auto it = pattern.globalMatch(text); it.hasNext();) found.insert(it.next().captured());
  return found;
}

}  // namespace

class TranslationTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { Q_INIT_RESOURCE(headlight_i18n); }  // the linker keeps it for the window, not for this test

  void noEntryIsUnfinished() {
    const auto entries = readEntries(kTranslation);
    QVERIFY(entries.size() > 200);
    for (const Entry& entry : entries) {
      QVERIFY2(entry.type.isEmpty() && !entry.translation.isEmpty(),
               qPrintable(entry.context + QStringLiteral(": ") + entry.source));
    }
  }

  void placeholdersSurviveTranslation() {
    for (const Entry& entry : readEntries(kTranslation)) {
      QVERIFY2(placeholders(entry.source) == placeholders(entry.translation),
               qPrintable(entry.source + QStringLiteral(" / ") + entry.translation));
    }
  }

  void everyMessageOfTheEngineIsListedAndTranslated() {
    std::set<std::string> listed;
    for (const char* text : messageTexts()) listed.insert(text);
    std::set<std::string> known;
    QTranslator chinese;
    QVERIFY(chinese.load(QStringLiteral(":/i18n/headlight_zh_CN.qm")));
    for (const std::span<const MessageTemplate> table : kMessageTables) {
      for (const MessageTemplate& message : table) {
        const std::string english(message.english);
        known.insert(english);
        QVERIFY2(listed.contains(english), (std::string(message.code) + ": run ui/translations/update_texts").c_str());
        QVERIFY2(!chinese.translate("messages", english.c_str()).isEmpty(), std::string(message.code).c_str());
      }
    }
    QCOMPARE(listed.size(), known.size());
  }

  void messagesAreWordedInTheInterfacesLanguage() {
    QTranslator chinese;
    QVERIFY(chinese.load(QStringLiteral(":/i18n/headlight_zh_CN.qm")));
    const Message message{"session.context_full", {{"limit", "64"}}};
    QVERIFY(messageText(message).contains(QStringLiteral("at most 64 tokens")));
    QCoreApplication::installTranslator(&chinese);
    const QString worded = messageText(message);
    QCoreApplication::removeTranslator(&chinese);
    QVERIFY(worded.contains(QStringLiteral("64")));
    QVERIFY(worded.contains(QStringLiteral("上下文")));
  }

  void theFileHasEveryTextOfTheSources() {
    // As lupdate would write it now: a text that was changed without running update_texts is found.
    const QString lupdate = QLibraryInfo::path(QLibraryInfo::BinariesPath) + QStringLiteral("/lupdate");
    if (!QFile::exists(lupdate)) QSKIP("lupdate is not installed");
    testing::TemporaryFolder folder;
    const QString fresh = QString::fromStdString((folder.path() / "headlight_zh_CN.ts").string());
    QCOMPARE(QProcess::execute(lupdate, {QStringLiteral("-silent"), QStringLiteral("-locations"),
                                         QStringLiteral("none"), QStringLiteral("-extensions"), QStringLiteral("cpp,h"),
                                         QStringLiteral(HEADLIGHT_SOURCE_DIR "/ui"), QStringLiteral("-ts"), fresh}),
             0);
    std::set<std::pair<QString, QString>> known;
    for (const Entry& entry : readEntries(kTranslation)) known.insert({entry.context, entry.source});
    for (const Entry& entry : readEntries(fresh)) {
      QVERIFY2(known.contains({entry.context, entry.source}),
               qPrintable(entry.context + QStringLiteral(": ") + entry.source));
    }
  }
};

QTEST_MAIN(TranslationTest)
#include "translation_test.moc"
