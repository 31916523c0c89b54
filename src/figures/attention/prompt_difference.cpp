#include "figures/attention/prompt_difference.h"

#include "figures/attention/attention_figure.h"
#include "figures/attention/heads_figure.h"
#include "figures/figure_run.h"
#include "tensor/error.h"

namespace headlight {

namespace {

std::vector<TokenPair> aligned(const std::vector<Token>& first, const std::vector<Token>& second) {
  const auto idsOf = [](const std::vector<Token>& tokens) {
    std::vector<TokenId> ids;
    for (const Token& token : tokens) ids.push_back(token.id);
    return ids;
  };
  return alignTokens(idsOf(first), idsOf(second));
}

}  // namespace

AttentionDifferenceFigure attentionDifference(const FigureRun& first, const FigureRun& second, AttentionSide side,
                                              FigureSource firstSource, FigureSource secondSource) {
  if (&first.model != &second.model) {
    throw Error("internal.failure", {{"what", "attention of two models was to be subtracted"}});
  }
  return attentionDifference(headsFigure(first, side, std::move(firstSource)),
                             headsFigure(second, side, std::move(secondSource)),
                             aligned(queryTokens(first, side), queryTokens(second, side)),
                             aligned(keyTokens(first, side), keyTokens(second, side)));
}

}  // namespace headlight
