#include "cli/save_activations.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "cli/run_json.h"
#include "formats/atomic_file.h"
#include "formats/npy.h"
#include "generate/sequence.h"
#include "tensor/error.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

/// Files of one call; those that were written go again if the call does not come to its end.
class FileSet {
 public:
  FileSet() = default;
  FileSet(const FileSet&) = delete;
  FileSet& operator=(const FileSet&) = delete;
  ~FileSet() {
    std::error_code ignored;
    for (const std::filesystem::path& file : m_written) std::filesystem::remove(file, ignored);
  }
  void write(const std::filesystem::path& file, std::string_view bytes) {
    writeFileAtomically(file, bytes);
    m_written.push_back(file);
  }
  void keep() { m_written.clear(); }

 private:
  std::vector<std::filesystem::path> m_written;
};

ordered_json pointJson(const HookPoint& point, const SequenceActivation& value) {
  ordered_json axes = ordered_json::array();
  for (const Axis axis : point.axes) axes.push_back(axisName(axis));
  return {{"name", point.name}, {"file", point.name + ".npy"}, {"axes", std::move(axes)}, {"shape", value.extents}};
}

}  // namespace

void prepareFolder(const std::filesystem::path& folder) {
  makeFolder(folder);
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    throw Error("file.cannot_write", {{"file", shownPath(folder)}, {"reason", std::strerror(errno)}});
  }
}

void saveActivations(const Generation& generation, const HookTable& hooks, const std::string& globs,
                     const SaveRequest& request) {
  const StepPath path = generation.path();
  FileSet files;
  ordered_json manifest;
  manifest["model"] = request.modelName;
  manifest["prompt"] = generation.prompt().text;
  manifest["tokens"] = tokensJson(generation.tokens());
  if (!request.interventions.empty()) manifest["interventions"] = request.interventions;
  manifest["dtype"] = "float32";
  manifest["points"] = ordered_json::array();
  // A manifest is there only beside all of its files.
  std::error_code ignored;
  std::filesystem::remove(request.folder / "manifest.json", ignored);
  for (const HookPoint* point : hooks.match(globs)) {
    const SequenceActivation value = joinSteps(path, *point);
    const NpyShape shape(value.extents.begin(), value.extents.end());
    files.write(request.folder / (point->name + ".npy"), npyBytes(shape, std::span<const float>(value.values)));
    manifest["points"].push_back(pointJson(*point, value));
  }
  files.write(request.folder / "manifest.json", manifest.dump(2) + "\n");
  files.keep();
}

}  // namespace headlight
