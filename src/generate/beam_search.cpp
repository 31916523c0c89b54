#include "generate/beam_search.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/statistics/softmax.h"
#include "tensor/error.h"

namespace headlight {

namespace {

/// A text under way, with what the model remembers of it and what it expects next.
struct Beam {
  std::vector<TokenId> tokens;
  double logProbability = 0;
  std::unique_ptr<DecodingState> state;
  std::vector<float> logits;
};

double scoreOf(double logProbability, std::size_t length, double alpha) {
  return logProbability / std::pow(static_cast<double>(length), alpha);
}

/// ln P of what may be drawn, by the model's softmax over all tokens; minus infinity for the others.
std::vector<double> logProbabilities(const std::vector<float>& logits, const std::function<bool(TokenId)>& mayBeDrawn) {
  std::vector<double> result = logSoftmax(logits);
  bool any = false;
  for (std::size_t id = 0; id < result.size(); ++id) {
    if (!mayBeDrawn(static_cast<TokenId>(id))) result[id] = -std::numeric_limits<double>::infinity();
    any = any || std::isfinite(result[id]);
  }
  if (!any) throw Error("sampler.no_candidate");
  return result;
}

void checkSettings(const BeamSettings& settings) {
  if (settings.beams < 1 || settings.beams > BeamSettings::kMostBeams) {
    throw Error("beam.settings", {{"what", "beams"},
                                  {"value", std::to_string(settings.beams)},
                                  {"expected", "1 to " + std::to_string(BeamSettings::kMostBeams)}});
  }
  if (!std::isfinite(settings.lengthPenalty) || std::abs(settings.lengthPenalty) > 10) {
    throw Error("beam.settings", {{"what", "length penalty"},
                                  {"value", std::to_string(settings.lengthPenalty)},
                                  {"expected", "a number from -10 to 10"}});
  }
}

class BeamSearch {
 public:
  BeamSearch(const LanguageModel& model, const Tokenizer& tokenizer, const BeamSettings& settings, RunOptions options)
      : m_model(model),
        m_settings(settings),
        m_options(options),
        m_mayBeDrawn(candidateFilter(model.config(), tokenizer)),
        m_isEnd([&model, &tokenizer](TokenId id) { return endsText(model.config(), tokenizer, id); }) {}

  BeamResult run(const std::vector<TokenId>& prompt) {
    start(prompt);
    const Index room = m_model.config().nCtx - m_beams.front().state->length();
    // The last token of a full context is chosen from the logits that stand: it needs no room.
    const Index longest = m_settings.longest > 0 ? std::min(m_settings.longest, room + 1) : std::max<Index>(room, 1);
    for (Index length = 1; length <= longest && !m_beams.empty(); ++length) {
      if (step(length == longest)) break;
    }
    for (const Beam& beam : m_beams) finish(beam.tokens, beam.logProbability, false);
    return std::move(m_result);
  }

 private:
  void start(const std::vector<TokenId>& prompt) {
    Beam first;
    first.state = m_model.newState();
    first.logits.resize(static_cast<std::size_t>(m_model.config().dVocab));
    m_model.prefill(prompt, *first.state, m_options, first.logits);
    m_beams.push_back(std::move(first));
  }

  /// The 2N likeliest continuations of all beams.
  std::vector<BeamCandidate> continuations() const {
    std::vector<BeamCandidate> all;
    for (std::size_t beam = 0; beam < m_beams.size(); ++beam) {
      const std::vector<double> steps = logProbabilities(m_beams[beam].logits, m_mayBeDrawn);
      const double sum = m_beams[beam].logProbability;
      const double length = static_cast<double>(m_beams[beam].tokens.size() + 1);
      for (std::size_t id = 0; id < steps.size(); ++id) {
        if (!std::isfinite(steps[id])) continue;
        BeamCandidate candidate;
        candidate.beam = static_cast<int>(beam);
        candidate.token = static_cast<TokenId>(id);
        candidate.logProbability = sum + steps[id];
        candidate.score = candidate.logProbability / std::pow(length, m_settings.lengthPenalty);
        all.push_back(candidate);
      }
    }
    const std::size_t looked = std::min(all.size(), 2 * static_cast<std::size_t>(m_settings.beams));
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(looked), all.end(),
                      [](const BeamCandidate& a, const BeamCandidate& b) {
                        if (a.logProbability != b.logProbability) return a.logProbability > b.logProbability;
                        return a.beam != b.beam ? a.beam < b.beam : a.token < b.token;
                      });
    all.resize(looked);
    return all;
  }

  /// True when the search is over.
  bool step(bool last) {
    std::vector<BeamCandidate> candidates = continuations();
    const auto width = static_cast<std::size_t>(m_settings.beams);
    std::vector<const BeamCandidate*> kept;
    for (std::size_t rank = 0; rank < candidates.size() && kept.size() < width; ++rank) {
      BeamCandidate& candidate = candidates[rank];
      if (m_isEnd(candidate.token)) {
        if (rank >= width) continue;
        candidate.fate = BeamCandidate::Fate::Finished;
        finish(continued(candidate), candidate.logProbability, true);
      } else {
        candidate.fate = BeamCandidate::Fate::Kept;
        kept.push_back(&candidate);
      }
    }
    const double best = candidates.front().score;
    const bool over = m_result.texts.size() == width && m_result.texts.back().score >= best;
    if (over) {
      m_beams.clear();
    } else {
      carryOn(kept, last);
    }
    m_result.steps.push_back(std::move(candidates));
    return over;
  }

  [[nodiscard]] std::vector<TokenId> continued(const BeamCandidate& candidate) const {
    std::vector<TokenId> tokens = m_beams[static_cast<std::size_t>(candidate.beam)].tokens;
    tokens.push_back(candidate.token);
    return tokens;
  }

  /// The kept continuations become the beams; what comes after the last tokens is not needed.
  void carryOn(const std::vector<const BeamCandidate*>& kept, bool last) {
    std::vector<Beam> next;
    for (const BeamCandidate* candidate : kept) {
      Beam beam;
      beam.tokens = continued(*candidate);
      beam.logProbability = candidate->logProbability;
      if (!last) {
        beam.state = m_beams[static_cast<std::size_t>(candidate->beam)].state->clone();
        beam.logits.resize(static_cast<std::size_t>(m_model.config().dVocab));
        m_model.forward(std::span(&candidate->token, 1), *beam.state, m_options, beam.logits);
      }
      next.push_back(std::move(beam));
    }
    m_beams = std::move(next);
  }

  /// Keeps the N best; the earlier one of two that are equal stays before the other.
  void finish(std::vector<TokenId> tokens, double logProbability, bool ended) {
    BeamText text;
    text.score = scoreOf(logProbability, tokens.size(), m_settings.lengthPenalty);
    text.tokens = std::move(tokens);
    text.logProbability = logProbability;
    text.ended = ended;
    auto& texts = m_result.texts;
    const auto place = std::upper_bound(texts.begin(), texts.end(), text,
                                        [](const BeamText& a, const BeamText& b) { return a.score > b.score; });
    texts.insert(place, std::move(text));
    if (texts.size() > static_cast<std::size_t>(m_settings.beams)) texts.pop_back();
  }

  const LanguageModel& m_model;
  const BeamSettings& m_settings;
  RunOptions m_options;
  std::function<bool(TokenId)> m_mayBeDrawn;
  std::function<bool(TokenId)> m_isEnd;
  std::vector<Beam> m_beams;
  BeamResult m_result;
};

}  // namespace

BeamResult beamSearch(const LanguageModel& model, const Tokenizer& tokenizer, const std::vector<Token>& prompt,
                      const BeamSettings& settings, ThreadPool* pool, std::span<const Intervention> interventions) {
  checkSettings(settings);
  if (model.config().role() == Role::Fills) {
    throw Error("beam.kind", {{"kind", std::string(modelKindName(model.config().kind))}});
  }
  if (prompt.empty()) throw Error("prompt.empty");
  std::vector<TokenId> ids;
  for (const Token& token : prompt) ids.push_back(token.id);
  return BeamSearch(model, tokenizer, settings, RunOptions{nullptr, interventions, pool}).run(ids);
}

}  // namespace headlight
