#include "dialogs/save_session_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "dialogs/ask.h"
#include "widgets/plain_label.h"

namespace headlight {

namespace {

QString withSuffix(const QString& file) {
  return QFileInfo(file).suffix().isEmpty() ? file + QStringLiteral(".headlight") : file;
}

}  // namespace

SaveSessionDialog::SaveSessionDialog(const Question& question, QWidget* parent)
    : QDialog(parent),
      m_question(question),
      m_file(new QLineEdit(question.file, this)),
      m_include(new QCheckBox(tr("Include the &activations"), this)),
      m_size(plainLabel(this)) {
  setAttribute(Qt::WA_DeleteOnClose);
  setObjectName(QStringLiteral("saveSessionDialog"));
  setWindowTitle(tr("Save session"));
  m_file->setObjectName(QStringLiteral("sessionFileField"));
  m_include->setObjectName(QStringLiteral("includeActivationsCheck"));
  m_size->setObjectName(QStringLiteral("sessionSizeLabel"));
  m_size->setWordWrap(true);
  m_include->setChecked(question.includeActivations || question.mustInclude);
  m_include->setEnabled(!question.mustInclude);
  m_include->setToolTip(
      tr("The session then also opens on a computer without the model, and every view shows the recorded values."));
  auto* label = plainLabel(tr("&File"), this);
  label->setBuddy(m_file);
  auto* browseButton = new QPushButton(tr("&Browse…"), this);
  browseButton->setObjectName(QStringLiteral("browseButton"));
  browseButton->setAutoDefault(false);
  auto* row = new QHBoxLayout;
  row->addWidget(label);
  row->addWidget(m_file, 1);
  row->addWidget(browseButton);
  auto* buttons = new QDialogButtonBox(this);
  m_save = buttons->addButton(tr("&Save"), QDialogButtonBox::AcceptRole);
  m_save->setObjectName(QStringLiteral("saveSessionButton"));
  m_save->setDefault(true);
  buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
  auto* column = new QVBoxLayout(this);
  column->setSpacing(12);
  column->addLayout(row);
  column->addWidget(m_include);
  column->addWidget(m_size);
  column->addStretch(1);
  column->addWidget(buttons);
  connect(browseButton, &QPushButton::clicked, this, &SaveSessionDialog::browse);
  connect(m_include, &QCheckBox::toggled, this, &SaveSessionDialog::refresh);
  connect(m_file, &QLineEdit::textChanged, this, &SaveSessionDialog::refresh);
  connect(buttons, &QDialogButtonBox::accepted, this, &SaveSessionDialog::finish);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  refresh();
  resize(fontMetrics().horizontalAdvance(QLatin1Char('x')) * 78, sizeHint().height());
  m_file->setFocus();
  m_file->selectAll();
}

void SaveSessionDialog::browse() {
  const ask::SaveQuestion question{tr("Save session"), m_file->text(), tr("Sessions (*.headlight)"), {}, false};
  ask::forSaveFile(this, question, [this](const QString& file) { m_file->setText(file); });
}

void SaveSessionDialog::refresh() {
  const bool include = m_include->isChecked();
  const std::uint64_t bytes = include ? m_question.bytesWithActivations : m_question.bytes;
  const QString size = QLocale::c().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
  const QString file = m_file->text().trimmed();
  QString text =
      include ? tr("About %1. Opens without the model, too.").arg(size)
              : tr("About %1. Opening it needs the model; the steps are computed again, with exactly the same results.")
                    .arg(size);
  if (m_question.mustInclude)
    text += QLatin1Char(' ') + tr("This session has only its recording, so the recording must be included.");
  if (!file.isEmpty() && QFileInfo::exists(withSuffix(file))) {
    text += QLatin1Char('\n') + tr("A file of this name exists.");
  }
  m_size->setText(text);
  m_save->setEnabled(!file.isEmpty());
}

bool SaveSessionDialog::replacesOther(const QString& file) const {
  const QFileInfo there(file);
  if (!there.exists() && !there.isSymLink()) return false;
  return m_question.ownFile.isEmpty() || there.canonicalFilePath() != QFileInfo(m_question.ownFile).canonicalFilePath();
}

void SaveSessionDialog::finish() {
  const QString file = withSuffix(m_file->text().trimmed());
  if (!replacesOther(file)) return save(file);
  ask::forReplacing(this, {file}, [this, file] { save(file); });
}

void SaveSessionDialog::save(const QString& file) {
  emit saveRequested(file, m_include->isChecked());
  accept();
}

}  // namespace headlight
