#include "window/session_actions.h"

#include <utility>

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <QStandardPaths>

#include "dialogs/ask.h"
#include "dialogs/recovery_dialog.h"
#include "dialogs/save_session_dialog.h"
#include "session/plain_text.h"
#include "session/settings.h"
#include "window/session_size.h"

namespace headlight {

namespace {

const QString kSuffix = QStringLiteral("headlight");

bool isSession(const QString& path) {
  return QFileInfo(path).suffix().compare(kSuffix, Qt::CaseInsensitive) == 0;
}

/// Bare names are looked up among the sample models, so they are not missing.
bool isThere(const QString& path) {
  return !path.contains(QLatin1Char('/')) || QFileInfo::exists(path);
}

}  // namespace

SessionFiles::SessionFiles(Session* session, Settings* settings, QMainWindow* window)
    : QObject(window), m_session(session), m_settings(settings), m_window(window) {
  connect(session, &Session::modelMissing, this, &SessionFiles::askForModel);
  connect(session, &Session::sessionOpened, this, [this] {
    if (!m_session->file().isEmpty()) m_settings->addRecentSession(m_session->file());
  });
  connect(session, &Session::sessionSaved, this, [this](const QString& file) {
    m_settings->addRecentSession(file);
    if (const auto work = std::exchange(m_afterSaving, {})) work();
  });
  connect(session, &Session::messageRaised, this, [this](const Message& message) {
    if (message.kind() != ErrorKind::Notice) m_afterSaving = {};  // it could not be saved: nothing is given up
  });
}

void SessionFiles::open(const QString& path) {
  if (!isSession(path)) return m_session->openModel(path);
  afterSaving([this, path] { m_session->openSession(QFileInfo(path).absoluteFilePath()); });
}

void SessionFiles::chooseFile() {
  const QString filters =
      tr("Sessions and models") +
      QStringLiteral(" (*.headlight *.safetensors *.gguf *.checkpoint config.json tokenizer.json)") +
      QStringLiteral(";;") + tr("Sessions") + QStringLiteral(" (*.headlight);;") + tr("Models") +
      QStringLiteral(" (*.safetensors *.gguf *.checkpoint config.json);;") + tr("All files") + QStringLiteral(" (*)");
  ask::forOpenFile(m_window, tr("Open a session or a model"), m_settings->exportFolder(), filters,
                   [this](const QString& file) { open(file); });
}

void SessionFiles::chooseFolder() {
  ask::forFolder(m_window, tr("Open model folder"), m_settings->exportFolder(),
                 [this](const QString& folder) { open(folder); });
}

void SessionFiles::newSession() {
  afterSaving([this] { m_session->newSession(); });
}

void SessionFiles::save() {
  if (m_session->file().isEmpty()) return saveAs();
  if (!m_session->isFileChanged()) {
    m_session->save();
    return;
  }
  ask::ChoiceQuestion question{
      QStringLiteral("changedFileQuestion"),
      tr("The file was changed"),
      tr("%1 is not as this window left it. Replace it?").arg(QFileInfo(m_session->file()).fileName()),
      tr("Another window or program has saved it, or this session was recovered. Replacing loses what is in the file."),
      {{QStringLiteral("otherNameChoice"), tr("Save under another &name…"), ask::Choice::Role::Yes},
       {QStringLiteral("replaceChoice"), tr("&Replace"), ask::Choice::Role::No}},
      [this] { m_afterSaving = {}; }};
  ask::forChoice(m_window, question, [this](const QString& choice) {
    if (choice == QLatin1String("replaceChoice")) {
      m_session->save();
    } else {
      saveAs();
    }
  });
}

void SessionFiles::saveAs() {
  SaveSessionDialog::Question question;
  question.file = m_session->file();
  if (!m_session->isFileChanged()) question.ownFile = m_session->file();
  if (question.file.isEmpty()) {
    const QString used = m_settings->exportFolder();
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString usual = QFileInfo(documents).isDir() ? documents : QDir::homePath();
    question.file = QDir(used.isEmpty() ? usual : used).filePath(tr("session") + QLatin1Char('.') + kSuffix);
  }
  question.mustInclude = m_session->isRecorded();
  question.includeActivations = m_session->includesActivations();
  if (const auto snapshot = m_session->snapshot()) {
    question.bytes = sessionSize(*snapshot, false);
    question.bytesWithActivations = sessionSize(*snapshot, true);
  }
  auto* dialog = new SaveSessionDialog(question, m_window);
  connect(dialog, &SaveSessionDialog::saveRequested, this, [this](const QString& file, bool include) {
    m_settings->setExportFolder(QFileInfo(file).absolutePath());
    m_session->saveAs(file, include);
  });
  // Without a name nothing that waits for saving goes on. The request comes first, then the dialog closes.
  connect(dialog, &QDialog::rejected, this, [this] { m_afterSaving = {}; });
  dialog->open();
}

void SessionFiles::afterSaving(const std::function<void()>& work) {
  if (!m_session->isModified()) return work();
  const QString name = m_session->file().isEmpty() ? tr("this session") : QFileInfo(m_session->file()).fileName();
  const ask::ChoiceQuestion question{QStringLiteral("unsavedQuestion"),
                                     tr("Unsaved changes"),
                                     tr("Save the changes of %1?").arg(name),
                                     tr("Prompt, steps, forks and selection are kept in the session's file."),
                                     {{QStringLiteral("saveChoice"), tr("&Save"), ask::Choice::Role::Yes},
                                      {QStringLiteral("dontSaveChoice"), tr("&Do not save"), ask::Choice::Role::No}}};
  ask::forChoice(m_window, question, [this, work](const QString& choice) {
    if (choice == QLatin1String("dontSaveChoice")) return work();
    m_afterSaving = work;
    save();
  });
}

void SessionFiles::offerRecovery() {
  auto sessions = recoverableSessions();
  if (sessions.empty()) return;
  auto* dialog = new RecoveryDialog(std::move(sessions), m_window);
  connect(dialog, &RecoveryDialog::recoverRequested, m_session, &Session::recoverSession);
  dialog->open();
}

void SessionFiles::askForModel(const MissingModel& missing) {
  const ask::ChoiceQuestion question{
      QStringLiteral("missingModelQuestion"),
      tr("The model is missing"),
      missing.sessionFile.isEmpty()
          ? tr("The recovered session was made with the model %1, which is no longer at its place.").arg(missing.name)
          : tr("The session %1 was made with the model %2, which is no longer at its place.")
                .arg(QFileInfo(missing.sessionFile).fileName(), missing.name),
      tr("It was at %1. Show where it is now; until then the window stays as it is.").arg(missing.path),
      {{QStringLiteral("locateFolderChoice"), tr("Locate the &folder…"), ask::Choice::Role::Yes},
       {QStringLiteral("locateFileChoice"), tr("Locate the f&ile…"), ask::Choice::Role::Yes}}};
  ask::forChoice(m_window, question,
                 [this](const QString& choice) { locateModel(choice == QLatin1String("locateFolderChoice")); });
}

void SessionFiles::locateModel(bool folder) {
  const auto found = [this](const QString& path) { m_session->supplyModel(path); };
  if (folder) {
    ask::forFolder(m_window, tr("Where is the model?"), m_settings->exportFolder(), found);
  } else {
    ask::forOpenFile(m_window, tr("Where is the model?"), m_settings->exportFolder(),
                     tr("Models") + QStringLiteral(" (*.safetensors *.gguf *.checkpoint config.json);;") +
                         tr("All files") + QStringLiteral(" (*)"),
                     found);
  }
}

void SessionFiles::supplyModel() {
  const ask::ChoiceQuestion question{
      QStringLiteral("supplyModelQuestion"),
      tr("Find the session's model"),
      tr("This session shows what was recorded. With its model you can add new steps."),
      {},
      {{QStringLiteral("locateFolderChoice"), tr("Locate the &folder…"), ask::Choice::Role::Yes},
       {QStringLiteral("locateFileChoice"), tr("Locate the f&ile…"), ask::Choice::Role::Yes}}};
  ask::forChoice(m_window, question,
                 [this](const QString& choice) { locateModel(choice == QLatin1String("locateFolderChoice")); });
}

void SessionFiles::addRecent(QMenu* menu, const QString& path) {
  QAction* action = menu->addAction(plainAction(QFileInfo(path).fileName()));
  action->setEnabled(isThere(path));
  action->setToolTip(plainTip(isThere(path) ? path : tr("%1 no longer exists").arg(path)));
  action->setData(path);
  connect(action, &QAction::triggered, this, [this, path] { open(path); });
}

void SessionFiles::fillRecentMenu(QMenu* menu) {
  menu->clear();
  menu->setToolTipsVisible(true);
  const QStringList sessions = m_settings->recentSessions();
  const QStringList models = m_settings->recentModels();
  for (const QString& file : sessions) addRecent(menu, file);
  if (!sessions.isEmpty() && !models.isEmpty()) menu->addSeparator();
  for (const QString& model : models) addRecent(menu, model);
  if (menu->isEmpty()) {
    menu->addAction(tr("None yet"))->setEnabled(false);
    return;
  }
  menu->addSeparator();
  QAction* clear = menu->addAction(tr("&Clear this list"));
  clear->setObjectName(QStringLiteral("clearRecentAction"));
  connect(clear, &QAction::triggered, this, [this] {
    m_settings->clearRecentModels();
    m_settings->clearRecentSessions();
  });
}

QString SessionFiles::droppedPath(const QStringList& files) {
  for (const QString& file : files) {
    if (file.isEmpty() || !QFileInfo::exists(file)) return {};
  }
  if (files.size() == 1) return QFileInfo(files.front()).absoluteFilePath();
  QString folder;  // several files of one model mean its folder
  for (const QString& file : files) {
    const QFileInfo info(file);
    if (info.isDir() || isSession(file) || (!folder.isEmpty() && info.absolutePath() != folder)) return {};
    folder = info.absolutePath();
  }
  return folder;
}

QString SessionFiles::title() const {
  QStringList parts;
  if (!m_session->file().isEmpty()) parts.append(QFileInfo(m_session->file()).fileName() + QStringLiteral("[*]"));
  if (const auto model = m_session->model()) {
    QString name = QString::fromStdString(model->name);
    if (m_session->isRecorded()) name = tr("%1 (recorded)").arg(name);
    parts.append(parts.isEmpty() ? name + QStringLiteral("[*]") : name);
  }
  return parts.join(QStringLiteral(" – "));
}

}  // namespace headlight
