#include "formats/recipe_file.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>

#include "formats/atomic_file.h"
#include "formats/guarded_json.h"

namespace headlight {
namespace {

using json::ObjectReader;
using Fields = std::initializer_list<std::string_view>;

constexpr std::uint64_t kMostBytes = 4U << 20U;
constexpr std::int64_t kMostInteger = 1'000'000'000'000;

std::string inQuotes(std::string_view text) {
  std::string result = "\"";
  result.append(text).append("\"");
  return result;
}

std::string elementPlace(std::string place, std::size_t index) {
  return place.append("[").append(std::to_string(index)).append("]");
}

[[noreturn]] void outOfRange(const ObjectReader& object, std::string_view field, const std::string& value,
                             const std::string& range) {
  throw Error("recipe.out_of_range",
              {{"file", object.file()}, {"field", object.placeOf(field)}, {"value", value}, {"range", range}});
}

void refuseOtherFields(const ObjectReader& object, Fields known) {
  for (const auto& [field, value] : object.json().items())
    if (std::find(known.begin(), known.end(), field) == known.end())
      throw Error("recipe.unknown_field", {{"file", object.file()}, {"field", object.placeOf(field)}});
}

/// A count: not negative, not absurd. Finer limits are those of validate(Recipe).
std::int64_t checkedCount(const ObjectReader& object, std::string_view field, std::int64_t value) {
  if (value < 0 || value > kMostInteger) outOfRange(object, field, std::to_string(value), "from 0 to 10^12");
  return value;
}
std::int64_t count(const ObjectReader& object, std::string_view field) {
  return checkedCount(object, field, object.integer(field));
}
std::int64_t count(const ObjectReader& object, std::string_view field, std::int64_t fallback) {
  return checkedCount(object, field, object.integer(field, fallback));
}

/// One of a few words.
template <class Value, std::size_t N>
Value choice(const ObjectReader& object, std::string_view field, std::string_view word,
             const std::array<std::pair<std::string_view, Value>, N>& choices) {
  std::string range = "one of";
  for (const auto& [name, value] : choices) {
    if (name == word) return value;
    range.append(" ").append(name);
  }
  outOfRange(object, field, inQuotes(word), range);
}

ModelConfig readModel(const ObjectReader& object) {
  refuseOtherFields(object, {"kind", "n_layers", "n_heads", "d_model", "d_mlp", "n_ctx", "activation",
                             "layer_norm_epsilon", "tied_head"});
  constexpr std::array<std::pair<std::string_view, ModelKind>, 1> kKinds{{{"decoder", ModelKind::Decoder}}};
  constexpr std::array<std::pair<std::string_view, Activation>, 3> kActivations{
      {{"gelu_new", Activation::GeluNew}, {"gelu", Activation::Gelu}, {"relu", Activation::Relu}}};
  ModelConfig config;
  config.kind = choice(object, "kind", object.string("kind"), kKinds);
  config.nLayers = count(object, "n_layers");
  config.nHeads = count(object, "n_heads");
  config.dModel = count(object, "d_model");
  config.dMlp = count(object, "d_mlp", 4 * config.dModel);
  config.nCtx = count(object, "n_ctx");
  config.activation = choice(object, "activation", object.string("activation", "gelu_new"), kActivations);
  config.layerNormEpsilon = static_cast<float>(object.number("layer_norm_epsilon", 1e-5));
  config.tiedHead = object.boolean("tied_head", true);
  return config;
}

TokenizerRecipe readTokenizer(const ObjectReader& object) {
  refuseOtherFields(object, {"kind", "vocab_size"});
  constexpr std::array<std::pair<std::string_view, TokenizerKind>, 1> kKinds{
      {{"word_level", TokenizerKind::WordLevel}}};
  TokenizerRecipe tokenizer;
  tokenizer.kind = choice(object, "kind", object.string("kind"), kKinds);
  const std::int64_t size = count(object, "vocab_size");
  if (size > 1'000'000) outOfRange(object, "vocab_size", std::to_string(size), "at most 1000000");
  tokenizer.vocabSize = static_cast<std::int32_t>(size);
  return tokenizer;
}

void readGrammarFields(const ObjectReader& object, SourceRecipe& source) {
  source.documents = static_cast<std::uint64_t>(count(object, "documents"));
  source.seed = static_cast<std::uint64_t>(count(object, "seed", 0));
  source.heldOut = object.boolean("held_out", false);
}

void readCorpusFields(const ObjectReader& object, SourceRecipe& source) {
  source.bytes = static_cast<std::uint64_t>(count(object, "bytes"));
  source.sha256 = object.string("sha256");
  source.home = object.string("home");
  source.credit = object.string("credit");
  source.separator = object.string("separator");
  source.maxDocuments = static_cast<std::uint64_t>(count(object, "max_documents", 0));
}

SourceRecipe readSource(const ObjectReader& object, bool forTraining) {
  constexpr std::array<std::pair<std::string_view, SourceType>, 2> kTypes{
      {{"grammar", SourceType::Grammar}, {"corpus", SourceType::Corpus}}};
  SourceRecipe source;
  source.type = choice(object, "type", object.string("type"), kTypes);
  const bool grammar = source.type == SourceType::Grammar;
  if (grammar && forTraining)
    refuseOtherFields(object, {"name", "type", "file", "documents", "seed", "weight", "all_words"});
  else if (grammar)
    refuseOtherFields(object, {"name", "type", "file", "documents", "seed", "held_out"});
  else if (forTraining)
    refuseOtherFields(object, {"name", "type", "file", "bytes", "sha256", "home", "credit", "separator",
                               "max_documents", "weight", "all_words"});
  else
    refuseOtherFields(object,
                      {"name", "type", "file", "bytes", "sha256", "home", "credit", "separator", "max_documents"});
  source.name = object.string("name");
  source.file = object.string("file");
  source.weight = forTraining ? object.number("weight") : 1;
  source.allWords = object.boolean("all_words", false);
  grammar ? readGrammarFields(object, source) : readCorpusFields(object, source);
  return source;
}

std::vector<SourceRecipe> readSources(const ObjectReader& recipe, std::string_view field, bool forTraining) {
  std::vector<SourceRecipe> sources;
  if (!forTraining && !recipe.has(field)) return sources;
  const nlohmann::json& list = recipe.at(field);
  if (!list.is_array()) recipe.wrongType(field, "array");
  for (std::size_t i = 0; i < list.size(); ++i)
    sources.push_back(
        readSource(ObjectReader(list[i], recipe.file(), elementPlace(recipe.placeOf(field), i)), forTraining));
  return sources;
}

AdamWSettings readOptimizer(const ObjectReader& object) {
  AdamWSettings optimizer;
  optimizer.learningRate = object.number("learning_rate");
  optimizer.beta1 = object.number("beta1", optimizer.beta1);
  optimizer.beta2 = object.number("beta2", optimizer.beta2);
  optimizer.epsilon = object.number("epsilon", optimizer.epsilon);
  optimizer.weightDecay = object.number("weight_decay", optimizer.weightDecay);
  return optimizer;
}

/// "steps", or "tokens" that they have to cover; one of them.
std::uint64_t readSteps(const ObjectReader& object, const TrainingSettings& training) {
  if (object.has("steps") && object.has("tokens"))
    outOfRange(object, "tokens", "given", "left out where \"steps\" is given");
  if (!object.has("tokens")) return static_cast<std::uint64_t>(count(object, "steps"));
  const std::int64_t aStep = std::max<std::int64_t>(1, training.batch * training.length);
  return static_cast<std::uint64_t>((count(object, "tokens") + aStep - 1) / aStep);
}

TrainingSettings readTraining(const ObjectReader& object) {
  refuseOtherFields(object, {"batch", "length", "steps", "tokens", "learning_rate", "warmup_steps", "floor", "beta1",
                             "beta2", "epsilon", "weight_decay", "clip", "dropout", "seed", "log_every",
                             "validate_every", "checkpoint_every"});
  TrainingSettings training;
  const auto natural = [&](std::string_view field, std::uint64_t fallback) {
    return static_cast<std::uint64_t>(count(object, field, static_cast<std::int64_t>(fallback)));
  };
  training.batch = std::min<Index>(count(object, "batch"), 1'000'000);
  training.length = std::min<Index>(count(object, "length"), 1'000'000);
  training.steps = readSteps(object, training);
  training.optimizer = readOptimizer(object);
  training.warmupSteps = static_cast<std::uint64_t>(count(object, "warmup_steps"));
  training.floor = object.number("floor", training.floor);
  training.clip = object.number("clip", training.clip);
  training.dropout = object.number("dropout", training.dropout);
  training.seed = natural("seed", training.seed);
  training.logEvery = natural("log_every", training.logEvery);
  training.validateEvery = natural("validate_every", training.validateEvery);
  training.checkpointEvery = natural("checkpoint_every", training.checkpointEvery);
  return training;
}

CardTexts readCard(const ObjectReader& object) {
  refuseOtherFields(object, {"title", "summary", "license", "notes"});
  return {object.string("title"), object.string("summary"), object.string("license"), object.string("notes", "")};
}

void checkFormat(const ObjectReader& object) {
  if (object.string("format") != "headlight-recipe")
    outOfRange(object, "format", inQuotes(object.string("format")), "\"headlight-recipe\"");
  if (object.integer("version") != 1)
    outOfRange(object, "version", std::to_string(object.integer("version")), "1, the version this program reads");
}

}  // namespace

Recipe parseRecipe(std::string_view bytes, std::string_view fileName) {
  const nlohmann::json document = json::parseGuarded(bytes, fileName);
  const ObjectReader object(document, fileName);
  refuseOtherFields(object, {"format", "version", "name", "language", "model", "tokenizer", "sources", "validation",
                             "training", "card"});
  checkFormat(object);
  Recipe recipe;
  recipe.name = object.string("name");
  recipe.language = object.string("language");
  recipe.model = readModel(object.object("model"));
  recipe.tokenizer = readTokenizer(object.object("tokenizer"));
  recipe.sources = readSources(object, "sources", true);
  recipe.validation = readSources(object, "validation", false);
  recipe.training = readTraining(object.object("training"));
  recipe.card = readCard(object.object("card"));
  validate(recipe, fileName);
  return recipe;
}

Recipe readRecipeFile(const std::filesystem::path& file) {
  return parseRecipe(readFileLimited(file, kMostBytes), shownPath(file));
}

}  // namespace headlight
