// The part of ExportDialog that writes: figure by figure, between events, so that it can be stopped.

#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>

#include "dialogs/ask.h"
#include "dialogs/export_dialog_private.h"
#include "formats/files/atomic_file.h"
#include "session/message_texts.h"
#include "tensor/error.h"

namespace headlight {

/// False, and what was thrown stands in the dialog, where it throws.
bool ExportDialog::attempt(const std::function<void()>& work) {
  try {
    work();
    return true;
  } catch (const Error& error) {
    stop(messageText(error.message()));
  } catch (const std::exception& error) {
    stop(QString::fromUtf8(error.what()));
  }
  return false;
}

QStringList ExportDialog::otherFiles() const {
  QStringList found;
  for (const FigureData& figure : d->figures()) {
    for (const QString& file : d->question.files(figure, d->folder->text().trimmed(), format())) {
      if (QFileInfo::exists(file) && !d->own.contains(file)) found.append(file);
    }
  }
  return found;
}

void ExportDialog::start() {
  if (d->writing.isActive()) return;
  d->later.stop();
  d->next = 0;
  d->files = 0;
  d->message->clear();
  attempt([this] {
    if (d->figures().empty()) return showPreview();
    ask::forReplacing(this, otherFiles(), [this] { startWriting(); });
  });
}

void ExportDialog::startWriting() {
  if (!attempt([this] { makeFolder(d->folder->text().trimmed().toStdString()); })) return;
  d->progress->setRange(0, static_cast<int>(d->figures().size()));
  d->progress->setValue(0);
  d->progress->setVisible(d->figures().size() > 1);
  d->form->setEnabled(false);
  d->save->setEnabled(false);
  d->writing.start(0);
}

void ExportDialog::writeNext() {
  const QString folder = d->folder->text().trimmed();
  const bool isWritten = attempt([&] {
    const FigureData& figure = d->figures()[d->next];
    d->files += d->question.write(figure, folder, format(), options());
    for (const QString& file : d->question.files(figure, folder, format())) d->own.insert(file);
  });
  if (!isWritten) return;
  d->progress->setValue(static_cast<int>(++d->next));
  if (d->next < d->figures().size()) return;
  stop({});
  rememberChoices();
  emit exported(d->files, folder);
  accept();
}

void ExportDialog::stop(const QString& message) {
  d->writing.stop();
  d->progress->hide();
  d->form->setEnabled(true);
  d->save->setEnabled(true);
  d->message->setText(message);
}

void ExportDialog::reject() {
  if (d->writing.isActive()) return stop(tr("Stopped. Files written so far: %1").arg(d->files));
  QDialog::reject();
}

}  // namespace headlight
