#include "window/main_window.h"

#include <algorithm>

#include <QAbstractButton>
#include <QApplication>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>

#include "analysis/text/token_label.h"
#include "dialogs/ask.h"
#include "dialogs/text_dialog.h"
#include "dialogs/token_chooser.h"
#include "views/panels.h"
#include "widgets/dock_title_bar.h"
#include "window/example_prompts.h"
#include "window/header_bar.h"
#include "window/panel_layout.h"
#include "window/screens.h"
#include "window/session_actions.h"
#include "window/status_line.h"
#include "window/view_dock.h"

namespace headlight {

MainWindow::MainWindow() : m_appearance(new Appearance(&m_settings, this)), m_player(&m_session) {
  setObjectName(QStringLiteral("mainWindow"));
  setAcceptDrops(true);
  setDockNestingEnabled(true);
  m_files = new SessionFiles(&m_session, &m_settings, this);
  createActions();
  createHeader();
  createDocks();
  createMenus();
  connectSession();
  retranslate();
  const QList<QRect> screens = screensForContent();
  setGeometry(firstPlace(screens.isEmpty() ? QRect(0, 0, 1280, 720) : screens.front()));
  watchScreens();
  m_layout->reset();
  restoreWindow();
  if (m_settings.threads() > 0) m_session.setThreads(m_settings.threads());
  m_session.setFindsStartHead(true);
  qApp->installEventFilter(this);
}

MainWindow::~MainWindow() {
  qApp->removeEventFilter(this);
  m_settings.endRestoring();
  // While the session lives: a widget that leaves its tool bar may get another font, and then asks the session.
  qDeleteAll(findChildren<QToolBar*>(QString(), Qt::FindDirectChildrenOnly));
}

void MainWindow::createHeader() {
  m_header = new HeaderBar(&m_session, &m_player, &m_settings, m_step, this);
  auto* bar = new QToolBar(this);
  bar->setObjectName(QStringLiteral("headerBar"));
  bar->setMovable(false);
  bar->setFloatable(false);
  bar->setContextMenuPolicy(Qt::PreventContextMenu);
  bar->toggleViewAction()->setVisible(false);  // the window is nothing without it
  bar->addWidget(m_header);
  addToolBar(Qt::TopToolBarArea, bar);
  m_status = new StatusLine(&m_session, this);
  statusBar()->addWidget(m_status, 1);
  statusBar()->setSizeGripEnabled(false);
  connect(m_header, &HeaderBar::openFolderRequested, m_files, &SessionFiles::chooseFolder);
  connect(m_header->promptField(), &QLineEdit::inputRejected, this, [this] {
    showMessage({"session.prompt_too_long", {{"limit", std::to_string(PromptField::kLongestText)}}});
  });
  connect(m_header->tokenStrip(), &TokenStrip::tokenChoiceRequested, this, &MainWindow::chooseToken);
}

void MainWindow::createDocks() {
  for (const PanelRow& row : panels()) addDock(row);
  connect(m_header, &HeaderBar::samplingControlsRequested, this, [this] {
    ViewDock* prediction = dockAt(PanelRow::Place::Right);
    prediction->show();
    prediction->raise();
    prediction->view()->showControls();
    prediction->widget()->setFocus();
  });
  m_lastDock = dockAt(PanelRow::Place::Middle);
  m_layout = new PanelLayout(this, m_docks);
  connect(m_layout, &PanelLayout::changed, this, &MainWindow::updateActions);
  connect(m_layout, &PanelLayout::broughtToFront, this, [this](ViewDock* dock) { m_lastDock = dock; });
}

void MainWindow::addDock(const PanelRow& row) {
  auto* dock = new ViewDock(row, &m_session, this);
  m_docks.push_back(dock);
  SnapshotView* view = dock->view();
  if (row.keptPage != nullptr) {
    const QString key = QString::fromLatin1(row.keptPage);
    view->setPageNumber(m_settings.viewChoice(key, 0));
    connect(view, &SnapshotView::pageChanged, this,
            [this, view, key] { m_settings.setViewChoice(key, view->pageNumber()); });
  }
  connect(view, &SnapshotView::textOffered, this,
          [this](const QString& name, const QString& title, const QString& text) {
            TextDialog::open(this, name, title, text, TextDialog::Format::Plain);
          });
  connect(view, &SnapshotView::modelWanted, this, &MainWindow::askForModel);
  connect(dock, &ViewDock::saveRequested, this, &MainWindow::exportView);
  connect(dock, &ViewDock::menuRequested, this, &MainWindow::showFigureMenu);
  connect(dock, &ViewDock::checkRequested, m_status, &StatusLine::runCheck);
}

void MainWindow::askForModel(bool isFile, const SnapshotView::ModelAnswer& answer) {
  if (isFile) {
    ask::forOpenFile(this, tr("A model's file"), {},
                     tr("Models") + QStringLiteral(" (*.safetensors *.gguf *.checkpoint);;") + tr("All files") +
                         QStringLiteral(" (*)"),
                     answer);
  } else {
    ask::forFolder(this, tr("A model's folder"), {}, answer);
  }
}

ViewDock* MainWindow::dockAt(PanelRow::Place place) const {
  return *std::find_if(m_docks.begin(), m_docks.end(),
                       [place](const ViewDock* dock) { return dock->row().place == place; });
}

void MainWindow::connectSession() {
  connect(&m_session, &Session::changed, this, &MainWindow::sessionChanged);
  connect(&m_session, &Session::messageRaised, this, &MainWindow::showMessage);
  connect(&m_session, &Session::checkFinished, this, [this](const RunCheck& report) {
    const char* passed = report.hasProbabilities ? "session.check_passed" : "session.check_passed_points";
    showMessage({report.passed ? passed : "session.check_failed",
                 {{"values", std::to_string(report.values)},
                  {"points", std::to_string(report.points)},
                  {"point", report.worstPoint},
                  {"error", QLocale::c().toString(report.largestError, 'e', 1).toStdString()}}});
  });
  m_session.setWindowState([this] { return sessionWindowState(); });
  connect(&m_session, &Session::sessionOpened, this, &MainWindow::restoreViews);
  connect(&m_session, &Session::sessionSaved, this, [this](const QString& file) {
    showMessage({"session.exported", {{"file", file.toStdString()}}});
  });
  connect(m_appearance, &Appearance::changed, this, &MainWindow::updateActions);
  connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
    for (ViewDock* dock : m_docks) {
      if (now && dock->isAncestorOf(now)) m_lastDock = dock;
    }
  });
}

void MainWindow::sessionChanged(Session::Changes changes) {
  if (changes & (Session::RunChanged | Session::SamplingChanged)) m_header->messageBar()->dismiss();
  if (changes & Session::ModelChanged) {
    const auto model = m_session.model();
    if (!model) return;
    const QString name = QString::fromStdString(model->name);
    bool isSample = false;
    for (const auto& folder : listSampleModels()) isSample = isSample || folder.filename() == model->name;
    const auto& path = model->path.empty() ? model->folder : model->path;
    if (!m_session.isRecorded()) {
      m_settings.addRecentModel(isSample || path.empty() ? name : QString::fromStdString(path.string()));
    }
    retranslate();
    m_header->refreshModels();
  }
  rememberSide(changes);
  if (changes & (Session::FileChanged | Session::ModelChanged)) retitle();
  updateActions();
}

void MainWindow::showMessage(const Message& message) {
  const ErrorKind kind = message.kind();
  const auto tone =
      kind == ErrorKind::Notice || kind == ErrorKind::Cancelled ? MessageBar::Tone::Notice : MessageBar::Tone::Problem;
  if (message.code == "session.context_full") {
    m_player.pause();
    m_header->messageBar()->showMessage(messageText(message), tone, tr("Slide the window"), [this] { slideWindow(); });
    return;
  }
  if (message.code == "encoder.no_mask") {
    m_header->messageBar()->showMessage(messageText(message), tone, tr("Show an example"), [this] {
      const QString example = examplePrompts(m_session.model().get()).front();
      m_header->promptField()->setText(example);
      m_session.setPrompt(example);
    });
    return;
  }
  if (message.code == "session.end_of_text" || message.code == "session.all_filled" ||
      message.code == "session.translation_full") {
    m_player.pause();
  }
  const auto model = m_session.model();
  const auto isWarning = [&message](const Message& warning) {
    return warning.code == message.code && warning.english() == message.english();
  };
  if (model && std::any_of(model->notices.begin(), model->notices.end(), isWarning)) {
    return m_header->messageBar()->addSentence(messageText(message));  // there may be several
  }
  if (message.code == "session.model_not_found" && m_session.isRecorded()) {
    m_header->messageBar()->showMessage(messageText(message), tone, tr("Find the session's model…"),
                                        [this] { m_files->supplyModel(); });
    return;
  }
  m_header->messageBar()->showMessage(messageText(message), tone);
}

void MainWindow::chooseToken(Index position) {
  const auto snapshot = m_session.snapshot();
  if (!snapshot) return;
  const bool next = position >= snapshot->length() || (snapshot->place.masked && position == snapshot->place.position &&
                                                       snapshot->stopped == StopReason::None);
  const QString question =
      next && snapshot->place.masked ? tr("Which token fills the mask at position %1?").arg(snapshot->place.position)
      : next                         ? tr("Which token should come next, at position %1?").arg(position)
             : tr("Which token should replace “%2” at position %1? The text after it stays as another branch.")
                   .arg(QString::number(position),
                        QString::fromStdString(tokenLabels(snapshot->tokens)[static_cast<std::size_t>(position)]));
  auto* chooser = new TokenChooser(*snapshot->model, question, this);
  connect(chooser, &TokenChooser::tokenChosen, &m_session, [this, position, next](TokenId token) {
    if (next) {
      m_session.takeToken(token);
    } else {
      m_session.forkAt(position, token);
    }
  });
  chooser->open();
}

void MainWindow::retranslate() {
  retitle();
  for (ViewDock* dock : m_docks) dock->setWindowTitle(panelTitle(dock->row(), m_session.model().get()));
  retranslateActions();
}

void MainWindow::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange && m_header) {
    m_header->messageBar()->dismiss();  // its sentence is in the other language
    retranslate();
  }
  if (event->type() == QEvent::FontChange && m_layout) m_layout->followRoom();
  QMainWindow::changeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
  QMainWindow::resizeEvent(event);
  if (m_layout) m_layout->followRoom();
}

void MainWindow::showEvent(QShowEvent* event) {
  QMainWindow::showEvent(event);
  // When the panels have been laid out once, the stored layout did no harm.
  QTimer::singleShot(0, this, [this] { m_settings.endRestoring(); });
}

void MainWindow::closeEvent(QCloseEvent* event) {
  const bool isLarge = isMaximized() || isFullScreen();
  const QRect place = isLarge && normalGeometry().isValid() ? normalGeometry() : geometry();
  m_settings.setWindow({toBytes(WindowPlace{place, isMaximized()}), m_layout->toKeep()});
  if (!m_closing && m_session.isModified()) {
    event->ignore();
    m_files->afterSaving([this] {
      m_closing = true;
      close();
    });
    return;
  }
  QMainWindow::closeEvent(event);
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
  // Space belongs to "play", so a button that was reached by Tab is pressed with Enter.
  if (event->type() == QEvent::KeyPress) {
    auto* button = qobject_cast<QAbstractButton*>(watched);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (button && button->window() == this && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
      button->click();
      return true;
    }
  }
  return QMainWindow::eventFilter(watched, event);
}

}  // namespace headlight
