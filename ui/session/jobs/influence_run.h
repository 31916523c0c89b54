#pragma once
// What the next word depends on, measured on a thread of its own beside the run: a newer question replaces an older
// one, and any can be left at once. No widgets.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QObject>

#include "figures/experiments/influence_figure.h"
#include "figures/figure_source.h"
#include "formats/model_folder.h"
#include "tensor/error.h"

namespace headlight {

/// What to measure: a text a model.
struct InfluenceQuestion {
  struct Text {
    std::string name;
    std::shared_ptr<const OpenedModel> model;  ///< null where there is a problem
    std::vector<Token> tokens;
    TokenId next = -1;               ///< whose logit is differentiated; -1: the likeliest
    std::optional<Message> problem;  ///< why this model has no text to measure
  };
  FigureSource source;
  std::vector<Text> texts;
  bool withReplacements = false;
};

struct InfluenceState {
  enum class Stage { Idle, Running, Done, Cancelled };
  Stage stage = Stage::Idle;
  double share = 0;  ///< of the replacements that is done, 0 to 1
  /// What has been found so far, rows in the order of the texts; null before the gradients are there. Rows that could
  /// not be measured are empty, and their reason stands in `problems`.
  std::shared_ptr<const InfluenceFigure> figure;
  std::vector<std::optional<Message>> problems;
};

class InfluenceRun : public QObject {
  Q_OBJECT

 public:
  explicit InfluenceRun(QObject* parent = nullptr);
  /// Stops, and waits for the call of a model that is under way.
  ~InfluenceRun() override;

  /// Begins anew. What was found for the question before stays in state() until the first answer.
  void ask(InfluenceQuestion question);
  /// Returns at once; what was found stays.
  void cancel();
  /// Forgets question and answer.
  void clear();
  /// As it last was. This object's thread.
  [[nodiscard]] const InfluenceState& state() const;

 signals:
  /// Of state(): when rows are there, some times a second while words are replaced, and at the end.
  void advanced();

 private:
  struct Private;
  void collect();
  std::unique_ptr<Private> d;
};

}  // namespace headlight
