#include "cli/export/export_words.h"

#include <algorithm>
#include <optional>

#include "cli/compare/text_comparison.h"
#include "cli/export/export_plan.h"
#include "figures/export/figure_table.h"
#include "tensor/error.h"

namespace headlight {

namespace {

void addAttention(ExportWork& work) {
  const AttentionChoice choice{work.words.has("attention"), work.words.has("heads"), work.words.isEverything()};
  addAttentionFigures(work.run, work.options.attention, choice, work.context, work.source(), work.figures);
}

void addCells(ExportWork& work) {
  addRecurrentFigures(work.run, work.options.recurrent, work.options.attention, work.words.isEverything(),
                      work.source(), work.figures);
}

void addPredictions(ExportWork& work) {
  work.figures.insert(work.figures.end(), work.predictions.begin(), work.predictions.end());
}

void addComparison(ExportWork& work) {
  const ExportOptions& options = work.options;
  ComparedRunOptions compared;
  compared.models = options.with;
  compared.models.insert(compared.models.begin(), options.run.model);
  compared.run = options.run;
  compared.run.prompt = work.run.prompt().text;  // standard input was read
  compared.forced = options.forced;
  work.figures.emplace_back(TextComparison(compared, work.context).figure(options.top));
}

void addEmbedding(ExportWork& work) {
  EmbeddingFiles files =
      embeddingOf(work.run, work.options.embedding, work.options.run.steps, work.source(), work.context);
  for (NamedFile& list : files.lists) work.lists.push_back(std::move(list));
  work.figures.emplace_back(std::move(files.figure));
}

ActivationCache::Filter keepAttention(const ExportOptions& options) {
  return keepFor(options.attention);
}

ActivationCache::Filter keepPoints(const ExportOptions& options) {
  return [embedding = options.embedding](const HookPoint& point) { return embedding.needs(point); };
}

ActivationCache::Filter keepCellValues(const ExportOptions&) {
  return keepCells();
}

void checkCompared(const ExportOptions& options) {
  checkComparedCount(options.with.size() + 1, 2, "--with");
}

constexpr std::string_view kOfAttention[] = {"--layers",    "--heads",   "--style",  "--query",   "--against",
                                             "--threshold", "--upright", "--colors", "--measure", "--hide-first-key"};
constexpr std::string_view kOfHeads[] = {"--against", "--colors", "--measure",
                                         "--labels",  "--sort",   "--hide-first-key"};
constexpr std::string_view kOfEmbedding[] = {
    "--space",    "--head",          "--also",  "--vectors", "--labels-file",     "--projection",       "--perplexity",
    "--axes",     "--dimensions",    "--flat",  "--text",    "--neighbours",      "--minimal-distance", "--color",
    "--clusters", "--mark",          "--only",  "--anew",    "--projection-seed", "--azimuth",          "--elevation",
    "--nearest",  "--nearest-count", "--metric"};
constexpr std::string_view kOfPrediction[] = {"--top"};
constexpr std::string_view kOfRecurrent[] = {"--layers", "--style", "--colors", "--unit", "--position", "--units"};
constexpr std::string_view kOfCompare[] = {"--with", "--forced", "--top"};

constexpr ExportWord kWordsWithOptions[] = {
    {"attention", "Heatmaps, arcs, sheets or steps of attention", kOfAttention, true, 2, nullptr, keepAttention,
     addAttention},
    {"heads", "All heads on one picture", kOfHeads, true, 2, nullptr, keepAttention, addAttention},
    {"embedding", "Vectors as points", kOfEmbedding, true, 6, nullptr, keepPoints, addEmbedding},
    {"prediction", "What may come next, at each step", kOfPrediction, true, 4, nullptr, nullptr, addPredictions},
    {"recurrent", "The cells of a recurrent net", kOfRecurrent, true, 3, nullptr, keepCellValues, addCells},
    {"compare", "Models side by side", kOfCompare, false, 5, checkCompared, nullptr, addComparison},
};

/// Those of the figures' rows belong to "all": they need nothing but a run.
std::vector<ExportWord> allWords() {
  std::vector<ExportWord> words(std::begin(kWordsWithOptions), std::end(kWordsWithOptions));
  for (const FigureKind& kind : figureKinds()) {
    const FigureWord& word = kind.word;
    if (!word.word.empty()) words.push_back({word.word, word.help, {}, true, word.turn, {}, {}, {}, &word});
  }
  std::stable_partition(words.begin(), words.end(), [](const ExportWord& word) { return word.isOfAll; });
  return words;
}

const ExportWord* wordNamed(std::string_view name) {
  const auto words = exportWords();
  const auto found =
      std::find_if(words.begin(), words.end(), [&](const ExportWord& word) { return word.word == name; });
  return found == words.end() ? nullptr : &*found;
}

std::vector<const ExportWord*> chosenWords(const ExportWords& words) {
  std::vector<const ExportWord*> chosen;
  for (const ExportWord& word : exportWords()) {
    if (words.has(word.word)) chosen.push_back(&word);
  }
  return chosen;
}

/// `run` is made by the first word that needs it, and shared by the others.
void addFigures(const FigureWord& word, ExportWork& work, std::optional<WordRun>& run) {
  if (!run) run.emplace(WordRun{work.run.attention(), work.run.origins(), work.source()});
  std::vector<FigureData> made = word.make(*run);
  if (made.empty() && !work.words.isEverything()) throw Error(word.lacking);
  for (FigureData& figure : made) work.figures.push_back(std::move(figure));
}

}  // namespace

std::span<const ExportWord> exportWords() {
  static const std::vector<ExportWord> words = allWords();
  return words;
}

std::string exportWordList(std::string_view last) {
  std::string list;
  for (const ExportWord& word : exportWords()) list.append(word.word).append(", ");
  return list.append(last);
}

std::string exportWordHelp() {
  std::string help = "Words of --what:";
  for (const ExportWord& word : exportWords()) {
    help.append("\n  ")
        .append(word.word)
        .append(word.word.size() < 12 ? 12 - word.word.size() : 1, ' ')
        .append(word.help);
  }
  return help;
}

FigureSource ExportWork::source() const {
  return {run.opened().name, run.prompt().text, run.interventionLabels()};
}

ExportWords::ExportWords(const std::string& text) {
  const std::string expected = exportWordList("all, or a list of them");
  const auto refuse = [&](const std::string& value) {
    throw Error("cli.bad_value", {{"option", "--what"}, {"value", value}, {"expected", expected}});
  };
  const std::vector<std::string> words = splitList(text);
  for (const std::string& word : words) {
    const ExportWord* row = wordNamed(word);
    if (word == "logit-lens")
      throw Error("cli.not_yet", {{"what", "--what " + word}, {"instead", "there are " + expected}});
    if (row == nullptr && word != "all") refuse(word);
    m_isEverything = m_isEverything || row == nullptr;
    if (row != nullptr) m_words.push_back(row->word);
  }
  if (words.empty()) refuse(text);
}

bool ExportWords::has(std::string_view word) const {
  const ExportWord* row = wordNamed(word);
  if (row == nullptr) throw Error("internal.failure", {{"what", "no such word of export: " + std::string(word)}});
  return (m_isEverything && row->isOfAll) || std::find(m_words.begin(), m_words.end(), word) != m_words.end();
}

bool ExportWords::isAlone(std::string_view word) const {
  const auto isIt = [&](std::string_view other) { return other == word; };
  return has(word) && !m_isEverything && std::all_of(m_words.begin(), m_words.end(), isIt);
}

void checkWords(const ExportWords& words, const ExportOptions& options) {
  for (const ExportWord* word : chosenWords(words)) {
    if (word->check != nullptr) word->check(options);
  }
}

ActivationCache::Filter keptFor(const ExportWords& words, const ExportOptions& options) {
  std::vector<ActivationCache::Filter> filters;
  for (const ExportWord* word : chosenWords(words)) {
    if (word->keep != nullptr) filters.push_back(word->keep(options));
    if (word->ofFigure != nullptr && word->ofFigure->keeps != nullptr) filters.emplace_back(word->ofFigure->keeps);
  }
  return [filters = std::move(filters)](const HookPoint& point) {
    return std::any_of(filters.begin(), filters.end(), [&](const auto& keeps) { return keeps(point); });
  };
}

void makeFigures(ExportWork& work) {
  std::vector<const ExportWord*> words = chosenWords(work.words);
  std::stable_sort(words.begin(), words.end(), [](const auto* a, const auto* b) { return a->turn < b->turn; });
  std::optional<WordRun> run;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i]->ofFigure != nullptr) {
      addFigures(*words[i]->ofFigure, work, run);
    } else if (i == 0 || words[i]->make != words[i - 1]->make) {
      words[i]->make(work);
    }
  }
}

}  // namespace headlight
