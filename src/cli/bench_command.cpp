// headlight bench: what this machine does with our engine. Compare with others in one interleaved run on one machine.

#include <CLI/CLI.hpp>
#include <functional>
#include <ostream>

#include "cli/bench/bench_measure.h"
#include "cli/bench/bench_opening.h"
#include "cli/options/shared_options.h"
#include "cli/text_table.h"
#include "formats/json/guarded_json.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

constexpr const char* kTraining = "training";
constexpr const char* kOpening = "open";

constexpr const char* kDefaultShape = "ii";

struct BenchOptions {
  std::string model;
  std::string shape = kDefaultShape;
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
      {"types", [](const TrainableModel& model, ThreadPool& pool) { return measureTypes(model, pool); }},
      {"memory", [](const TrainableModel&, ThreadPool& pool) { return measureMemory(pool); }}};
  return all;
}

std::vector<std::string> subjectNames() {
  std::vector<std::string> names{kOpening};
  for (const Subject& subject : subjects()) names.emplace_back(subject.name);
  return names;
}

/// A shape with random weights, or the model asked for.
std::shared_ptr<const TrainableModel> modelToMeasure(const BenchOptions& options, CommandContext& context) {
  if (!options.model.empty()) return openModelFor(options.model, context)->model;
  const ModelConfig config = benchShape(options.shape);
  return makeModel(config, initialParameters(config, 1));
}

std::string sizesOf(const ModelConfig& config) {
  return " (d_model " + std::to_string(config.dModel) + ", " + std::to_string(config.nLayers) + " layers, " +
         std::to_string(config.nHeads) + " heads, " + std::to_string(config.nCtx) + " positions, vocabulary " +
         std::to_string(config.dVocab) + ")";
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
  std::vector<Measurement> measurements;
  const bool opens = options.only == kOpening;
  if (opens && options.model.empty()) {
    throw Error("cli.bad_value",
                {{"option", "--only"}, {"value", kOpening}, {"expected", "only together with --model"}});
  }
  if (!options.model.empty() && (opens || options.only.empty())) measurements = measureOpening(options.model, context);
  if (opens) return options.json ? printJson(measurements, context.out) : print(measurements, context.out);
  const std::shared_ptr<const TrainableModel> model = modelToMeasure(options, context);
  ThreadPool pool(options.threads);
  context.err << "Measuring with " << pool.threads() << " threads on "
              << (options.model.empty() ? "random weights, shape " + options.shape + sizesOf(model->config())
                                        : options.model)
              << ".\n";
  for (const Subject& subject : subjects()) {
    if (!options.only.empty() && options.only != subject.name) continue;
    const bool training = std::string_view(subject.name) == kTraining;
    if (training && options.only.empty() && options.shape == "gpt2") continue;  // takes minutes and 3 GB: only if asked
    const bool everyKind = options.model.empty() && options.shape == kDefaultShape && training;
    const std::vector<Measurement> some = everyKind ? measureTrainingOfKinds(pool) : subject.measure(*model, pool);
    measurements.insert(measurements.end(), some.begin(), some.end());
  }
  options.json ? printJson(measurements, context.out) : print(measurements, context.out);
}

}  // namespace

void addBenchCommand(CLI::App* command, CommandContext& context) {
  auto options = std::make_shared<BenchOptions>();
  command->add_option("--model,-m", options->model,
                      "A model's folder or file (.gguf, .safetensors, checkpoint), or the name of a sample model");
  command->add_option("--shape", options->shape, "Sizes of a decoder with random weights instead of a model")
      ->check(CLI::IsMember(benchShapes()))
      ->capture_default_str();
  command->add_option("--only", options->only, "Measure only this")->check(CLI::IsMember(subjectNames()));
  addThreadsOption(*command, options->threads, "Threads to measure with; 0 for all cores");
  addJsonOption(*command, options->json);
  command->callback([&context, options] { bench(*options, context); });
}

}  // namespace headlight
