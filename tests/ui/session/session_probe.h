#pragma once
// A session with a model and a prompt, for tests of what a run does.

#include <filesystem>
#include <string>
#include <vector>

#include <QtTest>

#include "session/session.h"

namespace headlight::testing {

/// A session with what it said, and a wait for its end.
struct Probe {
  explicit Probe(const std::filesystem::path& model, const char* prompt = "The cat is on the") {
    QObject::connect(&session, &Session::messageRaised, &session,
                     [this](const Message& m) { codes.push_back(m.code); });
    session.setPrompt(QString::fromLatin1(prompt));
    session.openModel(QString::fromStdString(model.string()));
    settle();
  }
  bool settle() {
    return QTest::qWaitFor([this] { return session.isIdle(); }, 20000);
  }
  std::string text() const {
    std::string joined;
    for (const Token& token : session.snapshot()->tokens) joined += (joined.empty() ? "" : " ") + token.text;
    return joined;
  }
  TokenId id(const char* piece) const { return *session.model()->tokenizer->find(piece); }

  Session session;
  std::vector<std::string> codes;
};

}  // namespace headlight::testing
