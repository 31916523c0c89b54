#include "cli/tokenize_trace.h"

#include <cstdio>

#include "cli/text_table.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

using nlohmann::ordered_json;

const char* nameOf(SplitTrace::Algorithm algorithm) {
  switch (algorithm) {
    case SplitTrace::Algorithm::Bpe:
      return "bpe";
    case SplitTrace::Algorithm::Unigram:
      return "unigram";
    case SplitTrace::Algorithm::WordPiece:
      return "word_piece";
    case SplitTrace::Algorithm::Words:
      break;
  }
  return "words";
}

ordered_json pieceNames(const std::vector<TracePiece>& pieces) {
  ordered_json names = ordered_json::array();
  for (const TracePiece& piece : pieces) names.push_back(piece.piece);
  return names;
}

std::string joined(const std::vector<TracePiece>& pieces) {
  std::string text;
  for (const TracePiece& piece : pieces) text.append(text.empty() ? "" : " ").append(printable(piece.piece));
  return text;
}

std::string shown(double score) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4f", score);
  return text;
}

/// Fills in what the model did; one call operator each.
struct StepsJson {
  const Tokenizer& tokenizer;
  ordered_json& target;

  void operator()(const WordTrace& word) const { target["known"] = word.isKnown; }
  void operator()(const BpeTrace& trace) const {
    ordered_json merges = ordered_json::array();
    for (std::size_t i = 0; i < trace.merges.size(); ++i) {
      const BpeTraceMerge& merge = trace.merges[i];
      merges.push_back({{"rank", merge.rank},
                        {"left", tokenizer.piece(merge.left)},
                        {"right", tokenizer.piece(merge.right)},
                        {"pieces", pieceNames(piecesAfter(trace, tokenizer, i + 1))}});
    }
    target["bytes"] = pieceNames(trace.bytes);
    target["merges"] = std::move(merges);
  }
  void operator()(const UnigramTrace& trace) const {
    ordered_json edges = ordered_json::array();
    for (const UnigramTraceEdge& edge : trace.edges) {
      edges.push_back({{"begin", edge.piece.begin},
                       {"end", edge.piece.end},
                       {"piece", edge.piece.piece},
                       {"score", edge.score},
                       {"path_score", edge.pathScore},
                       {"best", edge.isBest}});
    }
    target["lattice"] = std::move(edges);
    target["best_score"] = trace.bestScore;
  }
  void operator()(const WordPieceTrace& trace) const {
    ordered_json matches = ordered_json::array();
    for (const WordPieceTraceStep& step : trace.steps) {
      matches.push_back({{"begin", step.begin},
                         {"tried", step.triedEnds.size()},
                         {"match", step.match ? ordered_json(step.match->piece) : ordered_json(nullptr)}});
    }
    target["matches"] = std::move(matches);
  }
};

struct StepsPrinter {
  const Tokenizer& tokenizer;
  const std::string& text;
  std::ostream& out;

  void operator()(const WordTrace& word) const {
    if (!word.isKnown) out << "    not in the vocabulary\n";
  }
  void operator()(const BpeTrace& trace) const {
    out << "    bytes      " << joined(trace.bytes) << '\n';
    for (std::size_t i = 0; i < trace.merges.size(); ++i) {
      out << "    merge " << trace.merges[i].rank << "  " << joined(piecesAfter(trace, tokenizer, i + 1)) << '\n';
    }
  }
  void operator()(const UnigramTrace& trace) const {
    for (const UnigramTraceEdge& edge : trace.edges) {
      const std::string covered = toValidUtf8(text.substr(edge.piece.begin, edge.piece.end - edge.piece.begin));
      out << "    " << (edge.isBest ? "* " : "  ") << shown(edge.score) << "  " << printable(covered)
          << (edge.piece.isUnknown ? " (unknown)" : "") << '\n';
    }
    out << "    sum of the best path: " << shown(trace.bestScore) << '\n';
  }
  void operator()(const WordPieceTrace& trace) const {
    for (const WordPieceTraceStep& step : trace.steps) {
      out << "    from byte " << step.begin << ", " << step.triedEnds.size()
          << " tried: " << (step.match ? printable(step.match->piece) : std::string("no piece fits")) << '\n';
    }
  }
};

ordered_json preTokenJson(const TracePreToken& preToken, const SplitTrace& trace, const Tokenizer& tokenizer) {
  ordered_json ids = ordered_json::array();
  for (std::size_t i = 0; i < preToken.tokenCount; ++i) ids.push_back(trace.tokens[preToken.firstToken + i].id);
  ordered_json json = {{"begin", preToken.origin.begin},
                       {"end", preToken.origin.end},
                       {"text", toValidUtf8(preToken.text)},
                       {"ids", std::move(ids)}};
  std::visit(StepsJson{tokenizer, json}, preToken.steps);
  return json;
}

}  // namespace

ordered_json traceJson(const SplitTrace& trace, const Tokenizer& tokenizer) {
  ordered_json parts = ordered_json::array();
  for (const TracePart& part : trace.parts) {
    ordered_json json = {{"begin", part.origin.begin}, {"end", part.origin.end}};
    if (part.added) {
      json["added"] = *part.added;
    } else {
      json["normalized"] = toValidUtf8(part.normalized);
      json["pre_tokens"] = ordered_json::array();
      for (const TracePreToken& preToken : part.preTokens)
        json["pre_tokens"].push_back(preTokenJson(preToken, trace, tokenizer));
    }
    parts.push_back(std::move(json));
  }
  return {{"algorithm", nameOf(trace.algorithm)},
          {"text", toValidUtf8(trace.text)},
          {"cut", trace.isCut},
          {"parts", std::move(parts)}};
}

void printTrace(const SplitTrace& trace, const Tokenizer& tokenizer, std::ostream& out) {
  for (const TracePart& part : trace.parts) {
    if (part.added) {
      out << "added token " << printable(tokenizer.piece(*part.added)) << '\n';
      continue;
    }
    out << "normalized: " << printable(part.normalized) << '\n';
    for (const TracePreToken& preToken : part.preTokens) {
      out << "  [" << printable(preToken.text) << "]\n";
      std::visit(StepsPrinter{tokenizer, preToken.text, out}, preToken.steps);
    }
  }
  if (trace.isCut) out << "(the rest of the text was left out)\n";
}

}  // namespace headlight
