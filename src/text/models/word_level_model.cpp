#include "text/models/word_level_model.h"

#include <utility>

namespace headlight {
namespace {

class WordLevelEncoder : public PieceEncoder {
 public:
  explicit WordLevelEncoder(const WordLevelModel& model) : m_model(model) {}
  void encode(std::string_view preToken, std::vector<ModelToken>& tokens) override {
    const std::optional<TokenId> id = m_model.vocabulary().find(preToken);
    tokens.push_back({id.value_or(m_model.unknown()), 0, preToken.size(), !id});
  }

 private:
  const WordLevelModel& m_model;
};

}  // namespace

WordLevelModel::WordLevelModel(std::shared_ptr<const Vocabulary> vocabulary, TokenId unknown)
    : m_vocabulary(std::move(vocabulary)), m_unknown(unknown) {}

std::unique_ptr<PieceEncoder> WordLevelModel::newEncoder() const {
  return std::make_unique<WordLevelEncoder>(*this);
}

}  // namespace headlight
