#include "charts/figure/figure_frame.h"

#include <algorithm>
#include <cmath>

#include <QTextBoundaryFinder>

#include "charts/look/badge.h"
#include "charts/texts/caption_texts.h"
#include "figures/figure_source.h"

namespace headlight {
namespace {

constexpr double kNarrowest = 300;
constexpr int kPromptCharacters = 240;

QString captionText(const FigureStyle& style, const FigureSource& source) {
  QStringList parts;
  if (!source.model.empty()) parts << captionTexts(style.language).model.arg(QString::fromStdString(source.model));
  if (!source.prompt.empty()) {
    QString prompt = visibleToken(QString::fromStdString(source.prompt).simplified());
    prompt.replace(QChar(0x2423), QLatin1Char(' '));
    if (prompt.size() > kPromptCharacters) prompt = prompt.left(kPromptCharacters) + QChar(0x2026);
    parts << QString(captionTexts(style.language).prompt).replace(QStringLiteral("%1"), prompt);
  }
  if (!source.interventions.empty()) {
    QStringList changes;
    for (const std::string& change : source.interventions) changes << QString::fromStdString(change);
    parts << captionTexts(style.language).changes.arg(changes.join(QStringLiteral(", ")));
  }
  return parts.join(QStringLiteral("  ·  "));
}

/// Everything around the content, for a content of the given width.
struct Frame {
  QStringList title, caption;
  QString badge;
  double top = 0, bottom = 0;
};

Frame frameFor(const FigureStyle& style, const FrameTexts& texts, double width) {
  const FigureMetrics metrics(style.fontSize);
  Frame frame;
  if (style.badge) frame.badge = badgeText(texts.badge, style.language);
  const double badgeWidth = frame.badge.isEmpty() ? 0 : textWidth(frame.badge, metrics.small) + 3 * metrics.gap;
  if (style.title) frame.title = wrappedLines(texts.title, width - badgeWidth, metrics.title);
  if (style.caption) {
    frame.caption = wrappedLines(captionText(style, *texts.source), width, metrics.small);
  }
  const auto titleLines = std::max<qsizetype>(frame.title.size(), frame.badge.isEmpty() ? 0 : 1);
  if (titleLines > 0) frame.top = double(titleLines) * metrics.title.size * 1.35 + metrics.gap;
  if (!frame.caption.isEmpty()) frame.bottom = double(frame.caption.size()) * metrics.small.size * 1.45 + metrics.gap;
  return frame;
}

double marginOf(const FigureStyle& style) {
  return style.title || style.caption ? FigureMetrics(style.fontSize).margin : FigureMetrics(style.fontSize).gap;
}

void addHeading(Figure& figure, const Frame& frame, const FigureStyle& style, double margin) {
  const FigureMetrics metrics(style.fontSize);
  const double step = metrics.title.size * 1.35;
  double baseline = margin + capHeight(metrics.title);
  for (const QString& line : frame.title) {
    figure.items.push_back(TextItem{{margin, baseline}, line, metrics.title, style.theme->text});
    baseline += step;
  }
  if (frame.badge.isEmpty()) return;
  baseline = margin + capHeight(metrics.title);
  figure.items.push_back(TextItem{{figure.size.width() - margin, baseline},
                                  frame.badge,
                                  metrics.small,
                                  style.theme->quietText,
                                  HorizontalAnchor::Right});
}

void addCaption(Figure& figure, const Frame& frame, const FigureStyle& style, double margin) {
  const FigureMetrics metrics(style.fontSize);
  const double step = metrics.small.size * 1.45;
  double baseline = figure.size.height() - margin - step * double(frame.caption.size() - 1) - 2;
  for (const QString& line : frame.caption) {
    figure.items.push_back(TextItem{{margin, baseline}, line, metrics.small, style.theme->quietText});
    baseline += step;
  }
}

struct Translate {
  QPointF by;
  void operator()(RectItem& item) const { item.rect.translate(by); }
  void operator()(LineItem& item) const {
    item.from += by;
    item.to += by;
  }
  void operator()(PolylineItem& item) const { item.points.translate(by); }
  void operator()(CircleItem& item) const { item.center += by; }
  void operator()(TextItem& item) const { item.position += by; }
  void operator()(ImageItem& item) const { item.rect.translate(by); }
  void operator()(HatchItem& item) const { item.region.translate(by); }
  void operator()(BeginClip& item) const { item.region.translate(by); }
  void operator()(EndClip&) const {}
};

}  // namespace

double sizeOnScreen(double fitting, double normal, double least, const FigureStyle& style) {
  const double zoom = style.fontSize / kNormalFont;
  const double grown = normal * std::sqrt(zoom);
  return std::max(least, zoom > 1 ? std::max(fitting, grown) : zoom < 1 ? std::min(fitting, grown) : fitting);
}

FigureStyle atNormalSize(FigureStyle style) {
  style.fontSize = kNormalFont;
  return style;
}

void translateFigure(Figure& figure, QPointF by) {
  for (FigureItem& item : figure.items) std::visit(Translate{by}, item);
  for (HotArea& area : figure.hotAreas) area.rect.translate(by);
  if (!figure.selected.isNull()) figure.selected.translate(by);
}

QSizeF contentArea(const FigureStyle& style, const FrameTexts& texts) {
  if (style.area.width() <= 0) return {0, 0};
  const double margin = marginOf(style);
  const double width = std::max(1.0, style.area.width() - 2 * margin);
  if (style.area.height() <= 0) return {width, 0};
  const Frame frame = frameFor(style, texts, width);
  return {width, std::max(1.0, style.area.height() - 2 * margin - frame.top - frame.bottom)};
}

Figure framed(Figure content, const FigureStyle& style, const FrameTexts& texts) {
  const double margin = marginOf(style);
  double width = content.size.width();
  if (style.title || style.caption) width = std::max(width, kNarrowest);
  if (style.area.width() > 0) width = std::max(width, style.area.width() - 2 * margin);
  const Frame frame = frameFor(style, texts, width);
  const double spare = width - content.size.width();
  double slack = 0;
  double height = content.size.height() + frame.top + frame.bottom + 2 * margin;
  if (style.area.height() > height) {
    slack = style.area.height() - height;
    height = style.area.height();
  }
  // On the screen the content stands in the middle; in an export it starts where the title starts.
  const bool screen = style.area.height() > 0;
  translateFigure(content, {margin + (screen ? std::floor(spare / 2) : 0),
                            margin + frame.top + (screen ? std::floor(slack / 2) : 0)});
  content.size = {std::ceil(width + 2 * margin), std::ceil(height)};
  content.background = style.theme->background;
  content.title = texts.title;
  content.description =
      texts.description + QStringLiteral(" (") + badgeText(texts.badge, style.language) + QLatin1Char(')');
  addHeading(content, frame, style, margin);
  addCaption(content, frame, style, margin);
  return content;
}

QStringList wrappedLines(const QString& text, double width, const TextStyle& style) {
  QStringList lines;
  if (text.isEmpty()) return lines;
  QTextBoundaryFinder breaks(QTextBoundaryFinder::Line, text);
  qsizetype start = 0, fitting = 0;
  const auto flush = [&](qsizetype end) {
    lines << text.mid(start, end - start).trimmed();
    start = end;
  };
  for (qsizetype next = breaks.toNextBoundary(); next >= 0; next = breaks.toNextBoundary()) {
    if (textWidth(text.mid(start, next - start).trimmed(), style) > width) {
      if (fitting > start) flush(fitting);
      while (next - start > 1 && textWidth(text.mid(start, next - start).trimmed(), style) > width) {
        qsizetype cut = start + 1;
        while (cut < next && textWidth(text.mid(start, cut + 1 - start), style) <= width) ++cut;
        flush(cut);
      }
    }
    fitting = next;
  }
  if (start < text.size()) flush(text.size());
  return lines;
}

QString elided(const QString& text, double width, const TextStyle& style) {
  if (textWidth(text, style) <= width) return text;
  QTextBoundaryFinder graphemes(QTextBoundaryFinder::Grapheme, text);
  QString best(QChar(0x2026));
  for (qsizetype next = graphemes.toNextBoundary(); next >= 0; next = graphemes.toNextBoundary()) {
    const QString candidate = text.left(next) + QChar(0x2026);
    if (textWidth(candidate, style) > width) break;
    best = candidate;
  }
  return best;
}

QString shortened(const QString& text, int longest) {
  return text.size() > longest ? text.left(longest - 1) + QChar(0x2026) : text;
}

QString shownLabel(const std::string& label, int longest) {
  return shortened(visibleToken(label), longest);
}

QStringList shownLabels(const std::vector<std::string>& labels, int longest) {
  QStringList shown;
  for (const std::string& label : labels) shown << shownLabel(label, longest);
  return shown;
}

void addAccentOutline(Figure& figure, const QRectF& rect, const Theme& theme, double width) {
  figure.items.push_back(RectItem{rect, Qt::transparent, theme.halo, width + 2});
  figure.items.push_back(RectItem{rect, Qt::transparent, theme.accent, width});
}

}  // namespace headlight
