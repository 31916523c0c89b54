#include "cli/figure_export.h"

#include <cstdint>
#include <nlohmann/json.hpp>

#include "formats/csv.h"
#include "formats/npy.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

std::string padded(Index number) {
  const std::string digits = std::to_string(number);
  return digits.size() < 3 ? std::string(3 - digits.size(), '0') + digits : digits;
}

std::string lowered(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

// --- CSV ----------------------------------------------------------------------------------------------------------

void heading(CsvWriter& csv, std::initializer_list<const char*> columns) {
  for (const char* column : columns) csv.text(column);
  csv.endRow();
}

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

void headRows(CsvWriter& csv, const HeadsFigure& figure, int layer, int head) {
  const Matrix<float>& pattern = figure.patterns[static_cast<std::size_t>(layer * figure.heads + head)];
  for (Index q = 0; q < pattern.rows(); ++q) {
    for (Index k = 0; k < pattern.cols() && (!figure.causal || k <= q); ++k) {
      csv.integer(layer).integer(head).integer(q).integer(k);
      csv.text(figure.queryLabels[static_cast<std::size_t>(q)]).text(figure.keyLabels[static_cast<std::size_t>(k)]);
      csv.number(static_cast<double>(pattern(q, k))).endRow();
    }
  }
}

std::string csvOf(const HeadsFigure& figure) {
  CsvWriter csv;
  heading(csv, {"layer", "head", "query", "key", "query_text", "key_text", "weight"});
  for (int layer = 0; layer < figure.layers; ++layer) {
    for (int head = 0; head < figure.heads; ++head) headRows(csv, figure, layer, head);
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
  heading(csv, {"id", "text", "x", "y", "z", "highlighted"});
  std::vector<bool> highlighted(figure.labels.size(), false);
  for (const int index : figure.highlighted) highlighted[static_cast<std::size_t>(index)] = true;
  for (std::size_t i = 0; i < figure.labels.size(); ++i) {
    csv.integer(figure.ids[i]).text(figure.labels[i]);
    for (Index axis = 0; axis < figure.coordinates.cols(); ++axis) {
      csv.number(static_cast<double>(figure.coordinates(static_cast<Index>(i), axis)));
    }
    csv.integer(highlighted[i] ? 1 : 0).endRow();
  }
  return csv.bytes();
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

// --- NPY ----------------------------------------------------------------------------------------------------------

using Files = std::vector<NamedBytes>;

NpyShape shapeOf(std::initializer_list<Index> extents) {
  NpyShape shape;
  for (const Index extent : extents) shape.push_back(static_cast<std::uint64_t>(extent));
  return shape;
}

std::string npyOf(const Matrix<float>& matrix) {
  return npyBytes(shapeOf({matrix.rows(), matrix.cols()}),
                  std::span<const float>(matrix.data(), static_cast<std::size_t>(matrix.size())));
}

template <class Range>
std::string npyOfIds(const Range& range) {
  std::vector<std::int64_t> ids;
  for (const auto& item : range) {
    if constexpr (requires { item.id; }) {
      ids.push_back(item.id);
    } else {
      ids.push_back(item);
    }
  }
  return npyBytes(shapeOf({static_cast<Index>(ids.size())}), std::span<const std::int64_t>(ids));
}

Files npyFiles(const AttentionFigure& figure, const std::string& name) {
  return {{name + ".npy", npyOf(figure.weights)}};
}

Files npyFiles(const HeadsFigure& figure, const std::string& name) {
  std::vector<float> all;
  for (const Matrix<float>& pattern : figure.patterns) {
    all.insert(all.end(), pattern.data(), pattern.data() + pattern.size());
  }
  const Index size = figure.patterns.empty() ? 0 : figure.patterns.front().rows();
  const Index keys = figure.patterns.empty() ? 0 : figure.patterns.front().cols();
  return {{name + ".npy", npyBytes(shapeOf({figure.layers, figure.heads, size, keys}), std::span<const float>(all))}};
}

Files npyFiles(const PredictionFigure& figure, const std::string& name) {
  std::vector<double> numbers;
  for (const PredictionFigure::Bar& bar : figure.bars) {
    numbers.insert(numbers.end(), {static_cast<double>(bar.logit), bar.probability, bar.samplingProbability});
  }
  const auto rows = static_cast<Index>(figure.bars.size());
  return {{name + ".npy", npyBytes(shapeOf({rows, 3}), std::span<const double>(numbers))},
          {name + "_ids.npy", npyOfIds(figure.bars)}};
}

Files npyFiles(const TokensFigure& figure, const std::string& name) {
  return {{name + ".npy", npyOfIds(figure.chips)}};
}

Files npyFiles(const EmbeddingFigure& figure, const std::string& name) {
  return {{name + ".npy", npyOf(figure.coordinates)}, {name + "_ids.npy", npyOfIds(figure.ids)}};
}

std::vector<SplitFigure::Box> tokensOfSplit(const SplitFigure& figure) {
  std::vector<SplitFigure::Box> tokens;
  for (const SplitFigure::Word& word : figure.words)
    tokens.insert(tokens.end(), word.tokens.begin(), word.tokens.end());
  return tokens;
}

Files npyFiles(const SplitFigure& figure, const std::string& name) {
  return {{name + ".npy", npyOfIds(tokensOfSplit(figure))}};
}

// --- names and tokens ---------------------------------------------------------------------------------------------

ordered_json labelsJson(const std::vector<std::string>& labels) {
  ordered_json list = ordered_json::array();
  for (const std::string& label : labels) list.push_back({{"text", label}});
  return list;
}

ordered_json tokensOf(const FigureData& figure) {
  return std::visit(Overloaded{[](const AttentionFigure& f) { return labelsJson(f.keyLabels); },
                               [](const HeadsFigure& f) { return labelsJson(f.keyLabels); },
                               [](const PredictionFigure& f) {
                                 ordered_json list = ordered_json::array();
                                 for (const auto& bar : f.bars) list.push_back({{"id", bar.id}, {"text", bar.text}});
                                 return list;
                               },
                               [](const TokensFigure& f) {
                                 ordered_json list = ordered_json::array();
                                 for (const auto& chip : f.chips) {
                                   ordered_json token{{"id", chip.id}, {"text", chip.text}};
                                   if (chip.text.empty()) token["bytes"] = chip.bytes;
                                   if (!chip.source.empty()) token["source"] = chip.source;
                                   token["generated"] = chip.generated;
                                   if (chip.ofSource) token["sentence"] = "source";
                                   list.push_back(std::move(token));
                                 }
                                 return list;
                               },
                               [](const EmbeddingFigure& f) { return labelsJson(f.labels); },
                               [](const SplitFigure& f) {
                                 ordered_json list = ordered_json::array();
                                 for (const auto& box : tokensOfSplit(f)) {
                                   list.push_back({{"id", box.id}, {"text", box.text}});
                                 }
                                 return list;
                               }},
                    figure);
}

}  // namespace

namespace {

std::string sidePrefix(AttentionSide side) {
  switch (side) {
    case AttentionSide::Own:
      return "";
    case AttentionSide::Encoder:
      return "encoder_";
    case AttentionSide::Decoder:
      return "decoder_";
    case AttentionSide::Cross:
      return "cross_";
  }
  return "";
}

}  // namespace

std::string figureName(const FigureData& figure) {
  return std::visit(Overloaded{[](const AttentionFigure& f) {
                                 return sidePrefix(f.side) + "attention_L" + std::to_string(f.layer) +
                                        (f.head < 0 ? "_mean" : "_H" + std::to_string(f.head));
                               },
                               [](const HeadsFigure& f) { return sidePrefix(f.side) + "heads"; },
                               [](const PredictionFigure& f) { return "prediction_" + padded(f.position); },
                               [](const TokensFigure&) { return std::string("tokens"); },
                               [](const EmbeddingFigure& f) { return "embedding_" + lowered(f.method); },
                               [](const SplitFigure& f) { return "split_" + padded(f.step); }},
                    figure);
}

std::string figureCsv(const FigureData& figure) {
  return std::visit([](const auto& f) { return csvOf(f); }, figure);
}

std::vector<NamedBytes> figureNpy(const FigureData& figure) {
  return std::visit([name = figureName(figure)](const auto& f) { return npyFiles(f, name); }, figure);
}

std::string figureTokensJson(const FigureData& figure) {
  const FigureSource& source = std::visit([](const auto& f) -> const FigureSource& { return f.source; }, figure);
  ordered_json document;
  document["model"] = source.model;
  document["prompt"] = source.prompt;
  if (!source.interventions.empty()) document["interventions"] = source.interventions;
  document["tokens"] = tokensOf(figure);
  return document.dump(2) + "\n";
}

}  // namespace headlight
