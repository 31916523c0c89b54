#include "session/session_store.h"

#include <algorithm>

#include "generate/recorded_model.h"

namespace headlight {

namespace {

namespace fs = std::filesystem;

bool exists(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

bool isSampleModel(const std::string& name) {
  const std::vector<fs::path> samples = listSampleModels();
  return std::any_of(samples.begin(), samples.end(), [&](const fs::path& path) { return path.filename() == name; });
}

std::vector<std::string> placesOf(const SessionModel& model, const fs::path& sessionFile) {
  std::vector<std::string> places;
  if (!model.relativePath.empty()) {
    places.push_back((fs::absolute(sessionFile).parent_path() / model.relativePath).lexically_normal().string());
  }
  if (!model.path.empty() && (places.empty() || places.front() != model.path)) places.push_back(model.path);
  std::erase_if(places, [](const std::string& place) { return !exists(place); });
  // a bare name only: a path in its place would be a file that the person did not choose
  if (model.name.find('/') == std::string::npos && isSampleModel(model.name)) places.push_back(model.name);
  return places;
}

}  // namespace

SessionModel referenceTo(const OpenedModel& model, const std::string& digest) {
  SessionModel reference;
  reference.name = model.name;
  reference.path = (model.path.empty() ? model.folder : model.path).string();
  reference.digest = digest;
  reference.language = model.card.language;
  reference.config = model.model->config();
  reference.parameterCount = static_cast<std::uint64_t>(parameterCountOf(*model.model));
  return reference;
}

std::string relativePathOf(const std::string& modelPath, const fs::path& sessionFile) {
  if (modelPath.empty()) return {};
  return fs::path(modelPath).lexically_relative(fs::absolute(sessionFile).parent_path()).string();
}

std::shared_ptr<const OpenedModel> findModel(const SessionModel& model, const fs::path& sessionFile,
                                             const Progress& progress, std::vector<Message>& messages) {
  for (const std::string& place : placesOf(model, sessionFile)) {
    try {
      return openModel(place, progress);
    } catch (const Error& error) {
      if (error.code() == "cancelled") throw;
      messages.push_back(error.message());
    }
  }
  return nullptr;
}

std::shared_ptr<const OpenedModel> recordedModel(const SessionData& session) {
  auto opened = std::make_shared<OpenedModel>();
  opened->name = session.model.name;
  opened->folder = opened->path = session.model.path;
  opened->card.language = session.model.language;
  opened->model = makeRecordedModel(session.model.config, session.recording->hooks, session.recording->embeddings,
                                    static_cast<Index>(session.model.parameterCount));
  opened->tokenizer = session.recording->tokenizer;
  opened->notices = session.recording->notices;
  return opened;
}

void borrowRecording(SessionData& session) {
  if (session.recording || session.recoveredFrom.empty() || !exists(session.recoveredFrom)) return;
  try {
    SessionData original = readSession(session.recoveredFrom);
    const std::vector<Token>& tokens = session.run.prompt.tokens;
    const std::vector<Token>& theirs = original.run.prompt.tokens;
    const bool sameTokens = std::equal(tokens.begin(), tokens.end(), theirs.begin(), theirs.end(),
                                       [](const Token& a, const Token& b) { return a.id == b.id; });
    const std::vector<RunTreeStep>& steps = session.run.tree.steps;
    const std::vector<RunTreeStep>& recorded = original.run.tree.steps;
    // without a model no step is added; redo may go another way
    const bool sameSteps = std::equal(
        steps.begin(), steps.end(), recorded.begin(), recorded.end(),
        [](const RunTreeStep& a, const RunTreeStep& b) { return a.parent == b.parent && a.token == b.token; });
    if (sameTokens && sameSteps && session.run.ablations == original.run.ablations)
      session.recording = std::move(original.recording);
  } catch (const Error&) {  // then there is none
  }
}

bool hasTokens(const OpenedModel& model, const SessionRun& run) {
  const Tokenizer& tokenizer = *model.tokenizer;
  const Index vocabulary = std::min<Index>(model.model->config().dVocab, tokenizer.vocabSize());
  const std::vector<Token>& tokens = run.prompt.tokens;
  return static_cast<Index>(tokens.size()) <= model.model->config().nCtx &&
         std::all_of(tokens.begin(), tokens.end(), [&](const Token& token) {
           return token.id < vocabulary && tokenizer.piece(token.id) == token.piece;
         });
}

}  // namespace headlight
