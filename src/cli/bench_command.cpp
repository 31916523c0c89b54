// headlight bench: what this machine does with our engine. Compare with others in one interleaved run on one machine.

#include <CLI/CLI.hpp>
#include <functional>
#include <ostream>

#include "cli/bench_measure.h"
#include "cli/shared_options.h"
#include "cli/text_table.h"
#include "formats/guarded_json.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

constexpr const char* kTraining = "training";

struct BenchOptions {
  std::string model;
  std::string only;
  int threads = 0;
  bool json = false;
};

struct Subject {
  const char* name;
  std::function<std::vector<Measurement>(const TrainableModel&, ThreadPool&)> measure;
};

const std::vector<Subject>& subjects() {
  static const std::vector<Subject> all = {
      {"decode", [](const TrainableModel& model, ThreadPool& pool) { return measureDecoding(model, pool); }},
      {"prefill", [](const TrainableModel& model, ThreadPool& pool) { return measurePrefill(model, pool); }},
      {kTraining, [](const TrainableModel& model, ThreadPool& pool) { return measureTraining(model, pool); }},
      {"memory", [](const TrainableModel&, ThreadPool& pool) { return measureMemory(pool); }}};
  return all;
}

std::vector<std::string> subjectNames() {
  std::vector<std::string> names;
  for (const Subject& subject : subjects()) names.emplace_back(subject.name);
  return names;
}

/// Shape (ii) with random weights, or the model asked for.
std::shared_ptr<const TrainableModel> modelToMeasure(const BenchOptions& options, CommandContext& context) {
  if (!options.model.empty()) return openModelFor(options.model, context)->model;
  const ModelConfig config = benchConfig();
  return makeModel(config, initialParameters(config, 1));
}

void print(const std::vector<Measurement>& measurements, std::ostream& out) {
  TextTable table({"name", "value", "unit"});
  for (const Measurement& m : measurements) table.add({m.name, fixed(m.value, m.value < 100 ? 4 : 0), m.unit});
  table.print(out);
}

void printJson(const std::vector<Measurement>& measurements, std::ostream& out) {
  ordered_json array = ordered_json::array();
  for (const Measurement& m : measurements) array.push_back({{"name", m.name}, {"value", m.value}, {"unit", m.unit}});
  out << array.dump(2) << '\n';
}

void bench(const BenchOptions& options, CommandContext& context) {
  const std::shared_ptr<const TrainableModel> model = modelToMeasure(options, context);
  ThreadPool pool(options.threads);
  context.err
      << "Measuring with " << pool.threads() << " threads on "
      << (options.model.empty()
              ? "random weights (d_model 128, 4 layers, 4 heads, 128 positions, vocabulary 2048; for training also "
                "recurrent nets of as many parameters)"
              : options.model)
      << ".\n";
  std::vector<Measurement> measurements;
  for (const Subject& subject : subjects()) {
    if (!options.only.empty() && options.only != subject.name) continue;
    const bool everyKind = options.model.empty() && std::string_view(subject.name) == kTraining;
    const std::vector<Measurement> some = everyKind ? measureTrainingOfKinds(pool) : subject.measure(*model, pool);
    measurements.insert(measurements.end(), some.begin(), some.end());
  }
  options.json ? printJson(measurements, context.out) : print(measurements, context.out);
}

}  // namespace

void addBenchCommand(CLI::App& app, CommandContext& context) {
  CLI::App* command = app.add_subcommand("bench", "Measure this machine: decoding, prefill, training, memory");
  auto options = std::make_shared<BenchOptions>();
  command->add_option("--model,-m", options->model, "A model folder, or the name of a sample model");
  command->add_option("--only", options->only, "One subject")->check(CLI::IsMember(subjectNames()));
  addThreadsOption(*command, options->threads);
  addJsonOption(*command, options->json);
  command->callback([&context, options] { bench(*options, context); });
}

}  // namespace headlight
