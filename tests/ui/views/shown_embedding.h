#pragma once
// An embedding view with a session of its own, as a person sees it.

#include <filesystem>

#include <QComboBox>
#include <QTest>

#include "figures/embedding/embedding_figure.h"
#include "scatter3d/scatter_widget.h"
#include "views/embedding/embedding_view.h"

namespace headlight::testing {

struct ShownEmbedding {
  /// Opens the model with the prompt and waits for the run.
  explicit ShownEmbedding(const std::filesystem::path& model, const char* prompt = "The cat is on the") {
    QObject::connect(&view, &EmbeddingView::badgeChanged, &view, [this](const Badge& now) { badge = now; });
    view.resize(900, 700);
    view.show();
    session.setPrompt(QString::fromLatin1(prompt));
    session.openModel(QString::fromStdString(model.string()));
    scatter = find<scatter3d::ScatterWidget>("embeddingScatter");
    scatter->setInertia(false);
    if (!QTest::qWaitFor([&] { return session.isIdle() && session.snapshot(); }, 20000)) qFatal("no run");
    if (!QTest::qWaitForWindowExposed(&view)) qFatal("no window");
  }
  template <class Widget>
  [[nodiscard]] Widget* find(const char* name) {
    return view.findChild<Widget*>(QLatin1String(name));
  }
  /// The vectors of this name, as a person chooses them.
  bool choose(const char* name) {
    auto* spaces = find<QComboBox>("embeddingSpace");
    const int index = spaces->findText(QLatin1String(name));
    if (index < 0) return false;
    spaces->setCurrentIndex(index);
    emit spaces->activated(index);
    return true;
  }
  [[nodiscard]] EmbeddingFigure figure() { return view.currentFigure().value().get<EmbeddingFigure>(); }

  Session session;
  EmbeddingView view{&session};
  Badge badge;
  scatter3d::ScatterWidget* scatter = nullptr;
};

}  // namespace headlight::testing
