#include "session/comparison.h"

#include "figures/compare/comparer.h"

namespace headlight {

namespace {

CompareFigure::Column columnOf(const Snapshot& run, int top, int layer) {
  ColumnMoment moment{run.model->name, run.model->model.get(), run.model->tokenizer.get(), &run.prompt, run.path,
                      run.tokens};
  moment.promptLength = run.promptLength();
  moment.distribution = &run.distribution;
  moment.chosen = run.nextChoice;
  moment.stopped = run.stopped;
  return compareColumn(moment, top, layer);
}

/// "classroom-en" of "/models/classroom-en".
std::string shortName(const std::string& nameOrPath) {
  const std::filesystem::path path = nameOrPath;
  return path.has_filename() ? path.filename().string() : nameOrPath;
}

}  // namespace

CompareFigure compareFigure(const Comparison& comparison, int top, int layer,
                            const std::function<std::string(const Message&)>& problemText) {
  CompareFigure figure;
  figure.forced = comparison.forced;
  figure.rows = comparison.rows;
  if (comparison.of) {
    figure.source = {comparison.of->model->name, comparison.of->prompt.text, comparison.of->interventions};
  }
  for (const ComparedColumn& column : comparison.columns) {
    if (column.run) {
      figure.columns.push_back(columnOf(*column.run, top, layer));
      continue;
    }
    CompareFigure::Column empty;
    empty.model = column.model ? column.model->name : shortName(column.name);
    if (column.model) empty.kind = modelKindName(column.model->model->config().kind);
    if (column.error) empty.problem = problemText(*column.error);
    figure.columns.push_back(std::move(empty));
  }
  return figure;
}

}  // namespace headlight
