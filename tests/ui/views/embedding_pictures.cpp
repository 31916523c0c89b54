// For looking at: embedding_pictures FOLDER draws the embedding view's spaces and settings, light and dark, English and
// Chinese, as a panel and as a window, and in the main window at 18 pt. take_screenshots starts it. The models are the
// samples. ONLY=window draws the main window alone.

#include <QCheckBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSlider>
#include <QToolButton>

#include "scatter3d/scatter_widget.h"
#include "session/settings.h"
#include "ui/pictures.h"
#include "views/embedding/embedding_view.h"

namespace headlight {
namespace {

constexpr int kPresentationPercent = 180;  // 18 pt
constexpr const char* kModel = "classroom-en";
constexpr const char* kPrompt = "The cat is on the mat and the dog sees";

class Pictures {
 public:
  Pictures(QSize size, QString base) : m_base(std::move(base)) {
    m_session.setPrompt(QLatin1String(kPrompt));
    m_session.openModel(QLatin1String(kModel));
    m_view.resize(size);
    m_view.show();
  }

  bool draw() {
    if (!testing::hasRun(m_session)) return false;
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
    auto* pause = find<QToolButton>("embeddingPause");  // there while it runs
    written = QTest::qWaitFor([pause] { return pause->isVisible(); }, 30'000) && written;
    written = QTest::qWaitFor([pause] { return !pause->isVisible(); }, 60'000) && written;
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
  void space(int index) { testing::choose(m_view, "embeddingSpace", index); }
  void colorBy(int index) { find<QComboBox>("embeddingColor")->setCurrentIndex(index); }
  bool save(const char* name) {
    return testing::savePicture(m_view, m_base + QLatin1String(name) + QStringLiteral(".png"));
  }

  QString m_base;
  Session m_session;
  EmbeddingView m_view{&m_session};
};

/// The whole window as a class sees it: the panel where it stands, in presentation size.
bool drawWindow(const testing::Look& look, const QString& base) {
  const auto opened = testing::openWindow(look, kModel, QLatin1String(kPrompt));
  MainWindow& window = *opened;
  window.appearance()->setZoomPercent(kPresentationPercent);
  if (!testing::hasRun(*window.session())) return false;
  auto* view = window.findChild<EmbeddingView*>();
  const auto save = [&](const char* name) {
    return testing::savePicture(window, base + QLatin1String(name) + QStringLiteral(".png"));
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
  testing::choose(*view, "embeddingSpace", 2);
  view->findChild<QToolButton*>(QStringLiteral("embeddingMorePrompts"))->click();
  view->findChild<QPlainTextEdit*>(QStringLiteral("embeddingPrompts"))
      ->setPlainText(QStringLiteral("the dog is on the sofa\na bird sings"));
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

bool drawWindows(const QString& folder) {
  bool written = true;
  for (const testing::Look& look : testing::fourLooks()) {
    const QString base = QStringLiteral("%1/window_%2_%3_").arg(folder, look.languageName()).arg(look.size.width());
    written = drawWindow(look, base) && written;
  }
  return written;
}

bool drawAll(const QString& folder) {
  bool written = drawWindows(folder);
  if (qEnvironmentVariable("ONLY") == QLatin1String("window")) return written;
  const testing::Look looks[] = {{{620, 560}, ThemeChoice::Light, "en"}, {{1280, 720}, ThemeChoice::Dark, "zh"}};
  Settings settings;
  Appearance appearance(&settings);
  for (const testing::Look& look : looks) {
    appearance.setTheme(look.theme);
    appearance.setLanguage(look.languageName());
    written = Pictures(look.size, folder + QLatin1Char('/') + look.languageName() + QLatin1Char('_')).draw() && written;
  }
  return written;
}

}  // namespace
}  // namespace headlight

int main(int argc, char** argv) {
  return headlight::testing::runPictures(argc, argv, headlight::drawAll);
}
