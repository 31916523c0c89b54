#include "generate/lock_step.h"

#include <algorithm>

#include "analysis/text/token_label.h"
#include "tensor/error.h"

namespace headlight {

namespace {

std::size_t commonPrefix(const std::string& a, const std::string& b) {
  const auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  (void)other;
  return static_cast<std::size_t>(end - a.begin());
}

std::vector<TokenId> idsOf(const std::vector<Token>& tokens, bool ownOnly) {
  std::vector<TokenId> ids;
  for (const Token& token : tokens) {
    if (!ownOnly || token.begin < token.end) ids.push_back(token.id);
  }
  return ids;
}

/// The tokens of a text itself, without those that the tokenizer puts around it.
std::vector<Token> ownTokens(const Tokenizer& tokenizer, const std::string& text) {
  std::vector<Token> tokens = tokenizer.encode(text);
  std::erase_if(tokens, [](const Token& token) { return token.begin == token.end; });
  return tokens;
}

/// Tokens behind the prompt.
Index stepsOf(const Generation& run) {
  return run.current()->length() - static_cast<Index>(run.prompt().tokens.size());
}

void goBackTo(Generation& run, Index steps) {
  while (stepsOf(run) > steps && run.back()) {
  }
}

}  // namespace

bool writesText(const ModelConfig& config) {
  return config.role() == Role::Continues;
}

void checkWritesText(const std::string& name, const ModelConfig& config) {
  if (writesText(config)) return;
  throw Error("compare.kind", {{"model", name}, {"kind", std::string(modelKindName(config.kind))}});
}

bool sameVocabulary(const Tokenizer& a, const Tokenizer& b) {
  if (&a == &b) return true;
  if (a.vocabSize() != b.vocabSize()) return false;
  for (TokenId id = 0; id < a.vocabSize(); ++id) {
    if (a.piece(id) != b.piece(id)) return false;
  }
  return true;
}

LeadText leadText(const Tokenizer& tokenizer, const Prompt& prompt, std::vector<TokenId> ids, TokenId endOfText,
                  bool withEnds) {
  LeadText lead;
  lead.tokenizer = &tokenizer;
  lead.prompt = prompt.text;
  lead.ids = std::move(ids);
  std::vector<TokenId> all = idsOf(prompt.tokens, true);
  const std::size_t before = all.size();
  const std::string typed = tokenizer.decode(all);
  all.insert(all.end(), lead.ids.begin(), lead.ids.end());
  if (all.size() > before && (all.back() == endOfText || tokenizer.special().endsText(all.back()))) all.pop_back();
  const std::string whole = tokenizer.decode(all);
  const std::size_t start = commonPrefix(typed, whole);
  lead.continuation = whole.substr(start);
  if (!withEnds) return lead;
  std::size_t end = 0;
  for (std::size_t i = 0; i < lead.ids.size(); ++i) {
    const std::size_t count = std::min(all.size(), before + i + 1);
    const std::string part = tokenizer.decode(std::span<const TokenId>(all).first(count));
    end = std::max(end, std::max(commonPrefix(part, whole), start) - start);
    lead.ends.push_back(lead.prompt.size() + end);
  }
  return lead;
}

std::vector<Token> tokensAlong(const LeadText& lead, const Tokenizer& tokenizer) {
  std::vector<Token> result;
  if (sameVocabulary(*lead.tokenizer, tokenizer)) {
    for (const TokenId id : lead.ids) result.push_back(tokenOf(tokenizer, id));
    return result;
  }
  const std::size_t seam = lead.prompt.size();
  const std::vector<Token> whole = ownTokens(tokenizer, lead.prompt + lead.continuation);
  const std::vector<Token> prompt = ownTokens(tokenizer, lead.prompt);
  const bool startsAlike = whole.size() >= prompt.size() &&
                           std::equal(prompt.begin(), prompt.end(), whole.begin(),
                                      [](const Token& a, const Token& b) { return a.id == b.id && a.end == b.end; });
  if (startsAlike) return {whole.begin() + static_cast<std::ptrdiff_t>(prompt.size()), whole.end()};
  result = ownTokens(tokenizer, lead.continuation);
  for (Token& token : result) {
    token.begin += seam;
    token.end += seam;
  }
  return result;
}

bool goAlong(Generation& run, std::span<const TokenId> tokens) {
  const std::vector<Token> present = run.tokens();
  const std::size_t prompt = run.prompt().tokens.size();
  std::size_t same = 0;
  while (same < tokens.size() && prompt + same < present.size() && present[prompt + same].id == tokens[same]) ++same;
  goBackTo(run, static_cast<Index>(same));
  for (std::size_t i = same; i < tokens.size(); ++i) {
    if (!run.take(tokens[i])) return false;
  }
  return true;
}

bool goFreely(Generation& run, Index steps) {
  goBackTo(run, steps);
  while (stepsOf(run) < steps) {
    if (!run.step()) return false;
  }
  return true;
}

}  // namespace headlight
