#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/options/shared_options.h"
#include "cli/run_json.h"
#include "cli/text_table.h"
#include "formats/files/atomic_file.h"
#include "formats/files/memory_estimate.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

/// What `--json` prints: the fields of `models`, and where the model lies, how it is stored, what it takes and what was
/// odd about it.
ordered_json infoJson(const OpenedModel& opened) {
  ordered_json object = modelJson(opened);
  object["path"] = shownPath(opened.path);
  object["format"] = opened.format;
  object["stored_as"] = opened.storedAs;
  object["weight_files"] = ordered_json::array();
  for (const std::filesystem::path& file : opened.weightFiles) object["weight_files"].push_back(shownPath(file));
  const ParameterLayout& layout = opened.model->parameters().layout();
  object["memory_bytes"] = memoryNeededFor(opened.model->config(), layout.bytes());
  object["language"] = opened.card.language;
  object["license"] = opened.card.license;
  object["warnings"] = ordered_json::array();
  for (const Message& notice : opened.notices) object["warnings"].push_back(notice.english());
  return object;
}

void printInfo(const ordered_json& info, std::ostream& out) {
  TextTable table({"", ""});
  for (const auto& [field, value] : info.items()) {
    if (field == "warnings") continue;
    if (field == "memory_bytes") {
      table.add({"memory", byteText(value.get<std::uint64_t>())});
    } else if (field == "weight_files") {
      for (const ordered_json& file : value) table.add({"weights", tableCell(file)});
    } else if (!tableCell(value).empty()) {
      table.add({field, tableCell(value)});
    }
  }
  table.print(out);
  for (const ordered_json& warning : info["warnings"]) out << "Warning: " << tableCell(warning) << '\n';
  if (info["warnings"].empty()) out << "No warnings.\n";
}

}  // namespace

void addInfoCommand(CLI::App* command, CommandContext& context) {
  struct Options {
    std::string model;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  addModelOption(*command, options->model);
  addJsonOption(*command, options->json);
  command->callback([&context, options] {
    const ordered_json info = infoJson(*openModel(options->model));
    if (options->json) {
      context.out << info.dump(2) << '\n';
    } else {
      printInfo(info, context.out);
    }
  });
}

}  // namespace headlight
