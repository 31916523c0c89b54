#pragma once
// `run --hooks GLOBS --save DIR`: activations as NPY files and the manifest that lists them.

#include <filesystem>
#include <string>

#include "generate/generation.h"

namespace headlight {

struct SaveRequest {
  std::filesystem::path folder;
  std::string modelName;
  std::vector<std::string> interventions;
};

/// Writes `<hook name>.npy` of every point that `globs` matches (float32, whole sequence) and manifest.json: all of
/// them or none. If one cannot be written, the folder is as it was and the Error goes on.
void saveActivations(const Generation& generation, const HookTable& hooks, const std::string& globs,
                     const SaveRequest& request);

}  // namespace headlight
