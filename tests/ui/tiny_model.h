#pragma once
// A random model of a few words in a folder, for tests of the window that need a model and not a good one.

#include <filesystem>
#include <string>

namespace headlight::testing {

/// Writes `folder`/`name` (4 layers × 4 heads, a context of 16 tokens, about forty words) and returns its path.
/// `language` is the card's.
std::filesystem::path writeTinyModel(const std::filesystem::path& folder, const std::string& name,
                                     const std::string& language = "en");

}  // namespace headlight::testing
