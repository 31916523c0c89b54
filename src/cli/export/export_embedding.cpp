#include "cli/export/export_embedding.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <limits>
#include <ostream>

#include "analysis/text/token_label.h"
#include "cli/options/second_prompt.h"
#include "cli/text_table.h"
#include "figures/embedding/point_coloring.h"
#include "figures/embedding/prompt_in_space.h"
#include "formats/files/csv.h"
#include "formats/vectors/lexicon_file.h"
#include "formats/vectors/vector_table_file.h"
#include "tensor/error.h"

namespace headlight {
namespace {

using SpaceKind = EmbeddingFigure::Space::Kind;

constexpr Index kAxes = 3;
constexpr Index kTold = 100;  ///< steps from one line of progress to the next

[[noreturn]] void badValue(const char* option, const std::string& value, const std::string& expected) {
  throw Error("cli.bad_value", {{"option", option}, {"value", value}, {"expected", expected}});
}

EmbeddingFigure::Space hookSpace(const EmbeddingExport& options, const LanguageModel& model) {
  const std::vector<std::string> hooks = vectorHooks(model);
  if (std::find(hooks.begin(), hooks.end(), options.space) == hooks.end()) {
    badValue(
        "--space", options.space,
        "vocabulary, input, residual (of an encoder-decoder encoder or decoder), or a hook point of the model that "
        "holds a vector a position (`headlight hooks`)");
  }
  const int heads = headsOf(model, options.space);
  if (heads == 0 && options.head >= 0) badValue("--head", std::to_string(options.head), "nothing: there are no heads");
  if (heads > 0 && (options.head < 0 || options.head >= heads)) {
    badValue("--head", options.head < 0 ? "" : std::to_string(options.head),
             "a number from 0 to " + std::to_string(heads - 1) + " for this hook point");
  }
  return {SpaceKind::Hook, options.space, options.head};
}

EmbeddingFigure::Space spaceNamed(const EmbeddingExport& options, const LanguageModel& model) {
  const bool hasSource = model.config().hasSource();
  if (options.space == "vocabulary") return {};
  if (options.space == "input" && !model.config().isRecurrent()) return inputSpace(model);
  if (options.space == "residual" && !hasSource) {
    return {model.config().isRecurrent() ? SpaceKind::Hidden : SpaceKind::Layers};
  }
  if (options.space == "encoder" && hasSource) return {SpaceKind::EncoderLayers};
  if (options.space == "decoder" && hasSource) return {SpaceKind::DecoderLayers};
  return hookSpace(options, model);
}

template <class Method>
ProjectedPoints finished(const char* name, Method method, Index steps, UsedNeighbours used, ThreadPool* pool,
                         std::ostream& err) {
  for (Index step = 0; !method.isDone(); ++step) {
    if (step % kTold == 0) err << name << ": step " << step << " of " << steps << '\n' << std::flush;
    method.step();
  }
  const double kept = neighboursKept(method.neighbours(), method.coordinates(), kKeptNeighbours, pool);
  return projectedPoints(name, method.coordinates(), kept, used);
}

/// Space, words and colours put together into what is written.
class EmbeddingMaker {
 public:
  EmbeddingMaker(PointSpace space, const EmbeddingExport& options, ThreadPool* pool, CommandContext& context)
      : m_space(std::move(space)), m_options(options), m_pool(pool), m_context(context) {
    indexWords();
  }

  EmbeddingFiles make(const Lexicon* lexicon, const std::vector<Token>& tokens, FigureSource source) {
    EmbeddingFiles files;
    static_cast<void>(m_words.findAll(m_options.mark));  // a wrong word is told before the long work
    const bool isNearestOfAll = m_options.only.empty() && !m_options.nearest.empty();
    if (isNearestOfAll) files.lists.push_back({"embedding_nearest.csv", nearestCsv()});
    const ProjectedPoints points = projectedSpace();
    if (!isNearestOfAll && !m_options.nearest.empty()) files.lists.push_back({"embedding_nearest.csv", nearestCsv()});
    const EmbeddingFigure::Coloring coloring = pointColoring(chosenColor(lexicon), m_space, lexicon);
    EmbeddingFigure& figure = files.figure;
    figure = spaceFigure(m_space, points, std::move(source));
    if (m_space.space.kind == SpaceKind::Vocabulary) namePartsOfCharacters(figure, tokens);
    const int last = m_space.stationCount() - 1;
    figure.highlighted = m_space.prompts.empty() ? pointsOfTokens(m_space, m_words, tokens) : ofStation(last);
    for (const int point : m_words.findAll(m_options.mark)) figure.highlighted.push_back(point);
    std::sort(figure.highlighted.begin(), figure.highlighted.end());
    figure.highlighted.erase(std::unique(figure.highlighted.begin(), figure.highlighted.end()),
                             figure.highlighted.end());
    figure.paths = pathsOf(m_space, last, m_options.text);
    figure.coloring = coloring;
    figure.isFlat = m_options.settings.isFlat;
    figure.azimuth = m_options.azimuth;
    figure.elevation = m_options.elevation;
    return files;
  }

 private:
  void indexWords() {
    std::vector<std::string> visible;
    visible.reserve(m_space.labels.size());
    for (const std::string& label : m_space.labels) visible.push_back(visibleLabel(label));
    m_words = WordIndex(std::move(visible));
  }

  /// Of the whole space, or with --anew of the words of --only; leaves m_space limited to these.
  ProjectedPoints projectedSpace() {
    if (m_options.only.empty()) return projected();
    const std::vector<int> chosen = everywhere(m_words.findAll(m_options.only));
    if (chosen.empty()) badValue("--only", m_options.only, "words with commas between them");
    ProjectedPoints points;
    if (!m_options.anew) points = pointsKept(projected(), pointsOfPart(m_space, chosen));
    m_space = partOf(m_space, chosen);
    indexWords();
    return m_options.anew ? projected() : points;
  }

  /// Every token with one of these words.
  [[nodiscard]] std::vector<int> everywhere(const std::vector<int>& points) const {
    std::vector<int> all;
    for (int point = 0; point < m_space.size(); ++point) {
      const bool isOne = std::any_of(points.begin(), points.end(), [&](int other) {
        return m_space.labels[static_cast<std::size_t>(other)] == m_space.labels[static_cast<std::size_t>(point)];
      });
      if (isOne) all.push_back(point);
    }
    return all;
  }

  /// Numbers that these vectors cannot have. A usual value that is too large for few points is made smaller instead.
  void checkAgainst(const ConstMatrixMap<float>& rows) const {
    const auto isGiven = [this](const char* option) {
      return m_options.command != nullptr && m_options.command->count(option) > 0;
    };
    const ProjectionSettings& settings = m_options.settings;
    for (const int dimension : settings.dimensions) {
      if (settings.method != ProjectionMethod::Dimensions || dimension < rows.cols()) continue;
      badValue("--dimensions", std::to_string(dimension + 1), "numbers from 1 to " + std::to_string(rows.cols()));
    }
    const double mostPerplexity = tsnePerplexity(std::numeric_limits<double>::infinity(), rows.rows());
    if (isGiven("--perplexity") && settings.perplexity > mostPerplexity) {
      badValue("--perplexity", fixed(settings.perplexity, 1),
               "at most " + fixed(std::floor(mostPerplexity), 0) + " for " + std::to_string(rows.rows()) +
                   " points (a third of the others)");
    }
    if (isGiven("--neighbours") && settings.neighbours > rows.rows()) {
      badValue("--neighbours", std::to_string(settings.neighbours),
               "at most " + std::to_string(rows.rows()) + ", the number of points");
    }
  }

  ProjectedPoints projected() {
    Matrix<float> room;
    const ConstMatrixMap<float> rows = m_space.rows(room);
    const ProjectionSettings& settings = m_options.settings;
    checkAgainst(rows);
    if (settings.method == ProjectionMethod::Tsne) {
      const TsneOptions tsne = tsneOptions(settings);
      Tsne method(rows, tsne, m_pool);
      const UsedNeighbours used{method.perplexity()};
      return finished("t-SNE", std::move(method), tsne.iterations, used, m_pool, m_context.err);
    }
    if (settings.method == ProjectionMethod::Umap) {
      Umap method(rows, umapOptions(settings), m_pool);
      const Index epochs = method.epochs();
      const UsedNeighbours used{0, method.usedNeighbours()};
      return finished("UMAP", std::move(method), epochs, used, m_pool, m_context.err);
    }
    const bool isFitted = settings.method == ProjectionMethod::Pca;
    const int last = m_space.stationCount() - 1;  // as --nearest
    const auto named = [&](std::string_view word) -> Index { return m_space.pointAt(m_words.find(word), last); };
    return projectedAtOnce(rows, isFitted ? pca(rows, kAxes) : PcaResult{}, settings, named);
  }

  [[nodiscard]] ColorBy chosenColor(const Lexicon* lexicon) const {
    if (m_options.color.empty() && m_space.prompts.size() > 1) return {ColorBy::Kind::Prompt};
    std::string expected;
    for (ColorBy choice : colorChoices(m_space, lexicon)) {
      const std::string name = nameOf(choice);
      if (name == (m_options.color.empty() ? "nothing" : m_options.color)) {
        choice.clusters = m_options.clusters;
        return choice;
      }
      expected += (expected.empty() ? "" : ", ") + name;
    }
    badValue("--color", m_options.color, "one of " + expected + " for these vectors");
  }

  [[nodiscard]] std::string nameOf(const ColorBy& choice) const {
    using Kind = ColorBy::Kind;
    switch (choice.kind) {
      case Kind::Nothing:
        return "nothing";
      case Kind::Cluster:
        return "cluster";
      case Kind::WordClass:
        return "class";
      case Kind::Frequency:
        return "frequency";
      case Kind::Surprise:
        return "surprise";
      case Kind::Station:
        return "layer";
      case Kind::Prompt:
        return "prompt";
      case Kind::Column:
        break;
    }
    return m_space.columns[static_cast<std::size_t>(choice.column)].name;
  }

  [[nodiscard]] std::vector<int> ofStation(int station) const {
    std::vector<int> points;
    for (int token = 0; token < m_space.tokens(); ++token) points.push_back(station * m_space.tokens() + token);
    return points;
  }

  /// In the original space; of a way through the layers at its last station.
  [[nodiscard]] std::string nearestCsv() const {
    Matrix<float> room;
    const Index first = Index{m_space.stationCount() - 1} * m_space.tokens();
    const auto rows = m_space.rows(room).middleRows(first, m_space.tokens());
    const auto named = [this](std::string_view word) -> Index { return m_words.find(word); };
    const int word = m_words.find(m_options.nearest);
    std::vector<Neighbour> found;
    bool isCosine = true;
    if (word >= 0) {
      found = nearestNeighbours(rows, m_space.positionOf(word), m_options.nearestCount, m_options.metric);
      isCosine = m_options.metric == Metric::Cosine;
    } else {
      const WordSum sum = wordSum(rows, m_options.nearest, named);
      found = nearestTo(rows, sum.vector, m_options.nearestCount, Metric::Cosine, sum.words);
    }
    CsvWriter csv;
    csv.text("rank").text("id").text("text").text(isCosine ? "cosine" : "distance").endRow();
    std::int64_t rank = 0;
    for (const Neighbour& neighbour : found) {
      const auto point = static_cast<int>(first + neighbour.row);
      csv.integer(++rank);
      m_space.tokenOf(point) < 0 ? csv.text("") : csv.integer(m_space.tokenOf(point));
      csv.text(m_space.labels[static_cast<std::size_t>(point)]).number(neighbour.value).endRow();
    }
    return csv.bytes();
  }

  PointSpace m_space;
  WordIndex m_words;
  const EmbeddingExport& m_options;
  ThreadPool* m_pool;
  CommandContext& m_context;
};

}  // namespace

EmbeddingFiles embeddingOf(TextRun& run, const EmbeddingExport& options, int steps, FigureSource source,
                           CommandContext& context) {
  const EmbeddingFigure::Space kind = spaceNamed(options, run.model());
  const std::optional<Lexicon> lexicon = readLexicon(run.opened().folder);
  std::vector<Token> tokens = run.generation().source();
  for (Token& token : run.generation().tokens()) tokens.push_back(std::move(token));
  PointSpace space;
  if (kind.kind == SpaceKind::Vocabulary) {
    space = vocabularySpace(run.opened().model, run.tokenizer());
  } else {
    std::vector<NamedRun> runs{{source.prompt, run.attention()}};
    const auto keep = [&](const HookPoint& point) { return options.needs(point); };
    for (const std::string& prompt : options.also) {
      runs.push_back({prompt, SecondPrompt(run, {prompt, steps, keep}, context).attention()});
    }
    space = runSpace(kind, std::move(runs));
  }
  return EmbeddingMaker(std::move(space), options, run.pool(), context)
      .make(lexicon ? &*lexicon : nullptr, tokens, std::move(source));
}

EmbeddingFiles embeddingOfTable(const EmbeddingExport& options, int threads, CommandContext& context) {
  VectorTable table = readVectorTable(options.vectors, {}, {}, options.labels);
  if (table.isCut) {
    const Message message{"vectors.cut", {{"file", table.name}, {"rows", std::to_string(table.labels.size())}}};
    context.err << "headlight: " << message.english() << '\n';
  }
  for (const Message& notice : table.notices) context.err << "headlight: " << notice.english() << '\n';
  ThreadPool pool(threads);
  return EmbeddingMaker(tableSpace(std::move(table)), options, &pool, context).make(nullptr, {}, {});
}

}  // namespace headlight
