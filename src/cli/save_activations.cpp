#include "cli/save_activations.h"

#include <nlohmann/json.hpp>

#include "cli/run_json.h"
#include "formats/files/file_set.h"
#include "formats/files/npy.h"
#include "generate/joined_activation.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

ordered_json pointJson(const HookPoint& point, const JoinedActivation& value) {
  ordered_json axes = ordered_json::array();
  for (const Axis axis : point.axes) axes.push_back(axisName(axis));
  return {{"name", point.name}, {"file", point.name + ".npy"}, {"axes", std::move(axes)}, {"shape", value.extents}};
}

}  // namespace

void saveActivations(const Generation& generation, const HookTable& hooks, const std::string& globs,
                     const SaveRequest& request) {
  const StepPath path = generation.path();
  FileSet files;
  ordered_json manifest;
  manifest["model"] = request.modelName;
  manifest["prompt"] = generation.prompt().text;
  manifest["tokens"] = tokensJson(generation.tokens());
  if (!generation.source().empty()) manifest["source"] = tokensJson(generation.source());
  if (!request.interventions.empty()) manifest["interventions"] = request.interventions;
  manifest["dtype"] = "float32";
  manifest["points"] = ordered_json::array();
  for (const HookPoint* point : hooks.match(globs)) {
    const JoinedActivation value = joinSteps(path, *point);
    const NpyShape shape(value.extents.begin(), value.extents.end());
    files.write(request.folder / (point->name + ".npy"), npyBytes(shape, std::span<const float>(value.values)));
    manifest["points"].push_back(pointJson(*point, value));
  }
  files.write(request.folder / "manifest.json", manifest.dump(2) + "\n");
  files.commit();
}

}  // namespace headlight
