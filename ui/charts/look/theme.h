#pragma once
// The colours of the interface and of figures. One accent colour means "selected" everywhere; everything else is quiet.

#include <QColor>

class QWidget;
class QPalette;

namespace headlight {

struct Theme {
  QColor background;  ///< of figures and of views
  QColor window;      ///< of the window around the views
  QColor text;
  QColor quietText;   ///< captions, ids, axes
  QColor grid;        ///< thin lines
  QColor surface;     ///< chips, controls, quiet fills
  QColor bar;         ///< bars that are not selected
  QColor accent;      ///< selected
  QColor accentText;  ///< text on the accent
  QColor accentFill;  ///< a quiet wash of the accent behind text
  QColor halo;        ///< line under an accent outline, so that it is seen on every colour of a scale
  QColor masked;      ///< hatching of masked cells
  QColor warning;     ///< text of what went wrong
  bool isDark = false;

  [[nodiscard]] static const Theme& light();
  [[nodiscard]] static const Theme& dark();
  /// White with dark lines.
  [[nodiscard]] static const Theme& print();
};

/// The theme that fits the widget's palette (light or dark by its background). Null: the application's palette.
[[nodiscard]] const Theme& currentTheme(const QWidget* widget);

/// The palette that a theme gives the application.
[[nodiscard]] QPalette themePalette(const Theme& theme);

}  // namespace headlight
