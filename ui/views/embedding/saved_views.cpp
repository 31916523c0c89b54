#include "views/embedding/saved_views.h"

#include <array>
#include <cmath>

#include <QInputDialog>

#include "scatter3d/scatter_widget.h"
#include "session/settings.h"

namespace headlight {
namespace {

constexpr int kKeys = 9;
constexpr int kNumbers = 6;  // target, azimuth, elevation, distance

QString written(const scatter3d::Camera& camera) {
  const QVector3D target = camera.target();
  QStringList numbers;
  for (const float number :
       {target.x(), target.y(), target.z(), camera.azimuth(), camera.elevation(), camera.distance()}) {
    numbers << QString::number(static_cast<double>(number), 'g', 9);
  }
  return numbers.join(QLatin1Char(' '));
}

/// False for what is no view: the settings' file is anybody's.
bool read(const QString& text, scatter3d::Camera& camera) {
  const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  if (words.size() != kNumbers) return false;
  std::array<float, kNumbers> numbers{};
  for (int i = 0; i < kNumbers; ++i) {
    bool isNumber = false;
    numbers[static_cast<std::size_t>(i)] = words[i].toFloat(&isNumber);
    if (!isNumber || !std::isfinite(numbers[static_cast<std::size_t>(i)])) return false;
  }
  camera.standAt({numbers[0], numbers[1], numbers[2]}, numbers[3], numbers[4], numbers[5]);
  return true;
}

}  // namespace

SavedViews::SavedViews(scatter3d::ScatterWidget* scatter, QWidget* parent) : InPanel(parent), m_scatter(scatter) {
  setObjectName(QStringLiteral("embeddingViews"));
  connectGuarded(this, &QMenu::aboutToShow, &SavedViews::fill);
}

void SavedViews::fill() {
  clear();
  connectGuarded(addAction(tr("Save this view…")), &QAction::triggered, &SavedViews::askForName);
  const QStringList names = Settings().cameraNames();
  if (names.isEmpty()) return;
  addSeparator();
  auto* removing = new QMenu(tr("Remove"), this);
  int number = 0;
  for (const QString& name : names) {
    ++number;
    QString shown = name;
    shown.replace(QLatin1Char('&'), QLatin1String("&&"));
    const QString key = number <= kKeys ? QLatin1Char('\t') + QString::number(number) : QString();
    connectGuarded(addAction(shown + key), &QAction::triggered, [this, name] { takeUp(name); });
    connectGuarded(removing->addAction(shown), &QAction::triggered, [this, name] { remove(name); });
  }
  addSeparator();
  addMenu(removing);
}

void SavedViews::askForName() {
  auto* dialog = new QInputDialog(parentWidget());
  dialog->setObjectName(QStringLiteral("embeddingViewName"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(tr("Save this view"));
  dialog->setLabelText(tr("Name of the view:"));
  connectGuarded(dialog, &QInputDialog::textValueSelected, &SavedViews::save);
  dialog->open();
}

void SavedViews::save(const QString& name) {
  if (!name.trimmed().isEmpty()) Settings().setCamera(name.trimmed(), written(m_scatter->camera()));
}

void SavedViews::takeUp(const QString& name) {
  scatter3d::Camera camera = m_scatter->camera();
  if (read(Settings().camera(name), camera)) m_scatter->setCamera(camera);
}

void SavedViews::takeUp(int number) {
  const QStringList names = Settings().cameraNames();
  if (number >= 1 && number <= names.size()) takeUp(names[number - 1]);
}

void SavedViews::remove(const QString& name) {
  Settings().removeCamera(name);
}

}  // namespace headlight
