#pragma once
// Draws a scene with QPainter: the whole picture where there is no OpenGL, and the labels over OpenGL's image. What
// is drawn comes from projectScene() and layOutLabels(), so both pictures are the same.

#include <vector>

#include <QCache>
#include <QFont>
#include <QPainter>
#include <QPixmap>

#include "scatter3d/label_layout.h"
#include "scatter3d/projection.h"

namespace headlight::scatter3d {

/// Fonts of the picture, from the widget's: labels of quiet points are smaller, highlighted and selected ones bold.
struct LabelFonts {
  explicit LabelFonts(const QFont& base);
  [[nodiscard]] const QFont& of(Rank rank) const { return rank >= Rank::Highlighted ? strong : quiet; }
  QFont quiet, strong, axis;
};

/// Names at the axes' ends: rectangles that labels must leave free.
struct PlacedAxisName {
  int axis = 0;
  QRectF box;
};

/// Names are pushed inside the picture and do not overlap; one that finds no room is left out. Pure but for fonts.
[[nodiscard]] std::vector<PlacedAxisName> layOutAxisNames(const Scene& scene, const ProjectedScene& projected,
                                                          const QFont& font);

/// Sizes of the scene's labels in these fonts, remembered between pictures.
class LabelSizes {
 public:
  /// `scene` and `fonts` must outlive this; make another when its labels or the fonts change.
  LabelSizes(const Scene& scene, const LabelFonts& fonts) : m_scene(&scene), m_fonts(&fonts) {}
  [[nodiscard]] QSizeF operator()(int index, Rank rank);

 private:
  const Scene* m_scene;
  const LabelFonts* m_fonts;
  std::vector<QSizeF> m_quiet, m_strong;
};

/// Halos of labels as pictures, kept between frames: stroking glyphs costs half a millisecond a label. For the screen.
class HaloCache {
 public:
  /// Draws the halo of `text` (painter's font, baseline at `baseline`) with the painter's device pixel ratio.
  void draw(QPainter& painter, QPointF baseline, const QString& text, const QColor& color);
  void clear() { m_pictures.clear(); }

 private:
  QCache<QString, QPixmap> m_pictures{1024};
};

/// Background, lines and points. The painter's origin is the picture's upper left corner.
void paintPoints(QPainter& painter, const Scene& scene, const ProjectedScene& projected);

/// Axis names, leaders and labels, each with a halo of the background so that it is read over points; the selected
/// label is on the accent colour. Without `halos` everything is drawn as vectors.
void paintLabels(QPainter& painter, const Scene& scene, const LabelFonts& fonts,
                 const std::vector<PlacedAxisName>& axisNames, const std::vector<PlacedLabel>& labels,
                 HaloCache* halos = nullptr);

}  // namespace headlight::scatter3d
