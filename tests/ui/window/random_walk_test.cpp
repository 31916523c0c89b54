// A seeded random walk through the real window: actions, controls, keys, the mouse, texts, models. No signal, no answer
// that takes longer than 10 seconds, and no closed model is kept. HEADLIGHT_WALK_SECONDS (20) and HEADLIGHT_WALK_SEED
// (1) make it longer and another one: 20 minutes are
//   HEADLIGHT_WALK_SECONDS=1200 build/release/random_walk_tests

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <mutex>
#include <random>
#include <thread>

#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTimer>

#include "ui/window/window_probe.h"

using namespace headlight;

namespace {

constexpr int kUsualSeconds = 20;
constexpr int kSecondsOfAMinute = 60;  // a test function may take five
constexpr int kLongestAnswer = 10;     // seconds

int fromEnvironment(const char* name, int otherwise) {
  const int value = qEnvironmentVariableIntValue(name);
  return value > 0 ? value : otherwise;
}

/// Resident memory in bytes, without what the allocator keeps for later.
double residentBytes() {
  ::malloc_trim(0);
  long pages = 0;
  std::ifstream("/proc/self/statm") >> pages >> pages;
  return static_cast<double>(pages) * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

/// Ends the process if the window's thread does not answer for too long, and says what it was doing.
class Watch {
 public:
  void isDoing(const QString& what) {
    const std::scoped_lock lock(m_mutex);
    m_what = what.toStdString();
    m_since = std::chrono::steady_clock::now();
  }
  /// To be called again and again by the window's thread.
  void answers() {
    const std::scoped_lock lock(m_mutex);
    m_since = std::chrono::steady_clock::now();
  }

 private:
  void watch(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      const std::scoped_lock lock(m_mutex);
      if (std::chrono::steady_clock::now() - m_since < std::chrono::seconds(kLongestAnswer)) continue;
      std::fprintf(stderr, "no answer for %d s: %s\n", kLongestAnswer, m_what.c_str());
      std::_Exit(1);
    }
  }

  std::mutex m_mutex;
  std::string m_what;
  std::chrono::steady_clock::time_point m_since = std::chrono::steady_clock::now();
  std::jthread m_thread{[this](const std::stop_token& stop) { watch(stop); }};  // the last: it uses the others
};

/// What would end the program, or open another one.
bool isLeftOut(const QAction* action) {
  static const QStringList kOut{QStringLiteral("quitAction"), QStringLiteral("newWindowAction")};
  return !action->isEnabled() || !action->isVisible() || action->menu() || action->isSeparator() ||
         kOut.contains(action->objectName());
}

template <class T>
T* anyOf(const std::vector<T*>& all, std::mt19937& random) {
  return all.empty() ? nullptr : all[random() % all.size()];
}

}  // namespace

class RandomWalkTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    // What is saved on the way, whatever folder is proposed, lies here; no other program is started.
    qputenv("HOME", QFile::encodeName(m_home.path()));
    qputenv("XDG_DATA_HOME", QFile::encodeName(m_home.path()));
    QDir::setCurrent(m_home.path());
    for (const char* scheme : {"file", "http", "https", "mailto"})
      QDesktopServices::setUrlHandler(QString::fromLatin1(scheme), this, "openNothing");
    m_probe = std::make_unique<testing::WindowProbe>();
    using enum ModelKind;
    using Kinds = std::initializer_list<std::pair<const char*, ModelKind>>;
    for (const auto& [name, kind] :
         Kinds{{"tiny-bert", Encoder}, {"tiny-translate", EncoderDecoder}, {"tiny-gru", Gru}})
      testing::writeTinyModel(p().path("").toStdString(), name, "en", kind);
    m_random.seed(static_cast<unsigned>(fromEnvironment("HEADLIGHT_WALK_SEED", 1)));
    p().trigger("stepAction");
    m_before = residentBytes();
    watchModels();
    m_watch = std::make_unique<Watch>();
    connect(&m_closer, &QTimer::timeout, this, [this] {
      m_watch->answers();
      closePopups();
    });
    m_closer.start(50);
  }

  void walks_data() {
    QTest::addColumn<int>("seconds");
    int left = fromEnvironment("HEADLIGHT_WALK_SECONDS", kUsualSeconds);
    for (int minute = 1; left > 0; ++minute, left -= kSecondsOfAMinute)
      QTest::addRow("minute %d", minute) << std::min(left, kSecondsOfAMinute);
  }
  void walks() {
    QFETCH(int, seconds);
    QElapsedTimer time;
    time.start();
    int steps = 0;
    while (time.elapsed() < qint64{seconds} * 1000) {
      if (!p().window->isVisible()) {
        p().open();
        watchModels();
      }
      doOne();
      QCoreApplication::processEvents();
      if (m_random() % 4 == 0) p().settle();  // else the next comes while something is under way
      closePopups();
      ++steps;
    }
    QVERIFY2(steps > seconds, qPrintable(QString::number(steps)));
    qInfo("%d actions, %.0f MB", steps, residentBytes() / 1e6);
    m_watch->isDoing(QStringLiteral("come to rest"));
  }

  void theClosedModelsAreFree() {
    p().session().setComparedModels({});
    p().window->start(QStringLiteral("tiny"), QStringLiteral("The cat is on the"));
    QTRY_VERIFY_WITH_TIMEOUT(p().session().isIdle(), 60000);
    QVERIFY2(m_models.size() > 1, "no other model was opened: the test proves nothing");
    const auto alive = [this] { return std::count_if(m_models.begin(), m_models.end(), isAlive); };
    QTRY_COMPARE(alive(), 1);
    qInfo("%zu models; %.0f MB at the start, %.0f MB now", m_models.size(), m_before / 1e6, residentBytes() / 1e6);
  }

 public slots:
  void openNothing(const QUrl& /*url*/) {}

 private:
  testing::WindowProbe& p() { return *m_probe; }

  static bool isAlive(const std::weak_ptr<const OpenedModel>& model) { return !model.expired(); }

  /// Every model that the window has had open.
  void watchModels() {
    const auto add = [this] {
      const auto model = p().session().model();
      const auto isIt = [&model](const std::weak_ptr<const OpenedModel>& each) { return each.lock() == model; };
      if (model && std::none_of(m_models.begin(), m_models.end(), isIt)) m_models.push_back(model);
    };
    add();
    connect(&p().session(), &Session::changed, this, add);
  }

  void closePopups() {
    for (int i = 0; i < 5; ++i) {
      QWidget* top = QApplication::activePopupWidget();
      if (!top) top = QApplication::activeModalWidget();
      if (!top) return;
      top->close();
    }
  }

  template <class T>
  std::vector<T*> shown() {
    std::vector<T*> found;
    for (T* each : p().window->findChildren<T*>()) {
      if (each->isVisible() && each->isEnabled() && !each->visibleRegion().isEmpty()) found.push_back(each);
    }
    return found;
  }

  void doOne() {
    const auto say = [this](const char* what, const QObject* of) {
      m_watch->isDoing(QStringLiteral("%1 %2 %3")
                           .arg(QLatin1String(what), QLatin1String(of->metaObject()->className()), of->objectName()));
    };
    switch (m_random() % 9) {
      case 0:
      case 1:
        return triggerAction(say);
      case 2:
        return useButton(say);
      case 3:
        return useChoice(say);
      case 4:
        return useNumber(say);
      case 5:
        return pressKey(say);
      case 6:
        return m_random() % 8 == 0 ? openModel() : typePrompt();
      default:
        return useMouse(say);
    }
  }

  using Say = std::function<void(const char* what, const QObject* of)>;

  void triggerAction(const Say& say) {
    std::vector<QAction*> actions;
    for (QAction* each : p().window->findChildren<QAction*>())
      if (!isLeftOut(each)) actions.push_back(each);
    QAction* action = anyOf(actions, m_random);
    if (!action) return;
    say("triggered", action);
    action->trigger();
  }

  void useButton(const Say& say) {
    QAbstractButton* button = anyOf(shown<QAbstractButton>(), m_random);
    if (!button) return;
    say("clicked", button);
    button->click();
  }

  void useChoice(const Say& say) {
    if (m_random() % 3 == 0) {
      QTabBar* tabs = anyOf(shown<QTabBar>(), m_random);
      if (!tabs || tabs->count() == 0) return;
      say("chose a tab of", tabs);
      tabs->setCurrentIndex(static_cast<int>(m_random() % static_cast<unsigned>(tabs->count())));
      return;
    }
    QComboBox* box = anyOf(shown<QComboBox>(), m_random);
    if (!box || box->count() == 0) return;
    say("chose in", box);
    const int index = static_cast<int>(m_random() % static_cast<unsigned>(box->count()));
    box->setCurrentIndex(index);
    emit box->activated(index);
  }

  void useNumber(const Say& say) {
    if (QAbstractSpinBox* box = m_random() % 2 == 0 ? anyOf(shown<QAbstractSpinBox>(), m_random) : nullptr) {
      say("changed", box);
      return box->stepBy(static_cast<int>(m_random() % 9) - 4);
    }
    QAbstractSlider* slider = anyOf(shown<QAbstractSlider>(), m_random);
    if (!slider) return;
    say("moved", slider);
    const int range = std::max(slider->maximum() - slider->minimum(), 1);
    slider->setValue(slider->minimum() + static_cast<int>(m_random() % static_cast<unsigned>(range)));
  }

  void pressKey(const Say& say) {
    static const Qt::Key kKeys[] = {Qt::Key_Right,  Qt::Key_Left, Qt::Key_Up,    Qt::Key_Down, Qt::Key_Space,
                                    Qt::Key_Tab,    Qt::Key_Home, Qt::Key_End,   Qt::Key_N,    Qt::Key_P,
                                    Qt::Key_Escape, Qt::Key_Plus, Qt::Key_Minus, Qt::Key_0,    Qt::Key_Return,
                                    Qt::Key_PageUp, Qt::Key_Menu};
    QWidget* target = QApplication::focusWidget();
    if (!target) target = p().window.get();
    const Qt::Key key = kKeys[m_random() % std::size(kKeys)];
    say(qPrintable(QStringLiteral("pressed %1 in").arg(static_cast<int>(key))), target);
    QTest::keyClick(target, key, m_random() % 8 == 0 ? Qt::ShiftModifier : Qt::NoModifier);
  }

  void typePrompt() {
    static const char* const kPrompts[] = {
        "The cat is on the",
        "The dog",
        "",
        "cat cat cat",
        "The [MASK] is on the mat",
        "The \xe4\xb8\xad sat on a",
        "<img src=\"/dev/stdin\"> <b>cat",
        "The cat is on the mat and the dog is on the mat and the cat is on the mat and the dog is on the mat"};
    p().session().setPrompt(QString::fromUtf8(kPrompts[m_random() % std::size(kPrompts)]));
  }

  void openModel() {
    static const char* const kModels[] = {"tiny", "tiny-bert", "tiny-translate", "tiny-gru", "nothing"};
    p().session().openModel(QString::fromLatin1(kModels[m_random() % std::size(kModels)]));
  }

  void useMouse(const Say& say) {
    QWidget* target = anyOf(shown<QWidget>(), m_random);
    if (!target) return;
    const QPoint place(static_cast<int>(m_random() % static_cast<unsigned>(std::max(target->width(), 1))),
                       static_cast<int>(m_random() % static_cast<unsigned>(std::max(target->height(), 1))));
    say("used the mouse on", target);
    const unsigned how = m_random() % 8;
    if (how < 2) return QTest::mouseMove(target, place);
    if (how == 2) return QTest::mouseDClick(target, Qt::LeftButton, Qt::NoModifier, place);
    const bool isMenu = how == 3;
    QTest::mouseClick(target, isMenu ? Qt::RightButton : Qt::LeftButton, Qt::NoModifier, place);
    if (!isMenu) return;
    QContextMenuEvent menu(QContextMenuEvent::Mouse, place, target->mapToGlobal(place));
    QApplication::sendEvent(target, &menu);
  }

  QTemporaryDir m_home;
  std::unique_ptr<testing::WindowProbe> m_probe;
  std::mt19937 m_random;
  double m_before = 0;
  std::vector<std::weak_ptr<const OpenedModel>> m_models;
  std::unique_ptr<Watch> m_watch;
  QTimer m_closer;
};

QTEST_MAIN(RandomWalkTest)
#include "random_walk_test.moc"
