#include "hooks/hook_point.h"

#include <algorithm>
#include <utility>

#include "tensor/error.h"

namespace headlight {

std::string_view axisName(Axis axis) {
  switch (axis) {
    case Axis::Pos:
      return "pos";
    case Axis::QueryPos:
      return "query_pos";
    case Axis::KeyPos:
      return "key_pos";
    case Axis::EncoderPos:
      return "encoder_pos";
    case Axis::DecoderPos:
      return "decoder_pos";
    case Axis::Head:
      return "head";
    case Axis::DHead:
      return "d_head";
    case Axis::DModel:
      return "d_model";
    case Axis::DMlp:
      return "d_mlp";
    case Axis::DVocab:
      return "d_vocab";
    case Axis::DVocabOut:
      return "d_vocab_out";
    case Axis::DHidden:
      return "d_hidden";
    case Axis::DIn:
      return "d_in";
    case Axis::One:
      return "1";
  }
  return "1";
}

bool HookPoint::hasAxis(Axis axis) const {
  return std::find(axes.begin(), axes.end(), axis) != axes.end();
}

std::optional<int> HookPoint::axisIndex(Axis axis) const {
  const auto found = std::find(axes.begin(), axes.end(), axis);
  if (found == axes.end()) return std::nullopt;
  return static_cast<int>(found - axes.begin());
}

Index extentOf(const HookPoint& point, std::size_t axis, const RunExtents& extents) {
  if (point.sizes[axis] >= 0) return point.sizes[axis];
  if (point.onSource || point.axes[axis] == Axis::EncoderPos) return extents.source;
  return point.axes[axis] == Axis::KeyPos ? extents.firstPosition + extents.rows : extents.rows;
}

HookTable::HookTable(std::vector<HookPoint> points) : m_points(std::move(points)) {
  for (std::size_t i = 0; i < m_points.size(); ++i) m_points[i].index = static_cast<int>(i);
}

const HookPoint* HookTable::find(std::string_view name) const {
  const auto found =
      std::find_if(m_points.begin(), m_points.end(), [&](const HookPoint& point) { return point.name == name; });
  return found == m_points.end() ? nullptr : &*found;
}

std::vector<const HookPoint*> HookTable::match(std::string_view globs) const {
  std::vector<char> chosen(m_points.size(), 0);
  for (std::size_t at = 0; at <= globs.size();) {
    const std::size_t comma = std::min(globs.find(',', at), globs.size());
    std::string_view glob = globs.substr(at, comma - at);
    at = comma + 1;
    while (!glob.empty() && glob.front() == ' ') glob.remove_prefix(1);
    while (!glob.empty() && glob.back() == ' ') glob.remove_suffix(1);
    bool any = false;
    for (std::size_t i = 0; i < m_points.size(); ++i) {
      if (!globMatches(glob, m_points[i].name)) continue;
      chosen[i] = 1;
      any = true;
    }
    if (!any) throw Error("hooks.no_match", {{"glob", std::string(glob)}});
  }
  std::vector<const HookPoint*> matched;
  for (std::size_t i = 0; i < m_points.size(); ++i) {
    if (chosen[i]) matched.push_back(&m_points[i]);
  }
  return matched;
}

bool globMatches(std::string_view glob, std::string_view name) {
  // Walks both strings; after a mismatch it goes back to the last star and lets it swallow one character more.
  std::size_t g = 0;
  std::size_t n = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (n < name.size()) {
    if (g < glob.size() && glob[g] == '*') {
      star = g++;
      resume = n;
    } else if (g < glob.size() && (glob[g] == '?' || glob[g] == name[n])) {
      ++g;
      ++n;
    } else if (star != std::string_view::npos) {
      g = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == '*') ++g;
  return g == glob.size();
}

}  // namespace headlight
