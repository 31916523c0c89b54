#include "train/recipe.h"

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
  check.require(!source.separator.empty(), field + ".separator", "empty", "a text, such as \"<|endoftext|>\"");
  check.require(!source.home.empty(), field + ".home", "empty", "the place where the file can be had");
  const bool inside = source.file.find("..") == std::string::npos && source.file.front() != '/';
  check.require(inside, field + ".file", source.file, "a path inside the data folder");
}

void checkSource(const Checker& check, const SourceRecipe& source, const std::string& field) {
  check.require(!source.name.empty(), field + ".name", "empty", "a name");
  check.require(!source.file.empty(), field + ".file", "empty", "the name of a file");
  check.require(std::isfinite(source.weight) && source.weight > 0, field + ".weight", source.weight, "above 0");
  if (source.type == SourceType::Corpus) {
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

void checkTraining(const Checker& check, const TrainingSettings& training, Index nCtx) {
  check.require(training.batch > 0 && training.batch <= kMostRows, "training.batch", training.batch, "from 1 to 65536");
  check.require(training.length > 1 && training.length <= nCtx, "training.length", training.length,
                "from 2 to the model's n_ctx");
  check.require(training.steps > 0 && training.steps <= kMostSteps, "training.steps", training.steps,
                "from 1 to 100000000");
  check.require(training.floor >= 0 && training.floor <= 1, "training.floor", training.floor, "from 0 to 1");
  check.require(training.clip >= 0 && std::isfinite(training.clip), "training.clip", training.clip, "0 or more");
  check.require(training.dropout >= 0 && training.dropout < 1, "training.dropout", training.dropout,
                "from 0 to less than 1");
  check.require(training.logEvery > 0, "training.log_every", training.logEvery, "1 or more");
}

void checkOptimizer(const Checker& check, const AdamWSettings& optimizer) {
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
  check.require(recipe.tokenizer.vocabSize > 6, "tokenizer.vocab_size", recipe.tokenizer.vocabSize, "more than 6");
  ModelConfig config = recipe.model;
  config.dVocab = recipe.tokenizer.vocabSize;
  validate(config);
  check.require(!recipe.sources.empty(), "sources", "empty", "a list of at least one source");
  checkSources(check, recipe.sources, "sources");
  checkSources(check, recipe.validation, "validation");
  checkTraining(check, recipe.training, recipe.model.nCtx);
  checkOptimizer(check, recipe.training.optimizer);
}

}  // namespace headlight
