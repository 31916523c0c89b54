// Figures as tables.

#include <cmath>

#include "figures/export/figure_export_parts.h"
#include "formats/files/csv.h"

namespace headlight {

namespace {

void heading(CsvWriter& csv, std::initializer_list<const char*> columns) {
  for (const char* column : columns) csv.text(column);
  csv.endRow();
}

/// What the row and the column of a cell are called.
void texts(CsvWriter& csv, const std::vector<std::string>& queries, const std::vector<std::string>& keys, Index q,
           Index k) {
  csv.text(queries[static_cast<std::size_t>(q)]).text(keys[static_cast<std::size_t>(k)]);
}

const char* nameOf(HeadsFigure::Label::Kind kind) {
  using Kind = HeadsFigure::Label::Kind;
  switch (kind) {
    case Kind::None:
      return "none";
    case Kind::PreviousToken:
      return "previous_token";
    case Kind::SameToken:
      return "same_token";
    case Kind::FirstToken:
      return "first_token";
    case Kind::Induction:
      return "induction";
    case Kind::Punctuation:
      return "punctuation";
    case Kind::Broad:
      return "broad";
  }
  return "";
}

void headRows(CsvWriter& csv, const HeadsFigure& figure, int layer, int head) {
  const auto index = static_cast<std::size_t>(layer * figure.heads + head);
  const Matrix<float>& pattern = figure.patterns[index];
  for (Index q = 0; q < pattern.rows(); ++q) {
    for (Index k = 0; k < pattern.cols() && (!figure.causal || k <= q); ++k) {
      csv.integer(layer).integer(head).integer(q).integer(k);
      texts(csv, figure.queryLabels, figure.keyLabels, q, k);
      csv.number(static_cast<double>(pattern(q, k)));
      if (!figure.labels.empty()) {
        const HeadsFigure::Label& label = figure.labels[index];
        csv.text(nameOf(label.kind)).number(label.value);
      }
      csv.endRow();
    }
  }
}

const char* nameOf(SplitFigure::Box::State state) {
  using State = SplitFigure::Box::State;
  switch (state) {
    case State::Piece:
      return "piece";
    case State::Next:
      return "next";
    case State::New:
      return "new";
    case State::Candidate:
      return "candidate";
    case State::Failed:
      return "failed";
    case State::Best:
      return "best";
    case State::Token:
      return "token";
  }
  return "";
}

}  // namespace

std::string csvOf(const AttentionFigure& figure) {
  CsvWriter csv;
  csv.text("query \\ key");
  for (const std::string& label : figure.keyLabels) csv.text(label);
  csv.endRow();
  for (Index q = 0; q < figure.weights.rows(); ++q) {
    csv.text(figure.queryLabels[static_cast<std::size_t>(q)]);
    for (Index k = 0; k < figure.weights.cols(); ++k) {
      if (figure.causal && k > q) {
        csv.text("");  // masked is not zero
      } else {
        csv.number(static_cast<double>(figure.weights(q, k)));
      }
    }
    csv.endRow();
  }
  return csv.bytes();
}

std::string csvOf(const HeadsFigure& figure) {
  CsvWriter csv;
  for (const char* column : {"layer", "head", "query", "key", "query_text", "key_text", "weight"}) csv.text(column);
  if (!figure.labels.empty()) csv.text("label").text("label_value");
  csv.endRow();
  for (int layer = 0; layer < figure.layers; ++layer) {
    for (int head = 0; head < figure.heads; ++head) headRows(csv, figure, layer, head);
  }
  return csv.bytes();
}

std::string csvOf(const ArcsFigure& figure) {
  CsvWriter csv;
  heading(csv, {"layer", "head", "query", "key", "query_text", "key_text", "weight"});
  for (const ArcsFigure::Head& head : figure.heads) {
    for (Index q = 0; q < head.weights.rows(); ++q) {
      for (Index k = 0; k < head.weights.cols() && (!figure.causal || k <= q); ++k) {
        csv.integer(head.place.layer).integer(head.place.head).integer(q).integer(k);
        texts(csv, figure.queryLabels, figure.keyLabels, q, k);
        csv.number(static_cast<double>(head.weights(q, k))).endRow();
      }
    }
  }
  return csv.bytes();
}

std::string csvOf(const StepsFigure& figure) {
  CsvWriter csv;
  heading(csv, {"key", "key_text", "product", "score", "power", "weight"});
  for (std::size_t key = 0; key < figure.weights.size(); ++key) {
    csv.integer(static_cast<Index>(key)).text(figure.keyLabels[key]).number(figure.products[key]);
    if (std::isinf(figure.scores[key])) {  // masked
      csv.text("").text("").text("").endRow();
    } else {
      csv.number(figure.scores[key]).number(figure.powers[key]).number(figure.weights[key]).endRow();
    }
  }
  return csv.bytes();
}

std::string csvOf(const AttentionDifferenceFigure& figure) {
  CsvWriter csv;
  heading(csv, {"layer", "head", "change", "first_query", "first_key", "second_query", "second_key", "first_query_text",
                "first_key_text", "second_query_text", "second_key_text", "difference"});
  for (const AttentionDifferenceFigure::Head& head : figure.heads) {
    for (Index row = 0; row < head.difference.rows(); ++row) {
      const AttentionDifferenceFigure::Pair& q = figure.queries[static_cast<std::size_t>(row)];
      for (Index column = 0; column < head.difference.cols(); ++column) {
        const AttentionDifferenceFigure::Pair& k = figure.keys[static_cast<std::size_t>(column)];
        const bool inBoth = q.first >= 0 && q.second >= 0 && k.first >= 0 && k.second >= 0;
        if (!inBoth || (figure.causal && column > row)) continue;
        csv.integer(head.place.layer).integer(head.place.head).number(head.change);
        csv.integer(q.first).integer(k.first).integer(q.second).integer(k.second);
        texts(csv, figure.firstQueryLabels, figure.firstKeyLabels, q.first, k.first);
        texts(csv, figure.secondQueryLabels, figure.secondKeyLabels, q.second, k.second);
        csv.number(static_cast<double>(head.difference(row, column))).endRow();
      }
    }
  }
  return csv.bytes();
}

std::string csvOf(const PredictionFigure& figure) {
  CsvWriter csv;
  heading(csv, {"id", "text", "logit", "probability", "sampling_probability", "chosen"});
  for (const PredictionFigure::Bar& bar : figure.bars) {
    csv.integer(bar.id).text(bar.text).number(static_cast<double>(bar.logit)).number(bar.probability);
    csv.number(bar.samplingProbability).integer(bar.chosen ? 1 : 0).endRow();
  }
  return csv.bytes();
}

/// With a source there is a column more: which of the two sentences a token belongs to.
std::string csvOf(const TokensFigure& figure) {
  CsvWriter csv;
  const bool twoSentences = !figure.chips.empty() && figure.chips.front().ofSource;
  for (const char* column : {"position", "id", "text", "source", "bytes", "generated"}) csv.text(column);
  if (twoSentences) csv.text("sentence");
  csv.endRow();
  std::int64_t position = 0;
  bool ofSource = twoSentences;
  for (const TokensFigure::Chip& chip : figure.chips) {
    if (ofSource && !chip.ofSource) position = 0;
    ofSource = chip.ofSource;
    csv.integer(position++).integer(chip.id).text(chip.text).text(chip.source).text(chip.bytes);
    csv.integer(chip.generated ? 1 : 0);
    if (twoSentences) csv.text(chip.ofSource ? "source" : "target");
    csv.endRow();
  }
  return csv.bytes();
}

std::string csvOf(const EmbeddingFigure& figure) {
  CsvWriter csv;
  const EmbeddingFigure::Coloring& coloring = figure.coloring;
  for (const char* name : {"id", "text", "x", "y", "z", "highlighted"}) csv.text(name);
  const bool saysPrompt = coloring.kind == EmbeddingFigure::Coloring::Kind::Prompt;  // prompt_text says the same
  if (!saysPrompt && (!coloring.group.empty() || !coloring.values.empty())) csv.text(coloring.name);
  const bool hasStations = figure.stations.size() > 1;
  if (hasStations) csv.text("station").text("token");
  if (!figure.promptOf.empty()) csv.text("prompt_text");
  csv.endRow();
  const std::size_t tokens = figure.labels.size() / std::max<std::size_t>(1, figure.stations.size());
  std::vector<bool> highlighted(figure.labels.size(), false);
  for (const int index : figure.highlighted) highlighted[static_cast<std::size_t>(index)] = true;
  for (std::size_t i = 0; i < figure.labels.size(); ++i) {
    figure.ids[i] < 0 ? csv.text("") : csv.integer(figure.ids[i]);
    csv.text(figure.labels[i]);
    for (Index axis = 0; axis < figure.coordinates.cols(); ++axis) {
      csv.number(static_cast<double>(figure.coordinates(static_cast<Index>(i), axis)));
    }
    csv.integer(highlighted[i] ? 1 : 0);
    if (!coloring.group.empty() && !saysPrompt) {
      const int group = coloring.group[i];
      csv.text(group < 0 ? "" : coloring.groups[static_cast<std::size_t>(group)]);
    } else if (!coloring.values.empty()) {
      csv.number(coloring.values[i]);
    }
    if (hasStations) csv.text(figure.stations[i / tokens]).integer(static_cast<std::int64_t>(i % tokens));
    if (!figure.promptOf.empty()) csv.text(figure.prompts[static_cast<std::size_t>(figure.promptOf[i])]);
    csv.endRow();
  }
  return csv.bytes();
}

std::string csvOf(const SplitFigure& figure) {
  CsvWriter csv;
  heading(csv, {"step", "word", "first_cell", "end_cell", "text", "bytes", "id", "score", "path_score", "state"});
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
      csv.text(nameOf(box.state)).endRow();
    }
  }
  return csv.bytes();
}

}  // namespace headlight
