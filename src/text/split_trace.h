#pragma once
// How a tokenizer took a text apart, step by step, as plain data for views: bytes, normalized text, pre-tokens, and
// inside each pre-token what the model did (the merges of BPE, the lattice of Unigram, the matches of WordPiece).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "text/tokenizer.h"
#include "text/unicode/aligned_text.h"

namespace headlight {

/// A piece of one pre-token; begin and end are bytes of the pre-token's text.
struct TracePiece {
  TokenId id = 0;
  std::string piece;  ///< as the vocabulary spells it
  std::size_t begin = 0;
  std::size_t end = 0;
  bool isUnknown = false;  ///< stands for something that the vocabulary does not have
  friend bool operator==(const TracePiece&, const TracePiece&) = default;
};

/// One merge of byte pair encoding: pieces `place` and `place` + 1 became one.
struct BpeTraceMerge {
  std::int32_t rank = 0;  ///< its number in the list of merges; of all that were possible the lowest was done
  std::size_t place = 0;  ///< index among the pieces before this merge
  TokenId left = 0;
  TokenId right = 0;
  TokenId merged = 0;
};

/// Sennrich, Haddow and Birch 2016. The merges are in the order in which they were done.
struct BpeTrace {
  std::vector<TracePiece>
      bytes;  ///< before the first merge: a piece a byte, or a character where the vocabulary has these
  std::vector<BpeTraceMerge> merges;
};

/// A piece that fits at a place of the pre-token, on the way from its begin to its end.
struct UnigramTraceEdge {
  TracePiece piece;
  double score = 0;      ///< natural logarithm of the piece's probability; an unknown character has its penalty
  double pathScore = 0;  ///< of the best path from the begin of the pre-token through this edge
  bool isBest = false;   ///< lies on the best path of the whole pre-token
};

/// Kudo 2018: all pieces that could be used, by their begin, then by their end.
struct UnigramTrace {
  std::vector<UnigramTraceEdge> edges;
  std::vector<std::size_t> bestPath;  ///< indices of edges, from the begin to the end
  double bestScore = 0;               ///< sum of the scores on the best path (Viterbi)
};

/// The longest match at one place: what was looked for from the longest candidate down.
struct WordPieceTraceStep {
  std::size_t begin = 0;
  std::vector<std::size_t> triedEnds;  ///< of the candidates [begin, end), longest first; the last one matched, if any
  std::optional<TracePiece> match;     ///< none: the whole word becomes the unknown token
};

/// Schuster and Nakajima 2012, greedy from the left.
struct WordPieceTrace {
  std::vector<WordPieceTraceStep> steps;  ///< none if the word is longer than the model allows
};

/// A whole-word vocabulary looks a pre-token up once.
struct WordTrace {
  bool isKnown = true;
};

struct TracePreToken {
  ByteRange origin;            ///< bytes of the typed text
  std::string text;            ///< what the model reads, after all stages before it; may be no valid UTF-8
  std::size_t firstToken = 0;  ///< its tokens are SplitTrace::tokens[firstToken .. firstToken + tokenCount)
  std::size_t tokenCount = 0;
  std::variant<WordTrace, BpeTrace, UnigramTrace, WordPieceTrace> steps;
};

/// A stretch of the text: an added token, matched literally, or plain text between two.
struct TracePart {
  ByteRange origin;  ///< bytes of the typed text
  std::optional<TokenId> added;
  std::string normalized;  ///< plain text after the normalizers
  std::vector<TracePreToken> preTokens;
};

struct SplitTrace {
  enum class Algorithm { Words, Bpe, Unigram, WordPiece };
  Algorithm algorithm = Algorithm::Words;
  std::string text;              ///< the typed bytes that were traced
  bool isCut = false;            ///< the text was longer than `mostBytes`; its head was traced
  std::vector<TracePart> parts;  ///< in order
  std::vector<Token> tokens;     ///< exactly encode(text), what the post-processor added included
};

/// Follows the encoding of a text; a longer one is cut at a character to at most `mostBytes`. Any tokenizer of this
/// program, any bytes. Time and memory grow with the candidates of the lattice: a few milliseconds for a sentence.
/// Throws what encode() throws, and std::bad_cast for a tokenizer of an unknown class. Any thread.
[[nodiscard]] SplitTrace traceSplit(const Tokenizer& tokenizer, std::string_view text, std::size_t mostBytes = 4096);

/// The pieces of a pre-token after the first `merges` of its merges (0: the bytes; all: its tokens).
[[nodiscard]] std::vector<TracePiece> piecesAfter(const BpeTrace& trace, const Tokenizer& tokenizer,
                                                  std::size_t merges);

}  // namespace headlight
