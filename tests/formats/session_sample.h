#pragma once
// A small run with a fork, of any kind of model, as a session.

#include <memory>
#include <string>

#include "formats/archive/session_file.h"
#include "models/token_embeddings.h"
#include "models/trainable_model.h"
#include "support/kind_config.h"
#include "text/models/word_level.h"

namespace headlight::testing {

class SessionSample {
 public:
  explicit SessionSample(ModelKind kind)
      : m_tokenizer(std::make_shared<WordLevelTokenizer>(words())), m_model(makeModel(configOf(kind), weights(kind))) {
    const bool masked = kind == ModelKind::Encoder;
    const std::string text = masked ? "The [MASK] is on the [MASK] ." : "The cat is on the";
    m_run =
        std::make_unique<Generation>(*m_model, *m_tokenizer, preparePrompt(text, *m_tokenizer, m_model->config().nCtx));
    SamplerSettings settings;
    settings.greedy = false;
    settings.temperature = 0.8;
    settings.topK = 5;
    settings.seed = 42;
    m_run->setSettings(settings);
    m_run->take(id("mat"));
    m_run->take(id("dog"));
    m_run->jump(0);
    m_run->take(id("sofa"));  // a fork
    m_run->take(id("cat"));
    m_run->jump(0);
    m_run->take(id("mat"));
    m_run->jump(100);
    m_run->back();
    m_run->forward();
    m_run->jump(0);
    m_run->take(id("sofa"));
    m_run->jump(m_run->branchLength());
    m_run->back();
  }

  [[nodiscard]] Generation& run() { return *m_run; }
  [[nodiscard]] const TrainableModel& model() const { return *m_model; }
  [[nodiscard]] const Tokenizer& tokenizer() const { return *m_tokenizer; }
  [[nodiscard]] TokenId id(const char* piece) const { return *m_tokenizer->find(piece); }
  [[nodiscard]] TokenId unusedToken() const { return id("ship"); }

  [[nodiscard]] SessionData session(bool withRecording) {
    SessionData session;
    session.model.name = "sample";
    session.model.path = "/models/sample";
    session.model.relativePath = "../sample";
    session.model.digest = std::string(64, 'a');
    session.model.language = "en";
    session.model.config = m_model->config();
    session.model.parameterCount = static_cast<std::uint64_t>(m_model->parameters().layout().count());
    session.promptText = "The cat";
    session.run.prompt = m_run->prompt();
    session.run.settings = m_run->settings();
    session.run.ablations = {"L0", "L1"};
    session.run.tree = m_run->tree();
    session.selection = {3, -1, -1, 0, 1, 1, 7};
    session.layout = std::string("lay\0out", 7);
    session.viewState = {{"attention", "arcs"}, {"embedding", std::string("\xff\x00", 2)}};
    if (!withRecording) return session;
    SessionRecording& recording = session.recording.emplace();
    recording.tokenizer = m_tokenizer;
    Matrix<float> room;
    const auto embeddings = tokenEmbeddings(*m_model, room);
    recording.embeddings.assign(embeddings.data(), embeddings.data() + embeddings.size());
    recording.steps = m_run->record();
    recording.hooks = std::shared_ptr<const HookTable>(m_model, &m_model->hooks());
    return session;
  }

 private:
  static std::vector<std::string> words() {
    std::vector<std::string> words(std::begin(kSpecialPieces), std::end(kSpecialPieces));
    for (const char* word : {"The", "the", "cat", "dog", "is", "on", "mat", "sofa", "ship", "."})
      words.emplace_back(word);
    return words;
  }
  ModelConfig configOf(ModelKind kind) const {
    ModelConfig config;
    config.kind = kind;
    config.nLayers = 2;
    config.nHeads = 2;
    config.dModel = 8;
    config.dMlp = 16;
    config.nCtx = 16;
    config.dVocab = m_tokenizer->vocabSize();
    if (kind == ModelKind::EncoderDecoder) config.nDecoderLayers = 1;
    fitToKind(config);
    return config;
  }
  Parameters weights(ModelKind kind) const { return initialParameters(configOf(kind), 7); }

  std::shared_ptr<const Tokenizer> m_tokenizer;
  std::shared_ptr<const TrainableModel> m_model;
  std::unique_ptr<Generation> m_run;
};

}  // namespace headlight::testing
