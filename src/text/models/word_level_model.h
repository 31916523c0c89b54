#pragma once
// Whole words behind any stages: each pre-token is looked up once. (word_level.h has the tokenizer that our own
// word-level files describe.)

#include <memory>

#include "text/token_model.h"
#include "text/vocabulary.h"

namespace headlight {

class WordLevelModel : public TokenModel {
 public:
  /// Pre-tokens that are not in the vocabulary become `unknown`.
  WordLevelModel(std::shared_ptr<const Vocabulary> vocabulary, TokenId unknown);

  [[nodiscard]] std::unique_ptr<PieceEncoder> newEncoder() const override;
  [[nodiscard]] const Vocabulary& vocabulary() const { return *m_vocabulary; }
  [[nodiscard]] TokenId unknown() const { return m_unknown; }

 private:
  std::shared_ptr<const Vocabulary> m_vocabulary;
  TokenId m_unknown;
};

}  // namespace headlight
