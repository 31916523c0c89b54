#include "text/split_trace.h"

#include <algorithm>
#include <utility>

#include "text/models/bpe_model.h"
#include "text/models/unigram_model.h"
#include "text/models/word_level.h"
#include "text/models/word_level_model.h"
#include "text/models/word_piece_model.h"
#include "text/pipeline_tokenizer.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

TracePiece tracePiece(const ModelToken& token, const Tokenizer& tokenizer) {
  return {token.id, tokenizer.piece(token.id), token.begin, token.end, token.isUnknown};
}

BpeTrace traceBpe(const BpeModel& model, const Tokenizer& tokenizer, std::string_view preToken) {
  const BpeModel::Steps steps = model.steps(preToken);
  BpeTrace trace;
  for (const ModelToken& byte : steps.bytes) trace.bytes.push_back(tracePiece(byte, tokenizer));
  for (const BpeModel::Step& step : steps.merges)
    trace.merges.push_back({step.rank, step.place, step.merge.left, step.merge.right, step.merge.merged});
  return trace;
}

UnigramTrace traceUnigram(const UnigramModel& model, const Tokenizer& tokenizer, std::string_view preToken) {
  UnigramTrace trace;
  for (const UnigramModel::Edge& edge : model.lattice(preToken)) {
    if (edge.isBest) {
      trace.bestPath.push_back(trace.edges.size());
      trace.bestScore = edge.pathScore;  // the last one's is that of the whole path
    }
    trace.edges.push_back({tracePiece(edge.token, tokenizer), edge.score, edge.pathScore, edge.isBest});
  }
  return trace;
}

/// Ends of the candidates that begin at `at`, from the whole rest down to the end of the match, or of one character.
std::vector<std::size_t> triedEnds(std::string_view word, std::size_t at, std::size_t matchEnd) {
  std::vector<std::size_t> ends;
  for (std::size_t end = at; end < word.size();) {
    end += codePointAt(word, end).size;
    if (end >= matchEnd) ends.push_back(end);
  }
  std::reverse(ends.begin(), ends.end());
  return ends;
}

WordPieceTrace traceWordPiece(const WordPieceModel& model, const Tokenizer& tokenizer, std::string_view word) {
  WordPieceTrace trace;
  if (!model.takes(word)) return trace;
  for (std::size_t at = 0; at < word.size();) {
    const ModelToken longest = model.longestAt(word, at);
    WordPieceTraceStep step{at, triedEnds(word, at, longest.end), std::nullopt};
    if (longest.end > at) step.match = tracePiece(longest, tokenizer);
    trace.steps.push_back(std::move(step));
    if (longest.end == at) break;
    at = longest.end;
  }
  return trace;
}

SplitTrace::Algorithm algorithmOf(const TokenModel& model) {
  if (dynamic_cast<const BpeModel*>(&model) != nullptr) return SplitTrace::Algorithm::Bpe;
  if (dynamic_cast<const UnigramModel*>(&model) != nullptr) return SplitTrace::Algorithm::Unigram;
  if (dynamic_cast<const WordPieceModel*>(&model) != nullptr) return SplitTrace::Algorithm::WordPiece;
  return SplitTrace::Algorithm::Words;
}

/// Writes down what an encoding goes through.
class Tracer : public EncodingObserver {
 public:
  Tracer(const PipelineTokenizer& tokenizer, SplitTrace& trace) : m_tokenizer(tokenizer), m_trace(trace) {}

  void onAdded(ByteRange origin, TokenId id) override { m_trace.parts.push_back({origin, id, {}, {}}); }

  void onPlain(ByteRange origin, std::string_view normalized) override {
    m_trace.parts.push_back({origin, std::nullopt, std::string(normalized), {}});
  }

  void onPreToken(ByteRange origin, std::string_view preToken, std::size_t firstToken,
                  std::size_t tokenCount) override {
    m_trace.parts.back().preTokens.push_back(
        {origin, std::string(preToken), firstToken, tokenCount, stepsOf(preToken)});
  }

 private:
  [[nodiscard]] decltype(TracePreToken::steps) stepsOf(std::string_view preToken) const {
    const TokenModel& model = *m_tokenizer.stages().model;
    switch (m_trace.algorithm) {
      case SplitTrace::Algorithm::Bpe:
        return traceBpe(dynamic_cast<const BpeModel&>(model), m_tokenizer, preToken);
      case SplitTrace::Algorithm::Unigram:
        return traceUnigram(dynamic_cast<const UnigramModel&>(model), m_tokenizer, preToken);
      case SplitTrace::Algorithm::WordPiece:
        return traceWordPiece(dynamic_cast<const WordPieceModel&>(model), m_tokenizer, preToken);
      case SplitTrace::Algorithm::Words:
        break;
    }
    const auto& words = dynamic_cast<const WordLevelModel&>(model);
    return WordTrace{words.vocabulary().find(preToken).has_value()};
  }

  const PipelineTokenizer& m_tokenizer;
  SplitTrace& m_trace;
};

/// Every added token is a part of its own, the words between two are the pre-tokens of one part.
void traceWords(const WordLevelTokenizer& tokenizer, SplitTrace& trace) {
  const std::vector<TokenId>& added = tokenizer.addedTokens();
  trace.tokens = tokenizer.encode(trace.text);
  const std::size_t framed = tokenizer.frame().before.size();
  const std::size_t end = trace.tokens.size() - tokenizer.frame().after.size();
  for (std::size_t i = framed; i < end; ++i) {
    const Token& token = trace.tokens[i];
    const ByteRange origin{token.begin, token.end};
    // a word that happens to be spelled like an added token would have been matched as one
    if (std::binary_search(added.begin(), added.end(), token.id) && token.source.empty()) {
      trace.parts.push_back({origin, token.id, {}, {}});
      continue;
    }
    if (trace.parts.empty() || trace.parts.back().added) trace.parts.push_back({origin, std::nullopt, {}, {}});
    TracePart& part = trace.parts.back();
    part.origin.end = origin.end;
    part.normalized = toValidUtf8(trace.text.substr(part.origin.begin, part.origin.size()));
    std::string word = toValidUtf8(trace.text.substr(origin.begin, origin.size()));
    part.preTokens.push_back({origin, std::move(word), i, 1, WordTrace{token.source.empty()}});
  }
}

/// At most `mostBytes`, whole characters.
std::string_view headOf(std::string_view text, std::size_t mostBytes) {
  std::size_t end = 0;
  while (end < text.size()) {
    const std::size_t next = end + codePointAt(text, end).size;
    if (next > mostBytes) break;
    end = next;
  }
  return text.substr(0, end);
}

}  // namespace

SplitTrace traceSplit(const Tokenizer& tokenizer, std::string_view text, std::size_t mostBytes) {
  SplitTrace trace;
  trace.text = std::string(headOf(text, mostBytes));
  trace.isCut = trace.text.size() < text.size();
  if (const auto* words = dynamic_cast<const WordLevelTokenizer*>(&tokenizer)) {
    traceWords(*words, trace);
    return trace;
  }
  const auto& pipeline = dynamic_cast<const PipelineTokenizer&>(tokenizer);
  trace.algorithm = algorithmOf(*pipeline.stages().model);
  Tracer tracer(pipeline, trace);
  trace.tokens = pipeline.encode(trace.text, tracer);
  return trace;
}

std::vector<TracePiece> piecesAfter(const BpeTrace& trace, const Tokenizer& tokenizer, std::size_t merges) {
  std::vector<TracePiece> pieces = trace.bytes;
  for (std::size_t i = 0; i < std::min(merges, trace.merges.size()); ++i) {
    const BpeTraceMerge& merge = trace.merges[i];
    TracePiece& left = pieces.at(merge.place);
    left = {merge.merged, tokenizer.piece(merge.merged), left.begin, pieces.at(merge.place + 1).end, false};
    pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(merge.place) + 1);
  }
  return pieces;
}

}  // namespace headlight
