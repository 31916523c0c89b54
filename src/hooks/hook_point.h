#pragma once
// A hook point is a named intermediate value of a model. Each model declares its points once, with symbolic shapes, in
// the order in which a run meets them; the reference page, `headlight hooks`, the shape check and the tests come from
// that declaration. Names and shapes are TransformerLens's (Nanda and Bloom 2022); see docs/reference/hook_points.md.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tensor/matrix.h"

namespace headlight {

/// The meaning of one axis. Batch is left out: a run is one sequence. EncoderPos and DecoderPos stand in the values of
/// cross-attention, which has both.
enum class Axis {
  Pos,
  QueryPos,
  KeyPos,
  EncoderPos,
  DecoderPos,
  Head,
  DHead,
  DModel,
  DMlp,
  DVocab,
  DVocabOut,
  DHidden,
  DIn,
  One
};

/// "pos", "query_pos", "head", "d_head", … as TransformerLens spells them ("1" for One).
[[nodiscard]] std::string_view axisName(Axis axis);

struct HookPoint {
  int index = 0;  ///< place in the model's list, which is the order of the run
  std::string name;
  std::vector<Axis> axes;
  std::vector<Index> sizes;  ///< -1 where the size is the number of positions
  int layer = -1;            ///< -1 outside the blocks
  /// Of an encoder-decoder, a value of the source (the encoder's points, the keys and values of cross-attention): its
  /// position axes count the source's tokens, and only the prefill offers it.
  bool onSource = false;

  [[nodiscard]] bool hasAxis(Axis axis) const;
  /// Where `axis` stands in `axes`, if at all.
  [[nodiscard]] std::optional<int> axisIndex(Axis axis) const;
};

/// A borrowed value: contiguous float32 in C order with the extents of this run, without the batch axis.
/// For a run that adds T positions to a cache of P: Pos, QueryPos and DecoderPos are T, KeyPos is P + T; EncoderPos,
/// and every position axis of a point on the source, is S.
template <class Scalar>
struct TensorView {
  static constexpr int kMaxRank = 4;
  Scalar* data = nullptr;
  std::array<Index, kMaxRank> extents{};
  int rank = 0;

  [[nodiscard]] Index size() const {
    Index product = 1;
    for (int i = 0; i < rank; ++i) product *= extents[static_cast<std::size_t>(i)];
    return product;
  }
};
/// How many positions one forward call is about.
struct RunExtents {
  Index firstPosition = 0;  ///< P
  Index rows = 0;           ///< T
  Index source = 0;         ///< S; 0 without an encoder
};

/// Extent of one axis in such a call; `size` is the point's declared size of that axis.
[[nodiscard]] Index extentOf(const HookPoint& point, std::size_t axis, const RunExtents& extents);

using HookValue = TensorView<const float>;
using MutableHookValue = TensorView<float>;

/// The hook points of one model, in order. Immutable; shared by runs on any thread.
class HookTable {
 public:
  HookTable() = default;
  explicit HookTable(std::vector<HookPoint> points);

  [[nodiscard]] const std::vector<HookPoint>& points() const { return m_points; }
  [[nodiscard]] const HookPoint& at(int index) const { return m_points[static_cast<std::size_t>(index)]; }
  /// nullptr if the model has no such point.
  [[nodiscard]] const HookPoint* find(std::string_view name) const;
  /// Every point that one of the comma-separated globs (`*`, `?`) matches, in order.
  /// Throws Error "hooks.no_match" naming the first glob that matches nothing.
  [[nodiscard]] std::vector<const HookPoint*> match(std::string_view globs) const;

 private:
  std::vector<HookPoint> m_points;
};

/// `*` any run of characters, `?` any one; the whole name must match.
[[nodiscard]] bool globMatches(std::string_view glob, std::string_view name);

}  // namespace headlight
