#include "window/screens.h"

#include <QGuiApplication>
#include <QScreen>

#include "window/window_layout.h"

namespace headlight {

QRect firstPlace(const QRect& screen) {
  QRect place({0, 0}, QSize(1440, 900).boundedTo(screen.size()));
  place.moveCenter(screen.center());
  return fittedTo({screen}, place);
}

QList<QRect> screensForContent() {
  constexpr QMargins kFrame(8, 40, 8, 8);  // a title bar and borders, as desktops draw them
  QList<QRect> screens;
  for (const QScreen* screen : QGuiApplication::screens())
    screens.append(screen->availableGeometry().marginsRemoved(kFrame));
  return screens;
}

}  // namespace headlight
