#pragma once
// An option whose value is one of a few words, each of which stands for a value of the program.

#include <CLI/CLI.hpp>
#include <string>
#include <utility>
#include <vector>

namespace headlight {

/// The help lists the words in this order; another word is wrong usage. `target` must live as long as the command.
template <class Value, class Target>
CLI::Option* addWordOption(CLI::App& command, const std::string& name, Target& target, const std::string& help,
                           const std::vector<std::pair<std::string, Value>>& words) {
  std::vector<std::string> names;
  for (const auto& word : words) names.push_back(word.first);
  const auto take = [&target, words](const std::string& chosen) {
    for (const auto& [word, value] : words) {
      if (word == chosen) target = value;
    }
  };
  return command.add_option_function<std::string>(name, take, help)->check(CLI::IsMember(names));
}

}  // namespace headlight
