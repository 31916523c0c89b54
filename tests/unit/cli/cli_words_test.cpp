// Every subcommand and every word of `export --what` is complete: help, options, and its place in the reference.

#include <gmock/gmock.h>

#include <algorithm>
#include <regex>
#include <set>

#include "cli/commands.h"
#include "cli/export/export_words.h"
#include "unit/cli/cli_fixture.h"

namespace headlight {
namespace {

using testing::CliTest;
using ::testing::HasSubstr;
using testing::readFile;
using testing::runCli;

class CliWords : public CliTest {
 protected:
  static std::string reference() { return readFile(HEADLIGHT_SOURCE_DIR "/docs/reference/command_line.md"); }
  /// The options that the help of a subcommand lists, "--layers".
  std::set<std::string> optionsOf(const std::string& subcommand) {
    const std::string help = runCli({subcommand, "--help"}).out;
    static const std::regex pattern("--[a-z][a-z-]*");
    std::set<std::string> options;
    for (std::size_t at = 0; at < help.size();) {
      const std::size_t end = std::min(help.find('\n', at), help.size());
      // Columns of names: what follows two spaces behind a name is the sentence.
      const std::string line = help.substr(at, end - at);
      const std::size_t first = line.find_first_not_of(' ');
      if (first != std::string::npos && line[first] == '-') {
        const std::string names = line.substr(first, line.find("  ", first) - first);
        for (std::sregex_iterator it(names.begin(), names.end(), pattern), none; it != none; ++it) {
          options.insert(it->str());
        }
      }
      at = end + 1;
    }
    return options;
  }
};

TEST_F(CliWords, everySubcommandHasHelpAndStandsInTheReference) {
  const std::string help = runCli({"--help"}).out;
  std::set<std::string_view> names;
  for (const Subcommand& subcommand : subcommands()) {
    EXPECT_TRUE(names.insert(subcommand.name).second) << subcommand.name;
    EXPECT_FALSE(subcommand.help.empty()) << subcommand.name;
    EXPECT_THAT(help, HasSubstr("  " + std::string(subcommand.name)));
    EXPECT_EQ(runCli({std::string(subcommand.name), "--help"}).code, 0) << subcommand.name;
    EXPECT_THAT(reference(), HasSubstr("`headlight " + std::string(subcommand.name)));
    EXPECT_TRUE(isCommandLine(std::vector<std::string>{std::string(subcommand.name)}));
  }
}

TEST_F(CliWords, everyWordOfExportIsInHelpAndReference) {
  const std::string help = runCli({"export", "--help"}).out;
  std::set<std::string_view> words;
  for (const ExportWord& word : exportWords()) {
    EXPECT_TRUE(words.insert(word.word).second) << word.word;
    EXPECT_FALSE(word.help.empty()) << word.word;
    EXPECT_NE(word.make != nullptr, word.ofFigure != nullptr && word.ofFigure->make != nullptr) << word.word;
    EXPECT_GT(word.turn, 0) << word.word;
    EXPECT_THAT(help, ::testing::ContainsRegex("\n  " + std::string(word.word) + " +" + std::string(word.help)));
    EXPECT_THAT(reference(), HasSubstr("`" + std::string(word.word) + "`")) << "docs/reference/command_line.md";
    EXPECT_TRUE(ExportWords(std::string(word.word)).isAlone(word.word)) << word.word;
    EXPECT_EQ(ExportWords("all").has(word.word), word.isOfAll) << word.word;
  }
}

TEST_F(CliWords, everyOptionOfExportBelongsToAWordOrToAll) {
  const std::set<std::string> ofAll = {"--help",         "--model",    "--prompt",     "--prompt-file", "--steps",
                                       "--what",         "--json",     "--out",        "--dark",        "--print",
                                       "--formats",      "--no-title", "--no-caption", "--cells",       "--width",
                                       "--no-color-bar", "--scale",    "--threads",    "--language"};
  const std::set<std::string> ofRuns = optionsOf("run");
  const std::set<std::string> options = optionsOf("export");
  std::set<std::string> ofWords;
  for (const ExportWord& word : exportWords()) {
    for (const std::string_view option : word.options) {
      ofWords.emplace(option);
      EXPECT_TRUE(options.contains(std::string(option))) << word.word << " names " << option << ", which export lacks";
      EXPECT_THAT(reference(), HasSubstr(std::string(option))) << "docs/reference/command_line.md";
    }
  }
  for (const std::string& option : options) {
    EXPECT_TRUE(ofAll.contains(option) || ofRuns.contains(option) || ofWords.contains(option))
        << option << " belongs to no word (src/cli/export/export_words.cpp)";
  }
}

TEST_F(CliWords, aWordThatIsNotThereIsRefusedWithTheList) {
  const auto result = command("export", {"--prompt", "The cat", "--what", "nothing", "--out", "unused"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.err, HasSubstr(exportWordList("all, or a list of them")));
}

}  // namespace
}  // namespace headlight
