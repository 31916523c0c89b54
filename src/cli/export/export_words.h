#pragma once
// The words of `headlight export --what`: those with options of their own are rows of export_words.cpp, the others come
// from the rows of figures/export/figure_table.cpp. Each has its sentence in docs/reference/command_line.md.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/export/export_attention.h"
#include "cli/export/export_embedding.h"
#include "cli/export/export_recurrent.h"
#include "cli/export/figure_files.h"
#include "cli/text_run.h"
#include "figures/export/figure_word.h"

namespace headlight {

struct ExportOptions {
  TextRunOptions run;
  std::string what;
  FigureFileOptions files;
  EmbeddingExport embedding;
  AttentionExport attention;
  std::vector<std::string> with;  ///< models beside the first one, of compare
  bool forced = false;
  RecurrentExport recurrent;
  int top = 10;
  bool json = false;
};

/// The words of one call.
class ExportWords {
 public:
  /// A list of the words, or "all". Throws Error "cli.bad_value"; what the contract names for later versions is
  /// answered with "cli.not_yet".
  explicit ExportWords(const std::string& text);

  /// `word` is one of the table. Throws Error "internal.failure" for another.
  [[nodiscard]] bool has(std::string_view word) const;
  [[nodiscard]] bool isAlone(std::string_view word) const;
  /// "all": what the model lacks is left out.
  [[nodiscard]] bool isEverything() const { return m_isEverything; }

 private:
  std::vector<std::string_view> m_words;
  bool m_isEverything = false;
};

/// What figures are made from, and where they go.
struct ExportWork {
  TextRun& run;
  const ExportOptions& options;
  const ExportWords& words;
  CommandContext& context;
  std::vector<FigureData> predictions;  ///< one a step, in order
  std::vector<FigureData> figures{};
  std::vector<NamedFile> lists{};  ///< files that belong to no figure

  [[nodiscard]] FigureSource source() const;
};

struct ExportWord {
  std::string_view word;
  std::string_view help;                        ///< what it makes, a sentence
  std::span<const std::string_view> options;    ///< that say something to this word and not to all
  bool isOfAll = true;                          ///< else only where it is named: it needs what "all" does not have
  int turn = 0;                                 ///< in which order the figures are made and written
  void (*check)(const ExportOptions& options);  ///< before anything is opened; null: nothing to check
  /// What the run records for it; null: nothing.
  ActivationCache::Filter (*keep)(const ExportOptions& options);
  /// Appends to work.figures. Words with the same function are made in one call.
  void (*make)(ExportWork& work);
  const FigureWord* ofFigure = nullptr;  ///< keeps and makes instead of `keep` and `make`, which are null then
};
/// Those of "all" first, in the order of the help. Any thread.
[[nodiscard]] std::span<const ExportWord> exportWords();
/// "attention, heads, …, compare" and then `last`.
[[nodiscard]] std::string exportWordList(std::string_view last);
/// A line a word with its help, for the end of the help of `export`.
[[nodiscard]] std::string exportWordHelp();

/// Throws what the words' checks throw.
void checkWords(const ExportWords& words, const ExportOptions& options);
/// What the figures need of the hook points.
[[nodiscard]] ActivationCache::Filter keptFor(const ExportWords& words, const ExportOptions& options);
/// Throws what the makers throw.
void makeFigures(ExportWork& work);

}  // namespace headlight
