#pragma once
// How a family of Hugging Face models names and shapes its tensors, as data: a table a family, no code that tests a
// family's name.

#include <string_view>
#include <utility>
#include <vector>

#include "models/model_config.h"
#include "models/parameters.h"

namespace headlight {

/// A tensor that a file may have although it repeats the numbers of another; it also replaces a missing one.
struct SharedTensor {
  std::string_view name;  ///< in the file
  std::string_view with;  ///< our name of the other
};

struct WeightFamily {
  std::string_view prefix;                    ///< of the names in a file; files without it are understood too
  bool prefixInOurNames = false;              ///< our names have it as well
  std::vector<std::string_view> notPrefixed;  ///< our names that get no prefix in a file

  bool (*transposed)(const ParameterInfo& info) = nullptr;  ///< the file has [out, in], we have [in, out]; null: never
  std::vector<std::string_view> oneRow;                     ///< our names of vectors that the file has as [1, n]

  std::vector<std::pair<std::string_view, std::string_view>> oldEndings;  ///< an old name's ending and today's
  std::vector<SharedTensor> shared;
  std::vector<std::string_view> buffers;  ///< globs, without the prefix: what is computed, not learned
  std::vector<std::string_view> unused;   ///< globs, without the prefix: heads that we do not have; a notice says so
  /// Globs, without the prefix: the head that we have. A part of it that is no parameter of ours would be missed.
  std::vector<std::string_view> essential;
  bool mayBeLinear = false;  ///< linear maps may be stored across the usual way, as torch.nn.Linear does (nanoGPT)
  std::vector<std::string_view> head;  ///< globs of our names that a model saved without its head lacks
};

/// Throws Error "model.kind_not_supported" for a family without a row.
[[nodiscard]] const WeightFamily& weightFamily(ModelKind kind);

}  // namespace headlight
