// Sessions and settings files with mutated layouts, states of views and bytes, opened in the real window: it comes up,
// steps, and answers. HEADLIGHT_STATES (20) says how many, HEADLIGHT_STATES_SEED (1) which.

#include <random>

#include <QElapsedTimer>
#include <QFile>

#include "formats/archive/session_file.h"
#include "ui/mutated_bytes.h"
#include "ui/window/window_probe.h"

using namespace headlight;

namespace {

constexpr int kUsualCount = 20;
constexpr int kLongestAnswer = 10000;  // milliseconds

int fromEnvironment(const char* name, int otherwise) {
  const int value = qEnvironmentVariableIntValue(name);
  return value > 0 ? value : otherwise;
}

QByteArray contentOf(const QString& name) {
  QFile file(name);
  if (!file.open(QIODevice::ReadOnly)) qFatal("%s cannot be read", qPrintable(name));
  return file.readAll();
}

void write(const QString& name, const QByteArray& bytes) {
  QFile file(name);
  if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
    qFatal("%s cannot be written", qPrintable(name));
}

std::string mutated(const std::string& bytes, std::mt19937& random) {
  return testing::mutated(QByteArray::fromStdString(bytes), random).toStdString();
}

}  // namespace

class HostileStatesTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    m_probe = std::make_unique<testing::WindowProbe>();
    // What a window leaves: a floated panel, another page, a layout with a name.
    p().find<QDockWidget>("arcsDock")->setFloating(true);
    p().trigger("stepAction");
    p().session().saveAs(p().path("good.headlight"), false);
    QTRY_VERIFY(!p().session().file().isEmpty());
    QVERIFY(p().window->close());
    p().window.reset();
    m_session = readSession(p().path("good.headlight").toStdString());
    m_settings = contentOf(p().path("settings/headlight.ini"));
    QVERIFY(m_session.layout.size() > 100 && !m_session.viewState.empty() && m_settings.size() > 100);
  }

  void aWindowComesUpAndAnswers_data() {
    QTest::addColumn<int>("number");
    const int count = fromEnvironment("HEADLIGHT_STATES", kUsualCount);
    for (int i = 0; i < count; ++i) QTest::addRow("%s %d", i % 2 == 0 ? "session" : "settings", i) << i;
  }
  void aWindowComesUpAndAnswers() {
    QFETCH(int, number);
    std::mt19937 random(static_cast<unsigned>(fromEnvironment("HEADLIGHT_STATES_SEED", 1) * 100003 + number));
    const bool isSession = number % 2 == 0;
    QString opened = QStringLiteral("tiny");
    if (isSession) {
      opened = p().path("hostile.headlight");
      writeSession(opened.toStdString(), mutatedSession(random));
    }
    write(p().path("settings/headlight.ini"), isSession ? m_settings : testing::mutated(m_settings, random));
    QElapsedTimer time;
    time.start();
    MainWindow window;
    window.show();
    window.start(opened, QStringLiteral("The cat is on the"));
    const auto comesUp = [&] { return window.session()->isIdle() && window.session()->snapshot(); };
    QVERIFY(QTest::qWaitFor(comesUp, kLongestAnswer));
    const std::size_t before = window.session()->snapshot()->tokens.size();
    window.findChild<QAction*>(QStringLiteral("stepAction"))->trigger();
    const auto hasStepped = [&] { return window.session()->snapshot()->tokens.size() == before + 1; };
    QVERIFY(QTest::qWaitFor(hasStepped, kLongestAnswer));
    QVERIFY(window.isVisible());
    QVERIFY2(time.elapsed() < kLongestAnswer, qPrintable(QString::number(time.elapsed())));
  }

 private:
  testing::WindowProbe& p() { return *m_probe; }

  SessionData mutatedSession(std::mt19937& random) const {
    SessionData session = m_session;
    if (random() % 2 == 0) session.layout = mutated(session.layout, random);
    for (auto& [name, state] : session.viewState)
      if (random() % 2 == 0) state = mutated(state, random);
    return session;
  }

  std::unique_ptr<testing::WindowProbe> m_probe;
  SessionData m_session;
  QByteArray m_settings;
};

QTEST_MAIN(HostileStatesTest)
#include "hostile_states_test.moc"
