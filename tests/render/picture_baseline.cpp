#include "render/picture_baseline.h"

#include <cstdlib>

#include <QDir>

namespace headlight {

double pictureDifference(const QImage& a, const QImage& b) {
  if (a.size() != b.size() || a.isNull()) return 255;
  const QImage left = a.convertToFormat(QImage::Format_RGB32), right = b.convertToFormat(QImage::Format_RGB32);
  double sum = 0;
  for (int y = 0; y < left.height(); ++y) {
    for (int x = 0; x < left.width(); ++x) {
      const QRgb one = left.pixel(x, y), other = right.pixel(x, y);
      sum += std::abs(qRed(one) - qRed(other)) + std::abs(qGreen(one) - qGreen(other)) +
             std::abs(qBlue(one) - qBlue(other));
    }
  }
  return sum / (3.0 * left.width() * left.height());
}

QString compareWithBaseline(const QImage& picture, const QString& name, double tolerance) {
  const QString source = QStringLiteral(HEADLIGHT_SOURCE_DIR "/tests/render/baselines/%1.png").arg(name);
  const QString folder = QStringLiteral(HEADLIGHT_BINARY_DIR "/render");
  const QString left = folder + QStringLiteral("/%1.png").arg(name);
  const QImage baseline(source);
  const double difference = pictureDifference(picture, baseline);
  if (!baseline.isNull() && difference <= tolerance) return {};
  QDir().mkpath(folder);
  picture.save(left);
  if (baseline.isNull()) return QStringLiteral("no baseline %1; look at %2 and put it there").arg(source, left);
  return QStringLiteral("differs by %1 of 255 from %2; the new picture is %3").arg(difference).arg(source, left);
}

}  // namespace headlight
