#pragma once
// One description of a figure, drawn by every backend: painter (screen, PNG), PDF, our own SVG writer. Built on the
// GUI thread by figure_builders.h (text is measured with Qt's fonts), then a plain value. Lengths are logical pixels
// (96 to the inch), y points down, angles are degrees clockwise.

#include <optional>
#include <variant>
#include <vector>

#include <QColor>
#include <QImage>
#include <QPointF>
#include <QPolygonF>
#include <QRectF>
#include <QSizeF>
#include <QString>

class QFont;

namespace headlight {

enum class HorizontalAnchor { Left, Center, Right };
/// Middle: half the height of a capital letter above the baseline lies at the point, so that lines of one size align.
enum class VerticalAnchor { Baseline, Middle, Top };

struct TextStyle {
  double size = 13;  ///< pixels
  bool bold = false;
  bool monospaced = false;
};

struct RectItem {
  QRectF rect;
  QColor fill = Qt::transparent;
  QColor stroke = Qt::transparent;
  double strokeWidth = 0;
  double radius = 0;
};

struct LineItem {
  QPointF from, to;
  QColor color;
  double width = 1;
  bool dashed = false;
};

struct PolylineItem {
  QPolygonF points;
  QColor color;
  double width = 1;
  bool closed = false;
  QColor fill = Qt::transparent;
};

struct CircleItem {
  QPointF center;
  double radius = 1;
  QColor fill = Qt::transparent;
  QColor stroke = Qt::transparent;
  double strokeWidth = 0;
};

struct TextItem {
  QPointF position;
  QString text;
  TextStyle style;
  QColor color;
  HorizontalAnchor horizontal = HorizontalAnchor::Left;
  VerticalAnchor vertical = VerticalAnchor::Baseline;
  double angle = 0;
};

/// Cells of a heatmap, a pixel of `image` each (transparent: nothing is drawn). Never smoothed. SVG and PDF write them
/// as rectangles if `asRectangles`, else as one lossless image.
struct ImageItem {
  QRectF rect;
  QImage image;
  bool asRectangles = true;
};

/// Slanted lines inside a region: what is masked, never a colour of the scale.
struct HatchItem {
  QPolygonF region;
  QColor color;
  double spacing = 6;
  double width = 1;
};

/// What follows is cut to `region`, until the EndClip. Clips may nest.
struct BeginClip {
  QPolygonF region;
};
struct EndClip {};

using FigureItem =
    std::variant<RectItem, LineItem, PolylineItem, CircleItem, TextItem, ImageItem, HatchItem, BeginClip, EndClip>;

/// What lies under a point of the figure.
struct FigureHit {
  enum class Kind {
    Cell,    ///< first = row, second = column
    Row,     ///< first = row of a heatmap (its label), the query of a pattern
    Column,  ///< first = column of a heatmap (its label), the key of a pattern
    Head,    ///< first = layer, second = head
    Bar,     ///< first = index of the bar
    Token,   ///< first = index of the token
    Point    ///< first = index of the point
  };
  Kind kind = Kind::Cell;
  int first = -1;
  int second = -1;
  QRectF rect;

  bool operator==(const FigureHit&) const = default;
};

/// A clickable area. `rows` × `columns` equal parts where they are more than one: part (r, c) is (first + r, second +
/// c).
struct HotArea {
  FigureHit::Kind kind = FigureHit::Kind::Cell;
  QRectF rect;
  int first = -1;
  int second = -1;
  int rows = 1;
  int columns = 1;
  bool causal = false;  ///< parts with a column after their row are masked and not hit
  int ahead = 0;        ///< of causal areas: columns that row 0 sees beside its own
};

struct Figure {
  QSizeF size;
  QColor background = Qt::white;
  QString title;        ///< metadata: SVG title, PDF title
  QString description;  ///< metadata: what the figure shows, in a sentence, for readers who do not see it
  std::vector<FigureItem> items;
  std::vector<HotArea> hotAreas;
  QRectF selected{};  ///< brought into sight where the figure is larger than its widget; null: nothing is selected

  /// The topmost (last added) area under the point.
  [[nodiscard]] std::optional<FigureHit> hit(QPointF point) const;
  /// Where a hit area lies: the rectangle of that cell, bar or chip; null rectangle if it is not there.
  [[nodiscard]] QRectF rectOf(FigureHit::Kind kind, int first, int second = -1) const;
};

/// The font of a text: {system font, "Noto Sans CJK SC"}, unhinted so that metrics scale.
[[nodiscard]] QFont figureFont(const TextStyle& style);
/// Families in the order in which they are tried.
[[nodiscard]] QStringList figureFontFamilies(bool monospaced);

/// Width of one line.
[[nodiscard]] double textWidth(const QString& text, const TextStyle& style);
/// Height of a capital letter.
[[nodiscard]] double capHeight(const TextStyle& style);
/// Where the text starts on its baseline, before rotation about `item.position`.
[[nodiscard]] QPointF textOrigin(const TextItem& item);

}  // namespace headlight
