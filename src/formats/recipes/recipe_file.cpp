#include "formats/recipes/recipe_file.h"

#include <algorithm>
#include <string>

#include "formats/files/atomic_file.h"
#include "formats/files/text_encoding.h"
#include "formats/recipes/recipe_fields.h"

namespace headlight {
namespace recipe_fields {

namespace {

constexpr std::int64_t kMostInteger = 1'000'000'000'000;

std::int64_t checkedCount(const ObjectReader& object, std::string_view field, std::int64_t value) {
  if (value < 0 || value > kMostInteger) outOfRange(object, field, std::to_string(value), "from 0 to 10^12");
  return value;
}

}  // namespace

std::string inQuotes(std::string_view text) {
  std::string result = "\"";
  result.append(text).append("\"");
  return result;
}

void outOfRange(const ObjectReader& object, std::string_view field, const std::string& value,
                const std::string& range) {
  throw Error("recipe.out_of_range",
              {{"file", object.file()}, {"field", object.placeOf(field)}, {"value", value}, {"range", range}});
}

void refuseOtherFields(const ObjectReader& object, const std::vector<std::string_view>& known) {
  for (const auto& [field, value] : object.json().items())
    if (std::find(known.begin(), known.end(), field) == known.end())
      throw Error("recipe.unknown_field", {{"file", object.file()}, {"field", object.placeOf(field)}});
}

std::int64_t count(const ObjectReader& object, std::string_view field) {
  return checkedCount(object, field, object.integer(field));
}

std::int64_t count(const ObjectReader& object, std::string_view field, std::int64_t fallback) {
  return checkedCount(object, field, object.integer(field, fallback));
}

std::vector<std::string> texts(const ObjectReader& object, std::string_view field) {
  std::vector<std::string> result;
  if (!object.has(field)) return result;
  const nlohmann::json& list = object.at(field);
  if (!list.is_array()) object.wrongType(field, "array");
  for (const nlohmann::json& item : list) {
    if (!item.is_string()) object.wrongType(field, "array");
    result.push_back(item.get<std::string>());
  }
  return result;
}

Precision precision(const ObjectReader& object, std::string_view field) {
  constexpr Words<Precision, 3> kPrecisions{
      {{"float32", Precision::Float32}, {"float16", Precision::Float16}, {"bfloat16", Precision::BFloat16}}};
  return choice(object, field, object.string(field, "float32"), kPrecisions);
}

}  // namespace recipe_fields

namespace {

using namespace recipe_fields;

constexpr std::uint64_t kMostBytes = 4U << 20U;

std::string elementPlace(std::string place, std::size_t index) {
  return place.append("[").append(std::to_string(index)).append("]");
}

TokenizerRecipe readTokenizer(const ObjectReader& object) {
  constexpr Words<TokenizerKind, 3> kKinds{{{"word_level", TokenizerKind::WordLevel},
                                            {"byte_level_bpe", TokenizerKind::ByteLevelBpe},
                                            {"unigram", TokenizerKind::Unigram}}};
  TokenizerRecipe tokenizer;
  if (object.has("same_as")) {
    refuseOtherFields(object, {"same_as"});
    tokenizer.sameAs = object.string("same_as");
    if (tokenizer.sameAs.empty())
      outOfRange(object, "same_as", "empty", "a model folder or the name of a sample model");
    return tokenizer;
  }
  refuseOtherFields(object, {"kind", "vocab_size"});
  tokenizer.kind = choice(object, "kind", object.string("kind"), kKinds);
  const std::int64_t size = count(object, "vocab_size");
  if (size > 1'000'000) outOfRange(object, "vocab_size", std::to_string(size), "at most 1000000");
  tokenizer.vocabSize = static_cast<std::int32_t>(size);
  return tokenizer;
}

std::vector<std::string_view> fieldsOf(SourceType type, bool forTraining) {
  std::vector<std::string_view> fields{"name", "type", "file"};
  const auto add = [&fields](std::initializer_list<std::string_view> more) {
    for (const std::string_view field : more) fields.push_back(field);
  };
  if (forTraining) add({"weight", "all_words"});
  if (type == SourceType::Grammar) {
    add({"documents", "seed"});
    if (!forTraining) add({"held_out"});
    return fields;
  }
  add({"bytes", "sha256", "home", "credit", "separator", "max_documents"});
  if (type == SourceType::Pairs) add({"source_column", "target_column", "held_every"});
  return fields;
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
  const bool pairs = source.type == SourceType::Pairs;
  source.separator = pairs ? object.string("separator", "\n") : object.string("separator");
  source.maxDocuments = static_cast<std::uint64_t>(count(object, "max_documents", 0));
  if (!pairs) return;
  source.sourceColumn = static_cast<int>(std::min<std::int64_t>(count(object, "source_column", 0), 1'000'000));
  source.targetColumn = static_cast<int>(std::min<std::int64_t>(count(object, "target_column", 1), 1'000'000));
  source.heldEvery = static_cast<std::uint64_t>(count(object, "held_every", 0));
}

SourceRecipe readSource(const ObjectReader& object, bool forTraining) {
  constexpr Words<SourceType, 3> kTypes{
      {{"grammar", SourceType::Grammar}, {"corpus", SourceType::Corpus}, {"pairs", SourceType::Pairs}}};
  SourceRecipe source;
  source.type = choice(object, "type", object.string("type"), kTypes);
  refuseOtherFields(object, fieldsOf(source.type, forTraining));
  source.name = object.string("name");
  source.file = object.string("file");
  source.weight = forTraining ? object.number("weight") : 1;
  source.allWords = object.boolean("all_words", false);
  source.type == SourceType::Grammar ? readGrammarFields(object, source) : readCorpusFields(object, source);
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

CardTexts readCard(const ObjectReader& object) {
  refuseOtherFields(object, {"title", "summary", "license", "notes"});
  return {object.string("title"), object.string("summary"), object.string("license"), object.string("notes", "")};
}

Precision readStoredType(const ObjectReader& object) {
  refuseOtherFields(object, {"stored_as"});
  return precision(object, "stored_as");
}

/// Model and tokenizer, or the base that has both.
void readWhatIsTrained(const ObjectReader& object, Recipe& recipe) {
  if (!object.has("fine_tuning")) {
    recipe.model = readModel(object.object("model"));
    recipe.tokenizer = readTokenizer(object.object("tokenizer"));
    return;
  }
  recipe.fineTuning = readFineTuning(object.object("fine_tuning"));
  for (const std::string_view field : {"model", "tokenizer"})
    if (object.has(field)) outOfRange(object, field, "given", "left out in fine-tuning: it is the base's");
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
                             "training", "fine_tuning", "weights", "card"});
  checkFormat(object);
  Recipe recipe;
  recipe.name = object.string("name");
  recipe.language = object.string("language");
  readWhatIsTrained(object, recipe);
  recipe.sources = readSources(object, "sources", true);
  recipe.validation = readSources(object, "validation", false);
  recipe.training = readTraining(object.object("training"));
  if (object.has("weights")) recipe.storedAs = readStoredType(object.object("weights"));
  recipe.card = readCard(object.object("card"));
  validate(recipe, fileName);
  return recipe;
}

Recipe readRecipeFile(const std::filesystem::path& file) {
  return parseRecipe(readTextFile(file, kMostBytes), shownPath(file));
}

}  // namespace headlight
