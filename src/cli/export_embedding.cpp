#include "cli/export_embedding.h"

#include <algorithm>
#include <ostream>

#include <CLI/CLI.hpp>

#include "analysis/projection/tsne.h"
#include "analysis/projection/umap.h"
#include "cli/commands.h"
#include "generate/embedding_figure.h"
#include "tensor/error.h"

namespace headlight {
namespace {

constexpr Index kAxes = 3;
constexpr Index kTold = 100;  ///< steps from one line of progress to the next

void checkOptions(const EmbeddingExport& options) {
  const auto require = [&](const CLI::Option* option, const char* projection) {
    if (option && option->count() > 0 && options.projection != projection) {
      throw Error("cli.option_needs",
                  {{"option", option->get_name()}, {"other", std::string("--projection ").append(projection)}});
    }
  };
  require(options.perplexityOption, "tsne");
  require(options.neighboursOption, "umap");
}

template <class Method>
ProjectedPoints finished(const char* name, Method method, Index steps, ThreadPool* pool, std::ostream& err) {
  for (Index step = 0; !method.isDone(); ++step) {
    if (step % kTold == 0) err << name << ": step " << step << " of " << steps << '\n' << std::flush;
    method.step();
  }
  const double kept = neighboursKept(method.neighbours(), method.coordinates(), kKeptNeighbours, pool);
  return projectedPoints(name, method.coordinates(), kept);
}

}  // namespace

void EmbeddingExport::addTo(CLI::App& command) {
  command.add_option("--projection", projection, "Of the embedding")->check(CLI::IsMember({"pca", "tsne", "umap"}));
  perplexityOption = command.add_option("--perplexity", perplexity, "Of t-SNE: how many neighbours count, softly")
                         ->check(CLI::Range(1.0, 1000.0))
                         ->default_str("30");
  neighboursOption = command.add_option("--neighbours", neighbours, "Of UMAP, each word itself counted")
                         ->check(CLI::Range(2, 1000))
                         ->default_str("15");
}

ProjectedPoints projectVocabulary(TextRun& run, const EmbeddingExport& options, CommandContext& context) {
  checkOptions(options);
  Matrix<float> room;
  const ConstMatrixMap<float> all = tokenEmbeddings(run.model(), room);
  const auto rows = all.topRows(std::min<Index>(all.rows(), run.tokenizer().vocabSize()));  // those beyond are no words
  if (options.projection == "tsne") {
    TsneOptions tsne;
    tsne.dimensions = kAxes;
    tsne.perplexity = options.perplexity;
    return finished("t-SNE", Tsne(rows, tsne, run.pool()), tsne.iterations, run.pool(), context.err);
  }
  if (options.projection == "umap") {
    UmapOptions umap;
    umap.dimensions = kAxes;
    umap.neighbours = options.neighbours;
    Umap method(rows, umap, run.pool());
    const Index epochs = method.epochs();
    return finished("UMAP", std::move(method), epochs, run.pool(), context.err);
  }
  return projectedPoints(pca(rows, kAxes));
}

}  // namespace headlight
