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
      m_size(new QLabel(this)) {
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
  auto* label = new QLabel(tr("&File"), this);
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
  const ask::SaveQuestion question{tr("Save session"), m_file->text(), tr("Sessions (*.headlight)"), {}};
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
    text += QLatin1Char('\n') + tr("A file of this name exists and will be replaced.");
  }
  m_size->setText(text);
  m_save->setEnabled(!file.isEmpty());
}

void SaveSessionDialog::finish() {
  emit saveRequested(withSuffix(m_file->text().trimmed()), m_include->isChecked());
  accept();
}

}  // namespace headlight
