#pragma once
// Where the window and its panels stand, as fields of our own: what settings and session files keep. Read with every
// value checked, since a file may say anything; Qt's own bytes (QMainWindow::saveState) are never kept, since hostile
// ones crash the window. As bytes it is JSON with names, so that a panel or a field more or less leaves old files
// readable.
//
//   {"version": 1,
//    "panels": {"split": "across", "parts": [{"share": 0.3, "split": "down", "parts": […]},
//                                            {"share": 0.7, "tabs": ["attentionDock", "arcsDock"],
//                                             "front": "attentionDock"}]},
//    "hidden": ["compareDock"],
//    "floating": [{"panel": "tokensDock", "x": 10, "y": 20, "width": 400, "height": 300}]}

#include <optional>
#include <vector>

#include <QByteArray>
#include <QList>
#include <QRect>
#include <QString>
#include <QStringList>

namespace headlight {

/// A part of the window: a place with the panels that share it as tabs, or a split with parts of its own.
struct LayoutPart {
  double share = 1;               ///< of the split that it belongs to; the shares of its parts make 1
  bool across = true;             ///< a split's parts stand side by side; else one below the other
  std::vector<LayoutPart> parts;  ///< of a split; empty: a place
  QStringList tabs;               ///< of a place: the panels' object names in the order of the tabs
  QString front;                  ///< the tab in front; empty: the first that is not hidden

  bool operator==(const LayoutPart&) const = default;
  [[nodiscard]] bool isPlace() const { return parts.empty(); }
  /// All panels in it.
  [[nodiscard]] QStringList panels() const;
};

struct FloatingPanel {
  QString panel;
  QRect place;

  bool operator==(const FloatingPanel&) const = default;
};

struct WindowLayout {
  LayoutPart root;     ///< without panels: nothing is known
  QStringList hidden;  ///< wherever they stand
  std::vector<FloatingPanel> floating;

  bool operator==(const WindowLayout&) const = default;
};

[[nodiscard]] QByteArray toBytes(const WindowLayout& layout);

/// Nothing if the bytes are no layout of ours, or contradict themselves (a panel twice, a share that is no share). A
/// panel that is not among `known` is left out. Throws nothing.
[[nodiscard]] std::optional<WindowLayout> layoutFrom(const QByteArray& bytes, const QStringList& known);

/// Where the window itself stands.
struct WindowPlace {
  QRect place;  ///< when it is not maximized
  bool maximized = false;

  bool operator==(const WindowPlace&) const = default;
};

[[nodiscard]] QByteArray toBytes(const WindowPlace& place);
/// Nothing if the bytes are no place of ours. Throws nothing.
[[nodiscard]] std::optional<WindowPlace> placeFrom(const QByteArray& bytes);
/// The place moved and made smaller until it is on one of these screens, the one that has most of it (else the first).
[[nodiscard]] QRect fittedTo(const QList<QRect>& screens, QRect place);

}  // namespace headlight
