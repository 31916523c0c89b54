// Bad input gives one clear sentence and the exit code of docs/reference/command_line.md; no file is half-written.

#include <gmock/gmock.h>

#include <fstream>
#include <limits>

#include "unit/cli/cli_fixture.h"

namespace headlight {
namespace {

using testing::CliResult;
using testing::CliTest;
using ::testing::HasSubstr;
using testing::readFile;
using testing::runCli;

class CliBadInput : public CliTest {
 protected:
  /// One sentence on standard error, nothing on standard output.
  void expectRefused(const CliResult& result, int code, const std::string& part) const {
    EXPECT_EQ(result.code, code) << result.err;
    EXPECT_EQ(result.out, "");
    EXPECT_THAT(result.err, HasSubstr(part));
    EXPECT_EQ(result.err.find("what():"), std::string::npos);
  }
  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(std::filesystem::path(model()) / name, std::ios::binary) << bytes;
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    return readFile(std::filesystem::path(model()) / name);
  }
};

TEST_F(CliBadInput, anEmptyPrompt) {
  for (const char* prompt : {"", " ", "\t\n", "\x01\x02"}) {
    expectRefused(run({"--prompt", prompt}), 2, "The prompt is empty");
  }
  expectRefused(run({"--prompt", "-"}, ""), 2, "The prompt is empty");
}

TEST_F(CliBadInput, invalidUtf8InAnyArgument) {
  expectRefused(run({"--prompt", "The \xff\xfe"}), 2, "Argument 5 is not valid UTF-8");
  expectRefused(run({"--prompt", "\xed\xa0\x80"}), 2, "not valid UTF-8");
  expectRefused(run({"--prompt", "-"}, "The \xc3("), 2, "standard input is not valid UTF-8");
  expectRefused(runCli({"\x80"}), 2, "Argument 1");
}

TEST_F(CliBadInput, anUnknownFlagOrSubcommand) {
  const CliResult flag = run({"--prompt", "The", "--colour"});
  expectRefused(flag, 2, "--colour");
  EXPECT_THAT(flag.err, HasSubstr("`headlight run --help`"));
  expectRefused(runCli({"dance"}), 2, "dance");
  expectRefused(runCli({"run"}), 2, "--model");
  expectRefused(runCli({}), 2, "subcommand");
}

TEST_F(CliBadInput, valuesThatCannotBe) {
  for (const std::vector<std::string>& more :
       std::vector<std::vector<std::string>>{{"--steps", "-1"},
                                             {"--steps", "many"},
                                             {"--top", "0"},
                                             {"--threads", "-2"},
                                             {"--temperature", "0"},
                                             {"--temperature", "-1"},
                                             {"--temperature", "nan"},
                                             {"--top-k", "-3"},
                                             {"--top-p", "0"},
                                             {"--top-p", "1.5"},
                                             {"--seed", "-1"},
                                             {"--seed", "18446744073709551616"},
                                             {"--seed", ""},
                                             {"--top-k", ""},
                                             {"--top-k", "99999999999999999999"},
                                             {"--top-p", "nan"},
                                             {"--temperature", "inf"},
                                             {"--temperature", "1e999"},
                                             {"--steps", ""},
                                             {"--length-penalty", "nan", "--beams", "2"},
                                             {"--greedy", "--seed", "3"},
                                             {"--save", "x"},
                                             {"--hooks", "hook_embed"},
                                             {"--steps"}}) {
    std::vector<std::string> arguments = {"--prompt", "The"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    expectRefused(run(arguments), 2, "");
  }
}

TEST_F(CliBadInput, numbersOfFiguresThatCannotBe) {
  for (const auto& [option, value] : std::vector<std::pair<std::string, std::string>>{{"--azimuth", "nan"},
                                                                                      {"--azimuth", "400"},
                                                                                      {"--elevation", "-nan"},
                                                                                      {"--scale", "nan"},
                                                                                      {"--scale", "inf"},
                                                                                      {"--threshold", "nan"},
                                                                                      {"--width", ""},
                                                                                      {"--dimensions", "1,2,33"},
                                                                                      {"--dimensions", "0"},
                                                                                      {"--minimal-distance", "nan"}}) {
    const CliResult result = command("export", {"--prompt", "The", "--what", "embedding", "--formats", "csv", "--out",
                                                (folder() / "f").string(), option, value});
    EXPECT_EQ(result.code, 2) << option << " " << value << ": " << result.err;
    EXPECT_NE(result.err, "") << option;
    EXPECT_EQ(result.out, "") << option;
  }
  const auto tsne = [&](const std::string& perplexity) {
    return command("export", {"--prompt", "The", "--what", "embedding", "--formats", "csv", "--out",
                              (folder() / "f").string(), "--projection", "tsne", "--perplexity", perplexity});
  };
  expectRefused(tsne("500"), 2, "--perplexity cannot be");
  EXPECT_EQ(tsne("2").code, 0);
}

TEST_F(CliBadInput, aTextThatIsNoUtf8OrOfAnotherKind) {
  const auto evaluated = [&](const std::string& bytes) {
    std::ofstream(folder() / "t.txt", std::ios::binary) << bytes;
    return command("eval", {"--text", (folder() / "t.txt").string()});
  };
  EXPECT_EQ(evaluated("\xEF\xBB\xBF"
                      "The cat is on the mat .\n")
                .code,
            0);
  expectRefused(evaluated("The caf\xe9 is on the mat .\n"), 3, "t.txt is not a text in UTF-8");
  expectRefused(evaluated("\x1f\x8b\x08"), 3, "packed");
  expectRefused(run({"--prompt", "-"}, "\x1f\x8b\x08"), 3, "packed");
  EXPECT_EQ(run({"--prompt", "-"},
                "\xEF\xBB\xBF"
                "The cat")
                .code,
            0);
}

TEST_F(CliBadInput, weightsThatAreNotFinite) {
  std::string bytes = read("model.safetensors");
  const float broken = std::numeric_limits<float>::quiet_NaN();
  bytes.replace(bytes.size() - sizeof broken, sizeof broken, reinterpret_cast<const char*>(&broken), sizeof broken);
  for (std::size_t at = bytes.size() - 4096; at < bytes.size(); at += sizeof broken)
    bytes.replace(at, sizeof broken, reinterpret_cast<const char*>(&broken), sizeof broken);
  write("model.safetensors", bytes);
  const auto checkpoint = folder() / "m.checkpoint";
  EXPECT_EQ(runCli({"convert", model(), checkpoint.string()}).code, 3);
  EXPECT_FALSE(std::filesystem::exists(checkpoint));
  std::ofstream(folder() / "t.txt") << "The cat is on the mat .\n";
  const CliResult result = command("eval", {"--text", (folder() / "t.txt").string()});
  EXPECT_EQ(result.code, 4) << result.err;
  EXPECT_THAT(result.err, HasSubstr("not a finite number"));
}

TEST_F(CliBadInput, ablationsThatCannotBe) {
  for (const char* spec : {"", "X", "L", "L0H", "L9H0", "L0H9", "mlp9", "L0N99999", "L0H0@", "L0H0@3-1"}) {
    const CliResult result = run({"--prompt", "The cat", "--ablate", spec});
    EXPECT_EQ(result.code, 2) << spec << ": " << result.err;
    EXPECT_EQ(result.out, "") << spec;
  }
  for (const char* spec : {"L0H1", "L1", "mlp0", "L0N12", "neuron L0N12", "L0H1@1", "L0H1@0-1"}) {
    EXPECT_EQ(run({"--prompt", "The cat", "--ablate", spec}).code, 0) << spec;
  }
}

TEST_F(CliBadInput, aHookGlobThatMatchesNothing) {
  const auto out = folder() / "out";
  expectRefused(run({"--prompt", "The", "--hooks", "blocks.*.nothing", "--save", out.string()}), 2, "blocks.*.nothing");
  EXPECT_FALSE(std::filesystem::exists(out));
}

TEST_F(CliBadInput, aModelThatIsNotThere) {
  expectRefused(runCli({"run", "--model", "no-such-model", "--prompt", "The"}), 3, "no-such-model");
  expectRefused(runCli({"hooks", "--model", (folder() / "nothing").string()}), 3, "nothing");
}

TEST_F(CliBadInput, aMissingFileOfAModel) {
  for (const char* name : {"config.json", "model.safetensors", "tokenizer.json"}) {
    const std::string bytes = read(name);
    std::filesystem::remove(std::filesystem::path(model()) / name);
    expectRefused(run({"--prompt", "The"}), 3, name);
    write(name, bytes);
  }
  EXPECT_EQ(run({"--prompt", "The"}).code, 0) << "all three are back";
}

TEST_F(CliBadInput, aTruncatedFileOfAModel) {
  for (const char* name : {"config.json", "model.safetensors", "tokenizer.json"}) {
    const std::string bytes = read(name);
    for (const std::size_t size : {std::size_t{0}, bytes.size() / 2, bytes.size() - 3}) {
      write(name, bytes.substr(0, size));
      expectRefused(run({"--prompt", "The"}), 3, name);
    }
    write(name, bytes);
  }
}

TEST_F(CliBadInput, filesThatContradictEachOther) {
  auto config = nlohmann::json::parse(read("config.json"));
  const std::string whole = read("config.json");
  for (const auto& [field, value] : std::vector<std::pair<std::string, nlohmann::json>>{
           {"n_embd", 64}, {"n_layer", 3}, {"vocab_size", 17}, {"n_head", 5}, {"n_positions", 99}, {"n_layer", -1}}) {
    auto changed = config;
    changed[field] = value;
    write("config.json", changed.dump());
    expectRefused(run({"--prompt", "The"}), 3, "");
  }
  write("config.json", whole);
  EXPECT_EQ(run({"--prompt", "The"}).code, 0);
}

TEST_F(CliBadInput, anOutputFolderThatCannotBeMade) {
  const auto file = folder() / "a_file";
  { std::ofstream(file) << "text"; }
  expectRefused(run({"--prompt", "The", "--hooks", "hook_embed", "--save", file.string()}), 3, "a_file");
  expectRefused(run({"--prompt", "The", "--hooks", "hook_embed", "--save", (file / "below").string()}), 3, "a_file");
  EXPECT_EQ(readFile(file), "text");
  // A folder in which not even root can make a file.
  expectRefused(run({"--prompt", "The", "--hooks", "hook_embed", "--save", "/proc/self"}), 3, "/proc/self");
}

TEST_F(CliBadInput, textsThatAreNoTexts) {
  const auto texts = folder() / "texts.json";
  for (const char* bytes : {"", "{}", "[1]", R"(["a", null])", "[\"\xff\"]", R"(["a",)"}) {
    { std::ofstream(texts, std::ios::trunc) << bytes; }
    expectRefused(command("tokenize", {"--texts", texts.string()}), 3, "texts.json");
  }
  expectRefused(command("tokenize", {"--texts", (folder() / "none.json").string()}), 3, "none.json");
}

}  // namespace
}  // namespace headlight
