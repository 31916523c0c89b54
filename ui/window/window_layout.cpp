#include "window/window_layout.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "formats/json/guarded_json.h"

namespace headlight {
namespace {

using Json = nlohmann::json;

constexpr int kLayoutVersion = 1;
constexpr Json::size_type kMostParts = 64;
constexpr int kFarthest = 100000;  ///< of a window from the origin, in pixels
constexpr int kSmallest = 50;      ///< width and height of a window
constexpr int kLargest = 20000;
constexpr double kSmallestShare = 1e-3;

/// Inside this file alone: the layout cannot be.
struct Refused {};

void demand(bool holds) {
  if (!holds) throw Refused();
}

Json fromText(const QByteArray& bytes) {
  json::Limits limits;
  limits.bytes = std::size_t{1} << 16;
  limits.depth = 32;
  limits.values = 4096;
  return json::parseGuarded({bytes.constData(), static_cast<std::size_t>(bytes.size())}, "layout", limits);
}

/// Whatever is wrong with the bytes, reading them gives nothing.
template <class Value, class Read>
std::optional<Value> readOrNothing(const QByteArray& bytes, const Read& read) {
  if (bytes.isEmpty()) return std::nullopt;
  try {
    const Json value = fromText(bytes);
    demand(value.is_object() && value.value("version", Json()) == kLayoutVersion);
    return read(value);
  } catch (const Refused&) {
  } catch (const Error&) {
  } catch (const Json::exception&) {
  }
  return std::nullopt;
}

QString wordOf(const Json& value) {
  demand(value.is_string());
  return QString::fromStdString(value.get_ref<const std::string&>());
}

int pixelsOf(const Json& object, const char* name, int least, int most) {
  const auto field = object.find(name);
  demand(field != object.end() && field->is_number_integer());
  const auto value = field->get<std::int64_t>();
  demand(value >= least && value <= most);
  return static_cast<int>(value);
}

QRect rectangleOf(const Json& object) {
  demand(object.is_object());
  return {pixelsOf(object, "x", -kFarthest, kFarthest), pixelsOf(object, "y", -kFarthest, kFarthest),
          pixelsOf(object, "width", kSmallest, kLargest), pixelsOf(object, "height", kSmallest, kLargest)};
}

Json toJson(const QRect& place) {
  return {{"x", place.x()}, {"y", place.y()}, {"width", place.width()}, {"height", place.height()}};
}

Json toJson(const QStringList& names) {
  Json list = Json::array();
  for (const QString& name : names) list.push_back(name.toStdString());
  return list;
}

Json toJson(const LayoutPart& part) {
  Json value = {{"share", part.share}};
  if (part.isPlace()) {
    value["tabs"] = toJson(part.tabs);
    if (!part.front.isEmpty()) value["front"] = part.front.toStdString();
    return value;
  }
  value["split"] = part.across ? "across" : "down";
  for (const LayoutPart& each : part.parts) value["parts"].push_back(toJson(each));
  return value;
}

/// Reads one layout: knows which panels there are and which it has met.
class LayoutReader {
 public:
  explicit LayoutReader(const QStringList& known) : m_known(known) {}

  WindowLayout layout(const Json& value) {
    WindowLayout layout;
    if (const auto panels = value.find("panels"); panels != value.end()) layout.root = part(*panels);
    if (const auto floating = value.find("floating"); floating != value.end()) {
      for (const Json& each : list(*floating)) addFloating(each, layout);
    }
    if (const auto hidden = value.find("hidden"); hidden != value.end()) layout.hidden = names(*hidden);
    layout.root.share = 1;
    demand(!m_met.isEmpty());
    return layout;
  }

 private:
  static const Json& list(const Json& value) {
    demand(value.is_array() && value.size() <= kMostParts);
    return value;
  }

  QStringList names(const Json& value) const {
    QStringList found;
    for (const Json& each : list(value)) {
      const QString name = wordOf(each);
      if (m_known.contains(name) && !found.contains(name)) found.append(name);
    }
    return found;
  }

  void meet(const QString& name) {
    demand(!m_met.contains(name));
    m_met.append(name);
  }

  LayoutPart part(const Json& value) {
    demand(value.is_object());
    LayoutPart read;
    if (const auto share = value.find("share"); share != value.end()) {
      demand(share->is_number());
      read.share = share->get<double>();
      demand(std::isfinite(read.share) && read.share >= kSmallestShare && read.share <= 1);
    }
    if (const auto tabs = value.find("tabs"); tabs != value.end()) return place(value, *tabs, read);
    const QString split = wordOf(value.at("split"));
    demand(split == QLatin1String("across") || split == QLatin1String("down"));
    read.across = split == QLatin1String("across");
    for (const Json& each : list(value.at("parts"))) {
      LayoutPart inner = part(each);
      if (!inner.panels().isEmpty()) read.parts.push_back(std::move(inner));
    }
    return simplified(std::move(read));
  }

  LayoutPart place(const Json& value, const Json& tabs, LayoutPart read) {
    for (const Json& each : list(tabs)) {
      const QString name = wordOf(each);
      if (!m_known.contains(name)) continue;
      meet(name);
      read.tabs.append(name);
    }
    if (const auto front = value.find("front"); front != value.end()) {
      const QString name = wordOf(*front);
      if (read.tabs.contains(name)) read.front = name;
    }
    return read;
  }

  /// A split of one part is that part; shares make 1.
  static LayoutPart simplified(LayoutPart part) {
    if (part.parts.size() == 1) {
      LayoutPart only = std::move(part.parts.front());
      only.share = part.share;
      return only;
    }
    double sum = 0;
    for (const LayoutPart& each : part.parts) sum += each.share;
    for (LayoutPart& each : part.parts) each.share /= sum;
    return part;
  }

  void addFloating(const Json& value, WindowLayout& layout) {
    demand(value.is_object());
    const QString name = wordOf(value.at("panel"));
    const QRect place = rectangleOf(value);
    if (!m_known.contains(name)) return;
    meet(name);
    layout.floating.push_back({name, place});
  }

  const QStringList& m_known;
  QStringList m_met;
};

}  // namespace

QStringList LayoutPart::panels() const {
  QStringList all = tabs;
  for (const LayoutPart& part : parts) all += part.panels();
  return all;
}

QByteArray toBytes(const WindowLayout& layout) {
  Json floating = Json::array();
  for (const FloatingPanel& each : layout.floating) {
    floating.push_back(toJson(each.place));
    floating.back()["panel"] = each.panel.toStdString();
  }
  const Json value = {{"version", kLayoutVersion},
                      {"panels", toJson(layout.root)},
                      {"hidden", toJson(layout.hidden)},
                      {"floating", std::move(floating)}};
  return QByteArray::fromStdString(value.dump());
}

std::optional<WindowLayout> layoutFrom(const QByteArray& bytes, const QStringList& known) {
  return readOrNothing<WindowLayout>(bytes, [&known](const Json& value) { return LayoutReader(known).layout(value); });
}

QByteArray toBytes(const WindowPlace& place) {
  Json value = toJson(place.place);
  value["version"] = kLayoutVersion;
  value["maximized"] = place.maximized;
  return QByteArray::fromStdString(value.dump());
}

std::optional<WindowPlace> placeFrom(const QByteArray& bytes) {
  return readOrNothing<WindowPlace>(bytes, [](const Json& value) {
    const Json maximized = value.value("maximized", Json(false));
    demand(maximized.is_boolean());
    return WindowPlace{rectangleOf(value), maximized.get<bool>()};
  });
}

QRect fittedTo(const QList<QRect>& screens, QRect place) {
  if (screens.isEmpty()) return place;
  const auto shown = [&place](const QRect& screen) {
    const QRect both = screen.intersected(place);
    return both.isEmpty() ? 0 : static_cast<qint64>(both.width()) * both.height();
  };
  QRect screen = screens.front();
  for (const QRect& each : screens) {
    if (shown(each) > shown(screen)) screen = each;
  }
  place.setSize(place.size().boundedTo(screen.size()));
  place.moveLeft(std::clamp(place.left(), screen.left(), screen.right() - place.width() + 1));
  place.moveTop(std::clamp(place.top(), screen.top(), screen.bottom() - place.height() + 1));
  return place;
}

}  // namespace headlight
