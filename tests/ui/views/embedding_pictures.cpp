// For looking at: embedding_pictures FOLDER draws the embedding view's spaces and settings, light and dark, English and
// Chinese, as a panel and as a window, and in the main window at 18 pt. take_screenshots starts it. The models are the
// samples. ONLY=window draws the main window alone.

#include <cstdio>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSlider>
#include <QTabWidget>
#include <QToolButton>
#include <QtTest>

#include "scatter3d/scatter_widget.h"
#include "support/temporary_folder.h"
#include "views/embedding/embedding_view.h"
#include "window/appearance.h"
#include "window/main_window.h"

namespace headlight {
namespace {

constexpr int kPresentationPercent = 180;  // 18 pt

struct Look {
  QSize size;
  ThemeChoice theme;
  const char* language;
  const char* model;
  const char* prompt;
};

class Pictures {
 public:
  Pictures(const Look& look, QString base) : m_base(std::move(base)) {
    m_session.setPrompt(QString::fromUtf8(look.prompt));
    m_session.openModel(QString::fromLatin1(look.model));
    m_view.resize(look.size);
    m_view.show();
  }

  bool draw() {
    if (!QTest::qWaitFor([&] { return m_session.isIdle() && m_session.snapshot(); }, 20000)) return false;
    Selection selection = m_session.selection();
    selection.position = 1;
    m_session.setSelection(selection);
    colorBy(2);
    bool written = save("vocabulary_classes");
    colorBy(0);
    space(2);
    written = save("layers") && written;
    find<QSlider>("embeddingLayer")->setValue(15);
    find<QCheckBox>("embeddingText")->setChecked(true);
    written = save("between_layers") && written;
    space(0);
    m_view.search(QStringLiteral("king - man + woman"));
    written = save("sum_of_words") && written;
    m_view.search(QStringLiteral("cat"));
    auto* projection = find<QComboBox>("embeddingProjection");
    projection->setCurrentIndex(4);
    find<QToolButton>("embeddingShowOptions")->setChecked(true);
    const QStringList axes{QStringLiteral("man -> woman"), QStringLiteral("cat -> ship"), {}};
    for (int axis = 0; axis < 3; ++axis) {
      auto* line = find<QLineEdit>(("embeddingWords" + std::to_string(axis + 1)).c_str());
      line->setText(axes[axis]);
      emit line->editingFinished();
    }
    find<QCheckBox>("embeddingFlat")->setChecked(true);
    written = save("word_axes_flat") && written;
    find<QCheckBox>("embeddingFlat")->setChecked(false);
    projection->setCurrentIndex(2);
    QTest::qWait(9000);
    written = save("umap_options") && written;
    find<QToolButton>("embeddingShowOptions")->setChecked(false);
    projection->setCurrentIndex(0);
    space(find<QComboBox>("embeddingSpace")->count() - 2);
    written = save("lesson") && written;
    return written;
  }

 private:
  template <class Widget>
  Widget* find(const char* name) {
    return m_view.findChild<Widget*>(QLatin1String(name));
  }
  void space(int index) {
    auto* spaces = find<QComboBox>("embeddingSpace");
    spaces->setCurrentIndex(index);
    emit spaces->activated(index);
  }
  void colorBy(int index) { find<QComboBox>("embeddingColor")->setCurrentIndex(index); }
  bool save(const char* name) {
    QTest::qWait(400);
    const QString file = m_base + QLatin1String(name) + QStringLiteral(".png");
    if (m_view.grab().save(file)) return true;
    std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
    return false;
  }

  QString m_base;
  Session m_session;
  EmbeddingView m_view{&m_session};
};

/// The whole window as a class sees it: the panel where it stands, in presentation size.
bool drawWindow(const Look& look, const QString& base) {
  MainWindow window;
  window.appearance()->setTheme(look.theme);
  window.appearance()->setLanguage(QString::fromLatin1(look.language));
  window.appearance()->setZoomPercent(kPresentationPercent);
  window.resize(look.size);
  window.show();
  window.session()->setPrompt(QString::fromUtf8(look.prompt));
  window.session()->openModel(QString::fromLatin1(look.model));
  if (!QTest::qWaitFor([&] { return window.session()->isIdle() && window.session()->snapshot(); }, 20000)) return false;
  auto* view = window.findChild<EmbeddingView*>();
  const auto save = [&](const char* name) {
    QTest::qWait(700);
    return window.grab().save(base + QLatin1String(name) + QStringLiteral(".png"));
  };
  auto* scatter = view->findChild<scatter3d::ScatterWidget*>(QStringLiteral("embeddingScatter"));
  view->search(QStringLiteral("/^(cat|dog|bird|ship|mat)$/"));
  std::vector<int> some;
  for (int point = 0; point < 60; ++point) some.push_back(point * 7);
  emit scatter->areaChosen(some, false);
  bool written = save("chosen");
  view->findChild<QToolButton*>(QStringLiteral("embeddingIsolate"))->click();
  written = save("isolated") && written;
  view->findChild<QToolButton*>(QStringLiteral("embeddingRelease"))->click();
  auto* spaces = view->findChild<QComboBox*>(QStringLiteral("embeddingSpace"));
  spaces->setCurrentIndex(2);
  emit spaces->activated(2);
  view->findChild<QToolButton*>(QStringLiteral("embeddingMorePrompts"))->click();
  view->findChild<QPlainTextEdit*>(QStringLiteral("embeddingPrompts"))
      ->setPlainText(QStringLiteral("the dog is on the sofa\na bird sings"));
  QTest::qWait(1500);
  written = save("prompts_options") && written;
  view->findChild<QToolButton*>(QStringLiteral("embeddingShowOptions"))->setChecked(false);
  written = save("prompts") && written;
  for (const char* panel : {"embedding", "attention", "steps", "arcs", "tokens", "prediction",
                            "influence"}) {  // one panel fills the window
    auto* button = window.findChild<QToolButton*>(QLatin1String(panel) + QStringLiteral("DockEnlarge"));
    button->click();
    written = save((std::string("enlarged_") + panel).c_str()) && written;
    button->click();
  }
  window.appearance()->setZoomPercent(100);  // the next window starts from the application's font
  return written;
}

}  // namespace
}  // namespace headlight

int main(int argc, char** argv) {
  using namespace headlight;
  const testing::TemporaryFolder folder;
  qputenv("HEADLIGHT_SETTINGS_DIR", folder.path().c_str());
  const QApplication app(argc, argv);
  if (argc != 2) return std::fprintf(stderr, "embedding_pictures FOLDER\n"), 2;
  QDir().mkpath(QString::fromLocal8Bit(argv[1]));
  const Look looks[] = {
      {{620, 560}, ThemeChoice::Light, "en", "classroom-en", "The cat is on the mat and the dog sees"},
      {{1280, 720}, ThemeChoice::Dark, "zh", "classroom-en", "The cat is on the mat and the dog sees"},
  };
  bool written = true;
  for (const QSize size : {QSize(1280, 720), QSize(1920, 1080)}) {
    for (const char* language : {"en", "zh"}) {
      const ThemeChoice theme = (size.width() < 1500) == (language[0] == 'e') ? ThemeChoice::Light : ThemeChoice::Dark;
      const QString base = QStringLiteral("%1/window_%2_%3_")
                               .arg(QString::fromLocal8Bit(argv[1]), QLatin1String(language))
                               .arg(size.width());
      written = drawWindow({size, theme, language, "classroom-en", "The cat is on the mat and the dog sees"}, base) &&
                written;
    }
  }
  if (qEnvironmentVariable("ONLY") == QLatin1String("window")) return written ? 0 : 1;
  Settings settings;
  Appearance appearance(&settings);
  for (const Look& look : looks) {
    if (qEnvironmentVariableIsSet("ONLY") && look.size.width() < 1000) continue;
    appearance.setTheme(look.theme);
    appearance.setLanguage(QString::fromLatin1(look.language));
    const QString base =
        QString::fromLocal8Bit(argv[1]) + QLatin1Char('/') + QString::fromLatin1(look.language) + QLatin1Char('_');
    written = Pictures(look, base).draw() && written;
  }
  return written ? 0 : 1;
}
