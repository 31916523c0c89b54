// The window as part of a session: what is opened at the start and by drops, the title, and what a session file keeps
// of the window.

#include <algorithm>

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QScreen>

#include "figures/attention/attention_figure.h"
#include "window/header_bar.h"
#include "window/main_window.h"
#include "window/panel_layout.h"
#include "window/screens.h"
#include "window/session_actions.h"
#include "window/view_dock.h"

namespace headlight {

namespace {

const QString kAttentionSide = QStringLiteral("attentionSide");

QStringList droppedFiles(const QMimeData* data) {
  QStringList files;
  for (const QUrl& url : data->urls()) files.append(url.toLocalFile());
  return files;
}

}  // namespace

void MainWindow::start(const QString& model, const QString& prompt) {
  if (QFileInfo(model).suffix() == QLatin1String("headlight")) return m_files->open(model);
  m_header->promptField()->setText(prompt);
  m_session.setPrompt(prompt);
  QString name = model;
  if (name.isEmpty()) {
    const auto samples = listSampleModels();
    const std::string wanted = "classroom-en";
    for (const auto& folder : samples) {
      if (name.isEmpty() || folder.filename() == wanted) name = QString::fromStdString(folder.filename().string());
    }
  }
  if (name.isEmpty()) {
    showMessage({"session.no_models", {}});
  } else {
    m_session.openModel(name);
  }
}

void MainWindow::offerRecovery() {
  m_files->offerRecovery();
}

void MainWindow::retitle() {
  const QString title = m_files->title();
  setWindowTitle(title.isEmpty() ? tr("Headlight") : tr("%1 – Headlight").arg(title));
  setWindowModified(m_session.isModified());
}

SessionWindowState MainWindow::sessionWindowState() const {
  SessionWindowState state;
  state.layout = m_layout->toKeep();
  for (const ViewDock* dock : m_docks) {
    if (dock->row().keptPage == nullptr) continue;
    state.views.insert(QString::fromLatin1(dock->row().keptPage), QByteArray::number(dock->view()->pageNumber()));
  }
  return state;
}

void MainWindow::restoreWindow() {
  if (!m_settings.beginRestoring()) return;
  const Settings::WindowState saved = m_settings.window();
  if (const auto place = placeFrom(saved.geometry)) {
    setGeometry(fittedTo(screensForContent(), place->place));
    if (place->maximized) setWindowState(windowState() | Qt::WindowMaximized);
  }
  m_layout->restore(saved.docks);
}

void MainWindow::keepOnScreen() {
  if (isMaximized() || isFullScreen()) return;
  const QRect fitted = fittedTo(screensForContent(), geometry());
  if (fitted != geometry()) setGeometry(fitted);
}

void MainWindow::watchScreens() {
  const auto watch = [this](QScreen* screen) {
    connect(screen, &QScreen::availableGeometryChanged, this, &MainWindow::keepOnScreen);
  };
  for (QScreen* screen : QGuiApplication::screens()) watch(screen);
  connect(qApp, &QGuiApplication::screenAdded, this, watch);
  connect(qApp, &QGuiApplication::screenRemoved, this, &MainWindow::keepOnScreen);
}

void MainWindow::restoreViews(const SessionWindowState& state) {
  if (!state.layout.isEmpty()) m_layout->restore(state.layout);
  for (const ViewDock* dock : m_docks) {
    if (dock->row().keptPage == nullptr) continue;
    const QString key = QString::fromLatin1(dock->row().keptPage);
    if (state.views.contains(key)) dock->view()->setPageNumber(state.views.value(key).toInt());
  }
  m_header->promptField()->setText(m_session.promptText());
  m_header->promptField()->endEdit();
  m_sideRestored = true;  // the session's own selection holds
  retitle();
}

void MainWindow::rememberSide(Session::Changes changes) {
  const auto model = m_session.model();
  if (!model || attentionSides(model->model->config()).size() < 2) return;
  Selection selection = m_session.selection();
  if (!m_sideRestored && (changes & Session::ModelChanged)) {
    m_sideRestored = true;
    const int side = m_settings.viewChoice(kAttentionSide, static_cast<int>(selection.side));
    if (side < static_cast<int>(AttentionSide::Own) || side > static_cast<int>(AttentionSide::Cross)) return;
    selection.side = static_cast<AttentionSide>(side);
    m_session.setSelection(selection);
    return;
  }
  if (changes & Session::SelectionChanged) {
    m_settings.setViewChoice(kAttentionSide, static_cast<int>(selection.side));
  }
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();  // what it is, is said when it is dropped
}

void MainWindow::dropEvent(QDropEvent* event) {
  const QStringList files = droppedFiles(event->mimeData());
  if (files.isEmpty()) return;
  event->acceptProposedAction();
  const QString path = SessionFiles::droppedPath(files);
  if (!path.isEmpty()) return m_files->open(path);
  const bool areThere = std::all_of(files.begin(), files.end(),
                                    [](const QString& file) { return !file.isEmpty() && QFileInfo::exists(file); });
  if (areThere) {
    showMessage({"session.drop_unrelated", {{"count", std::to_string(files.size())}}});
  } else {
    showMessage({"session.drop_no_file", {}});
  }
}

}  // namespace headlight
