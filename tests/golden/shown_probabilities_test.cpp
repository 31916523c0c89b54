// Every probability that the command line shows (JSON and CSV of a run, of compared models, of the experiments) is the
// softmax of the logits that the same model exports, for every sample model. The softmax is computed here.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <functional>
#include <iterator>
#include <map>
#include <regex>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/temporary_folder.h"
#include "unit/cli/cli_fixture.h"

namespace headlight::test {
namespace {

using headlight::testing::readFile;
using headlight::testing::runCli;
using nlohmann::json;

const std::filesystem::path kModels = std::filesystem::path(HEADLIGHT_SOURCE_DIR) / "sample_models";
constexpr double kExact = 1e-11;
constexpr double kOfText = 1e-8;  ///< nine digits

struct SampleModel {
  std::string name, prompt;
  bool fills = false;
};

const std::vector<SampleModel> kSamples{{"classroom-en", "The cat is on the"},
                                        {"classroom-rnn", "The cat is on the"},
                                        {"classroom-lstm", "The cat is on the"},
                                        {"classroom-gru", "The cat is on the"},
                                        {"stories-en", "Once upon a time there"},
                                        {"translate-en-zh", "The cat is on the mat."},
                                        {"classroom-bert", "The cat is on the [MASK] .", true}};

/// The softmax of every row of an exported array [rows, words].
class Shares {
 public:
  explicit Shares(const std::filesystem::path& npy) {
    const std::string bytes = readFile(npy);
    std::smatch shape;
    const std::string head = bytes.substr(0, 128);
    if (!std::regex_search(head, shape, std::regex("\\((\\d+), (\\d+)\\)"))) throw std::runtime_error("no matrix");
    const std::size_t rows = std::stoul(shape[1]), words = std::stoul(shape[2]);
    std::vector<float> logits(rows * words);
    std::memcpy(logits.data(), bytes.data() + bytes.size() - 4 * logits.size(), 4 * logits.size());
    for (std::size_t row = 0; row < rows; ++row) {
      const float* const begin = logits.data() + row * words;
      const double largest = static_cast<double>(*std::max_element(begin, begin + words));
      double sum = 0;
      std::vector<double>& shares = m_rows.emplace_back();
      for (std::size_t id = 0; id < words; ++id) {
        sum += shares.emplace_back(std::exp(static_cast<double>(begin[id]) - largest));
      }
      for (double& share : shares) share /= sum;
    }
  }
  [[nodiscard]] const std::vector<double>& row(std::size_t index) const { return m_rows.at(index); }

 private:
  std::vector<std::vector<double>> m_rows;
};

double entropyOf(const std::vector<double>& shares) {
  double bits = 0;
  for (const double share : shares) bits -= share > 0 ? share * std::log2(share) : 0;
  return bits;
}

/// Jensen-Shannon, base 2.
double divergenceOf(const std::vector<double>& a, const std::vector<double>& b) {
  double bits = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double mean = (a[i] + b[i]) / 2;
    for (const double share : {a[i], b[i]}) bits += share > 0 ? share * std::log2(share / mean) / 2 : 0;
  }
  return bits;
}

using Row = std::map<std::string, std::string>;

/// Rows by the names of the first line.
std::vector<Row> readCsv(const std::filesystem::path& file) {
  std::vector<std::vector<std::string>> lines(1, std::vector<std::string>(1));
  bool isQuoted = false;
  for (const char c : readFile(file)) {
    if (c == '"') {
      isQuoted = !isQuoted;
    } else if (c == ',' && !isQuoted) {
      lines.back().emplace_back();
    } else if (c == '\n' && !isQuoted) {
      lines.emplace_back(1);
    } else {
      lines.back().back() += c;
    }
  }
  std::vector<Row> rows;
  for (std::size_t line = 1; line + 1 < lines.size(); ++line) {
    Row& row = rows.emplace_back();
    for (std::size_t i = 0; i < lines[line].size(); ++i) row[lines[0].at(i)] = lines[line][i];
  }
  return rows;
}

class ShownProbabilities : public ::testing::TestWithParam<SampleModel> {
 protected:
  /// `run --json` of two steps with every token listed, and the logits that it exported.
  struct Run {
    json document;
    Shares shares;
    bool fills = false;

    /// The distribution of a step.
    [[nodiscard]] const std::vector<double>& at(const json& step) const {
      return shares.row(step.at("position").get<std::size_t>() - (fills ? 0 : 1));
    }
  };
  /// An encoder reads the sentence again when a word is filled in: its logits are those of the call before.
  [[nodiscard]] Run run(const SampleModel& model, const std::string& prompt) const {
    const std::filesystem::path folder = m_folder.path() / model.name;
    const auto made = [&](const char* steps) {
      const auto result =
          runCli({"run", "--model", (kModels / model.name).string(), "--prompt", prompt, "--steps", steps, "--top",
                  "100000", "--json", "--hooks", "unembed.hook_out", "--save", folder.string()});
      EXPECT_EQ(result.code, 0) << result.err;
      return result.json();
    };
    json document = made("2");
    if (model.fills) static_cast<void>(made("0"));
    return {std::move(document), Shares(folder / "unembed.hook_out.npy"), model.fills};
  }
  [[nodiscard]] std::filesystem::path out() const { return m_folder.path() / "out"; }

 private:
  headlight::testing::TemporaryFolder m_folder;
};

TEST_P(ShownProbabilities, ofARunAreTheSoftmaxOfItsLogits) {
  const Run made = run(GetParam(), GetParam().prompt);
  ASSERT_FALSE(made.document.at("steps").empty());
  for (const json& step : made.document.at("steps")) {
    const std::vector<double>& shares = made.at(step);
    ASSERT_EQ(step.at("distribution").size(), shares.size()) << "every token, also those that are never drawn";
    for (const json& candidate : step.at("distribution")) {
      EXPECT_NEAR(candidate.at("probability").get<double>(), shares.at(candidate.at("id").get<std::size_t>()), kExact);
    }
    EXPECT_NEAR(step.at("entropy_bits").get<double>(), entropyOf(shares), 1e-9);
    const json& chosen = step.at("chosen");
    EXPECT_NEAR(chosen.at("probability").get<double>(), shares.at(chosen.at("id").get<std::size_t>()), kExact);
  }
}

TEST_P(ShownProbabilities, ofAFigureAreTheSoftmaxOfTheLogits) {
  const Run made = run(GetParam(), GetParam().prompt);
  const auto result =
      runCli({"export", "--model", (kModels / GetParam().name).string(), "--prompt", GetParam().prompt, "--steps", "2",
              "--what", "prediction", "--top", "40", "--formats", "csv", "--out", out().string()});
  ASSERT_EQ(result.code, 0) << result.err;
  for (const json& step : made.document.at("steps")) {
    std::string position = std::to_string(step.at("position").get<int>());
    position.insert(0, 3 - std::min<std::size_t>(3, position.size()), '0');
    const std::vector<Row> rows = readCsv(out() / ("prediction_" + position + ".csv"));
    ASSERT_GE(rows.size(), 40U);
    for (const Row& row : rows) {
      if (row.at("id").empty()) continue;  // all the others together
      EXPECT_NEAR(std::stod(row.at("probability")), made.at(step).at(std::stoul(row.at("id"))), kOfText);
    }
  }
}

class ComparedProbabilities : public ShownProbabilities {};

TEST_P(ComparedProbabilities, areThoseOfEachModel) {
  const SampleModel other{"classroom-gru", {}};
  const Run own = run(GetParam(), GetParam().prompt), beside = run(other, GetParam().prompt);
  const auto result =
      runCli({"compare", "--model", (kModels / GetParam().name).string(), "--model", (kModels / other.name).string(),
              "--prompt", GetParam().prompt, "--steps", "2", "--json", "--formats", "csv", "--out", out().string()});
  ASSERT_EQ(result.code, 0) << result.err;
  const json document = result.json();
  const std::vector<Row> rows = readCsv(out() / "compare.csv");
  const bool isOneVocabulary = GetParam().name.starts_with("classroom");
  for (std::size_t step = 0; step < 2; ++step) {
    const json &first = own.document.at("steps").at(step), &second = beside.document.at("steps").at(step);
    const auto word = first.at("chosen").at("id").get<std::size_t>();
    const std::vector<std::vector<double>> shares{own.at(first), beside.at(second)};
    for (std::size_t column = 0; column < 2; ++column) {
      const json& cell = document.at("words").at(step).at("runs").at(column);
      if (column == 1 && !isOneVocabulary) continue;  // its word has other tokens
      EXPECT_NEAR(cell.at("probability").get<double>(), shares[column].at(word), kExact) << step;
      EXPECT_NEAR(cell.at("surprise_bits").get<double>(), -std::log2(shares[column].at(word)), 1e-9);
      EXPECT_NEAR(std::stod(rows.at(2 * step + column).at("probability")), shares[column].at(word), kOfText);
    }
    if (!isOneVocabulary) continue;
    EXPECT_NEAR(document.at("divergence").at(step).at(0).at("bits").get<double>(), divergenceOf(shares[0], shares[1]),
                1e-9);
  }
}

TEST_P(ComparedProbabilities, ofInfluenceAreTheSoftmaxToo) {
  const std::string model = (kModels / GetParam().name).string();
  const auto memory = runCli({"compare", "--experiment", "memory", "--model", model, "--prompt", "The cat", "--json"});
  ASSERT_EQ(memory.code, 0) << memory.err;
  const json next = memory.json().at("models").at(0).at("next");
  const Run made = run(GetParam(), "The cat");
  EXPECT_NEAR(next.at("probability").get<double>(),
              made.at(made.document.at("steps").at(0)).at(next.at("id").get<std::size_t>()), kExact);
}

class DistanceProbabilities : public ShownProbabilities {};

TEST_P(DistanceProbabilities, areTheSoftmaxOfTheExamplesLogits) {
  const std::string model = (kModels / GetParam().name).string();
  const auto distance = runCli(
      {"compare", "--experiment", "distance", "--model", model, "--sentences", "1", "--distances", "0,10", "--json"});
  ASSERT_EQ(distance.code, 0) << distance.err;
  const json found = distance.json();
  ASSERT_EQ(found.at("examples").size(), found.at("points").size());
  for (std::size_t i = 0; i < found.at("examples").size(); ++i) {
    const json& example = found.at("examples").at(i);
    const Run asked = run(GetParam(), example.at("prompt").get<std::string>());
    const json& step = asked.document.at("steps").at(0);
    double expected = -1;
    for (const json& candidate : step.at("distribution")) {
      if (candidate.at("text") == example.at("right"))
        expected = asked.at(step).at(candidate.at("id").get<std::size_t>());
    }
    EXPECT_NEAR(example.at("said").at(0).at("probability_of_right").get<double>(), expected, kExact) << example.dump();
    EXPECT_NEAR(found.at("points").at(i).at("mean_probability").get<double>(), expected, kExact) << "of one sentence";
  }
}

TEST(SampleModels, areAllAskedForTheirProbabilities) {
  std::vector<std::string> shipped, tested;
  for (const auto& entry : std::filesystem::directory_iterator(kModels)) {
    if (std::filesystem::exists(entry.path() / "config.json")) shipped.push_back(entry.path().filename().string());
  }
  for (const SampleModel& sample : kSamples) tested.push_back(sample.name);
  std::sort(shipped.begin(), shipped.end());
  std::sort(tested.begin(), tested.end());
  EXPECT_EQ(tested, shipped);
}

std::string testName(const ::testing::TestParamInfo<SampleModel>& sample) {
  return std::regex_replace(sample.param.name, std::regex("-"), "_");
}

/// In the order of the table.
std::vector<SampleModel> samplesThat(const std::function<bool(const SampleModel&)>& fit) {
  std::vector<SampleModel> found;
  std::copy_if(kSamples.begin(), kSamples.end(), std::back_inserter(found), fit);
  return found;
}

bool continuesText(const SampleModel& model) {
  return !model.fills && model.name != "translate-en-zh";
}

INSTANTIATE_TEST_SUITE_P(Samples, ShownProbabilities, ::testing::ValuesIn(kSamples), testName);
INSTANTIATE_TEST_SUITE_P(Samples, ComparedProbabilities, ::testing::ValuesIn(samplesThat(continuesText)), testName);
/// The sentences of the experiment are in the words of the classroom.
INSTANTIATE_TEST_SUITE_P(Samples, DistanceProbabilities, ::testing::ValuesIn(samplesThat([](const SampleModel& model) {
                           return continuesText(model) && model.name.starts_with("classroom");
                         })),
                         testName);

}  // namespace
}  // namespace headlight::test
