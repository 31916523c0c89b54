#include "dialogs/recovery_dialog.h"

#include <algorithm>

#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "dialogs/ask.h"
#include "widgets/plain_label.h"

namespace headlight {

namespace {
constexpr qsizetype kPromptCharacters = 80;
}

RecoveryDialog::RecoveryDialog(std::vector<RecoverableSession> sessions, QWidget* parent)
    : QDialog(parent), m_sessions(std::move(sessions)), m_list(new QListWidget(this)) {
  setAttribute(Qt::WA_DeleteOnClose);
  setObjectName(QStringLiteral("recoveryDialog"));
  setWindowTitle(tr("Recover sessions"));
  m_list->setObjectName(QStringLiteral("recoveryList"));
  m_list->setWordWrap(true);
  auto* text = plainLabel(tr("Headlight ended unexpectedly. It kept what was open:"), this);
  text->setWordWrap(true);
  auto* buttons = new QDialogButtonBox(this);
  auto* recoverButton = buttons->addButton(tr("&Recover"), QDialogButtonBox::AcceptRole);
  recoverButton->setObjectName(QStringLiteral("recoverButton"));
  recoverButton->setDefault(true);
  auto* discardButton = buttons->addButton(tr("&Discard"), QDialogButtonBox::DestructiveRole);
  discardButton->setObjectName(QStringLiteral("discardButton"));
  discardButton->setToolTip(tr("Removes the chosen session permanently"));
  auto* laterButton = buttons->addButton(tr("&Later"), QDialogButtonBox::RejectRole);
  laterButton->setObjectName(QStringLiteral("laterButton"));
  laterButton->setToolTip(tr("Headlight offers them again at the next start"));
  auto* column = new QVBoxLayout(this);
  column->addWidget(text);
  column->addWidget(m_list, 1);
  column->addWidget(buttons);
  connect(recoverButton, &QPushButton::clicked, this, &RecoveryDialog::recover);
  connect(discardButton, &QPushButton::clicked, this, &RecoveryDialog::askToDiscard);
  connect(laterButton, &QPushButton::clicked, this, &QDialog::close);
  connect(m_list, &QListWidget::itemActivated, this, &RecoveryDialog::recover);
  fill();
  resize(fontMetrics().horizontalAdvance(QLatin1Char('x')) * 90, fontMetrics().height() * 14);
}

void RecoveryDialog::fill() {
  m_list->clear();
  QStringList lines;
  for (const RecoverableSession& session : m_sessions) {
    const QString file = QDir::toNativeSeparators(session.sessionFile);
    const QString name = file.isEmpty() ? tr("never saved") : file;
    const QString when = QLocale::c().toString(session.written, QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    QString prompt = session.prompt.simplified();
    if (prompt.size() > kPromptCharacters) prompt = prompt.left(kPromptCharacters) + QChar(0x2026);
    QString line = tr("“%1” · %2 · %3 · %4").arg(prompt, session.model, name, when);
    // Two windows may have had one file open and ended in the same second.
    const auto before = static_cast<int>(lines.count(line));
    lines.append(line);
    m_list->addItem(before == 0 ? line : QStringLiteral("%1 (%2)").arg(line, QString::number(before + 1)));
  }
  m_list->setCurrentRow(0);
  m_list->setFocus();
}

void RecoveryDialog::recover() {
  const int row = m_list->currentRow();
  if (row < 0) return;
  emit recoverRequested(m_sessions[static_cast<std::size_t>(row)].recoveryFile);
  close();
}

void RecoveryDialog::askToDiscard() {
  const int row = m_list->currentRow();
  if (row < 0) return;
  const ask::ChoiceQuestion question{QStringLiteral("discardQuestion"),
                                     tr("Discard session"),
                                     tr("Remove this session permanently?"),
                                     m_list->item(row)->text(),
                                     {{QStringLiteral("discardChoice"), tr("&Discard"), ask::Choice::Role::Yes}}};
  ask::forChoice(this, question,
                 [this, file = m_sessions[static_cast<std::size_t>(row)].recoveryFile](const QString& /*choice*/) {
                   discard(file);
                 });
}

void RecoveryDialog::discard(const QString& recoveryFile) {
  discardRecovery(recoveryFile);
  const auto isIt = [&recoveryFile](const RecoverableSession& each) { return each.recoveryFile == recoveryFile; };
  m_sessions.erase(std::remove_if(m_sessions.begin(), m_sessions.end(), isIt), m_sessions.end());
  if (m_sessions.empty()) {
    close();
  } else {
    fill();
  }
}

}  // namespace headlight
