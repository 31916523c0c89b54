#pragma once
// Which points get their words written beside them, and where: labels never overlap, far ones thin out, the selected
// token's label is never hidden. Pure: text sizes come in, rectangles go out.

#include <functional>
#include <vector>

#include <QRectF>
#include <QSizeF>

#include "scatter3d/projection.h"

namespace headlight::scatter3d {

struct PlacedLabel {
  int index = 0;   ///< of the point
  QRectF box;      ///< logical pixels
  QPointF anchor;  ///< the point's centre; a leader line joins it to the box where leader is set
  bool leader = false;
  Rank rank = Rank::Quiet;
  float fog = 0;  ///< of the point, for fading the text
};

struct LabelRules {
  int mostQuiet = 36;         ///< quiet labels in a picture, at most
  int triedQuiet = 500;       ///< quiet points that are looked at for a place
  float farthestFog = 0.45F;  ///< quiet points with more fog than this are not labelled
  double gap = 1;             ///< pixels between labels
  double quietGap = 26;       ///< pixels kept free around quiet labels, so that they stay few and spread
};

/// Size of the text of a point's label; an empty size means that it has none.
using LabelSize = std::function<QSizeF(int index, Rank rank)>;

/// Places labels by rank (selected, highlighted, neighbours, quiet), within a rank by the point's index, which does not
/// change while the camera moves, so labels do not flicker. A label is right, left, above or below its point, or
/// (highlighted and selected) up to four text heights away with a leader line; one that finds no free place inside the
/// picture is left out, except the selected one, which is placed first and pushed inside. `taken` are rectangles that
/// must stay free (axis names).
[[nodiscard]] std::vector<PlacedLabel> layOutLabels(const ProjectedScene& projected, const LabelSize& sizeOf,
                                                    const LabelRules& rules = {}, std::vector<QRectF> taken = {});

}  // namespace headlight::scatter3d
