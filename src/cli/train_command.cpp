// headlight train --recipe FILE --out DIR: corpora and grammar → vocabulary → training → model folder.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>
#include <ostream>

#include "cli/options/precision_option.h"
#include "cli/options/shared_options.h"
#include "cli/text_table.h"
#include "cli/train/train_card.h"
#include "cli/train/train_data.h"
#include "cli/train/train_interrupt.h"
#include "formats/archive/checkpoint_file.h"
#include "formats/files/atomic_file.h"
#include "formats/files/digest.h"
#include "formats/json/guarded_json.h"
#include "formats/model_folder.h"
#include "formats/recipes/recipe_file.h"

#ifdef __GLIBC__  // known only behind some header of the library
#include <malloc.h>
#endif

namespace headlight {

namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr std::uint64_t kLargestBase = std::uint64_t{4} << 30U;

struct TrainOptions {
  std::string recipe;
  std::string out;
  std::string data;
  std::uint64_t steps = 0;
  int threads = 0;
  bool resume = false;
  bool json = false;
};

/// "4 min 10 s".
std::string shownDuration(double seconds) {
  const auto all = static_cast<long>(std::llround(seconds));
  if (all < 60) return std::to_string(all) + " s";
  if (all < 3600) return std::to_string(all / 60) + " min " + std::to_string(all % 60) + " s";
  return std::to_string(all / 3600) + " h " + std::to_string(all / 60 % 60) + " min";
}

void printProgress(const TrainingProgress& progress, std::ostream& err) {
  err << "step " << progress.step << " of " << progress.steps << "  loss " << fixed(progress.loss, 4);
  if (progress.validation != nullptr)
    for (const NamedLoss& loss : *progress.validation) err << "  " << loss.name << " " << fixed(loss.result.loss(), 4);
  err << "  " << std::llround(progress.tokensPerSecond) << " tokens/s  " << shownDuration(progress.secondsLeft)
      << " left\n";
  err.flush();
}

ordered_json evaluationJson(const EvaluationResult& result) {
  return {{"tokens", result.tokens}, {"loss", result.loss()}, {"perplexity", result.perplexity()}};
}

void printJsonLine(const TrainingProgress& progress, std::ostream& out) {
  ordered_json line{{"step", progress.step}, {"loss", progress.loss}};
  if (progress.validation != nullptr) {
    line["validation_loss"] = progress.validation->front().result.loss();
    ordered_json& all = line["validation"] = ordered_json::object();
    for (const NamedLoss& loss : *progress.validation) all[loss.name] = evaluationJson(loss.result);
  }
  line["learning_rate"] = progress.learningRate;
  line["tokens_per_second"] = progress.tokensPerSecond;
  line["gradient_norm"] = progress.gradientNorm;
  line["seconds_left"] = progress.secondsLeft;
  out << line.dump() << '\n';
  out.flush();
}

/// A checkpoint needs some copies of the weights for a moment. Blocks of that size go back to the system when they are
/// freed, if glibc does not adapt its threshold to them; else a long training would keep some of them.
void giveLargeBlocksBack() {
#ifdef __GLIBC__
  constexpr int kLargeBlock = 128 * 1024;
  ::mallopt(M_MMAP_THRESHOLD, kLargeBlock);
#endif
}

/// One call of `headlight train`.
class TrainRun {
 public:
  TrainRun(const TrainOptions& options, CommandContext& context)
      : m_options(options), m_context(context), m_recipe(readRecipeFile(options.recipe)), m_pool(options.threads) {
    if (options.steps > 0) m_recipe.training.steps = options.steps;
  }

  void run(const std::stop_token& stop) {
    const fs::path folder = m_options.out;
    CheckpointFile checkpoint(folder / kCheckpointName);
    const std::optional<TrainingState> before = earlierState(checkpoint.file());
    checkpoint.removeUnfinished();
    makeFolder(folder);
    openBase();
    TrainingData data =
        prepareTrainingData(m_recipe, m_options.recipe, dataFolders(m_options.data, m_options.recipe),
                            m_base.tokenizerJson, &m_pool, [this](const std::string& sentence) { say(sentence); });
    const std::string fingerprint =
        m_base.digest.empty() ? data.fingerprint : sha256Hex(data.fingerprint + m_base.digest);
    if (before && (before->fingerprint != fingerprint || before->tokenizerJson != data.tokenizerJson))
      throw Error("checkpoint.other_recipe", {{"file", shownPath(checkpoint.file())}});

    const auto model = makeModel(data.config, firstWeights(data.config));
    Trainer trainer(*model, m_recipe.training, makeBatches(m_recipe, data), std::move(data.validation), &m_pool,
                    m_recipe.fineTuning);
    trainer.setIdentity(fingerprint, data.tokenizerJson);
    if (before) trainer.resume(*before);
    announce(*model, before);
    const TrainingOutcome outcome =
        trainer.run([this](const TrainingProgress& progress) { show(progress); }, &checkpoint, stop);
    outcome.finished ? finish(*model, data, outcome, checkpoint) : sayHowToResume(outcome, checkpoint);
  }

 private:
  void say(const std::string& sentence) { m_context.err << sentence << std::endl; }

  std::optional<TrainingState> earlierState(const fs::path& file) const {
    if (m_options.resume) return readCheckpoint(file);
    std::error_code ignored;
    if (fs::exists(file, ignored)) throw Error("checkpoint.in_the_way", {{"file", shownPath(file)}});
    return std::nullopt;
  }

  /// Fine-tuning: the recipe's model becomes the base's.
  void openBase() {
    if (m_recipe.fineTuning.base.empty()) return;
    const fs::path folder = modelFolderOf(m_recipe.fineTuning.base, m_options.recipe);
    m_base.model = withFloatWeights(openModel(folder.string()));
    m_base.tokenizerJson = readFileLimited(folder / "tokenizer.json", kLargestBase);
    m_base.digest = sha256Hex(readFileLimited(folder / "model.safetensors", kLargestBase));
    m_recipe.model = m_base.model->model->config();
    validate(m_recipe, m_options.recipe);
  }

  [[nodiscard]] Parameters firstWeights(const ModelConfig& config) const {
    Parameters weights = initialParameters(config, m_recipe.training.seed);
    if (m_base.model != nullptr) {
      const std::span<const float> from = m_base.model->model->parameters().block();
      if (from.size() != weights.block().size())
        throw Error("internal.failure", {{"what", "a training with another layout than its base"}});
      std::copy(from.begin(), from.end(), weights.block().begin());
    }
    return weights;
  }

  void announce(const TrainableModel& model, const std::optional<TrainingState>& before) {
    std::string sentence = "Training " + m_recipe.name;
    sentence += " with " + std::to_string(model.parameters().layout().count()) + " parameters on " +
                std::to_string(m_pool.threads()) + " threads";
    if (before) sentence += ", going on after step " + std::to_string(before->step);
    say(sentence + ".");
  }

  void show(const TrainingProgress& progress) {
    printProgress(progress, m_context.err);
    if (m_options.json) printJsonLine(progress, m_context.out);
  }

  [[nodiscard]] CardFacts factsOf(const ParameterLayout& layout, const TrainingData& data) const {
    CardFacts facts{data.config, layout.count(), data.facts, {}};
    const FineTuning& tuning = m_recipe.fineTuning;
    if (tuning.frozen.empty()) return facts;
    const std::vector<bool> frozen = matchingParameters(layout, tuning.frozen);
    for (std::size_t i = 0; i < frozen.size(); ++i)
      if (frozen[i]) facts.frozen.push_back(layout.all()[i].name);
    return facts;
  }

  [[nodiscard]] WeightType storedType() const {
    if (m_recipe.storedAs == Precision::Float16) return WeightType::Float16;
    return m_recipe.storedAs == Precision::BFloat16 ? WeightType::BFloat16 : WeightType::Float32;
  }

  void finish(const TrainableModel& model, const TrainingData& data, const TrainingOutcome& outcome,
              const CheckpointFile& checkpoint) {
    const fs::path folder = m_options.out;
    const Parameters& weights = model.parameters();
    saveModelFolder(folder, model.config(), weights, data.tokenizerJson,
                    trainingCard(m_recipe, factsOf(weights.layout(), data), outcome), storedType(), nullptr,
                    data.lexicon.value_or(std::string()));
    std::error_code ignored;
    fs::remove(checkpoint.file(), ignored);  // the weights are in the model folder now
    std::ostream& out = m_options.json ? m_context.err : m_context.out;
    out << "Trained in " << shownDuration(outcome.seconds) << ". The model is in " << shownPath(folder) << ".\n";
    for (const NamedLoss& loss : outcome.validation)
      out << "  " << loss.name << ": loss " << fixed(loss.result.loss(), 4) << " nats a token, perplexity "
          << fixed(loss.result.perplexity(), 2) << '\n';
  }

  void sayHowToResume(const TrainingOutcome& outcome, const CheckpointFile& checkpoint) {
    std::string command = "headlight train --recipe " + m_options.recipe;
    command += " --out " + m_options.out;
    if (!m_options.data.empty()) command += " --data " + m_options.data;
    if (m_options.steps > 0) command += " --steps " + std::to_string(m_options.steps);
    say("Interrupted after step " + std::to_string(outcome.step) + "; the checkpoint is " +
        shownPath(checkpoint.file()) + ". Go on with: " + command + " --resume");
    m_context.exitCode = 130;
  }

  /// What fine-tuning starts from; empty without.
  struct Base {
    std::shared_ptr<const OpenedModel> model;
    std::string tokenizerJson;
    std::string digest;  ///< of its weights
  };

  const TrainOptions& m_options;
  CommandContext& m_context;
  Recipe m_recipe;
  ThreadPool m_pool;
  Base m_base;
};

}  // namespace

void addTrainCommand(CLI::App* command, CommandContext& context) {
  auto options = std::make_shared<TrainOptions>();
  command->add_option("--recipe", options->recipe, "The recipe, a JSON file")->required();
  command->add_option("--out", options->out, "The folder for checkpoints and the finished model")->required();
  command->add_option("--data", options->data,
                      "The folder with the corpora; without it, $HEADLIGHT_DATA or ../shared/data");
  command->add_option("--steps", options->steps, "Number of steps, instead of the recipe's")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{100'000'000}));
  command->add_flag("--resume", options->resume, "Continue from the checkpoint in the folder");
  addThreadsOption(*command, options->threads);
  addJsonOption(*command, options->json, "One JSON object per line on standard output instead of text");
  command->callback([&context, options] {
    giveLargeBlocksBack();
    const InterruptWatch watch;  // before the pool's threads
    TrainRun(*options, context).run(watch.token());
  });
}

}  // namespace headlight
