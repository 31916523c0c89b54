#pragma once
// A random model of a few words in a folder, for tests of the window that need a model and not a good one.

#include <filesystem>
#include <string>

#include "models/model_config.h"

namespace headlight::testing {

/// Writes `folder`/`name` (4 layers × 4 heads, a context of 16 tokens, about forty words) and returns its path. An
/// encoder-decoder has 2 layers in its decoder. `language` is the card's.
std::filesystem::path writeTinyModel(const std::filesystem::path& folder, const std::string& name,
                                     const std::string& language = "en", ModelKind kind = ModelKind::Decoder);

}  // namespace headlight::testing
