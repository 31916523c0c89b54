#include "figures/text/split_figure.h"

#include <algorithm>
#include <set>

#include "analysis/text/token_label.h"
#include "text/unicode/utf8.h"

namespace headlight {

namespace {

using Box = SplitFigure::Box;
using State = Box::State;

std::string readable(std::string_view bytes) {
  return isValidUtf8(bytes) ? std::string(bytes) : "\u2039" + hexBytes(bytes) + "\u203a";
}

/// Tokens of a word as ranges of its bytes, in order.
std::vector<TracePiece> finalPieces(const TracePreToken& word) {
  std::vector<TracePiece> pieces;
  if (const auto* bpe = std::get_if<BpeTrace>(&word.steps)) {
    pieces = bpe->bytes;
    for (const BpeTraceMerge& merge : bpe->merges) {
      pieces[merge.place].end = pieces[merge.place + 1].end;
      pieces[merge.place].id = merge.merged;
      pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(merge.place) + 1);
    }
  } else if (const auto* unigram = std::get_if<UnigramTrace>(&word.steps)) {
    for (const std::size_t edge : unigram->bestPath) pieces.push_back(unigram->edges[edge].piece);
  } else if (const auto* wordPiece = std::get_if<WordPieceTrace>(&word.steps)) {
    for (const WordPieceTraceStep& step : wordPiece->steps) {
      if (step.match) pieces.push_back(*step.match);
    }
    if (wordPiece->steps.empty() || !wordPiece->steps.back().match) pieces.clear();
  }
  return pieces;
}

std::vector<std::size_t> reachedPlaces(const UnigramTrace& trace) {
  std::set<std::size_t> ends;
  for (const UnigramTraceEdge& edge : trace.edges) ends.insert(edge.piece.end);
  return {ends.begin(), ends.end()};
}

std::size_t stepsOf(const TracePreToken& word) {
  if (const auto* bpe = std::get_if<BpeTrace>(&word.steps)) return bpe->merges.size();
  if (const auto* unigram = std::get_if<UnigramTrace>(&word.steps)) return reachedPlaces(*unigram).size() + 1;
  if (const auto* wordPiece = std::get_if<WordPieceTrace>(&word.steps)) {
    std::size_t tries = 0;
    for (const WordPieceTraceStep& step : wordPiece->steps) tries += step.triedEnds.size();
    const bool failed = wordPiece->steps.empty() || !wordPiece->steps.back().match;
    return tries + (failed ? 1 : 0);
  }
  return 1;
}

/// One word of the figure at one moment.
class WordMaker {
 public:
  /// `done` of its steps were taken; `isNext`: the next step of all is one of this word's.
  WordMaker(const TracePreToken& trace, std::size_t done, bool isNext, bool isLast, const SplitTrace& whole,
            SplitFigure& figure)
      : m_trace(trace), m_done(done), m_isNext(isNext), m_isLast(isLast), m_whole(whole), m_figure(figure) {}

  SplitFigure::Word make() {
    makeCells();
    makeTokens();
    if (const auto* bpe = std::get_if<BpeTrace>(&m_trace.steps)) {
      makeMerges(*bpe);
    } else if (const auto* unigram = std::get_if<UnigramTrace>(&m_trace.steps)) {
      makeLattice(*unigram);
    } else if (const auto* wordPiece = std::get_if<WordPieceTrace>(&m_trace.steps)) {
      makeMatches(*wordPiece);
    } else {
      makeLookUp(std::get<WordTrace>(m_trace.steps).isKnown);
    }
    return std::move(m_word);
  }

 private:
  void makeCells() {
    const std::string& text = m_trace.text;
    bool inBytes = std::holds_alternative<BpeTrace>(m_trace.steps);
    std::vector<bool> begins(text.size() + 1, false);
    for (std::size_t at = 0; at < text.size(); at += codePointAt(text, at).size) begins[at] = true;
    begins[text.size()] = true;
    for (const TracePiece& piece : finalPieces(m_trace))
      inBytes = inBytes || !begins[piece.begin] || !begins[piece.end];
    m_cellOf.assign(text.size() + 1, 0);
    for (std::size_t at = 0; at < text.size();) {
      const CodePoint character = codePointAt(text, at);
      const auto span = static_cast<int>(inBytes ? character.size : 1);
      for (std::size_t i = 0; i < character.size; ++i) {
        m_cellOf[at + i] = static_cast<int>(m_word.cells.size());
        if (!inBytes && i > 0) continue;
        SplitFigure::Cell cell;
        if (i == 0 && character.valid) cell.character = text.substr(at, character.size);
        if (i == 0 && character.valid) cell.span = span;
        cell.bytes = hexBytes(std::string_view(text).substr(at + i, inBytes ? 1 : character.size));
        m_word.cells.push_back(std::move(cell));
      }
      at += character.size;
    }
    m_cellOf[text.size()] = static_cast<int>(m_word.cells.size());
  }

  [[nodiscard]] Box boxOf(const TracePiece& piece, State state) const {
    Box box;
    box.first = m_cellOf[piece.begin];
    box.end = m_cellOf[piece.end];
    box.id = piece.id;
    box.state = state;
    box.text = readable(std::string_view(m_trace.text).substr(piece.begin, piece.end - piece.begin));
    return box;
  }

  void makeTokens() {
    const std::vector<TracePiece> pieces = finalPieces(m_trace);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      m_word.tokens.push_back(boxOf(pieces[i], State::Token));
      if (pieces.size() == m_trace.tokenCount) m_word.tokens.back().token = static_cast<Index>(m_trace.firstToken + i);
    }
    if (!pieces.empty() || m_trace.tokenCount == 0) return;
    // One token for the whole word, known or not.
    const Token& token = m_whole.tokens[m_trace.firstToken];
    Box box = boxOf({token.id, token.piece, 0, m_trace.text.size(), false}, State::Token);
    box.token = static_cast<Index>(m_trace.firstToken);
    if (!token.source.empty()) {
      box.text = token.piece;
      m_word.typed = token.source;
    }
    m_word.tokens.push_back(std::move(box));
  }

  void tell(SplitFigure::Action action) const { m_figure.action = action; }

  void makeMerges(const BpeTrace& trace) {
    std::vector<TracePiece> pieces = trace.bytes;
    for (std::size_t i = 0; i < m_done; ++i) {
      const BpeTraceMerge& merge = trace.merges[i];
      TracePiece& left = pieces[merge.place];
      const TracePiece right = pieces[merge.place + 1];
      if (m_isLast && i + 1 == m_done) {
        tell(SplitFigure::Action::Merge);
        m_figure.rank = merge.rank;
        m_figure.left = boxOf(left, State::Piece).text;
        m_figure.right = boxOf(right, State::Piece).text;
      }
      left.end = right.end;
      left.id = merge.merged;
      if (m_isLast && i + 1 == m_done) m_figure.result = boxOf(left, State::Piece).text;
      pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(merge.place) + 1);
    }
    if (m_done == trace.merges.size()) {
      m_word.boxes = m_word.tokens;
    } else {
      for (const TracePiece& piece : pieces) m_word.boxes.push_back(boxOf(piece, State::Piece));
    }
    if (m_isNext) {
      const std::size_t place = trace.merges[m_done].place;
      m_word.boxes[place].state = m_word.boxes[place + 1].state = State::Next;
    }
    if (m_isLast) m_word.boxes[trace.merges[m_done - 1].place].state = State::New;
  }

  void makeLattice(const UnigramTrace& trace) {
    const std::vector<std::size_t> places = reachedPlaces(trace);
    const bool found = m_done > places.size();
    const std::size_t reached = m_done == 0 ? 0 : places[std::min(m_done, places.size()) - 1];
    std::vector<std::size_t> laneEnds;  // of the lanes below the best path's own
    for (const UnigramTraceEdge& edge : trace.edges) {
      Box box = boxOf(edge.piece, State::Candidate);
      box.score = edge.score;
      box.pathScore = edge.pathScore;
      if (!edge.isBest) {
        const auto lane =
            std::find_if(laneEnds.begin(), laneEnds.end(), [&](std::size_t end) { return end <= edge.piece.begin; });
        box.lane = static_cast<int>(lane - laneEnds.begin()) + 1;
        if (lane == laneEnds.end()) {
          laneEnds.push_back(edge.piece.end);
        } else {
          *lane = edge.piece.end;
        }
      }
      if (found && edge.isBest) box.state = State::Best;
      if (!found && m_isLast && edge.piece.end == reached) box.state = State::New;
      if (edge.piece.end <= reached) m_word.boxes.push_back(std::move(box));
    }
    m_word.lanes = static_cast<int>(laneEnds.size()) + 1;
    nameTokens();
    if (!m_isLast) return;
    tell(found ? SplitFigure::Action::BestPath : SplitFigure::Action::Reach);
    m_figure.score = found ? trace.bestScore : bestTo(trace, reached);
    m_figure.result = readable(std::string_view(m_trace.text).substr(0, reached));
  }

  [[nodiscard]] static double bestTo(const UnigramTrace& trace, std::size_t place) {
    double best = -1e300;
    for (const UnigramTraceEdge& edge : trace.edges) {
      if (edge.piece.end == place) best = std::max(best, edge.pathScore);
    }
    return best;
  }

  /// Which box of the best path is which token.
  void nameTokens() {
    for (Box& box : m_word.boxes) {
      if (box.state != State::Best) continue;
      for (const Box& token : m_word.tokens) {
        if (token.first == box.first && token.end == box.end) box.token = token.token;
      }
    }
  }

  void makeMatches(const WordPieceTrace& trace) {
    m_word.lanes = 2;
    std::size_t left = m_done;
    for (const WordPieceTraceStep& step : trace.steps) {
      if (left == 0) return;
      const std::size_t tries = std::min(left, step.triedEnds.size());
      left -= tries;
      const bool matched = tries == step.triedEnds.size() && step.match.has_value();
      if (matched) m_word.boxes.push_back(boxOf(*step.match, State::Token));
      if (left > 0 || tries == 0) continue;
      TracePiece tried{-1, {}, step.begin, step.triedEnds[tries - 1], false};
      Box box = boxOf(tried, matched ? State::New : State::Failed);
      if (m_isLast) {
        tell(matched ? SplitFigure::Action::Match : SplitFigure::Action::NotThere);
        m_figure.result = (step.begin > 0 ? "##" : "") + box.text;
      }
      if (!matched) {
        box.lane = 1;
        m_word.boxes.push_back(std::move(box));
      } else if (m_isLast) {
        m_word.boxes.back().state = State::New;
      }
    }
    if (m_done == stepsOf(m_trace) && !m_word.tokens.empty()) finishMatches(trace);
  }

  void finishMatches(const WordPieceTrace& trace) {
    const bool failed = trace.steps.empty() || !trace.steps.back().match;
    const bool isNew = m_isLast && !failed;
    m_word.boxes = m_word.tokens;
    if (isNew) m_word.boxes.back().state = State::New;
    if (!failed || !m_isLast) return;
    tell(SplitFigure::Action::Unknown);
    m_figure.left = m_trace.text;
    m_figure.result = m_word.tokens.front().text;
  }

  void makeLookUp(bool isKnown) {
    if (m_done == 0) return;
    m_word.boxes = m_word.tokens;
    if (!m_isLast || m_word.boxes.empty()) return;
    m_word.boxes.front().state = State::New;
    tell(isKnown ? SplitFigure::Action::LookUp : SplitFigure::Action::Unknown);
    m_figure.left = m_trace.text;
    m_figure.result = m_word.boxes.front().text;
  }

  const TracePreToken& m_trace;
  std::size_t m_done;
  bool m_isNext, m_isLast;
  const SplitTrace& m_whole;
  SplitFigure& m_figure;
  SplitFigure::Word m_word;
  std::vector<int> m_cellOf;  // of each byte, and of the end
};

/// A token without anything to split: an added one, or one that the tokenizer puts around the text.
SplitFigure::Word literal(const Token& token, Index index) {
  SplitFigure::Word word;
  word.isAdded = true;
  word.cells.resize(1);
  Box box;
  box.end = 1;
  box.state = Box::State::Token;
  box.id = token.id;
  box.text = token.piece;
  box.token = index;
  word.tokens = word.boxes = {box};
  return word;
}

/// The words of a figure one after the other, and how many steps went before.
class FigureMaker {
 public:
  FigureMaker(const SplitTrace& trace, SplitFigure& figure) : m_trace(trace), m_figure(figure) {}

  void make() {
    for (const TracePart& part : m_trace.parts) {
      if (part.added) addLiteral(*part.added);
      for (const TracePreToken& word : part.preTokens) addWord(word);
    }
    addFrameUntil(m_trace.tokens.size());
  }

 private:
  /// Tokens that belong to no stretch of the text.
  void addFrameUntil(std::size_t token) {
    for (; m_token < token; ++m_token) {
      m_figure.words.push_back(literal(m_trace.tokens[m_token], static_cast<Index>(m_token)));
    }
  }

  void addLiteral(TokenId id) {
    while (m_token < m_trace.tokens.size() && m_trace.tokens[m_token].id != id) addFrameUntil(m_token + 1);
    if (m_token < m_trace.tokens.size()) addFrameUntil(m_token + 1);
  }

  void addWord(const TracePreToken& word) {
    if (word.tokenCount > 0) addFrameUntil(word.firstToken);
    const std::size_t steps = stepsOf(word);
    const auto all = static_cast<std::size_t>(m_figure.step);
    const std::size_t done = std::min(steps, all > m_before ? all - m_before : 0);
    const bool isLast = done > 0 && m_before + done == all;
    const bool isNext = done < steps && m_before + done == all;
    if (isLast) m_figure.word = static_cast<int>(m_figure.words.size());
    m_figure.words.push_back(WordMaker(word, done, isNext, isLast, m_trace, m_figure).make());
    m_before += steps;
    m_token = std::max(m_token, word.firstToken + word.tokenCount);
  }

  const SplitTrace& m_trace;
  SplitFigure& m_figure;
  std::size_t m_before = 0;  // steps of the words before
  std::size_t m_token = 0;   // the first one that is not shown yet
};

}  // namespace

Index splitSteps(const SplitTrace& trace) {
  std::size_t steps = 0;
  for (const TracePart& part : trace.parts) {
    for (const TracePreToken& word : part.preTokens) steps += stepsOf(word);
  }
  return static_cast<Index>(steps);
}

SplitFigure splitFigure(const SplitTrace& trace, Index step, FigureSource source) {
  SplitFigure figure;
  figure.source = std::move(source);
  switch (trace.algorithm) {
    case SplitTrace::Algorithm::Words:
      figure.algorithm = SplitFigure::Algorithm::Words;
      break;
    case SplitTrace::Algorithm::Bpe:
      figure.algorithm = SplitFigure::Algorithm::Bpe;
      break;
    case SplitTrace::Algorithm::Unigram:
      figure.algorithm = SplitFigure::Algorithm::Unigram;
      break;
    case SplitTrace::Algorithm::WordPiece:
      figure.algorithm = SplitFigure::Algorithm::WordPiece;
      break;
  }
  figure.steps = splitSteps(trace);
  figure.step = std::clamp<Index>(step, 0, figure.steps);
  if (trace.isCut) figure.cutAfter = static_cast<Index>(trace.text.size());
  FigureMaker(trace, figure).make();
  return figure;
}

}  // namespace headlight
