#pragma once
// Forward calls of an encoder: every node of the tree is one reading of the whole sentence, with the words that the
// path filled in, asking for the next [MASK]. Inside generate/.

#include "generate/step_runner.h"

namespace headlight {

class SentenceRunner : public StepRunner {
 public:
  SentenceRunner(const LanguageModel& model, ThreadPool* pool, std::vector<Intervention> interventions,
                 const std::vector<Token>& prompt, std::vector<Index> masks);

  [[nodiscard]] std::shared_ptr<const Step> compute(const NodePath& parent, std::vector<Token> tokens,
                                                    const ActivationCache::Filter& keep) override;
  void entered(StepNode&) override {}
  [[nodiscard]] std::vector<std::shared_ptr<const ActivationCache>> record(
      const NodePath& path, const std::vector<bool>& missing, const ActivationCache::Filter& keep) override;

 private:
  /// Reads the sentence with `filled` in the first masks' places.
  [[nodiscard]] std::vector<float> read(const std::vector<TokenId>& filled, Observer* observer) const;
  /// The place that is asked about when `filled` masks are filled; of a sentence without masks the last.
  [[nodiscard]] Index askedAfter(std::size_t filled) const {
    if (m_masks.empty()) return static_cast<Index>(m_prompt.size()) - 1;
    return m_masks[std::min(filled, m_masks.size() - 1)];
  }

  const LanguageModel& m_model;
  ThreadPool* m_pool;
  std::vector<Intervention> m_interventions;
  std::vector<TokenId> m_prompt;
  std::vector<Index> m_masks;
};

}  // namespace headlight
