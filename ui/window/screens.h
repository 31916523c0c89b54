#pragma once
// Where the screens leave room for a window.

#include <QList>
#include <QRect>

namespace headlight {

/// Where a window stands the first time: 1440 x 900 in the middle of the screen, or all of the screen where that is
/// less.
[[nodiscard]] QRect firstPlace(const QRect& screen);
/// The parts of all screens that a window's content can fill: without the desktop's bars and without room for the
/// window's own frame, whose size is not known before it is shown. Main screen first. GUI thread.
[[nodiscard]] QList<QRect> screensForContent();

}  // namespace headlight
