#pragma once
// One value of a whole sequence, joined from the steps that computed its rows.

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "generate/generation.h"

namespace headlight {

struct JoinedActivation {
  std::vector<Index> extents;  ///< as HookPoint::axes, with T positions
  std::vector<float> values;   ///< C order
};

/// Rows joined along Pos, QueryPos or DecoderPos; a value of the source is the prefill's, an encoder's that of the last
/// step, which read the whole sentence. Cells of a pattern that no call wrote (keys after the query) are 0, of scores
/// minus infinity. Throws Error "hooks.not_recorded" {point} if a step did not record the point.
[[nodiscard]] JoinedActivation joinSteps(std::span<const std::shared_ptr<const Step>> path, const HookPoint& point);

/// The joined values of one path: each is made when it is first asked for, and shared by all who ask later, until
/// `mostBytes` are exceeded; then those that were not asked for longest are let go (whoever has one keeps it). A value
/// that is larger than that is made for each who asks. Any thread; one value is made at a time.
class JoinedActivations {
 public:
  static constexpr std::size_t kMostBytes = std::size_t(128) << 20;

  explicit JoinedActivations(StepPath path, std::size_t mostBytes = kMostBytes);

  /// Never null. Throws what joinSteps() throws.
  [[nodiscard]] std::shared_ptr<const JoinedActivation> of(const HookPoint& point) const;
  /// How often a value was made: at most once a point while all have room.
  [[nodiscard]] std::size_t joins() const;

 private:
  struct Kept {
    std::string name;
    std::shared_ptr<const JoinedActivation> value;
  };
  void makeRoom() const;

  StepPath m_path;
  std::size_t m_mostBytes;
  mutable std::mutex m_mutex;      ///< guards what follows
  mutable std::list<Kept> m_kept;  ///< asked for last in front
  mutable std::size_t m_bytes = 0;
  mutable std::size_t m_joins = 0;
};

}  // namespace headlight
