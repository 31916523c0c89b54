#include "formats/archive/session_checks.h"

#include <set>
#include <utility>

#include "formats/archive/config_archive.h"
#include "formats/files/naming_file.h"
#include "text/unicode/utf8.h"

namespace headlight {

void sessionDamaged(std::string_view file, std::string problem) {
  throw Error("session.damaged", {{"file", std::string(file)}, {"problem", std::move(problem)}});
}

namespace {

/// The checks of one session, each a sentence that goes on after "is damaged: ".
class SessionCheck {
 public:
  SessionCheck(const SessionData& session, std::string_view file)
      : m_session(session), m_run(session.run), m_config(session.model.config), m_file(file) {}

  void all() const {
    texts();
    settings();
    if (m_session.model.name.empty()) {
      if (!m_run.prompt.tokens.empty()) refuse("it has a run and no model");
    } else {
      if (const char* problem = enumProblem(m_config)) refuse(problem);
      namingFile(m_file, [&] { validate(m_config); });
    }
    tokens();
    if (m_run.prompt.tokens.empty() != m_run.tree.steps.empty()) refuse("it has steps without a prompt");
    if (!m_run.tree.steps.empty()) tree();
  }

 private:
  [[noreturn]] void refuse(std::string problem) const { sessionDamaged(m_file, std::move(problem)); }

  void texts() const {
    const auto check = [this](const std::string& text, const char* what) {
      if (!isValidUtf8(text)) refuse(std::string(what) + " is not valid UTF-8");
    };
    check(m_session.promptText, "the text of the prompt field");
    check(m_run.prompt.text, "the prompt");
    check(m_session.model.name, "the name of the model");
    check(m_session.model.language, "the language of the model");
    for (const std::string& spec : m_run.ablations) check(spec, "an ablation");
    for (const auto& [view, state] : m_session.viewState) check(view, "the name of a view");
  }

  void settings() const {
    try {
      validate(m_run.settings);
    } catch (const Error& error) {
      refuse("its sampling settings cannot be (" + error.message().english() + ")");
    }
    if (m_run.prompt.dropped < 0) refuse("the count of tokens that were dropped is negative");
  }

  void tokens() const {
    const std::vector<Token>& tokens = m_run.prompt.tokens;
    if (static_cast<Index>(tokens.size()) > m_config.nCtx && !tokens.empty())
      refuse("its prompt is longer than the model's context");
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const Token& token = tokens[i];
      const std::string name = "token " + std::to_string(i) + " of the prompt";
      if (!inVocabulary(token.id)) refuse(name + " is not in the vocabulary");
      if (!isValidUtf8(token.text) || !isValidUtf8(token.source)) refuse(name + " is not valid UTF-8");
      if (token.begin > token.end || token.end > m_run.prompt.text.size())
        refuse(name + " covers bytes that the prompt does not have");
    }
  }

  bool inVocabulary(TokenId id) const { return id >= 0 && id < m_config.dVocab; }

  void tree() const {
    const std::vector<RunTreeStep>& steps = m_run.tree.steps;
    const auto count = static_cast<std::int32_t>(steps.size());
    if (steps.front().parent != -1 || steps.front().token != -1) refuse("its first step is not the prefill");
    std::set<std::pair<std::int32_t, TokenId>> taken;
    std::vector<Index> lengths{firstLength()};
    for (std::int32_t i = 1; i < count; ++i) {
      const RunTreeStep& step = steps[static_cast<std::size_t>(i)];
      const std::string name = "step " + std::to_string(i);
      if (step.parent < 0 || step.parent >= i) refuse(name + " has no step before it");
      if (!inVocabulary(step.token)) refuse(name + " takes a token that is not in the vocabulary");
      if (!taken.emplace(step.parent, step.token).second) refuse(name + " is there twice");
      lengths.push_back(lengths[static_cast<std::size_t>(step.parent)] + 1);
      if (lengths.back() > mostLength()) refuse(name + " does not fit into the model's context");
    }
    for (std::int32_t i = 0; i < count; ++i) {
      const std::int32_t next = steps[static_cast<std::size_t>(i)].next;
      if (next < -1 || next >= count || (next >= 0 && steps[static_cast<std::size_t>(next)].parent != i))
        refuse("step " + std::to_string(i) + " goes on with a step that does not follow it");
    }
    if (m_run.tree.present < 0 || m_run.tree.present >= count) refuse("its present step does not exist");
  }

  Index promptLength() const { return static_cast<Index>(m_run.prompt.tokens.size()); }
  Index firstLength() const { return m_config.hasSource() ? 1 : promptLength(); }
  /// Of an encoder every token may have been a mask (the tokenizer knows).
  Index mostLength() const { return m_config.role() == Role::Fills ? 2 * promptLength() : m_config.nCtx; }

  const SessionData& m_session;
  const SessionRun& m_run;
  const ModelConfig& m_config;
  std::string_view m_file;
};

}  // namespace

void checkSession(const SessionData& session, std::string_view file) {
  SessionCheck(session, file).all();
}

}  // namespace headlight
