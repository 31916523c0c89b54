#pragma once
// Runs the command line in this process, on a tiny model folder with fresh weights.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "formats/model_folder.h"
#include "formats/tokenizers/tokenizer_json.h"
#include "support/temporary_folder.h"
#include "unit/generate/counting_model.h"

namespace headlight::testing {

struct CliResult {
  int code = -1;
  std::string out;
  std::string err;

  /// The one document on standard output; fails the test if it is none.
  [[nodiscard]] nlohmann::json json() const {
    const auto document = nlohmann::json::parse(out, nullptr, false);
    EXPECT_FALSE(document.is_discarded()) << out << err;
    return document;
  }
};

inline CliResult runCli(const std::vector<std::string>& arguments, const std::string& input = "",
                        FigureWriter* writer = nullptr) {
  std::istringstream in(input);
  std::ostringstream out, err;
  CliResult result;
  result.code = runCommandLine(arguments, writer, in, out, err);
  result.out = out.str();
  result.err = err.str();
  return result;
}

inline ModelConfig tinyConfig() {
  ModelConfig config;
  config.nLayers = 2;
  config.nHeads = 2;
  config.dModel = 32;
  config.dMlp = 128;
  config.nCtx = 16;
  config.dVocab = static_cast<Index>(tinyVocabulary().size());
  return config;
}

/// Writes the tiny model as FOLDER/tiny.
inline std::filesystem::path writeTinyModel(const std::filesystem::path& folder) {
  const std::filesystem::path model = folder / "tiny";
  Parameters parameters = initialParameters(tinyConfig(), 7);
  for (float& weight : parameters.block()) weight *= 3;
  const WordLevelTokenizer tokenizer(tinyVocabulary());
  saveModelFolder(model, tinyConfig(), parameters, tokenizerJson(tokenizer),
                  "---\nlanguage: en\nlicense: cc0-1.0\nvalidation_loss: 2.5\n---\n# tiny\n");
  return model;
}

class CliTest : public ::testing::Test {
 protected:
  CliTest() { m_model = writeTinyModel(m_folder.path()).string(); }

  [[nodiscard]] const std::string& model() const { return m_model; }
  [[nodiscard]] std::filesystem::path folder() const { return m_folder.path(); }
  /// `run --model tiny` with more arguments.
  [[nodiscard]] CliResult run(const std::vector<std::string>& more, const std::string& input = "") const {
    return command("run", more, input);
  }
  [[nodiscard]] CliResult command(const std::string& name, const std::vector<std::string>& more,
                                  const std::string& input = "", FigureWriter* writer = nullptr) const {
    std::vector<std::string> arguments = {name, "--model", m_model};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return runCli(arguments, input, writer);
  }

 private:
  TemporaryFolder m_folder;
  std::string m_model;
};

inline std::vector<std::string> keysOf(const nlohmann::json& object) {
  std::vector<std::string> keys;
  for (const auto& item : object.items()) keys.push_back(item.key());
  return keys;  // nlohmann::json sorts them
}

}  // namespace headlight::testing
