// The fields "training" and "fine_tuning" of a recipe.

#include <algorithm>

#include "formats/recipes/recipe_fields.h"

namespace headlight::recipe_fields {
namespace {

constexpr Words<OptimizerKind, 2> kOptimizers{{{"adamw", OptimizerKind::AdamW}, {"sgd", OptimizerKind::Sgd}}};
constexpr Words<ScheduleKind, 4> kSchedules{{{"cosine", ScheduleKind::Cosine},
                                             {"linear", ScheduleKind::Linear},
                                             {"constant", ScheduleKind::Constant},
                                             {"inverse_square_root", ScheduleKind::InverseSquareRoot}}};

std::uint64_t natural(const ObjectReader& object, std::string_view field, std::uint64_t fallback) {
  return static_cast<std::uint64_t>(count(object, field, static_cast<std::int64_t>(fallback)));
}

void refuse(const ObjectReader& object, std::initializer_list<std::string_view> fields, const std::string& where) {
  for (const std::string_view field : fields)
    if (object.has(field)) outOfRange(object, field, "given", "left out where " + where);
}

void readOptimizer(const ObjectReader& object, TrainingSettings& training) {
  training.optimizerKind = choice(object, "optimizer", object.string("optimizer", "adamw"), kOptimizers);
  AdamWSettings& optimizer = training.optimizer;
  optimizer.learningRate = object.number("learning_rate");
  const bool sgd = training.optimizerKind == OptimizerKind::Sgd;  // whose decay is part of the gradient
  optimizer.weightDecay = object.number("weight_decay", sgd ? 0 : optimizer.weightDecay);
  if (sgd) {
    refuse(object, {"beta1", "beta2", "epsilon"}, "the optimizer is \"sgd\"");
    training.sgd.momentum = object.number("momentum", training.sgd.momentum);
    training.sgd.nesterov = object.boolean("nesterov", training.sgd.nesterov);
    return;
  }
  refuse(object, {"momentum", "nesterov"}, "the optimizer is \"adamw\"");
  optimizer.beta1 = object.number("beta1", optimizer.beta1);
  optimizer.beta2 = object.number("beta2", optimizer.beta2);
  optimizer.epsilon = object.number("epsilon", optimizer.epsilon);
}

/// "steps", or "tokens" that they have to cover; one of them.
std::uint64_t readSteps(const ObjectReader& object, const TrainingSettings& training) {
  if (object.has("steps")) refuse(object, {"tokens"}, "\"steps\" is given");
  if (!object.has("tokens")) return static_cast<std::uint64_t>(count(object, "steps"));
  const std::int64_t aStep = std::max<std::int64_t>(1, training.batch * training.length * training.accumulate);
  return static_cast<std::uint64_t>((count(object, "tokens") + aStep - 1) / aStep);
}

void readSchedule(const ObjectReader& object, TrainingSettings& training) {
  training.schedule = choice(object, "schedule", object.string("schedule", "cosine"), kSchedules);
  training.warmupSteps = static_cast<std::uint64_t>(count(object, "warmup_steps"));
  training.floor = object.number("floor", training.floor);
}

void readRhythm(const ObjectReader& object, TrainingSettings& training) {
  training.logEvery = natural(object, "log_every", training.logEvery);
  training.validateEvery = natural(object, "validate_every", training.validateEvery);
  training.checkpointEvery = natural(object, "checkpoint_every", training.checkpointEvery);
  training.patience = natural(object, "patience", training.patience);
  training.keepBest = object.boolean("keep_best", training.keepBest);
  training.validationWindow = std::min<Index>(count(object, "validation_window", 0), 1'000'000);
}

LoraSettings readLora(const ObjectReader& object) {
  refuseOtherFields(object, {"rank", "alpha", "matrices"});
  LoraSettings lora;
  lora.rank = count(object, "rank");
  lora.alpha = object.number("alpha", static_cast<double>(lora.rank));
  lora.matrices = texts(object, "matrices");
  if (lora.rank == 0) outOfRange(object, "rank", "0", "1 or more");
  return lora;
}

}  // namespace

TrainingSettings readTraining(const ObjectReader& object) {
  refuseOtherFields(
      object,
      {"batch",         "length",         "accumulate",       "steps",        "tokens",         "optimizer",
       "learning_rate", "schedule",       "warmup_steps",     "floor",        "beta1",          "beta2",
       "epsilon",       "momentum",       "nesterov",         "weight_decay", "clip",           "dropout",
       "carry_state",   "mask_share",     "label_smoothing",  "precision",    "master_weights", "seed",
       "log_every",     "validate_every", "checkpoint_every", "patience",     "keep_best",      "validation_window"});
  TrainingSettings training;
  training.batch = std::min<Index>(count(object, "batch"), 1'000'000);
  training.length = std::min<Index>(count(object, "length"), 1'000'000);
  training.accumulate = std::min<Index>(count(object, "accumulate", training.accumulate), 1'000'000);
  training.steps = readSteps(object, training);
  readOptimizer(object, training);
  readSchedule(object, training);
  readRhythm(object, training);
  training.clip = object.number("clip", training.clip);
  training.dropout = object.number("dropout", training.dropout);
  training.labelSmoothing = object.number("label_smoothing", training.labelSmoothing);
  training.maskShare = object.number("mask_share", training.maskShare);
  training.carryState = object.boolean("carry_state", training.carryState);
  training.precision = precision(object, "precision");
  training.masterWeights = object.boolean("master_weights", training.masterWeights);
  training.seed = natural(object, "seed", training.seed);
  return training;
}

FineTuning readFineTuning(const ObjectReader& object) {
  refuseOtherFields(object, {"base", "frozen", "lora"});
  FineTuning tuning;
  tuning.base = object.string("base");
  if (tuning.base.empty()) outOfRange(object, "base", "empty", "a model folder or the name of a sample model");
  tuning.frozen = texts(object, "frozen");
  if (object.has("lora")) tuning.lora = readLora(object.object("lora"));
  return tuning;
}

}  // namespace headlight::recipe_fields
