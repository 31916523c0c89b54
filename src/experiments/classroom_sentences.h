#pragma once
// The sentences of the distance experiment: those of the classroom grammar that are kept out of training.

#include <memory>

#include "experiments/distance_experiment.h"
#include "train/grammar/grammar_generator.h"

namespace headlight {

/// The grammar classroom_en that comes with the sample models (corpora/classroom_en.grammar.json). Throws Error
/// "file.not_found" where it does not, and what readGrammarFile throws.
[[nodiscard]] std::shared_ptr<const GrammarGenerator> openClassroomGrammar();

/// GrammarGenerator::heldOutSentence by kind, distance and index: the same for every model and on every machine.
/// A sentence whose combination of distance and index the grammar cannot make throws what it throws.
[[nodiscard]] DistanceSentences classroomSentences(std::shared_ptr<const GrammarGenerator> grammar);

}  // namespace headlight
