#include "experiments/gradient_time.h"

#include <algorithm>
#include <cmath>

#include "experiments/experiment_models.h"
#include "generate/recorded_model.h"
#include "models/parts/compact_weights.h"
#include "tensor/error.h"

namespace headlight {

namespace {

/// Mean and spread of values that come one by one (Welford 1962).
struct Running {
  Index count = 0;
  double mean = 0;
  double squares = 0;  ///< sum of the squared distances from the mean

  void add(double value) {
    ++count;
    const double before = value - mean;
    mean += before / static_cast<double>(count);
    squares += before * (value - mean);
  }
  [[nodiscard]] GradientTimeFigure::Point point() const {
    const auto n = static_cast<double>(count);
    return {mean, count > 1 ? std::sqrt(squares / (n - 1) / n) : 0.0, count};
  }
};

/// A curve of the figure and what it is measured with.
struct Measured {
  const TrainableModel* model = nullptr;
  std::unique_ptr<TrainableModel> fresh;  ///< what `model` is, where it is not the caller's
  const Tokenizer* tokenizer = nullptr;
  std::vector<std::vector<Running>> layers;  ///< [layers] of [distances]
};

/// The prompt's tokens, the last n_ctx of them, and the first one of the right word.
struct TracedText {
  std::vector<TokenId> tokens;
  TokenId right = 0;
};

TracedText tracedTextOf(const DistanceSentence& sentence, const Tokenizer& tokenizer, Index context) {
  TracedText question;
  for (const Token& token : tokenizer.encode(sentence.prompt + " " + sentence.right)) {
    if (token.end > sentence.prompt.size()) {
      question.right = token.id;
      break;
    }
    question.tokens.push_back(token.id);
  }
  const auto most = static_cast<std::size_t>(context);
  if (question.tokens.size() > most) question.tokens.erase(question.tokens.begin(), question.tokens.end() - context);
  return question;
}

const TrainableModel& differentiable(const ExperimentModel& asked) {
  const auto* model = dynamic_cast<const TrainableModel*>(asked.model);
  if (model == nullptr || isRecorded(*model)) throw Error("session.needs_model");
  mustBeDifferentiable(model->parameters().layout());
  return *model;
}

}  // namespace

struct GradientTimeExperiment::Private {
  GradientTimeSettings settings;
  std::vector<DistanceSentence> sentences;
  ThreadPool* pool = nullptr;
  std::vector<Measured> measured;  // one a curve
  GradientTimeFigure figure;

  void add(const ExperimentModel& asked, bool trained);
  void measure(Measured& own, const DistanceSentence& sentence) const;
};

void GradientTimeExperiment::Private::add(const ExperimentModel& asked, bool trained) {
  const TrainableModel& model = differentiable(asked);
  const ModelConfig& config = model.config();
  Measured own;
  if (!trained) own.fresh = makeModel(config, initialParameters(config, settings.seed));
  own.model = trained ? &model : own.fresh.get();
  own.tokenizer = asked.tokenizer;
  own.layers.resize(static_cast<std::size_t>(config.nLayers));
  GradientTimeFigure::Curve curve{asked.name, std::string(modelKindName(config.kind)), trained, {}};
  curve.layers.resize(own.layers.size());
  figure.curves.push_back(std::move(curve));
  measured.push_back(std::move(own));
}

void GradientTimeExperiment::Private::measure(Measured& own, const DistanceSentence& sentence) const {
  const TracedText question = tracedTextOf(sentence, *own.tokenizer, own.model->config().nCtx);
  if (question.tokens.empty()) return;
  const InputGradients gradients =
      own.model->inputGradients(question.tokens, {EndValue::Kind::Loss, question.right}, pool);
  for (std::size_t layer = 0; layer < own.layers.size(); ++layer) {
    const std::vector<double> norms = rowNorms(gradients.states[layer]);
    std::vector<Running>& running = own.layers[layer];
    const std::size_t reach = std::min(norms.size(), static_cast<std::size_t>(settings.reach) + 1);
    if (running.size() < reach) running.resize(reach);
    for (std::size_t distance = 0; distance < reach; ++distance) {
      running[distance].add(norms[norms.size() - 1 - distance]);
    }
  }
}

GradientTimeExperiment::GradientTimeExperiment(const GradientTimeSettings& settings,
                                               const std::vector<ExperimentModel>& models,
                                               const DistanceSentences& sentences, ThreadPool* pool,
                                               const std::stop_token& stop)
    : d(std::make_unique<Private>()) {
  requireContinuing(models);
  d->settings = settings;
  d->pool = pool;
  for (const ExperimentModel& model : models) {
    for (const bool trained : {false, true}) d->add(model, trained);
  }
  for (Index i = 0; i < settings.sentences; ++i) {
    if (stop.stop_requested()) throw Error("cancelled");
    d->sentences.push_back(sentences(DistanceFigure::Kind::Place, settings.between, static_cast<std::uint64_t>(i)));
  }
  d->figure.source.model = namesOf(models);
  d->figure.wanted = settings.sentences;
  d->figure.seed = settings.seed;
}

GradientTimeExperiment::~GradientTimeExperiment() = default;
GradientTimeExperiment::GradientTimeExperiment(GradientTimeExperiment&&) noexcept = default;

void GradientTimeExperiment::step() {
  if (isDone()) return;
  const DistanceSentence& sentence = d->sentences[static_cast<std::size_t>(d->figure.sentences)];
  for (std::size_t i = 0; i < d->measured.size(); ++i) {
    Measured& own = d->measured[i];
    d->measure(own, sentence);
    for (std::size_t layer = 0; layer < own.layers.size(); ++layer) {
      std::vector<GradientTimeFigure::Point>& points = d->figure.curves[i].layers[layer];
      points.clear();
      for (const Running& value : own.layers[layer]) points.push_back(value.point());
    }
  }
  ++d->figure.sentences;
}

Index GradientTimeExperiment::stepsDone() const {
  return d->figure.sentences;
}

Index GradientTimeExperiment::steps() const {
  return d->figure.wanted;
}

const GradientTimeFigure& GradientTimeExperiment::figure() const {
  return d->figure;
}

}  // namespace headlight
