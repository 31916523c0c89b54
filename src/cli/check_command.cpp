#include <array>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/text_run.h"
#include "cli/text_table.h"
#include "generate/run_check.h"
#include "tensor/error.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

struct CheckOptions {
  TextRunOptions run;
  bool json = false;
};

/// What figures show besides the run's own values.
constexpr std::array kNotChecked{"gradients", "projections", "means", "compared models"};

ordered_json reportJson(const CheckReport& report) {
  ordered_json document;
  document["max_abs_error"] = report.maxAbsError;
  document["points"] = ordered_json::array();
  for (const PointCheck& point : report.points) {
    document["points"].push_back(
        {{"name", point.name}, {"max_abs_error", point.maxAbsError}, {"max_rel_error", point.maxRelError}});
  }
  document["passed"] = report.passed;
  document["not_checked"] = kNotChecked;
  return document;
}

const char* checkedText(const CheckReport& report) {
  const bool withProbabilities = !report.points.empty() && report.points.back().name == kProbabilities;
  return withProbabilities ? " points (hook points and probabilities)" : " points (hook points)";
}

void printReport(const CheckReport& report, std::ostream& out) {
  TextTable table({"hook point", "largest absolute error", "relative", ""});
  for (const PointCheck& point : report.points) {
    table.add({point.name, scientific(point.maxAbsError), scientific(point.maxRelError), point.passed ? "" : "FAILED"});
  }
  table.print(out);
  out << "\nRelative to max(1, largest |reference| of the point); the tolerance is " << scientific(kCheckTolerance)
      << ".\n"
      << (report.passed ? "Passed: " : "Failed: ") << report.points.size() << checkedText(report)
      << ", largest absolute error " << scientific(report.maxAbsError) << ".\nNot checked: ";
  for (std::size_t i = 0; i < kNotChecked.size(); ++i) out << (i > 0 ? ", " : "") << kNotChecked[i];
  out << ".\n";
}

void reportFailure(const CheckReport& report, CommandContext& context) {
  std::size_t failed = 0;
  for (const PointCheck& point : report.points) failed += point.passed ? 0U : 1U;
  const Message message{"cli.check_failed", {{"count", std::to_string(failed)}}};
  context.err << "headlight: " << message.english() << '\n';
  context.exitCode = 4;
}

void check(const CheckOptions& options, CommandContext& context) {
  TextRun run(options.run, context, [](const HookTable&) { return ActivationCache::Filter{}; });
  run.generate(options.run.steps, [](Index, const Distribution&, TokenId) {});
  const Generation& generation = run.generation();
  const CheckReport report = checkRun(run.model(), generation.path(), generation.tokens(), generation.source());
  if (options.json) {
    context.out << reportJson(report).dump(2) << '\n';
  } else {
    printReport(report, context.out);
  }
  if (!report.passed) reportFailure(report, context);
}

}  // namespace

void addCheckCommand(CLI::App* command, CommandContext& context) {
  auto options = std::make_shared<CheckOptions>();
  options->run.addPlainTo(*command, 0);
  addJsonOption(*command, options->json);
  command->callback([&context, options] { check(*options, context); });
}

}  // namespace headlight
