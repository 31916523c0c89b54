// What the menus' actions do that is more than a request to the session.

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QMenu>

#include "analysis/text/token_label.h"
#include "dialogs/ask.h"
#include "dialogs/export_dialog.h"
#include "dialogs/text_dialog.h"
#include "figures/export/figure_export.h"
#include "views/command_text.h"
#include "window/header_bar.h"
#include "window/help_pages.h"
#include "window/main_window.h"
#include "window/panel_layout.h"
#include "window/view_dock.h"
#include "window/view_export.h"

namespace headlight {

void MainWindow::guarded(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    showMessage(error.message());
  } catch (const std::exception& error) {
    showMessage({"internal.failure", {{"what", error.what()}}});
  }
}

ViewDock* MainWindow::currentDock() const {
  return m_lastDock;
}

FigureOptions MainWindow::figureOptions() const {
  FigureOptions options;  // white, as the command line makes it: for paper and slides
  options.chinese = m_appearance->language() == QLatin1String("zh");
  return options;
}

/// What can be taken out of a panel.
std::vector<ExportChoice> MainWindow::exportChoices(const ViewDock& dock) const {
  std::vector<ExportChoice> choices;
  std::vector<FigureData> figures = dock.allFigures();
  for (FigureData& figure : figures) {
    if (const auto* heads = figure.as<HeadsFigure>()) {
      choices.push_back(
          {tr("All heads on one page"), [heads = *heads] { return std::vector<FigureData>{sheetOf(heads)}; }});
      choices.push_back({tr("All heads, one file each"), [heads = *heads] { return singleHeads(heads); }});
    }
    const QString label = &figure == &figures.front() ? tr("This view") : tr("Its overview");
    choices.insert(choices.begin() + (&figure - figures.data()),
                   {label, [figure] { return std::vector<FigureData>{figure}; }});
  }
  return choices;
}

/// The one way in which figures become files: from the corner of a panel, from its menu, and from the menu of the
/// window, there also for all panels.
void MainWindow::exportView(ViewDock* dock) {
  ExportQuestion question;
  question.choices = exportChoices(*dock);
  if (question.choices.empty()) return showNothingToExport(dock);
  openExport(std::move(question), dock);
}

void MainWindow::exportAllViews() {
  if (allFigures().empty()) return showMessage({"session.nothing_to_export", {}});
  ExportQuestion question;
  question.choices = exportChoices(*currentDock());
  question.first = static_cast<int>(question.choices.size());
  question.everyFormat = true;
  openExport(std::move(question), currentDock());
}

std::vector<FigureData> MainWindow::allFigures() const {
  std::vector<FigureData> figures;
  for (const ViewDock* dock : m_docks) {
    for (FigureData& figure : dock->allFigures()) figures.push_back(std::move(figure));
  }
  return figures;
}

void MainWindow::openExport(ExportQuestion question, const ViewDock* dock) {
  question.choices.push_back({tr("All panels"), [this] { return allFigures(); }});
  question.folder = m_settings.exportFolder().isEmpty() ? QDir::homePath() : m_settings.exportFolder();
  question.screenWidth = dock->width();
  question.interfaceChinese = figureOptions().chinese;
  question.write = exportInto;
  question.files = exportedInto;
  auto* dialog = new ExportDialog(std::move(question), m_settings, this);
  connect(dialog, &ExportDialog::exported, this, [this](int files, const QString& folder) {
    showMessage({"session.exported_all", {{"count", std::to_string(files)}, {"folder", folder.toStdString()}}});
  });
  dialog->open();
}

void MainWindow::copyPicture(ViewDock* dock) {
  const std::optional<FigureData> figure = dock->currentFigure();
  if (!figure) return showNothingToExport(dock);
  guarded([&] {
    copyFigure(*figure, figureOptions());
    showMessage({"session.copied", {{"text", figureName(*figure)}}});
  });
}

/// The same actions as in the menus, for this panel.
void MainWindow::showFigureMenu(ViewDock* dock, QPoint at) {
  m_lastDock = dock;
  auto* menu = new QMenu(this);
  menu->setObjectName(QStringLiteral("figureMenu"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  for (const char* name : {"copyPictureAction", "exportAction", "copyExportCommandAction"}) {
    menu->addAction(findChild<QAction*>(QString::fromLatin1(name)));
  }
  menu->popup(at);
}

/// A view that threw says so itself; here stands why there is no file.
void MainWindow::showNothingToExport(const ViewDock* dock) {
  showMessage(dock->view()->failure().value_or(Message{"session.nothing_to_export", {}}));
}

void MainWindow::copyViewCommand(const ViewDock* dock) {
  guarded([&] {
    const auto snapshot = m_session.snapshot();
    const QString text = panelCommandText(dock->row().command, snapshot.get(), dock->view()->commandArguments());
    if (!text.isNull()) copyText(text);
  });
}

void MainWindow::copyText(const QString& text) {
  QApplication::clipboard()->setText(text);
  showMessage({"session.copied", {{"text", text.toStdString()}}});
}

void MainWindow::copyTokens(bool ids) {
  const auto snapshot = m_session.snapshot();
  if (!snapshot) return;
  QStringList words;
  if (ids) {
    for (const Token& token : snapshot->tokens) words.append(QString::number(token.id));
  } else {
    for (const std::string& label : tokenLabels(snapshot->tokens)) words.append(QString::fromStdString(label));
  }
  copyText(words.join(ids ? QStringLiteral(", ") : QStringLiteral(" | ")));
}

void MainWindow::slideWindow() {
  const auto snapshot = m_session.snapshot();
  if (snapshot) m_session.slideWindow(std::max<Index>(1, snapshot->length() / 2));
}

void MainWindow::fillLayoutMenu() {
  m_layoutMenu->clear();
  for (const QString& name : m_settings.layoutNames()) {
    connect(m_layoutMenu->addAction(name), &QAction::triggered, this, [this, name] {
      if (!m_layout->restore(m_settings.layout(name))) m_layout->reset();  // an earlier version's bytes
    });
  }
  if (!m_settings.layoutNames().isEmpty()) m_layoutMenu->addSeparator();
  QAction* save = m_layoutMenu->addAction(tr("Save this layout…"));
  save->setObjectName(QStringLiteral("saveLayoutAction"));
  connect(save, &QAction::triggered, this, &MainWindow::saveLayout);
  QMenu* remove = m_layoutMenu->addMenu(tr("Forget"));
  remove->setEnabled(!m_settings.layoutNames().isEmpty());
  for (const QString& name : m_settings.layoutNames()) {
    connect(remove->addAction(name), &QAction::triggered, this, [this, name] { m_settings.removeLayout(name); });
  }
}

void MainWindow::saveLayout() {
  ask::forText(this, tr("Save this layout"), tr("Name of the layout:"), [this](const QString& name) {
    const QStringList there = m_settings.layoutNames().contains(name) ? QStringList{name} : QStringList{};
    ask::forReplacing(this, there, [this, name] { m_settings.setLayout(name, m_layout->toKeep()); });
  });
}

void MainWindow::askThreads() {
  ask::forText(
      this, tr("Threads"),
      tr("How many threads should compute (0: as many as the machine has cores)? The results do not depend on this "
         "number. Now: %1")
          .arg(m_settings.threads()),
      [this](const QString& text) {
        bool isNumber = false;
        const int threads = text.toInt(&isNumber);
        if (!isNumber || threads < 0 || threads > Session::kMostThreads) {
          return showMessage(
              {"session.threads", {{"threads", text.toStdString()}, {"limit", std::to_string(Session::kMostThreads)}}});
        }
        m_settings.setThreads(threads);
        m_session.setThreads(threads);
      });
}

void MainWindow::showModelCard() {
  const auto model = m_session.model();
  if (!model) return;
  TextDialog::open(this, QStringLiteral("modelCard"), tr("About the model %1").arg(QString::fromStdString(model->name)),
                   modelCardPage(*model), TextDialog::Format::Markdown);
}

void MainWindow::showAbout() {
  TextDialog::open(this, QStringLiteral("about"), tr("About Headlight"), aboutPage(), TextDialog::Format::Markdown);
}

void MainWindow::showKeys() {
  TextDialog::open(this, QStringLiteral("keys"), tr("Keyboard shortcuts"), keysPage(actions()),
                   TextDialog::Format::Markdown);
}

}  // namespace headlight
