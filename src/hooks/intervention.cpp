#include "hooks/intervention.h"

#include <algorithm>
#include <charconv>

#include "hooks/hook_names.h"
#include "tensor/error.h"

namespace headlight {

namespace {

/// Reads the ablation grammar from the left; every take… function eats what it found or leaves the text alone.
class AblationReader {
 public:
  explicit AblationReader(std::string_view text) : m_whole(text), m_rest(text) {}

  bool takeWord(std::string_view word) {
    if (!m_rest.starts_with(word)) return false;
    m_rest.remove_prefix(word.size());
    return true;
  }

  /// A number without sign that fits an int; anything else is a syntax error.
  Index takeNumber() {
    int number = 0;
    const auto [end, failure] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), number);
    if (m_rest.empty() || m_rest.front() == '-' || failure != std::errc{}) fail();
    m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
    return number;
  }

  void skipSpaces() {
    while (takeWord(" ")) {
    }
  }

  [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
  [[noreturn]] void fail() const { throw Error("ablation.syntax", {{"text", std::string(m_whole)}}); }

 private:
  std::string_view m_whole;
  std::string_view m_rest;
};

Index sizeOf(const HookPoint& point, Axis axis) {
  const auto at = point.axisIndex(axis);
  return at ? point.sizes[static_cast<std::size_t>(*at)] : 0;
}

void checkAgainst(const HookTable& hooks, const Intervention& intervention) {
  const HookPoint* point = hooks.find(intervention.point);
  const bool headFits = point && (!intervention.head || *intervention.head < sizeOf(*point, Axis::Head));
  const bool unitFits = point && (!intervention.unit || *intervention.unit < point->sizes.back());
  if (!headFits || !unitFits) {
    throw Error("ablation.out_of_range", {{"text", intervention.label}, {"point", intervention.point}});
  }
}

/// Whose layers an ablation counts.
enum class Side { Blocks, Cells, Encoder, Decoder, Cross };

Side takeSide(AblationReader& reader, const HookTable& hooks) {
  if (reader.takeWord("encoder ")) return Side::Encoder;
  if (reader.takeWord("decoder ")) return Side::Decoder;
  if (reader.takeWord("cross ")) return Side::Cross;
  return hooks.find(hook_names::hidden(0)) != nullptr ? Side::Cells : Side::Blocks;
}

enum class Part { Head, Attention, Mlp, Neuron };

/// The point that holds such a part; the name of a decoder's where that side has none, which checkAgainst() refuses.
std::string pointOf(Side side, Part part, int layer) {
  using namespace hook_names;
  if (side == Side::Cells && (part == Part::Attention || part == Part::Neuron)) return hidden(layer);
  if (side == Side::Cross && part == Part::Head) return crossZ(layer);
  if (side == Side::Cross && part == Part::Attention) return crossOut(layer);
  const Stack stack = side == Side::Encoder ? Stack::Encoder : side == Side::Decoder ? Stack::Decoder : Stack::Blocks;
  switch (part) {
    case Part::Head:
      return z(layer, stack);
    case Part::Attention:
      return attnOut(layer, stack);
    case Part::Mlp:
      return mlpOut(layer, stack);
    case Part::Neuron:
      return mlpPost(layer, stack);
  }
  return {};
}

}  // namespace

Intervention parseAblation(std::string_view text, const HookTable& hooks) {
  AblationReader reader(text);
  Intervention intervention;
  intervention.label = std::string(text);
  reader.skipSpaces();
  const Side side = takeSide(reader, hooks);
  reader.skipSpaces();
  const bool neuron = reader.takeWord("neuron");
  reader.skipSpaces();
  Part part = Part::Attention;
  int layer = 0;
  if (!neuron && reader.takeWord("mlp")) {
    part = Part::Mlp;
    layer = static_cast<int>(reader.takeNumber());
  } else if (reader.takeWord("L")) {
    layer = static_cast<int>(reader.takeNumber());
    if (reader.takeWord("N")) {
      part = Part::Neuron;
      intervention.unit = reader.takeNumber();
    } else if (neuron) {
      reader.fail();
    } else if (reader.takeWord("H")) {
      part = Part::Head;
      intervention.head = reader.takeNumber();
    }
  } else {
    reader.fail();
  }
  intervention.point = pointOf(side, part, layer);
  if (reader.takeWord("@")) {
    PositionRange range;
    range.first = range.last = reader.takeNumber();
    if (reader.takeWord("-")) range.last = reader.takeNumber();
    if (range.last < range.first) reader.fail();
    intervention.positions = range;
  }
  reader.skipSpaces();
  if (!reader.atEnd()) reader.fail();
  const bool twoSides = hooks.find(hook_names::z(0, hook_names::Stack::Encoder)) != nullptr;
  if (twoSides && side == Side::Blocks) throw Error("ablation.which_attention", {{"text", intervention.label}});
  checkAgainst(hooks, intervention);
  return intervention;
}

void applyIntervention(const Intervention& intervention, const HookPoint& point, Index firstPosition,
                       const MutableHookValue& value) {
  struct Span {
    Index first = 0;
    Index last = 0;  // not included
  };
  std::array<Span, TensorView<float>::kMaxRank> spans;
  spans.fill({0, 1});
  const std::size_t offset = spans.size() - static_cast<std::size_t>(value.rank);  // missing axes lead
  for (std::size_t axis = 0; axis < static_cast<std::size_t>(value.rank); ++axis) {
    Span& span = spans[offset + axis];
    span = {0, value.extents[axis]};
    const auto restrictTo = [&](Index first, Index last) {
      span.first = std::max(span.first, first);
      span.last = std::min(span.last, last);
    };
    const Axis meaning = point.axes[axis];
    if (intervention.head && meaning == Axis::Head) restrictTo(*intervention.head, *intervention.head + 1);
    if (intervention.unit && axis + 1 == static_cast<std::size_t>(value.rank)) {
      restrictTo(*intervention.unit, *intervention.unit + 1);
    }
    if (intervention.positions && (meaning == Axis::Pos || meaning == Axis::QueryPos || meaning == Axis::DecoderPos)) {
      restrictTo(intervention.positions->first - firstPosition, intervention.positions->last - firstPosition + 1);
    }
  }
  std::array<Index, 4> strides{};
  Index stride = 1;
  for (std::size_t axis = 4; axis-- > 0;) {
    strides[axis] = stride;
    if (axis >= offset) stride *= value.extents[axis - offset];
  }
  for (Index a = spans[0].first; a < spans[0].last; ++a) {
    for (Index b = spans[1].first; b < spans[1].last; ++b) {
      for (Index c = spans[2].first; c < spans[2].last; ++c) {
        float* const row = value.data + a * strides[0] + b * strides[1] + c * strides[2];
        for (Index d = spans[3].first; d < spans[3].last; ++d) {
          row[d] = intervention.edit ? intervention.edit(row[d]) : 0.0F;
        }
      }
    }
  }
}

}  // namespace headlight
