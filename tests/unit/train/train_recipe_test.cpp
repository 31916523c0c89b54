#include "formats/recipes/recipe_file.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "formats/json/config_words.h"
#include "support/decoder_variants.h"
#include "support/temporary_folder.h"
#include "unit/train/train_fakes.h"

namespace headlight {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

json goodRecipe() {
  return json::parse(R"({
    "format": "headlight-recipe", "version": 1, "name": "little", "language": "en",
    "model": { "kind": "decoder", "n_layers": 2, "n_heads": 4, "d_model": 32, "n_ctx": 24 },
    "tokenizer": { "kind": "word_level", "vocab_size": 300 },
    "sources": [
      { "name": "grammar", "type": "grammar", "file": "../corpora/g.json", "documents": 100, "seed": 3, "weight": 0.5,
        "all_words": true },
      { "name": "stories", "type": "corpus", "file": "english/s.txt", "bytes": 12,
        "sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "home": "https://example.org/s",
        "credit": "Somebody", "separator": "<|endoftext|>", "weight": 0.25, "max_documents": 7 } ],
    "validation": [
      { "name": "kept", "type": "grammar", "file": "../corpora/g.json", "documents": 30, "held_out": true } ],
    "training": { "batch": 8, "length": 24, "steps": 10, "learning_rate": 0.002, "warmup_steps": 4, "dropout": 0.1 },
    "card": { "title": "Little", "summary": "A test.", "license": "CC0-1.0" } })");
}

Recipe parsed(const json& recipe) {
  return parseRecipe(recipe.dump(), "little.json");
}

TEST(RecipeFile, readsEveryField) {
  const Recipe recipe = parsed(goodRecipe());
  EXPECT_EQ(recipe.name, "little");
  EXPECT_EQ(recipe.model.dMlp, 128) << "4 d_model unless stated";
  EXPECT_TRUE(recipe.model.tiedHead);
  EXPECT_EQ(recipe.tokenizer.vocabSize, 300);
  ASSERT_EQ(recipe.sources.size(), 2U);
  EXPECT_EQ(recipe.sources[0].type, SourceType::Grammar);
  EXPECT_EQ(recipe.sources[0].documents, 100U);
  EXPECT_TRUE(recipe.sources[0].allWords);
  EXPECT_EQ(recipe.sources[1].separator, "<|endoftext|>");
  EXPECT_EQ(recipe.sources[1].weight, 0.25);
  EXPECT_EQ(recipe.sources[1].maxDocuments, 7U);
  EXPECT_TRUE(recipe.validation.at(0).heldOut);
  EXPECT_EQ(recipe.training.optimizer.learningRate, 0.002);
  EXPECT_EQ(recipe.training.optimizer.beta2, 0.95);
  EXPECT_EQ(recipe.training.dropout, 0.1);
  EXPECT_EQ(recipe.card.license, "CC0-1.0");
}

TEST(RecipeFile, tokensAreRoundedUpToSteps) {
  json recipe = goodRecipe();
  recipe["training"].erase("steps");
  recipe["training"]["tokens"] = 8 * 24 * 5 + 1;
  EXPECT_EQ(parsed(recipe).training.steps, 6U);
  recipe["training"]["steps"] = 5;
  EXPECT_EQ(testing::errorCodeOf([&] { (void)parsed(recipe); }), "recipe.out_of_range") << "one of the two";
}

TEST(RecipeFile, namesAMissingFile) {
  const testing::TemporaryFolder folder;
  EXPECT_EQ(testing::errorCodeOf([&] { (void)readRecipeFile(folder.path() / "none.json"); }), "file.not_found");
}

/// Of a kind of model, with the fields that every kind has.
json modelOfKind(const char* kind) {
  json model = {{"kind", kind}, {"n_layers", 2}, {"d_model", 32}, {"n_ctx", 24}};
  if (std::string(kind).size() > 4) model["n_heads"] = 4;
  return model;
}

json pairsRecipe() {
  json recipe = goodRecipe();
  recipe["model"] = modelOfKind("encoder_decoder");
  recipe["tokenizer"]["kind"] = "unigram";
  json pairs = recipe["sources"][1];
  pairs.erase("separator");
  pairs["type"] = "pairs";
  pairs["held_every"] = 40;
  pairs["target_column"] = 2;
  recipe["sources"] = json::array({pairs});
  recipe.erase("validation");
  return recipe;
}

TEST(RecipeFile, readsEveryKindOfModel) {
  json recipe = goodRecipe();
  for (const char* kind : {"rnn", "lstm", "gru"}) {
    recipe["model"] = modelOfKind(kind);
    recipe["training"]["carry_state"] = true;
    const Recipe read = parsed(recipe);
    EXPECT_EQ(modelKindName(read.model.kind), kind);
    EXPECT_EQ(read.model.dHidden, 32) << "d_model unless stated";
    EXPECT_TRUE(read.training.carryState);
  }
  recipe["training"].erase("carry_state");
  recipe["training"]["mask_share"] = 0.2;
  recipe["model"] = modelOfKind("encoder");
  EXPECT_EQ(parsed(recipe).model.activation, Activation::Gelu);
  EXPECT_EQ(parsed(recipe).training.maskShare, 0.2);

  const Recipe pairs = parsed(pairsRecipe());
  EXPECT_EQ(pairs.model.nDecoderLayers, 2) << "n_layers unless stated";
  EXPECT_TRUE(pairs.model.scaledEmbedding);
  EXPECT_EQ(pairs.model.positions, Positions::Sinusoidal);
  EXPECT_EQ(pairs.tokenizer.kind, TokenizerKind::Unigram);
  EXPECT_EQ(pairs.sources[0].heldEvery, 40U);
  EXPECT_EQ(pairs.sources[0].targetColumn, 2);
}

TEST(RecipeFile, readsEveryValueOfTheDecodersOptions) {
  const ModelConfig usual = parsed(goodRecipe()).model;
  for (const test::DecoderVariant& variant : test::decoderOptionPairs(usual)) {
    json recipe = goodRecipe();
    const FieldTexts texts = fieldTexts(variant.config);
    for (const DecoderOption& option : decoderOptions()) {
      recipe["model"][std::string(option.field)] = headlight::json::wordJson(texts.at(option.field));
    }
    EXPECT_EQ(fieldTexts(parsed(recipe).model), texts) << variant.name;
  }
}

TEST(RecipeFile, readsTheFieldsOfTraining) {
  json recipe = goodRecipe();
  recipe["training"].update({{"accumulate", 4},
                             {"optimizer", "sgd"},
                             {"momentum", 0.8},
                             {"nesterov", true},
                             {"schedule", "linear"},
                             {"patience", 3},
                             {"keep_best", true},
                             {"precision", "bfloat16"},
                             {"master_weights", false},
                             {"validation_window", 12},
                             {"label_smoothing", 0.1}});
  recipe["weights"] = {{"stored_as", "float16"}};
  const Recipe read = parsed(recipe);
  EXPECT_EQ(read.training.accumulate, 4);
  EXPECT_EQ(read.training.optimizerKind, OptimizerKind::Sgd);
  EXPECT_EQ(read.training.sgd.momentum, 0.8);
  EXPECT_EQ(read.training.optimizer.weightDecay, 0) << "of SGD";
  EXPECT_TRUE(read.training.sgd.nesterov);
  EXPECT_EQ(read.training.schedule, ScheduleKind::Linear);
  EXPECT_EQ(read.training.patience, 3U);
  EXPECT_TRUE(read.training.keepBest);
  EXPECT_EQ(read.training.precision, Precision::BFloat16);
  EXPECT_FALSE(read.training.masterWeights);
  EXPECT_EQ(read.training.validationWindow, 12);
  EXPECT_EQ(read.training.labelSmoothing, 0.1);
  EXPECT_EQ(read.storedAs, Precision::Float16);
}

TEST(RecipeFile, readsFineTuningInsteadOfModelAndTokenizer) {
  json recipe = goodRecipe();
  recipe["fine_tuning"] = {{"base", "classroom-en"},
                           {"frozen", {"wte.*"}},
                           {"lora", {{"rank", 4}, {"matrices", {"h.*.attn.c_attn.weight"}}}}};
  EXPECT_EQ(testing::errorCodeOf([&] { (void)parsed(recipe); }), "recipe.out_of_range") << "the model is the base's";
  recipe.erase("model");
  recipe.erase("tokenizer");
  const Recipe read = parsed(recipe);
  EXPECT_FALSE(read.knowsModel());
  EXPECT_EQ(read.fineTuning.base, "classroom-en");
  EXPECT_EQ(read.fineTuning.frozen, std::vector<std::string>{"wte.*"});
  EXPECT_EQ(read.fineTuning.lora.rank, 4);
  EXPECT_EQ(read.fineTuning.lora.alpha, 4) << "the rank unless stated";
}

TEST(RecipeFile, takesTheTokenizerOfAnotherModel) {
  json recipe = goodRecipe();
  recipe["tokenizer"] = {{"same_as", "../classroom-en"}};
  EXPECT_EQ(parsed(recipe).tokenizer.sameAs, "../classroom-en");
  recipe["tokenizer"]["vocab_size"] = 300;
  EXPECT_EQ(testing::errorCodeOf([&] { (void)parsed(recipe); }), "recipe.unknown_field");
}

TEST(RecipeFile, anEncoderDecoderTakesAGrammarOfPairsToTrainOnButNotToMeasureOn) {
  const json grammar = goodRecipe()["sources"][0];
  json recipe = pairsRecipe();
  recipe["sources"].push_back(grammar);
  EXPECT_EQ(parsed(recipe).sources[1].type, SourceType::Grammar);
  json measured = grammar;
  measured.erase("weight");
  measured.erase("all_words");
  recipe["validation"] = json::array({measured});
  EXPECT_EQ(testing::errorCodeOf([&] { (void)parsed(recipe); }), "recipe.out_of_range");
}

TEST(RecipeFile, refusesWhatAKindCannotHave) {
  const auto codeOf = [](const json& recipe) { return testing::errorCodeOf([&] { (void)parsed(recipe); }); };
  json recipe = goodRecipe();
  recipe["training"]["carry_state"] = true;
  EXPECT_EQ(codeOf(recipe), "recipe.out_of_range") << "a decoder carries no state";
  recipe = goodRecipe();
  recipe["training"]["mask_share"] = 0.2;
  EXPECT_EQ(codeOf(recipe), "recipe.out_of_range") << "a decoder masks no words";
  recipe = goodRecipe();
  recipe["model"] = modelOfKind("encoder_decoder");
  EXPECT_EQ(codeOf(recipe), "recipe.out_of_range") << "it needs pairs";
  recipe = pairsRecipe();
  recipe["model"] = modelOfKind("decoder");
  EXPECT_EQ(codeOf(recipe), "recipe.out_of_range") << "a decoder takes none";
  recipe = goodRecipe();
  recipe["model"] = modelOfKind("gru");
  recipe["model"]["n_heads"] = 2;
  EXPECT_EQ(codeOf(recipe), "recipe.unknown_field") << "it has no heads";
  recipe = goodRecipe();
  recipe["training"]["momentum"] = 0.5;
  EXPECT_EQ(codeOf(recipe), "recipe.out_of_range") << "AdamW has betas";
}

/// A recipe with one thing wrong: where, what it becomes, and what the sentence must say.
struct Defect {
  const char* name;
  const char* pointer;
  json value;  ///< discarded: the field is taken away
  const char* code;
  const char* said;
};

class RecipeDefect : public ::testing::TestWithParam<Defect> {};

TEST_P(RecipeDefect, isNamed) {
  const Defect& defect = GetParam();
  json recipe = goodRecipe();
  const json::json_pointer pointer(defect.pointer);
  if (defect.value.is_discarded())
    recipe.at(pointer.parent_pointer()).erase(pointer.back());
  else
    recipe[pointer] = defect.value;
  const auto parse = [&] { (void)parsed(recipe); };
  EXPECT_EQ(testing::errorCodeOf(parse), defect.code);
  EXPECT_THAT(testing::errorTextOf(parse), HasSubstr(defect.said));
}

const json kGone = json(json::value_t::discarded);

INSTANTIATE_TEST_SUITE_P(
    Fields, RecipeDefect,
    ::testing::Values(
        Defect{"OtherFormat", "/format", "recipe", "recipe.out_of_range", "format"},
        Defect{"NewerVersion", "/version", 2, "recipe.out_of_range", "version"},
        Defect{"NoName", "/name", kGone, "json.missing_field", "name"},
        Defect{"NameOfAFolder", "/name", "../x", "recipe.out_of_range", "name"},
        Defect{"UnknownField", "/training/bach", 3, "recipe.unknown_field", "training.bach"},
        Defect{"UnknownFieldOfSource", "/sources/1/seed", 3, "recipe.unknown_field", "sources[1].seed"},
        Defect{"NoModel", "/model", kGone, "json.missing_field", "model"},
        Defect{"UnknownKind", "/model/kind", "rnn2", "recipe.out_of_range", "model.kind"},
        Defect{"LayersAsText", "/model/n_layers", "two", "json.wrong_type", "n_layers"},
        Defect{"NegativeLayers", "/model/n_layers", -1, "recipe.out_of_range", "model.n_layers"},
        Defect{"HeadsDoNotDivide", "/model/n_heads", 5, "model.config", "5 heads"},
        Defect{"UnknownActivation", "/model/activation", "sine", "recipe.out_of_range", "model.activation"},
        Defect{"UnknownTokenizer", "/tokenizer/kind", "bpe", "recipe.out_of_range", "tokenizer.kind"},
        Defect{"EmptyVocabulary", "/tokenizer/vocab_size", 6, "recipe.out_of_range", "tokenizer.vocab_size"},
        Defect{"HugeVocabulary", "/tokenizer/vocab_size", 99999999, "recipe.out_of_range", "tokenizer.vocab_size"},
        Defect{"NoSource", "/sources", json::array(), "recipe.out_of_range", "sources"},
        Defect{"SourcesNoList", "/sources", 3, "json.wrong_type", "sources"},
        Defect{"UnknownType", "/sources/0/type", "poem", "recipe.out_of_range", "sources[0].type"},
        Defect{"NoWeight", "/sources/0/weight", kGone, "json.missing_field", "weight"},
        Defect{"WeightZero", "/sources/0/weight", 0, "recipe.out_of_range", "sources[0].weight"},
        Defect{"NoDocuments", "/sources/0/documents", 0, "recipe.out_of_range", "sources[0].documents"},
        Defect{"ShortDigest", "/sources/1/sha256", "abc", "recipe.out_of_range", "sources[1].sha256"},
        Defect{"NoHome", "/sources/1/home", "", "recipe.out_of_range", "sources[1].home"},
        Defect{"NoSeparator", "/sources/1/separator", "", "recipe.out_of_range", "sources[1].separator"},
        Defect{"FileOutsideTheFolder", "/sources/1/file", "../../etc/passwd", "recipe.out_of_range", "sources[1].file"},
        Defect{"AbsoluteFile", "/sources/1/file", "/etc/passwd", "recipe.out_of_range", "sources[1].file"},
        Defect{"EmptyFile", "/sources/1/file", "", "recipe.out_of_range", "sources[1].file"},
        Defect{"SameName", "/sources/1/name", "grammar", "recipe.out_of_range", "sources[1].name"},
        Defect{"WeightOfValidation", "/validation/0/weight", 1, "recipe.unknown_field", "validation[0].weight"},
        Defect{"NoRows", "/training/batch", 0, "recipe.out_of_range", "training.batch"},
        Defect{"RowsLongerThanContext", "/training/length", 25, "recipe.out_of_range", "training.length"},
        Defect{"NoSteps", "/training/steps", kGone, "json.missing_field", "steps"},
        Defect{"ZeroSteps", "/training/steps", 0, "recipe.out_of_range", "training.steps"},
        Defect{"HalfAStep", "/training/steps", 2.5, "json.wrong_type", "steps"},
        Defect{"NoRate", "/training/learning_rate", 0, "recipe.out_of_range", "training.learning_rate"},
        Defect{"FloorAboveOne", "/training/floor", 1.5, "recipe.out_of_range", "training.floor"},
        Defect{"BetaOne", "/training/beta1", 1, "recipe.out_of_range", "training.beta1"},
        Defect{"SecondBetaOne", "/training/beta2", 1, "recipe.out_of_range", "training.beta2"},
        Defect{"EpsilonZero", "/training/epsilon", 0, "recipe.out_of_range", "training.epsilon"},
        Defect{"NegativeDecay", "/training/weight_decay", -1, "recipe.out_of_range", "training.weight_decay"},
        Defect{"NegativeClip", "/training/clip", -1, "recipe.out_of_range", "training.clip"},
        Defect{"DropoutOne", "/training/dropout", 1, "recipe.out_of_range", "training.dropout"},
        Defect{"NeverLogs", "/training/log_every", 0, "recipe.out_of_range", "training.log_every"},
        Defect{"NoAccumulation", "/training/accumulate", 0, "recipe.out_of_range", "training.accumulate"},
        Defect{"UnknownOptimizer", "/training/optimizer", "adam", "recipe.out_of_range", "training.optimizer"},
        Defect{"UnknownSchedule", "/training/schedule", "steps", "recipe.out_of_range", "training.schedule"},
        Defect{"SmoothingOne", "/training/label_smoothing", 1, "recipe.out_of_range", "training.label_smoothing"},
        Defect{"UnknownPrecision", "/training/precision", "float8", "recipe.out_of_range", "training.precision"},
        Defect{"WindowAboveContext", "/training/validation_window", 25, "recipe.out_of_range", "validation_window"},
        Defect{"UnknownPositions", "/model/positions", "rotary", "recipe.out_of_range", "model.positions"},
        Defect{"StoredAsText", "/weights", {{"stored_as", "int8"}}, "recipe.out_of_range", "weights.stored_as"},
        Defect{"NoCard", "/card", kGone, "json.missing_field", "card"},
        Defect{"NoLicence", "/card/license", kGone, "json.missing_field", "license"}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace headlight
