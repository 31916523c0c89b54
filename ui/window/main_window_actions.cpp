// The window's actions and menus: each action once, with its keys; buttons, menus and keys all show the same one.

#include <functional>

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

#include "views/command_text.h"
#include "widgets/icons.h"
#include "window/header_bar.h"
#include "window/main_window.h"
#include "window/panel_layout.h"
#include "window/session_actions.h"
#include "window/status_line.h"
#include "window/view_dock.h"

namespace headlight {
namespace {

void setTextAndTip(QAction* action, const QString& text) {
  action->setText(text);
  QStringList keys;
  for (const QKeySequence& key : action->shortcuts()) keys.append(key.toString(QKeySequence::NativeText));
  QString tip = text;
  tip.remove(QLatin1Char('&'));
  if (!keys.isEmpty()) tip += QStringLiteral(" (") + keys.join(QStringLiteral(", ")) + QLatin1Char(')');
  action->setToolTip(tip);
}

}  // namespace

QAction* MainWindow::newAction(const QString& name, QMenu* menu) {
  auto* action = new QAction(this);
  action->setObjectName(name);
  if (menu) menu->addAction(action);
  return action;
}

QAction* MainWindow::addCommand(QMenu* menu, const char* name, const QList<QKeySequence>& keys,
                                const std::function<void()>& work) {
  QAction* action = newAction(QString::fromLatin1(name), menu);
  action->setShortcuts(keys);
  addAction(action);
  connect(action, &QAction::triggered, this, work);
  return action;
}

void MainWindow::createActions() {
  const auto make = [this](const char* name, IconShape icon, QList<QKeySequence> keys) {
    QAction* action = newAction(QString::fromLatin1(name), nullptr);
    action->setIcon(makeIcon(icon));
    action->setShortcuts(keys);
    addAction(action);  // works in full screen too, where the menu bar is hidden
    return action;
  };
  m_step.start = make("startAction", IconShape::Start, {Qt::Key_Home});
  m_step.back = make("backAction", IconShape::Back, {Qt::Key_Left, Qt::Key_PageUp});
  m_step.step = make("stepAction", IconShape::Step, {Qt::Key_Right, Qt::Key_PageDown});
  m_step.play = make("playAction", IconShape::Play, {Qt::Key_Space});
  m_step.play->setCheckable(true);
  for (QAction* action : {m_step.start, m_step.play}) action->setAutoRepeat(false);

  connect(m_step.start, &QAction::triggered, &m_session, &Session::goToStart);
  connect(m_step.back, &QAction::triggered, &m_session, &Session::stepBack);
  connect(m_step.step, &QAction::triggered, &m_session, &Session::step);
  connect(m_step.play, &QAction::triggered, &m_player, &Player::toggle);
  for (QAction* action : {m_step.start, m_step.back, m_step.step}) {
    connect(action, &QAction::triggered, &m_player, &Player::pause);
  }
  connect(&m_player, &Player::playingChanged, this, [this](bool playing) {
    m_step.play->setChecked(playing);
    m_step.play->setIcon(makeIcon(playing ? IconShape::Pause : IconShape::Play));
    retranslateActions();
  });
}

void MainWindow::createMenus() {
  m_fileMenu = menuBar()->addMenu(QString());
  m_editMenu = menuBar()->addMenu(QString());
  m_runMenu = menuBar()->addMenu(QString());
  m_viewMenu = menuBar()->addMenu(QString());
  m_helpMenu = menuBar()->addMenu(QString());
  createFileMenu();
  createEditMenu();
  createRunMenu();
  createViewMenu();
  createHelpMenu();
}

void MainWindow::createFileMenu() {
  addCommand(m_fileMenu, "newSessionAction", {QKeySequence::New}, [this] { m_files->newSession(); });
  addCommand(m_fileMenu, "openAction", {QKeySequence::Open}, [this] { m_files->chooseFile(); });
  addCommand(m_fileMenu, "openFolderAction", {Qt::CTRL | Qt::SHIFT | Qt::Key_O}, [this] { m_files->chooseFolder(); });
  m_recentMenu = m_fileMenu->addMenu(QString());
  m_recentMenu->setObjectName(QStringLiteral("recentMenu"));
  connect(m_recentMenu, &QMenu::aboutToShow, this, [this] { m_files->fillRecentMenu(m_recentMenu); });
  m_fileMenu->addSeparator();
  addCommand(m_fileMenu, "saveSessionAction", {QKeySequence::Save}, [this] { m_files->save(); });
  addCommand(m_fileMenu, "saveSessionAsAction", {Qt::CTRL | Qt::SHIFT | Qt::Key_S}, [this] { m_files->saveAs(); });
  addCommand(m_fileMenu, "supplyModelAction", {}, [this] { m_files->supplyModel(); });
  m_fileMenu->addSeparator();
  addCommand(m_fileMenu, "exportAction", {Qt::CTRL | Qt::Key_E}, [this] { exportView(currentDock()); });
  addCommand(m_fileMenu, "saveAllAction", {Qt::CTRL | Qt::SHIFT | Qt::Key_E}, [this] { exportAllViews(); });
  m_fileMenu->addSeparator();
  addCommand(m_fileMenu, "quitAction", {Qt::CTRL | Qt::Key_Q}, [this] { close(); });
}

void MainWindow::createEditMenu() {
  addCommand(m_editMenu, "undoAction", {QKeySequence::Undo}, [this] { m_session.undo(); });
  addCommand(m_editMenu, "redoAction", {QKeySequence::Redo}, [this] { m_session.redo(); });
  m_editMenu->addSeparator();
  addCommand(m_editMenu, "copyPictureAction", {Qt::CTRL | Qt::SHIFT | Qt::Key_C},
             [this] { copyPicture(currentDock()); });
  addCommand(m_editMenu, "copyTextAction", {Qt::CTRL | Qt::ALT | Qt::Key_C}, [this] {
    if (const auto snapshot = m_session.snapshot()) copyText(textOf(*snapshot));
  });
  addCommand(m_editMenu, "copyTokensAction", {}, [this] { copyTokens(false); });
  addCommand(m_editMenu, "copyIdsAction", {}, [this] { copyTokens(true); });
  addCommand(m_editMenu, "copyRunCommandAction", {}, [this] {
    guarded([this] {
      if (const auto snapshot = m_session.snapshot()) copyText(runCommandText(*snapshot));
    });
  });
  addCommand(m_editMenu, "copyExportCommandAction", {}, [this] { copyViewCommand(currentDock()); });
  m_editMenu->addSeparator();
  addCommand(m_editMenu, "focusPromptAction", {Qt::CTRL | Qt::Key_L}, [this] {
    m_header->promptField()->setFocus(Qt::ShortcutFocusReason);
    m_header->promptField()->selectAll();
  });
  m_editMenu->addMenu(m_header->examplesMenu());
}

void MainWindow::createRunMenu() {
  m_runMenu->addActions({m_step.step, m_step.back, m_step.start, m_step.play});
  m_runMenu->addSeparator();
  addCommand(m_runMenu, "takeOtherAction", {Qt::CTRL | Qt::Key_T}, [this] {
    if (const auto snapshot = m_session.snapshot()) chooseToken(snapshot->length());
  });
  addCommand(m_runMenu, "slideAction", {}, [this] { slideWindow(); });
  m_runMenu->addSeparator();
  addCommand(m_runMenu, "checkAction", {Qt::CTRL | Qt::SHIFT | Qt::Key_K}, [this] { m_status->runCheck(); });
  addCommand(m_runMenu, "threadsAction", {}, [this] { askThreads(); });
}

void MainWindow::createViewMenu() {
  m_panelsMenu = m_viewMenu->addMenu(QString());
  for (ViewDock* dock : m_docks) m_panelsMenu->addAction(dock->toggleViewAction());
  m_layoutMenu = m_viewMenu->addMenu(QString());
  m_layoutMenu->setObjectName(QStringLiteral("layoutMenu"));
  connect(m_layoutMenu, &QMenu::aboutToShow, this, &MainWindow::fillLayoutMenu);
  addCommand(m_viewMenu, "resetLayoutAction", {}, [this] { m_layout->reset(); });
  QAction* compare = addCommand(m_viewMenu, "compareModeAction", {Qt::CTRL | Qt::SHIFT | Qt::Key_M},
                                [this] { m_layout->setComparing(!m_layout->isComparing()); });
  compare->setCheckable(true);
  QAction* enlarge = addCommand(m_viewMenu, "enlargeAction", {Qt::CTRL | Qt::Key_M},
                                [this] { m_layout->setEnlarged(m_layout->enlarged() ? nullptr : currentDock()); });
  enlarge->setCheckable(true);
  m_viewMenu->addSeparator();

  m_themeMenu = m_viewMenu->addMenu(QString());
  auto* themes = new QActionGroup(this);
  for (const auto& [name, choice] : {std::pair{"themeSystem", ThemeChoice::System},
                                     {"themeLight", ThemeChoice::Light},
                                     {"themeDark", ThemeChoice::Dark}}) {
    QAction* action = addCommand(m_themeMenu, name, {}, [this, choice = choice] { m_appearance->setTheme(choice); });
    action->setCheckable(true);
    action->setData(static_cast<int>(choice));
    themes->addAction(action);
  }
  m_languageMenu = m_viewMenu->addMenu(QString());
  auto* languages = new QActionGroup(this);
  for (const auto& [name, code] : {std::pair{"languageEnglish", "en"}, {"languageChinese", "zh"}}) {
    const QString language = QString::fromLatin1(code);
    QAction* action = addCommand(m_languageMenu, name, {}, [this, language] { m_appearance->setLanguage(language); });
    action->setCheckable(true);
    action->setData(language);
    languages->addAction(action);
  }
  m_viewMenu->addSeparator();
  addCommand(m_viewMenu, "zoomInAction", {Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal},
             [this] { m_appearance->setZoomPercent(m_appearance->zoomPercent() + 10); });
  addCommand(m_viewMenu, "zoomOutAction", {Qt::CTRL | Qt::Key_Minus},
             [this] { m_appearance->setZoomPercent(m_appearance->zoomPercent() - 10); });
  addCommand(m_viewMenu, "zoomResetAction", {Qt::CTRL | Qt::Key_0}, [this] {
    m_appearance->setPresentation(false);
    m_appearance->setZoomPercent(100);
  });
  QAction* presentation = addCommand(m_viewMenu, "presentationAction", {Qt::CTRL | Qt::SHIFT | Qt::Key_P},
                                     [this] { m_appearance->setPresentation(!m_appearance->isPresentation()); });
  presentation->setCheckable(true);
  QAction* fullScreen = addCommand(m_viewMenu, "fullScreenAction", {Qt::Key_F11},
                                   [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
  fullScreen->setCheckable(true);
}

void MainWindow::createHelpMenu() {
  addCommand(m_helpMenu, "modelCardAction", {}, [this] { showModelCard(); });
  addCommand(m_helpMenu, "keysAction", {Qt::Key_F1}, [this] { showKeys(); });
  addCommand(m_helpMenu, "aboutAction", {}, [this] { showAbout(); });
}

void MainWindow::retranslateActions() {
  if (!m_fileMenu) return;
  retranslateMenus();
  for (const auto& [name, text] : actionTexts()) {
    if (auto* action = findChild<QAction*>(QString::fromLatin1(name))) setTextAndTip(action, text);
  }
  findChild<QAction*>(QStringLiteral("slideAction"))
      ->setToolTip(tr("Keeps the last half of the tokens as a new prompt and recomputes, so that the text can go on"));
  updateActions();
}

void MainWindow::retranslateMenus() {
  m_fileMenu->setTitle(tr("&File"));
  m_editMenu->setTitle(tr("&Edit"));
  m_runMenu->setTitle(tr("&Run"));
  m_viewMenu->setTitle(tr("&View"));
  m_helpMenu->setTitle(tr("&Help"));
  m_recentMenu->setTitle(tr("Open &recent"));
  m_panelsMenu->setTitle(tr("&Panels"));
  m_header->examplesMenu()->setTitle(tr("&Example prompts"));
  m_layoutMenu->setTitle(tr("&Layouts"));
  m_themeMenu->setTitle(tr("&Theme"));
  m_languageMenu->setTitle(tr("Lan&guage"));
}

std::vector<std::pair<const char*, QString>> MainWindow::actionTexts() const {
  return {
      {"startAction", tr("To the start")},
      {"backAction", tr("Step back")},
      {"stepAction", tr("Step")},
      {"playAction", m_player.isPlaying() ? tr("Pause") : tr("Play")},
      {"newSessionAction", tr("&New session")},
      {"openAction", tr("&Open…")},
      {"openFolderAction", tr("Open model &folder…")},
      {"saveSessionAction", tr("&Save session")},
      {"saveSessionAsAction", tr("Save session &as…")},
      {"supplyModelAction", tr("Find the session's &model…")},
      {"exportAction", tr("&Export this view…")},
      {"copyPictureAction", tr("Copy pictur&e")},
      {"saveAllAction", tr("Export all pane&ls…")},
      {"quitAction", tr("&Quit")},
      {"undoAction", tr("&Undo")},
      {"redoAction", tr("&Redo")},
      {"copyTextAction", tr("Copy &text")},
      {"copyTokensAction", tr("Copy to&kens")},
      {"copyIdsAction", tr("Copy token &ids")},
      {"copyRunCommandAction", tr("Copy the &command line of this run")},
      {"copyExportCommandAction", tr("Copy the command line of this &view")},
      {"focusPromptAction", tr("Edit the &prompt")},
      {"takeOtherAction", tr("Take another &token next…")},
      {"slideAction", tr("S&lide the window")},
      {"checkAction", tr("&Check every value")},
      {"threadsAction", tr("T&hreads…")},
      {"resetLayoutAction", tr("&Reset layout")},
      {"compareModeAction", tr("&Compare mode")},
      {"enlargeAction", tr("&Enlarge this panel")},
      {"themeSystem", tr("As the system")},
      {"themeLight", tr("Light")},
      {"themeDark", tr("Dark")},
      {"languageEnglish", QStringLiteral("English")},
      {"languageChinese", QStringLiteral("简体中文")},
      {"zoomInAction", tr("Zoom &in")},
      {"zoomOutAction", tr("Zoom &out")},
      {"zoomResetAction", tr("Normal &size")},
      {"presentationAction", tr("Pr&esentation size")},
      {"fullScreenAction", tr("&Full screen")},
      {"modelCardAction", tr("About this &model")},
      {"keysAction", tr("&Keyboard shortcuts")},
      {"aboutAction", tr("&About Headlight")},
  };
}

void MainWindow::updateActions() {
  const auto snapshot = m_session.snapshot();
  const auto enable = [this](const char* name, bool on) {
    findChild<QAction*>(QString::fromLatin1(name))->setEnabled(on);
  };
  const bool back = snapshot && snapshot->canGoBack;
  m_step.start->setEnabled(back);
  m_step.back->setEnabled(back);
  m_step.step->setEnabled(snapshot != nullptr);  // at the end it says why nothing follows
  m_step.play->setEnabled(snapshot != nullptr);
  if (!m_fileMenu) return;
  enable("undoAction", m_session.canUndo());
  enable("redoAction", m_session.canRedo());
  for (const char* name : {"copyTextAction", "copyTokensAction", "copyIdsAction", "copyRunCommandAction",
                           "copyExportCommandAction", "saveAllAction", "exportAction", "copyPictureAction"}) {
    enable(name, snapshot != nullptr);
  }
  enable("takeOtherAction", snapshot && !snapshot->whyNoPrediction);
  enable("checkAction", snapshot != nullptr && !m_session.isRecorded());
  // A sentence that is filled or translated is read as a whole: it has no oldest tokens to drop.
  enable("slideAction", snapshot && !snapshot->place.masked && snapshot->source().empty());
  enable("saveSessionAction", m_session.model() && (m_session.file().isEmpty() || m_session.isModified()));
  enable("saveSessionAsAction", m_session.model() != nullptr);
  findChild<QAction*>(QStringLiteral("supplyModelAction"))->setVisible(m_session.isRecorded());
  enable("modelCardAction", m_session.model() != nullptr);
  for (QAction* action : m_themeMenu->actions()) {
    action->setChecked(action->data().toInt() == static_cast<int>(m_appearance->theme()));
  }
  for (QAction* action : m_languageMenu->actions()) {
    action->setChecked(action->data().toString() == m_appearance->language());
  }
  findChild<QAction*>(QStringLiteral("presentationAction"))->setChecked(m_appearance->isPresentation());
  findChild<QAction*>(QStringLiteral("fullScreenAction"))->setChecked(isFullScreen());
  findChild<QAction*>(QStringLiteral("compareModeAction"))->setChecked(m_layout->isComparing());
  findChild<QAction*>(QStringLiteral("enlargeAction"))->setChecked(m_layout->enlarged() != nullptr);
}

}  // namespace headlight
