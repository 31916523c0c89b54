// The sentence twice, lines between as wide as the weights. Every head has a colour, a letter and a lane of its own, so
// that colour is never the only sign.

#include <algorithm>
#include <cmath>

#include <QLineF>

#include "analysis/attention/rest_shares.h"
#include "charts/attention/attention_builders.h"
#include "charts/attention/head_grid.h"
#include "charts/look/badge.h"
#include "charts/look/heatmap.h"
#include "charts/texts/attention_texts.h"
#include "figures/attention/arcs_figure.h"

namespace headlight {
namespace {
constexpr int kSegments = 20;        // of a curve
constexpr double kNamedLine = 0.25;  // weights that earn their line a letter
constexpr Index kNowhere = -1;
struct Line {
  int head;
  Index query, key;
  double weight;
};

class ArcsBuilder {
 public:
  ArcsBuilder(const ArcsFigure& data, const FigureStyle& style)
      : m_data(data),
        m_style(style),
        m_t(attentionTexts(style.language)),
        m_theme(*style.theme),
        m_metrics(style.fontSize),
        m_queries(shownLabels(data.queryLabels)),
        m_keys(shownLabels(data.keyLabels)),
        m_isLevel(data.layout == ArcsFigure::Layout::AboveBelow) {
    chooseLines();
  }

  Figure build() {
    const QString description = m_t.describeArcs.arg(m_queries.size()).arg(m_keys.size()).arg(headCount());
    const FrameTexts texts{title(), description, m_data};
    const QSizeF area = contentArea(m_style, texts);
    addLegend(area.width() > 0 ? area.width() : 40 * m_style.fontSize);
    m_isLevel ? layOutLevel(area) : layOutUpright(area);
    for (const Line& line : m_lines) addLine(line);
    addLetters();
    addNotes();
    return framed(std::move(m_figure), m_style, texts);
  }

 private:
  [[nodiscard]] int headCount() const { return static_cast<int>(m_data.heads.size()); }
  static QString letterOf(int head) {
    return QString(QChar(u'A' + head % 26)) + (head < 26 ? QString() : QStringLiteral("'"));
  }
  [[nodiscard]] QColor colorOf(int head) const { return categoryColor(head, m_theme.isDark); }

  [[nodiscard]] QString title() const {
    QStringList parts{attentionName(m_t, m_data.side)};
    const auto isOfFirst = [&](const ArcsFigure::Head& head) {
      return head.place.layer == m_data.heads.front().place.layer;
    };
    if (headCount() == 1) {
      parts.front() = headTitle(parts.front(), m_data.heads.front().place, m_style.language);
    } else if (headCount() > 1 && std::all_of(m_data.heads.begin(), m_data.heads.end(), isOfFirst)) {
      parts << m_t.partLayer.arg(m_data.heads.front().place.layer);
    }
    if (headCount() > 0) parts << measureParts(m_data.measure, m_style.language);
    return parts.join(QStringLiteral(" · "));
  }

  /// Thin ones first, so that wide ones are not covered.
  void chooseLines() {
    for (int head = 0; head < headCount(); ++head) {
      const Matrix<float>& weights = m_data.heads[static_cast<std::size_t>(head)].weights;
      const Matrix<float> shares = m_data.sinkHidden ? sharesOfRest(weights) : Matrix<float>();
      const Matrix<float>& values = m_data.sinkHidden ? shares : weights;
      m_largest = std::max(m_largest, largestShown(values, m_data.causal));
      const Index ahead = values.cols() - values.rows();
      for (Index query = 0; query < values.rows(); ++query) {
        const Index end = m_data.causal ? std::min(values.cols(), query + ahead + 1) : values.cols();
        for (Index key = 0; key < end; ++key) consider({head, query, key, double(values(query, key))});
      }
    }
    std::stable_sort(m_lines.begin(), m_lines.end(), [](const Line& a, const Line& b) { return a.weight < b.weight; });
  }

  void consider(const Line& line) {
    if (std::isnan(line.weight)) return;
    if (m_data.onlyQuery != kNowhere && line.query != m_data.onlyQuery) return;
    if (m_data.onlyKey != kNowhere && line.key != m_data.onlyKey) return;
    ++m_candidates;
    if (line.weight >= m_data.threshold && line.weight > 0) m_lines.push_back(line);
  }

  /// The widest line; those of all heads at a token stand side by side.
  [[nodiscard]] double fullWidth() const {
    return std::min(0.7 * m_style.fontSize, 2 * m_style.fontSize / std::max(1, headCount()));
  }

  /// What is not bounded by 1 is as wide as a weight of 1 at its largest.
  [[nodiscard]] double widthOf(double weight) const {
    const double full = m_data.measure == AttentionMeasure::ValueWeighted && !m_data.sinkHidden ? m_largest : 1;
    return std::max(0.5, fullWidth() * (full > 0 ? weight / full : 0));
  }

  // --- the two rows -------------------------------------------------------------------------------------------------

  /// Middles of tokens that stand in a line, as far apart as their texts need; or, in too little room, evenly.
  [[nodiscard]] std::vector<double> inALine(const QStringList& labels, double room, bool& slanted) const {
    std::vector<double> places;
    double x = 0;
    for (const QString& label : labels) {
      const double extent = std::max(textWidth(label, m_metrics.strong), m_metrics.label.size) + m_metrics.gap * 3;
      places.push_back(x + extent / 2);
      x += extent;
    }
    if (room <= 0 || x <= room) {
      const double wanted = room > 0 ? room : 30 * m_style.fontSize;  // as wide as a title
      const double stretch = x > 0 ? std::clamp(wanted / x, 1.0, 2.0) : 1;
      for (double& place : places) place *= stretch;
      return places;
    }
    slanted = true;
    const double least = leastCell(static_cast<int>(labels.size()), m_metrics.label);
    const double pitch = std::max(least, room / double(labels.size()));
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = (double(i) + 0.5) * pitch;
    return places;
  }

  /// Sentence above, sentence below.
  void layOutLevel(QSizeF area) {
    const double overhang = std::max(widestLabel(m_queries, m_metrics.strong), widestLabel(m_keys, m_metrics.strong)) *
                            std::cos(kLabelSlant * M_PI / 180);
    bool slanted = false;
    double left = 0;
    m_queryAlong = inALine(m_queries, area.width(), slanted);
    m_keyAlong = inALine(m_keys, area.width(), slanted);
    if (slanted) {
      left = overhang;
      const double room = std::max(40.0, area.width() - 2 * overhang);
      m_queryAlong = inALine(m_queries, room, slanted);
      m_keyAlong = inALine(m_keys, room, slanted);
    }
    for (double& x : m_queryAlong) x += left;
    for (double& x : m_keyAlong) x += left;
    const double rowHeight = slanted ? overhang + m_metrics.label.size : m_metrics.label.size * 1.6;
    const double named = m_metrics.line;  // "query: looks"
    double between = 14 * m_style.fontSize;
    const double used = m_legendHeight + 2 * (named + rowHeight) + notesHeight();
    if (area.height() > 0) between = std::max(6 * m_style.fontSize, area.height() - used);
    m_queryAcross = m_legendHeight + named + rowHeight;
    m_keyAcross = m_queryAcross + between;
    addRow(true, slanted);
    addRow(false, slanted);
    const double end =
        std::max(m_queryAlong.empty() ? 0 : m_queryAlong.back(), m_keyAlong.empty() ? 0 : m_keyAlong.back());
    const double half =
        slanted ? overhang
                : std::max(widestLabel(m_queries, m_metrics.strong), widestLabel(m_keys, m_metrics.strong)) / 2;
    m_figure.size.setWidth(std::max(m_figure.size.width(), end + half + 2));
    const double center = (left + end) / 2;
    addQuiet(m_t.arcsQueries, {center, m_legendHeight + named / 2});
    addQuiet(m_t.arcsKeys, {center, m_keyAcross + rowHeight + named / 2});
    m_bottom = m_keyAcross + rowHeight + named;
  }

  /// Sentence at the left, sentence at the right.
  void layOutUpright(QSizeF area) {
    const double left = widestLabel(m_queries, m_metrics.strong) + m_metrics.gap;
    const double right = widestLabel(m_keys, m_metrics.strong) + m_metrics.gap;
    const auto most = double(std::max({m_queries.size(), m_keys.size(), qsizetype(1)}));
    double pitch = m_metrics.line * 1.1;
    const double top = m_legendHeight + m_metrics.line;
    if (area.height() > 0) pitch = std::min(2 * m_metrics.line, (area.height() - top - notesHeight()) / most);
    pitch = std::max({pitch, 2.0, area.height() > 0 ? leastCell(static_cast<int>(most), m_metrics.label) : 0});
    double between = 18 * m_style.fontSize;
    if (area.width() > 0)
      between = std::clamp(area.width() - left - right, 4 * m_style.fontSize, 40 * m_style.fontSize);
    m_queryAcross = left;
    m_keyAcross = left + between;
    for (qsizetype i = 0; i < m_queries.size(); ++i) m_queryAlong.push_back(top + (double(i) + 0.5) * pitch);
    for (qsizetype i = 0; i < m_keys.size(); ++i) m_keyAlong.push_back(top + (double(i) + 0.5) * pitch);
    addRow(true, false);
    addRow(false, false);
    const double names = m_legendHeight + m_metrics.line / 2;
    m_figure.items.push_back(TextItem{{m_queryAcross, names},
                                      m_t.arcsQueries,
                                      m_metrics.small,
                                      m_theme.quietText,
                                      HorizontalAnchor::Right,
                                      VerticalAnchor::Middle});
    m_figure.items.push_back(TextItem{{m_keyAcross, names},
                                      m_t.arcsKeys,
                                      m_metrics.small,
                                      m_theme.quietText,
                                      HorizontalAnchor::Left,
                                      VerticalAnchor::Middle});
    const double queryName = textWidth(m_t.arcsQueries, m_metrics.small);
    if (queryName > left) shiftAll(queryName - left);
    m_figure.size.setWidth(
        std::max(m_figure.size.width(), m_keyAcross + std::max(right, textWidth(m_t.arcsKeys, m_metrics.small))));
    m_bottom = top + most * pitch;
  }

  /// Rows and names move to the right; what stands above them stays.
  void shiftAll(double by) {
    for (std::size_t i = m_legendItems; i < m_figure.items.size(); ++i) {
      if (auto* text = std::get_if<TextItem>(&m_figure.items[i])) text->position.rx() += by;
    }
    for (HotArea& area : m_figure.hotAreas) area.rect.translate(by, 0);
    m_queryAcross += by;
    m_keyAcross += by;
  }

  void addRow(bool queries, bool slanted) {
    const QStringList& labels = queries ? m_queries : m_keys;
    const std::vector<double>& along = queries ? m_queryAlong : m_keyAlong;
    const Index chosen = queries ? (m_data.onlyQuery >= 0 ? m_data.onlyQuery : m_style.selectedQuery)
                                 : (m_data.onlyKey >= 0 ? m_data.onlyKey : m_style.selectedKey);
    const double pitch = along.size() > 1 ? along[1] - along[0] : 100;
    const int step = m_isLevel && !slanted ? 1 : labelStep(m_metrics.label.size * 1.15, pitch);
    for (int i = 0; i < int(labels.size()); ++i) {
      const bool isChosen = i == chosen;
      addHotArea(queries, i, along, slanted);
      if (!isChosen && (i % step != 0 || (chosen >= 0 && std::abs(i - chosen) < step))) continue;
      TextItem item{labelAnchor(queries, along[static_cast<std::size_t>(i)]), labels[i],
                    isChosen ? m_metrics.strong : m_metrics.label, isChosen ? m_theme.accent : m_theme.text};
      item.vertical = VerticalAnchor::Middle;
      item.horizontal = HorizontalAnchor::Center;
      if (!m_isLevel || slanted)
        item.horizontal = queries == m_isLevel ? HorizontalAnchor::Left : HorizontalAnchor::Right;
      if (slanted) item.angle = -kLabelSlant;
      m_figure.items.push_back(item);
    }
  }

  [[nodiscard]] QPointF labelAnchor(bool queries, double along) const {
    const double distance = m_isLevel ? m_metrics.label.size * 0.8 : m_metrics.gap * 0.75;
    const double across = queries ? m_queryAcross - distance : m_keyAcross + distance;
    return m_isLevel ? QPointF(along, across) : QPointF(across, along);
  }

  void addHotArea(bool queries, int index, const std::vector<double>& along, bool slanted) {
    const auto place = static_cast<std::size_t>(index);
    const double pitch = along.size() > 1 ? along[1] - along[0] : 4 * m_style.fontSize;
    const double before = index > 0 ? (along[place] - along[place - 1]) / 2 : pitch / 2;
    const double after = place + 1 < along.size() ? (along[place + 1] - along[place]) / 2 : pitch / 2;
    const double depth = m_isLevel ? (slanted ? 4 : 1.6) * m_metrics.label.size
                                   : widestLabel(queries ? m_queries : m_keys, m_metrics.strong) + m_metrics.gap;
    const double across = queries ? m_queryAcross - depth : m_keyAcross;
    QRectF rect(along[place] - before, across, before + after, depth);
    if (!m_isLevel) rect = QRectF(across, along[place] - before, depth, before + after);
    m_figure.hotAreas.push_back(HotArea{queries ? FigureHit::Kind::Row : FigureHit::Kind::Column, rect, index, -1});
  }

  // --- lines --------------------------------------------------------------------------------------------------------

  /// Lines of several heads between the same tokens run side by side.
  [[nodiscard]] double lane(int head) const { return (head - (headCount() - 1) / 2.0) * fullWidth(); }

  [[nodiscard]] QPointF pointOf(const Line& line, double share) const {
    const double from = m_queryAlong[static_cast<std::size_t>(line.query)] + lane(line.head);
    const double to = m_keyAlong[static_cast<std::size_t>(line.key)] + lane(line.head);
    // A cubic Bézier curve that leaves and arrives straight.
    const double bent = share * share * (3 - 2 * share);
    const double straight =
        share * (1 - share) * (1 - share) * 1.5 + share * share * (1 - share) * 1.5 + share * share * share;
    const double along = from + (to - from) * bent;
    const double across = m_queryAcross + (m_keyAcross - m_queryAcross) * straight;
    return m_isLevel ? QPointF(along, across) : QPointF(across, along);
  }

  void addLine(const Line& line) {
    QPolygonF points;
    for (int i = 0; i <= kSegments; ++i) points << pointOf(line, double(i) / kSegments);
    QColor color = colorOf(line.head);
    color.setAlphaF(0.8F);
    m_figure.items.push_back(PolylineItem{points, color, widthOf(line.weight)});
  }

  /// Letters ride on lines, widest first, where they cover no other; those of different heads at different heights.
  void addLetters() {
    if (headCount() < 2) return;
    std::vector<QPointF> taken;
    const double radius = m_metrics.small.size * 0.62;
    for (auto line = m_lines.rbegin(); line != m_lines.rend() && line->weight >= kNamedLine; ++line) {
      const QPointF at = pointOf(*line, 0.25 + 0.5 * (line->head + 0.5) / headCount());
      const bool covers = std::any_of(taken.begin(), taken.end(),
                                      [&](const QPointF& other) { return QLineF(at, other).length() < 2.2 * radius; });
      if (covers) continue;
      taken.push_back(at);
      addDisc(line->head, at);
    }
  }

  void addDisc(int head, QPointF at) {
    m_figure.items.push_back(CircleItem{at, m_metrics.small.size * 0.62, m_theme.background, colorOf(head), 1.5});
    m_figure.items.push_back(TextItem{at, letterOf(head), TextStyle{m_metrics.small.size * 0.85, true}, m_theme.text,
                                      HorizontalAnchor::Center, VerticalAnchor::Middle});
  }

  // --- legend and notes ---------------------------------------------------------------------------------------------

  void addLegend(double width) {
    double x = 0, y = 0;
    const double sample = 2 * m_metrics.label.size;
    for (int head = 0; headCount() > 1 && head < headCount(); ++head) {
      const QString name = headName(m_data.heads[static_cast<std::size_t>(head)].place, m_style.language);
      const double extent = sample + m_metrics.gap / 2 + textWidth(name, m_metrics.small) + 2 * m_metrics.gap;
      if (x + extent > width && x > 0) {
        x = 0;
        y += m_metrics.line;
      }
      const double middle = y + m_metrics.line / 2;
      m_figure.items.push_back(LineItem{{x, middle}, {x + sample, middle}, colorOf(head), 4});
      addDisc(head, {x + sample / 2, middle});
      m_figure.items.push_back(TextItem{{x + sample / 2, middle},
                                        letterOf(head),
                                        TextStyle{m_metrics.small.size * 0.85, true},
                                        m_theme.text,
                                        HorizontalAnchor::Center,
                                        VerticalAnchor::Middle});
      m_figure.items.push_back(TextItem{{x + sample + m_metrics.gap / 2, middle},
                                        name,
                                        m_metrics.small,
                                        m_theme.quietText,
                                        HorizontalAnchor::Left,
                                        VerticalAnchor::Middle});
      x += extent;
      m_figure.size.setWidth(std::max(m_figure.size.width(), x));
    }
    m_legendHeight = headCount() > 1 ? y + m_metrics.line + m_metrics.gap : 0;
    m_legendItems = m_figure.items.size();
  }

  [[nodiscard]] QStringList notes() const {
    QStringList notes;
    const Index only = m_data.onlyQuery != kNowhere ? m_data.onlyQuery : m_data.onlyKey;
    QString drawn = m_t.arcsDrawn.arg(m_lines.size()).arg(m_candidates).arg(m_data.threshold, 0, 'g', 3);
    if (only != kNowhere) {
      const QString& token = m_data.onlyQuery != kNowhere ? m_queries.value(only) : m_keys.value(only);
      drawn += QStringLiteral(" · ") + QString(m_t.arcsOnly).replace(QStringLiteral("%1"), token);
    }
    notes << drawn;
    if (m_data.sinkHidden) notes << QString(m_t.sinkLineNote).replace(QStringLiteral("%1"), m_keys.value(0));
    return notes;
  }

  /// As if every note took a line and a half: they are wrapped to a width that is known later.
  [[nodiscard]] double notesHeight() const {
    return double(notes().size()) * m_metrics.small.size * 2.1 + m_metrics.gap;
  }

  void addNotes() {
    double y = m_bottom + m_metrics.gap + m_metrics.small.size;
    const double width = std::max(m_figure.size.width(), 20 * m_style.fontSize);
    for (const QString& note : notes()) {
      for (const QString& line : wrappedLines(note, width, m_metrics.small)) {
        m_figure.items.push_back(TextItem{{0, y}, line, m_metrics.small, m_theme.quietText});
        m_figure.size.setWidth(std::max(m_figure.size.width(), textWidth(line, m_metrics.small)));
        y += m_metrics.small.size * 1.4;
      }
    }
    m_figure.size.setHeight(y - m_metrics.small.size * 0.9);
  }

  void addQuiet(const QString& text, QPointF at) {
    m_figure.items.push_back(
        TextItem{at, text, m_metrics.small, m_theme.quietText, HorizontalAnchor::Center, VerticalAnchor::Middle});
  }

  const ArcsFigure& m_data;
  const FigureStyle& m_style;
  const AttentionTexts& m_t;
  const Theme& m_theme;
  FigureMetrics m_metrics;
  QStringList m_queries, m_keys;
  bool m_isLevel;
  std::vector<Line> m_lines;
  qsizetype m_candidates = 0;
  double m_largest = 0;
  Figure m_figure;
  std::vector<double> m_queryAlong, m_keyAlong;  ///< middles of the tokens along their row
  double m_queryAcross = 0, m_keyAcross = 0;     ///< where lines leave and arrive
  double m_legendHeight = 0, m_bottom = 0;
  std::size_t m_legendItems = 0;
};

}  // namespace

Figure buildArcs(const ArcsFigure& data, const FigureStyle& style) {
  return ArcsBuilder(data, style).build();
}

}  // namespace headlight
