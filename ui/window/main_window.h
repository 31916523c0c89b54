#pragma once
// The one window: creates the session, the header, the docks and the actions, and connects them. What they do is
// theirs.

#include <functional>
#include <utility>
#include <vector>

#include <QMainWindow>

#include "figures/export/figure_writer.h"
#include "session/player.h"
#include "session/session.h"
#include "session/settings.h"
#include "views/panel_row.h"
#include "views/snapshot_view.h"
#include "widgets/step_controls.h"
#include "window/appearance.h"

class QActionGroup;
class QMenu;

namespace headlight {

class HeaderBar;
class PanelLayout;
class SessionFiles;
class StatusLine;
class ViewDock;
struct ExportChoice;
struct ExportQuestion;

class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  MainWindow();
  ~MainWindow() override;

  [[nodiscard]] Session* session() { return &m_session; }
  [[nodiscard]] Appearance* appearance() { return m_appearance; }
  /// Opens the model with this prompt; an empty name takes the sample model of the interface's language.
  /// A session file opens with its own prompt.
  void start(const QString& model, const QString& prompt);
  /// What crashed programs left, if anything.
  void offerRecovery();

 protected:
  void closeEvent(QCloseEvent* event) override;
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  // main_window.cpp, main_window_session.cpp
  void createDocks();
  void addDock(const PanelRow& row);
  void askForModel(bool isFile, const SnapshotView::ModelAnswer& answer);
  [[nodiscard]] ViewDock* dockAt(PanelRow::Place place) const;
  void createHeader();
  void connectSession();
  void sessionChanged(Session::Changes changes);
  void showMessage(const Message& message);
  void retranslate();
  void retitle();
  /// As settings have it; the usual arrangement if the last start ended while it was restored.
  void restoreWindow();
  /// Smaller, and moved, until it is on a screen: after a change of screens or of the size of letters.
  void keepOnScreen();
  void watchScreens();
  void restoreViews(const SessionWindowState& state);
  [[nodiscard]] SessionWindowState sessionWindowState() const;
  /// The attention that was looked at last time, in a model that has several.
  void rememberSide(Session::Changes changes);
  void chooseToken(Index position);

  // main_window_actions.cpp
  void createActions();
  void createMenus();
  void createFileMenu();
  void createEditMenu();
  void createRunMenu();
  void createViewMenu();
  void createHelpMenu();
  void retranslateActions();
  void retranslateMenus();
  [[nodiscard]] std::vector<std::pair<const char*, QString>> actionTexts() const;
  void updateActions();
  QAction* newAction(const QString& name, QMenu* menu);
  QAction* addCommand(QMenu* menu, const char* name, const QList<QKeySequence>& keys,
                      const std::function<void()>& work);

  // main_window_commands.cpp
  [[nodiscard]] ViewDock* currentDock() const;
  [[nodiscard]] std::vector<ExportChoice> exportChoices(const ViewDock& dock) const;
  [[nodiscard]] std::vector<FigureData> allFigures() const;
  void openExport(ExportQuestion question, const ViewDock* dock);
  void exportAllViews();
  void showNothingToExport(const ViewDock* dock);
  void copyViewCommand(const ViewDock* dock);
  void exportView(ViewDock* dock);
  void copyPicture(ViewDock* dock);
  void showFigureMenu(ViewDock* dock, QPoint at);
  void copyText(const QString& text);
  void copyTokens(bool ids);
  void fillLayoutMenu();
  void saveLayout();
  void slideWindow();
  void showModelCard();
  void showAbout();
  void showKeys();
  void askThreads();
  [[nodiscard]] FigureOptions figureOptions() const;
  void guarded(const std::function<void()>& work);

  Settings m_settings;
  Appearance* m_appearance;
  Session m_session;
  Player m_player;
  StepActions m_step;
  HeaderBar* m_header = nullptr;
  StatusLine* m_status = nullptr;
  std::vector<ViewDock*> m_docks;  ///< as panels() lists them
  PanelLayout* m_layout = nullptr;
  ViewDock* m_lastDock = nullptr;
  SessionFiles* m_files = nullptr;
  bool m_sideRestored = false;
  bool m_closing = false;  ///< what to do with unsaved changes has been answered

  QMenu* m_fileMenu = nullptr;
  QMenu* m_editMenu = nullptr;
  QMenu* m_runMenu = nullptr;
  QMenu* m_viewMenu = nullptr;
  QMenu* m_helpMenu = nullptr;
  QMenu* m_recentMenu = nullptr;
  QMenu* m_panelsMenu = nullptr;
  QMenu* m_layoutMenu = nullptr;
  QMenu* m_themeMenu = nullptr;
  QMenu* m_languageMenu = nullptr;
};

}  // namespace headlight
