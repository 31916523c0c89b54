#include "generate/recorded_model.h"

#include <algorithm>

#include "models/family.h"
#include "tensor/error.h"

namespace headlight {

namespace {

[[noreturn]] void needsModel() {
  throw Error("session.needs_model");
}

class RecordedModel : public TrainableModel {
 public:
  RecordedModel(const ModelConfig& config, std::shared_ptr<const HookTable> hooks, Parameters embeddings,
                Index parameterCount)
      : m_config(config),
        m_hooks(std::move(hooks)),
        m_embeddings(std::move(embeddings)),
        m_parameterCount(parameterCount) {}

  [[nodiscard]] const ModelConfig& config() const override { return m_config; }
  [[nodiscard]] const Parameters& parameters() const override { return m_embeddings; }
  [[nodiscard]] const HookTable& hooks() const override { return *m_hooks; }
  [[nodiscard]] Index parameterCount() const { return m_parameterCount; }

  [[nodiscard]] std::unique_ptr<DecodingState> newState() const override { needsModel(); }
  void forward(std::span<const TokenId>, DecodingState&, const RunOptions&, std::span<float>) const override {
    needsModel();
  }
  [[nodiscard]] Parameters& weights() override { needsModel(); }
  [[nodiscard]] std::unique_ptr<TrainingWorkspace> newWorkspace(Index, Index) const override { needsModel(); }
  double lossAndGradients(const TrainingBatch&, TrainingWorkspace&, const Dropout&, ThreadPool*,
                          Parameters*) const override {
    needsModel();
  }
  [[nodiscard]] InputGradients inputGradients(std::span<const TokenId>, const EndValue&, ThreadPool*) const override {
    needsModel();
  }

 private:
  ModelConfig m_config;
  std::shared_ptr<const HookTable> m_hooks;
  Parameters m_embeddings;
  Index m_parameterCount;
};

}  // namespace

std::shared_ptr<const TrainableModel> makeRecordedModel(const ModelConfig& config,
                                                        std::shared_ptr<const HookTable> hooks,
                                                        const std::vector<float>& embeddings, Index parameterCount) {
  validate(config);
  ParameterLayout layout;
  layout.addMatrix(familyOf(config.kind).tokenEmbedding, config.dVocab, config.dModel);
  if (static_cast<Index>(embeddings.size()) != config.dVocab * config.dModel) {
    throw Error("internal.failure", {{"what", "recorded embeddings have another size than the model's"}});
  }
  Parameters parameters(std::move(layout));
  std::copy(embeddings.begin(), embeddings.end(), parameters.block().begin());
  return std::make_shared<RecordedModel>(config, std::move(hooks), std::move(parameters), parameterCount);
}

bool isRecorded(const LanguageModel& model) {
  return dynamic_cast<const RecordedModel*>(&model) != nullptr;
}

Index parameterCountOf(const LanguageModel& model) {
  const auto* recorded = dynamic_cast<const RecordedModel*>(&model);
  return recorded != nullptr ? recorded->parameterCount() : model.parameters().layout().count();
}

}  // namespace headlight
