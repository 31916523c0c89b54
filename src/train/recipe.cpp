#include "train/recipe.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "tensor/error.h"

namespace headlight {
namespace {

class Checker {
 public:
  explicit Checker(std::string_view fileName) : m_file(fileName) {}

  template <class Value>
  void require(bool holds, const std::string& field, const Value& value, const char* range) const {
    if (holds) return;
    std::ostringstream text;
    text << value;
    throw Error("recipe.out_of_range", {{"file", m_file}, {"field", field}, {"value", text.str()}, {"range", range}});
  }

 private:
  std::string m_file;
};

constexpr std::uint64_t kMostDocuments = 100'000'000;
constexpr std::uint64_t kMostSteps = 100'000'000;
constexpr Index kMostRows = 65'536;

void checkCorpus(const Checker& check, const SourceRecipe& source, const std::string& field) {
  check.require(source.sha256.size() == 64 && source.sha256.find_first_not_of("0123456789abcdef") == std::string::npos,
                field + ".sha256", source.sha256, "64 lower-case hexadecimal digits");
  const bool pairs = source.type == SourceType::Pairs;
  check.require(!source.separator.empty(), field + ".separator", "empty", "a text, such as \"<|endoftext|>\"");
  check.require(!pairs || source.separator == "\n", field + ".separator", source.separator, "a line's end, \"\\n\"");
  check.require(!pairs || source.sourceColumn != source.targetColumn, field + ".target_column", source.targetColumn,
                "another than source_column");
  check.require(!pairs || source.heldEvery != 1, field + ".held_every", source.heldEvery, "0, or 2 and more");
  check.require(!source.home.empty(), field + ".home", "empty", "the place where the file can be had");
  const bool inside = source.file.find("..") == std::string::npos && source.file.front() != '/';
  check.require(inside, field + ".file", source.file, "a path inside the data folder");
}

void checkSource(const Checker& check, const SourceRecipe& source, const std::string& field) {
  check.require(!source.name.empty(), field + ".name", "empty", "a name");
  check.require(!source.file.empty(), field + ".file", "empty", "the name of a file");
  check.require(std::isfinite(source.weight) && source.weight > 0, field + ".weight", source.weight, "above 0");
  if (source.type != SourceType::Grammar) {
    checkCorpus(check, source, field);
    return;
  }
  check.require(source.documents > 0 && source.documents <= kMostDocuments, field + ".documents", source.documents,
                "from 1 to 100000000");
}

void checkSources(const Checker& check, const std::vector<SourceRecipe>& sources, const std::string& field) {
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const std::string here = field + "[" + std::to_string(i) + "]";
    checkSource(check, sources[i], here);
    for (std::size_t j = 0; j < i; ++j)
      check.require(sources[i].name != sources[j].name, here + ".name", sources[i].name, "different from the others");
  }
}

void checkTraining(const Checker& check, const TrainingSettings& training) {
  check.require(training.batch > 0 && training.batch <= kMostRows, "training.batch", training.batch, "from 1 to 65536");
  check.require(training.length > 1, "training.length", training.length, "2 or more");
  check.require(training.accumulate > 0 && training.accumulate <= kMostRows, "training.accumulate", training.accumulate,
                "from 1 to 65536");
  check.require(training.steps > 0 && training.steps <= kMostSteps, "training.steps", training.steps,
                "from 1 to 100000000");
  check.require(training.floor >= 0 && training.floor <= 1, "training.floor", training.floor, "from 0 to 1");
  check.require(training.clip >= 0 && std::isfinite(training.clip), "training.clip", training.clip, "0 or more");
  check.require(training.dropout >= 0 && training.dropout < 1, "training.dropout", training.dropout,
                "from 0 to less than 1");
  check.require(training.labelSmoothing >= 0 && training.labelSmoothing < 1, "training.label_smoothing",
                training.labelSmoothing, "from 0 to less than 1");
  check.require(training.maskShare > 0 && training.maskShare < 1, "training.mask_share", training.maskShare,
                "above 0 and below 1");
  check.require(training.logEvery > 0, "training.log_every", training.logEvery, "1 or more");
  const bool validates = training.validateEvery > 0;
  check.require(validates || training.patience == 0, "training.patience", training.patience,
                "0 where validate_every is 0");
  check.require(validates || !training.keepBest, "training.keep_best", "true", "false where validate_every is 0");
}

/// What depends on the model: its context, and what only some kinds can do.
void checkAgainstModel(const Checker& check, const Recipe& recipe) {
  const TrainingSettings& training = recipe.training;
  const ModelConfig& model = recipe.model;
  const std::string kind(modelKindName(model.kind));
  check.require(training.length <= model.nCtx, "training.length", training.length, "from 2 to the model's n_ctx");
  check.require(training.validationWindow <= model.nCtx, "training.validation_window", training.validationWindow,
                "at most the model's n_ctx");
  check.require(!training.carryState || model.isRecurrent(), "training.carry_state", "true for " + kind,
                "false but for rnn, lstm and gru");
  check.require(!training.carryState || recipe.training.accumulate == 1, "training.carry_state", "true",
                "false where accumulate is above 1");
  const bool smooths = !model.isRecurrent();
  check.require(smooths || training.labelSmoothing == 0, "training.label_smoothing", training.labelSmoothing,
                "0 for rnn, lstm and gru");
  const bool masks = model.role() == Role::Fills;
  check.require(masks || training.maskShare == TrainingSettings{}.maskShare, "training.mask_share", training.maskShare,
                "left out but for an encoder");
  const bool pairs = model.role() == Role::Translates;
  for (const std::vector<SourceRecipe>* list : {&recipe.sources, &recipe.validation})
    for (const SourceRecipe& source : *list) {
      const bool isTable = source.type == SourceType::Pairs;
      const bool isGrammar = source.type == SourceType::Grammar && list == &recipe.sources;
      check.require(pairs ? isTable || isGrammar : !isTable, "the type of source " + source.name, "this",
                    pairs ? "\"pairs\" for an encoder_decoder, or in its sources a \"grammar\" of pairs"
                          : "\"pairs\" only for an encoder_decoder");
    }
}

void checkFineTuning(const Checker& check, const FineTuning& tuning) {
  if (tuning.lora.rank == 0) return;
  check.require(tuning.lora.rank <= 16'384, "fine_tuning.lora.rank", tuning.lora.rank, "from 1 to 16384");
  check.require(std::isfinite(tuning.lora.alpha) && tuning.lora.alpha > 0, "fine_tuning.lora.alpha", tuning.lora.alpha,
                "above 0");
  check.require(!tuning.lora.matrices.empty(), "fine_tuning.lora.matrices", "empty",
                "a list of globs over the names of matrices");
}

void checkTokenizer(const Checker& check, const Recipe& recipe) {
  const TokenizerRecipe& tokenizer = recipe.tokenizer;
  if (!tokenizer.sameAs.empty()) return;
  check.require(tokenizer.vocabSize > 6, "tokenizer.vocab_size", tokenizer.vocabSize, "more than 6");
  const bool words = tokenizer.kind == TokenizerKind::WordLevel;
  check.require(words || recipe.model.role() != Role::Fills, "tokenizer.kind", "this",
                "\"word_level\" for an encoder, which needs [MASK]");
  const bool bytes = tokenizer.kind == TokenizerKind::ByteLevelBpe;
  check.require(!bytes || tokenizer.vocabSize > 256, "tokenizer.vocab_size", tokenizer.vocabSize,
                "more than 256 for byte_level_bpe");
}

/// Size and special tokens of the vocabulary are known only when it is built.
ModelConfig provisional(const Recipe& recipe) {
  ModelConfig config = recipe.model;
  if (config.dVocab > 0) return config;
  config.dVocab = std::max<Index>(recipe.tokenizer.vocabSize, 7);
  config.startToken = config.endToken = config.padToken = 0;
  return config;
}

void checkOptimizer(const Checker& check, const TrainingSettings& training) {
  const AdamWSettings& optimizer = training.optimizer;
  check.require(training.sgd.momentum >= 0 && training.sgd.momentum < 1, "training.momentum", training.sgd.momentum,
                "from 0 to less than 1");
  check.require(!training.sgd.nesterov || training.sgd.momentum > 0, "training.nesterov", "true",
                "false where momentum is 0");
  check.require(optimizer.learningRate > 0 && optimizer.learningRate <= 10, "training.learning_rate",
                optimizer.learningRate, "above 0 and at most 10");
  check.require(optimizer.beta1 >= 0 && optimizer.beta1 < 1, "training.beta1", optimizer.beta1,
                "from 0 to less than 1");
  check.require(optimizer.beta2 >= 0 && optimizer.beta2 < 1, "training.beta2", optimizer.beta2,
                "from 0 to less than 1");
  check.require(optimizer.epsilon > 0 && optimizer.epsilon < 1, "training.epsilon", optimizer.epsilon,
                "above 0 and below 1");
  check.require(optimizer.weightDecay >= 0 && optimizer.weightDecay <= 10, "training.weight_decay",
                optimizer.weightDecay, "from 0 to 10");
}

}  // namespace

void validate(const Recipe& recipe, std::string_view fileName) {
  const Checker check(fileName);
  check.require(!recipe.name.empty() && recipe.name.find('/') == std::string::npos, "name", recipe.name,
                "a name without /");
  check.require(!recipe.sources.empty(), "sources", "empty", "a list of at least one source");
  checkSources(check, recipe.sources, "sources");
  checkSources(check, recipe.validation, "validation");
  checkTraining(check, recipe.training);
  checkOptimizer(check, recipe.training);
  checkFineTuning(check, recipe.fineTuning);
  if (!recipe.knowsModel()) return;
  if (recipe.fineTuning.base.empty()) checkTokenizer(check, recipe);
  validate(provisional(recipe));
  checkAgainstModel(check, recipe);
}

}  // namespace headlight
