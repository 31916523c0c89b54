#include "charts/look/theme.h"

#include <QGuiApplication>
#include <QPalette>
#include <QWidget>

namespace headlight {
namespace {

Theme makeLight() {
  Theme theme;
  theme.background = QColor(0xff, 0xff, 0xff);
  theme.window = QColor(0xf2, 0xf3, 0xf5);
  theme.text = QColor(0x1a, 0x1e, 0x23);
  theme.quietText = QColor(0x55, 0x5e, 0x69);
  theme.grid = QColor(0xd3, 0xd8, 0xde);
  theme.surface = QColor(0xec, 0xef, 0xf2);
  theme.bar = QColor(0xa8, 0xb2, 0xbe);
  theme.accent = QColor(0xc2, 0x18, 0x5b);
  theme.accentText = QColor(0xff, 0xff, 0xff);
  theme.accentFill = QColor(0xfb, 0xe4, 0xed);
  theme.halo = QColor(0xff, 0xff, 0xff);
  theme.masked = QColor(0xc4, 0xca, 0xd1);
  theme.warning = QColor(0x9c, 0x2a, 0x00);
  return theme;
}

Theme makeDark() {
  Theme theme;
  theme.background = QColor(0x1b, 0x1e, 0x22);
  theme.window = QColor(0x25, 0x29, 0x2e);
  theme.text = QColor(0xec, 0xee, 0xf1);
  theme.quietText = QColor(0xa6, 0xae, 0xb8);
  theme.grid = QColor(0x41, 0x47, 0x4f);
  theme.surface = QColor(0x30, 0x35, 0x3b);
  theme.bar = QColor(0x6d, 0x77, 0x83);
  theme.accent = QColor(0xff, 0x7a, 0xa8);
  theme.accentText = QColor(0x2a, 0x06, 0x15);
  theme.accentFill = QColor(0x4a, 0x23, 0x33);
  theme.halo = QColor(0x14, 0x16, 0x19);
  theme.masked = QColor(0x4b, 0x52, 0x5b);
  theme.warning = QColor(0xff, 0xa5, 0x7d);
  theme.isDark = true;
  return theme;
}

Theme makePrint() {
  Theme theme = makeLight();
  theme.window = theme.background;
  theme.text = QColor(0x00, 0x00, 0x00);
  theme.quietText = QColor(0x33, 0x33, 0x33);
  theme.grid = QColor(0x80, 0x80, 0x80);
  theme.surface = QColor(0xff, 0xff, 0xff);
  theme.masked = QColor(0x99, 0x99, 0x99);
  return theme;
}

}  // namespace

const Theme& Theme::light() {
  static const Theme theme = makeLight();
  return theme;
}

const Theme& Theme::dark() {
  static const Theme theme = makeDark();
  return theme;
}

const Theme& Theme::print() {
  static const Theme theme = makePrint();
  return theme;
}

const Theme& currentTheme(const QWidget* widget) {
  const QPalette palette = widget != nullptr ? widget->palette() : QGuiApplication::palette();
  return palette.color(QPalette::Base).lightness() < 128 ? Theme::dark() : Theme::light();
}

QPalette themePalette(const Theme& theme) {
  QPalette palette;
  palette.setColor(QPalette::Window, theme.window);
  palette.setColor(QPalette::WindowText, theme.text);
  palette.setColor(QPalette::Base, theme.background);
  palette.setColor(QPalette::AlternateBase, theme.window);
  palette.setColor(QPalette::Text, theme.text);
  palette.setColor(QPalette::PlaceholderText, theme.quietText);
  palette.setColor(QPalette::Button, theme.surface);
  palette.setColor(QPalette::ButtonText, theme.text);
  palette.setColor(QPalette::BrightText, theme.accentText);
  palette.setColor(QPalette::Highlight, theme.accent);
  palette.setColor(QPalette::HighlightedText, theme.accentText);
  palette.setColor(QPalette::Link, theme.accent);
  palette.setColor(QPalette::LinkVisited, theme.accent);
  palette.setColor(QPalette::ToolTipBase, theme.surface);
  palette.setColor(QPalette::ToolTipText, theme.text);
  palette.setColor(QPalette::Light, theme.isDark ? theme.surface.lighter(120) : QColor(Qt::white));
  palette.setColor(QPalette::Midlight, theme.surface);
  palette.setColor(QPalette::Mid, theme.grid);
  palette.setColor(QPalette::Dark, theme.isDark ? theme.background.darker(130) : theme.grid.darker(130));
  palette.setColor(QPalette::Shadow, Qt::black);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
    QColor faint = theme.quietText;
    faint.setAlpha(150);
    palette.setColor(QPalette::Disabled, role, faint);
  }
  return palette;
}

}  // namespace headlight
