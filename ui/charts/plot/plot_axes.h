#pragma once
// What the axes of all plots have in common: their look, their ticks, and ranges that are zoomed and moved within a
// whole.

#include <vector>

#include "charts/plot/qcustomplot_library.h"

namespace headlight {

struct Theme;

/// Lines, numbers and title of an axis. `fontSize` in pixels, of the interface; the axis's texts are a little smaller.
void styleAxis(QCPAxis* axis, const Theme& theme, double fontSize);

/// The marker of a curve, as the export draws it (line_panel.h): disc, square, triangle, diamond.
[[nodiscard]] QCPScatterStyle curveMarker(int look, const Theme& theme, double fontSize);

/// Round numbers; what a tick says is value · scale. `isCount`: no ticks between whole numbers.
[[nodiscard]] QSharedPointer<QCPAxisTicker> numberTicker(bool isCount, double scale = 1);
/// Powers of ten as powers; what is between them, if little of the axis is shown, as numbers.
[[nodiscard]] QSharedPointer<QCPAxisTicker> powerTicker();

/// Axes that show a part of a whole. Those of the same direction and the same whole always show the same part, so that
/// what is compared stays on one scale. GUI thread.
class ZoomedAxes {
 public:
  /// The axis can show `all` and every part of it. It shows all, or the part that it shows already.
  void setWhole(QCPAxis* axis, const QCPRange& all);
  /// Before axes are deleted.
  void clear() { m_axes.clear(); }

  /// About the middle; above 1 comes nearer.
  void zoomBy(double factor);
  /// By so many widths (to the right) and heights (up) of what is shown.
  void panBy(double widths, double heights);
  void showAll();
  [[nodiscard]] bool isZoomed() const;

 private:
  struct Whole {
    QCPAxis* axis = nullptr;
    QCPRange all;
  };
  [[nodiscard]] Whole* find(const QCPAxis* axis);
  [[nodiscard]] static bool showsAll(const Whole& whole);
  [[nodiscard]] static bool goTogether(const Whole& one, const Whole& other);
  /// The first of each group: moving it moves the others.
  [[nodiscard]] std::vector<Whole> leaders() const;
  void follow(QCPAxis* axis);

  std::vector<Whole> m_axes;
  bool m_isFollowing = false;
};

}  // namespace headlight
