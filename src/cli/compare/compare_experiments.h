#pragma once
// What `headlight compare --experiment NAME` can do. An experiment is one .cpp of this folder and one line of the
// table.

#include <span>
#include <string>

#include "cli/compare/compare_options.h"

namespace headlight {

/// Prints a table or, with options.json, one JSON document; writes its figures where options.files.out names a folder
/// (figureFiles(), writeFiles()). One to four models; what it needs beyond that it checks itself and throws as Error.
struct CompareExperiment {
  const char* name;
  const char* does;  ///< half a sentence for --help
  void (*run)(const CompareOptions& options, CommandContext& context);
};

[[nodiscard]] std::span<const CompareExperiment> compareExperiments();
/// Throws Error "cli.bad_value" naming those that there are.
[[nodiscard]] const CompareExperiment& compareExperiment(const std::string& name);
/// "distance, memory": for messages and --help.
[[nodiscard]] std::string compareExperimentNames();

}  // namespace headlight
