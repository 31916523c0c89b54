#pragma once
// The tensors of a file under the names by which we compare them with ours. Inside formats/.
//
// A training wraps a model in others, and each puts a word before its names: "_orig_mod." (torch.compile), "module."
// (data parallel), "model." (Lightning), "pretrained_model." (a value head). The words are not listed here: what stands
// before most of the family's names is what was wrapped around the model.

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/huggingface/weight_family.h"
#include "formats/safetensors/safetensors.h"

namespace headlight {

/// A tensor and the file that it lies in.
struct StoredTensor {
  SafetensorsFile* file = nullptr;
  const SafetensorsEntry* entry = nullptr;

  explicit operator bool() const { return entry != nullptr; }
};

class StoredNames {
 public:
  /// All three are borrowed. Throws Error "weights.twice" for a tensor that stands there under two names.
  StoredNames(std::span<SafetensorsFile> files, const WeightFamily& family, const ParameterLayout& layout);

  /// By one of our names, or one of the family's shared tensors.
  [[nodiscard]] StoredTensor find(std::string_view name) const;
  /// By their names without what comes before the family's own, with today's endings.
  [[nodiscard]] const std::map<std::string, StoredTensor, std::less<>>& all() const { return m_stored; }
  /// How many of the layout's names are there.
  [[nodiscard]] std::size_t known() const { return m_known; }
  /// What stands before the family's own names: "_orig_mod."; empty for a file without it.
  [[nodiscard]] std::string wrapper() const;
  /// Whether it has the words that stand before most names, where there are any.
  [[nodiscard]] bool isBesideTheModel(std::string_view storedName) const;

 private:
  [[nodiscard]] std::string plainOurs(std::string_view name) const;
  [[nodiscard]] std::string plainStored(std::string_view name) const;
  void findWords(std::span<SafetensorsFile> files, const ParameterLayout& layout);

  const WeightFamily& m_family;
  std::string m_words;  ///< "_orig_mod.transformer."
  std::size_t m_known = 0;
  std::map<std::string, StoredTensor, std::less<>> m_stored;
};

}  // namespace headlight
