#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/options/shared_options.h"
#include "cli/text_table.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

ordered_json hooksJson(const HookTable& hooks) {
  ordered_json list = ordered_json::array();
  for (const HookPoint& point : hooks.points()) {
    ordered_json shape = ordered_json::array();
    for (const Axis axis : point.axes) shape.push_back(axisName(axis));
    list.push_back({{"name", point.name}, {"shape", std::move(shape)}, {"sizes", point.sizes}});
  }
  return list;
}

/// "pos × d_model (128)": the name of an axis, and its size where the model fixes it.
std::string shapeText(const HookPoint& point) {
  std::string text;
  for (std::size_t i = 0; i < point.axes.size(); ++i) {
    if (i > 0) text += " \u00d7 ";
    text += axisName(point.axes[i]);
    if (point.sizes[i] > 0 && point.axes[i] != Axis::One) text += " (" + std::to_string(point.sizes[i]) + ")";
  }
  return text;
}

void printTable(const HookTable& hooks, std::ostream& out) {
  TextTable table({"hook point", "shape"});
  for (const HookPoint& point : hooks.points()) table.add({point.name, shapeText(point)});
  table.print(out);
}

struct HooksOptions {
  std::string model;
  bool json = false;
};

}  // namespace

void addHooksCommand(CLI::App* command, CommandContext& context) {
  auto options = std::make_shared<HooksOptions>();
  addModelOption(*command, options->model);
  addJsonOption(*command, options->json);
  command->callback([&context, options] {
    const auto opened = openModelFor(options->model, context);
    if (options->json) {
      context.out << hooksJson(opened->model->hooks()).dump(2) << '\n';
    } else {
      printTable(opened->model->hooks(), context.out);
    }
  });
}

}  // namespace headlight
