#pragma once
// Beam search: instead of one text, the N likeliest beginnings are carried on side by side.
//
// As Hugging Face does it (transformers, BeamSearchScorer, early_stopping = False; Sutskever and others 2014, section
// 3.2, with the length penalty of Wu and others 2016 in its simplest form). At every step each beam is continued by
// every candidate token; of all continuations the 2N likeliest are looked at, best first. One that ends the text is
// finished, if it is among the first N; the N best of the others are the next beams. A finished text of n tokens (its
// end token counted, a prompt or start token not) has the score log P / n^α. The search ends when N texts are finished
// and the best beam, scored at its present length, does not beat the worst of them, or at the longest length; beams
// that are left then count as they are.
//
// Everything is computed in double and ties go to the lower beam, then the smaller token id: the same input gives the
// same result, whatever the number of threads.

#include <span>
#include <string>
#include <vector>

#include "generate/generation.h"

namespace headlight {

struct BeamSettings {
  int beams = 4;               ///< N, 1 to kMostBeams
  double lengthPenalty = 1.0;  ///< α; 0 leaves the sum as it is, above 0 favours longer texts
  Index longest = 0;           ///< tokens at most; 0: as many as the context holds

  static constexpr int kMostBeams = 64;
};

/// One text that was finished, or stood when the search ended.
struct BeamText {
  std::vector<TokenId> tokens;  ///< behind the prompt (or start token), the end token included
  double logProbability = 0;    ///< sum of ln P over them
  double score = 0;             ///< logProbability / n^α
  bool ended = false;           ///< by the end token
};

/// A continuation that a step looked at.
struct BeamCandidate {
  int beam = 0;  ///< which of the step's beams it goes on from, 0 the best
  TokenId token = 0;
  double logProbability = 0;  ///< of the whole text
  double score = 0;           ///< logProbability / n^α with the text's present length
  enum class Fate { Dropped, Kept, Finished } fate = Fate::Dropped;
};

struct BeamResult {
  std::vector<BeamText> texts;                    ///< best score first, at most N
  std::vector<std::vector<BeamCandidate>> steps;  ///< the 2N likeliest continuations of each step, best first
};

/// `prompt` is prefilled once; `pool` and `interventions` as in RunOptions. Probabilities are those of the candidates
/// (candidateFilter). Throws Error "beam.kind" for an encoder, "beam.settings" for numbers that cannot be, and the
/// model's.
[[nodiscard]] BeamResult beamSearch(const LanguageModel& model, const Tokenizer& tokenizer,
                                    const std::vector<Token>& prompt, const BeamSettings& settings,
                                    ThreadPool* pool = nullptr, std::span<const Intervention> interventions = {});

}  // namespace headlight
