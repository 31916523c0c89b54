// What is written of a split.

#include "figures/badge.h"
#include "figures/text/split_figure.h"
#include "formats/files/csv.h"

namespace headlight {

namespace {

const char* stateWord(SplitFigure::Box::State state) {
  switch (state) {
    case SplitFigure::Box::State::Piece:
      return "piece";
    case SplitFigure::Box::State::Next:
      return "next";
    case SplitFigure::Box::State::New:
      return "new";
    case SplitFigure::Box::State::Candidate:
      return "candidate";
    case SplitFigure::Box::State::Failed:
      return "failed";
    case SplitFigure::Box::State::Best:
      return "best";
    case SplitFigure::Box::State::Token:
      return "token";
  }
  return "";
}

/// What the whole text became.
std::vector<SplitFigure::Box> tokensOfSplit(const SplitFigure& figure) {
  std::vector<SplitFigure::Box> tokens;
  for (const SplitFigure::Word& word : figure.words)
    tokens.insert(tokens.end(), word.tokens.begin(), word.tokens.end());
  return tokens;
}

}  // namespace

std::string fileNameOf(const SplitFigure& f) {
  return "split_" + paddedNumber(f.step);
}

std::string csvOf(const SplitFigure& figure) {
  CsvWriter csv;
  addHeading(csv, {"step", "word", "first_cell", "end_cell", "text", "bytes", "id", "score", "path_score", "state"});
  for (std::size_t w = 0; w < figure.words.size(); ++w) {
    for (const SplitFigure::Box& box : figure.words[w].boxes) {
      std::string bytes;
      for (int cell = box.first; cell < box.end; ++cell) {
        const std::string& more = figure.words[w].cells[static_cast<std::size_t>(cell)].bytes;
        if (!bytes.empty() && !more.empty()) bytes += ' ';
        bytes += more;
      }
      csv.integer(figure.step).integer(static_cast<std::int64_t>(w)).integer(box.first).integer(box.end);
      csv.text(box.text).text(bytes);
      box.id < 0 ? csv.text("") : csv.integer(box.id);
      box.score ? csv.number(*box.score) : csv.text("");
      box.pathScore ? csv.number(*box.pathScore) : csv.text("");
      csv.text(stateWord(box.state)).endRow();
    }
  }
  return csv.bytes();
}

NamedFiles npyFiles(const SplitFigure& figure, const std::string& name) {
  return {{name + ".npy", npyOfIds(tokensOfSplit(figure))}};
}

std::vector<FigureToken> tokensOf(const SplitFigure& figure) {
  std::vector<FigureToken> tokens;
  for (const SplitFigure::Box& box : tokensOfSplit(figure)) tokens.push_back({box.id, box.text});
  return tokens;
}

Badge badgeOf(const SplitFigure&) {
  return {};
}

}  // namespace headlight
