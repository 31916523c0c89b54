#include "cli/compare/experiment_support.h"

#include <algorithm>

namespace headlight {

ExperimentModels::ExperimentModels(const std::vector<std::string>& names, CommandContext& context) {
  for (const std::string& name : names) {
    m_opened.push_back(openModelFor(name, context));
    const OpenedModel& opened = *m_opened.back();
    m_models.push_back({opened.name, opened.model.get(), opened.tokenizer.get()});
  }
}

std::vector<int> checkedNumbers(std::vector<int> numbers, int least, int most, const char* option) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  if (!numbers.empty() && numbers.front() >= least && numbers.back() <= most) return numbers;
  const std::string wrong = numbers.empty()           ? std::string()
                            : numbers.front() < least ? std::to_string(numbers.front())
                                                      : std::to_string(numbers.back());
  throw Error("cli.bad_value",
              {{"option", option},
               {"value", wrong},
               {"expected", "whole numbers from " + std::to_string(least) + " to " + std::to_string(most)}});
}

}  // namespace headlight
