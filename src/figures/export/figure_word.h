#pragma once
// A word of `headlight export --what` that needs no options of its own: part of the figure's row in
// figures/export/figure_table.cpp. The command line takes it from there, with its help, for "all" and by name. (A word
// with options is a row of src/cli/export/export_words.cpp.)

#include <string_view>
#include <vector>

#include "figures/figure_data.h"
#include "figures/figure_run.h"
#include "figures/text/token_origins.h"

namespace headlight {

/// What such figures are made from.
struct WordRun {
  FigureRun run;         ///< with the values that FigureWord::keeps chose
  TokenOrigins origins;  ///< where run.tokens come from
  FigureSource source;
};

struct FigureWord {
  std::string_view word;                      ///< "tokens"; empty: the command line makes the figure in another way
  std::string_view help{};                    ///< what it makes, a sentence without a full stop
  bool (*keeps)(const HookPoint&) = nullptr;  ///< the hook points that the run records for it; null: none
  /// The figures in the order in which they are written; none if the model has nothing to show.
  std::vector<FigureData> (*make)(const WordRun& run) = nullptr;
  /// Code of the Error of a model that has nothing to show, where the word was named; "all" leaves it out.
  std::string_view lacking{};
  int turn = kLastTurn;  ///< in which order words are made and written (ExportWord::turn)

  static constexpr int kLastTurn = 7;
};

}  // namespace headlight
