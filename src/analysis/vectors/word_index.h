#pragma once
// Which of many labels a typed word means.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace headlight {

/// Without white space at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text);

class WordIndex {
 public:
  WordIndex() = default;
  /// Of labels as they are drawn (visibleLabel()); the first of equal ones counts. Linear.
  explicit WordIndex(std::vector<std::string> labels);

  /// As spelled, without spaces around it; else whatever its case. -1 if there is none.
  [[nodiscard]] int find(std::string_view word) const;
  /// As find(), else the first label that begins so, whatever the case.
  [[nodiscard]] int findBeginning(std::string_view text) const;
  /// Words with commas between them; throws Error "analysis.no_such_word". Rising, each once.
  [[nodiscard]] std::vector<int> findAll(std::string_view words) const;

  [[nodiscard]] const std::vector<std::string>& labels() const { return m_labels; }

 private:
  std::vector<std::string> m_labels;
  std::unordered_map<std::string, int> m_exact, m_folded;
};

}  // namespace headlight
