#pragma once
// Pictures compared with those in tests/render/baselines. A missing baseline fails and leaves the new picture.

#include <QImage>
#include <QString>

namespace headlight {

/// Mean absolute difference of the colour channels, 0 to 255; 255 if the sizes differ.
[[nodiscard]] double pictureDifference(const QImage& a, const QImage& b);

/// An empty string if `picture` equals baselines/NAME.png but for a mean difference of `tolerance`; else what is wrong
/// and where the new picture was left (the build folder).
[[nodiscard]] QString compareWithBaseline(const QImage& picture, const QString& name, double tolerance);

}  // namespace headlight
