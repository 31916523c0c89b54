#include "scatter3d/label_layout.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace headlight::scatter3d {
namespace {

struct Place {
  QRectF box;
  bool leader = false;
};

constexpr double kSpacing = 2;  // between a point's rim and its label

QRectF beside(const ProjectedPoint& point, QSizeF size, QPointF direction, double away) {
  const double reach = static_cast<double>(point.radius) + kSpacing + away;
  const QPointF center =
      point.center + QPointF(direction.x() * (reach + size.width() / 2), direction.y() * (reach + size.height() / 2));
  return {center.x() - size.width() / 2, center.y() - size.height() / 2, size.width(), size.height()};
}

/// Best first: right, left, above, below, the corners; then further away for labels that matter.
std::vector<Place> placesFor(const ProjectedPoint& point, QSizeF size) {
  static const std::array<QPointF, 8> directions = {QPointF(1, 0),       QPointF(-1, 0),     QPointF(0, -1),
                                                    QPointF(0, 1),       QPointF(0.8, -0.8), QPointF(0.8, 0.8),
                                                    QPointF(-0.8, -0.8), QPointF(-0.8, 0.8)};
  std::vector<Place> places;
  for (const QPointF& direction : directions) places.push_back({beside(point, size, direction, 0), false});
  if (point.rank < Rank::Highlighted) return places;
  for (const double heights : {1.0, 2.0, 3.0, 4.0}) {
    for (const QPointF& direction : directions) {
      places.push_back({beside(point, size, direction, heights * size.height()), true});
    }
  }
  return places;
}

QRectF pushedInside(QRectF box, QSizeF picture) {
  box.moveLeft(std::clamp(box.left(), 0.0, std::max(0.0, picture.width() - box.width())));
  box.moveTop(std::clamp(box.top(), 0.0, std::max(0.0, picture.height() - box.height())));
  return box;
}

class Layout {
 public:
  Layout(const ProjectedScene& projected, const LabelSize& sizeOf, const LabelRules& rules, std::vector<QRectF> taken)
      : m_projected(projected),
        m_sizeOf(sizeOf),
        m_rules(rules),
        m_taken(std::move(taken)),
        m_picture(QPointF(0, 0), projected.size) {}

  /// True if a label was placed.
  bool place(const ProjectedPoint& point) {
    const QSizeF size = m_sizeOf(point.index, point.rank);
    if (size.isEmpty()) return false;
    const std::vector<Place> places = placesFor(point, size);
    const double gap = point.rank == Rank::Quiet ? m_rules.quietGap : m_rules.gap;
    for (const Place& candidate : places) {
      if (isFree(candidate.box, gap)) return keep(point, candidate);
    }
    if (point.rank != Rank::Selected) return false;
    return keep(point, {pushedInside(places.front().box, m_projected.size), false});
  }

  /// Highlighted points are not covered by other points' labels.
  void keepFree(const ProjectedPoint& point) {
    const double radius = static_cast<double>(point.radius);
    m_taken.emplace_back(point.center.x() - radius, point.center.y() - radius, 2 * radius, 2 * radius);
  }

  std::vector<PlacedLabel> labels;

 private:
  [[nodiscard]] bool isFree(const QRectF& box, double gap) const {
    if (!m_picture.contains(box)) return false;
    const QRectF wide = box.adjusted(-gap, -gap / 2, gap, gap / 2);
    return std::none_of(m_taken.begin(), m_taken.end(), [&](const QRectF& other) { return other.intersects(wide); });
  }

  bool keep(const ProjectedPoint& point, const Place& place) {
    m_taken.push_back(place.box);
    labels.push_back({point.index, place.box, point.center, place.leader, point.rank, point.fog});
    return true;
  }

  const ProjectedScene& m_projected;
  const LabelSize& m_sizeOf;
  const LabelRules& m_rules;
  std::vector<QRectF> m_taken;
  QRectF m_picture;
};

/// Those that matter most first, and of each rank in the order of the scene. No more quiet points than will be tried:
/// of 100,000 only those need sorting.
std::vector<const ProjectedPoint*> inOrderOfPlacing(const ProjectedScene& projected, const LabelRules& rules) {
  std::vector<const ProjectedPoint*> loud, quiet;
  for (const ProjectedPoint& point : projected.points) {
    if (point.rank != Rank::Quiet)
      loud.push_back(&point);
    else if (point.fog <= rules.farthestFog)
      quiet.push_back(&point);
  }
  const auto byIndex = [](const ProjectedPoint* a, const ProjectedPoint* b) { return a->index < b->index; };
  if (const auto tried = static_cast<std::size_t>(rules.triedQuiet); tried < quiet.size()) {
    std::nth_element(quiet.begin(), quiet.begin() + rules.triedQuiet, quiet.end(), byIndex);
    quiet.resize(tried);
  }
  std::sort(quiet.begin(), quiet.end(), byIndex);
  std::sort(loud.begin(), loud.end(), [&](const ProjectedPoint* a, const ProjectedPoint* b) {
    return a->rank != b->rank ? a->rank > b->rank : byIndex(a, b);
  });
  loud.insert(loud.end(), quiet.begin(), quiet.end());
  return loud;
}

}  // namespace

std::vector<PlacedLabel> layOutLabels(const ProjectedScene& projected, const LabelSize& sizeOf, const LabelRules& rules,
                                      std::vector<QRectF> taken) {
  const std::vector<const ProjectedPoint*> order = inOrderOfPlacing(projected, rules);
  Layout layout(projected, sizeOf, rules, std::move(taken));
  for (const ProjectedPoint* point : order) {
    if (point->rank >= Rank::Highlighted) layout.keepFree(*point);
  }
  int placedQuiet = 0;
  for (const ProjectedPoint* point : order) {
    if (point->rank != Rank::Quiet) {
      layout.place(*point);
      continue;
    }
    if (placedQuiet == rules.mostQuiet) break;
    if (layout.place(*point)) ++placedQuiet;
  }
  return std::move(layout.labels);
}

}  // namespace headlight::scatter3d
