// For looking at: embedding_pictures FOLDER draws the embedding view's spaces and settings, light and dark, English and
// Chinese, as a panel and as a window. take_screenshots starts it. The models are the samples.

#include <cstdio>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QSlider>
#include <QTabWidget>
#include <QToolButton>
#include <QtTest>

#include "support/temporary_folder.h"
#include "views/embedding/embedding_view.h"
#include "window/appearance.h"

namespace headlight {
namespace {

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
  Settings settings;
  Appearance appearance(&settings);
  bool written = true;
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
