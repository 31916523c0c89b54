#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/options/shared_options.h"
#include "cli/run_json.h"
#include "cli/text_table.h"
#include "formats/files/atomic_file.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

ordered_json listedModelJson(const OpenedModel& opened) {
  ordered_json object = modelJson(opened);
  object["language"] = opened.card.language;
  object["validation_loss"] =
      opened.card.validationLoss ? ordered_json(*opened.card.validationLoss) : ordered_json(nullptr);
  object["folder"] = shownPath(opened.folder);
  return object;
}

void printTable(const ordered_json& models, std::ostream& out) {
  static constexpr const char* kFields[] = {"name",    "kind",    "language", "parameters", "n_layers",
                                            "n_heads", "d_model", "n_ctx",    "vocab_size", "validation_loss"};
  TextTable table({std::begin(kFields), std::end(kFields)});
  for (const ordered_json& model : models) {
    std::vector<std::string> row;
    for (const char* field : kFields) row.push_back(tableCell(model[field]));
    table.add(std::move(row));
  }
  table.print(out);
}

/// A sample model that cannot be opened is reported and does not hide the others.
ordered_json openAll(CommandContext& context) {
  ordered_json models = ordered_json::array();
  for (const std::filesystem::path& folder : listSampleModels()) {
    try {
      models.push_back(listedModelJson(*openModelFor(folder.string(), context)));
    } catch (const Error& error) {
      context.err << "headlight: " << error.what() << '\n';
      context.exitCode = 3;
    }
  }
  return models;
}

}  // namespace

void addModelsCommand(CLI::App* command, CommandContext& context) {
  auto json = std::make_shared<bool>(false);
  addJsonOption(*command, *json);
  command->callback([&context, json] {
    const ordered_json models = openAll(context);
    if (*json) {
      context.out << models.dump(2) << '\n';
    } else if (models.empty()) {
      context.out << "No sample models were found. They are looked for in $HEADLIGHT_MODELS, beside the program and in "
                     "sample_models of the source tree.\n";
    } else {
      printTable(models, context.out);
    }
  });
}

}  // namespace headlight
