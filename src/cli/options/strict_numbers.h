#pragma once
// What every option with a number refuses before the option library converts it: nothing, NaN, infinity, and numbers
// beyond the range of their type, which it would take for 0, a number in any range, or the largest number.

namespace CLI {
class App;
}

namespace headlight {

/// Adds the check to all options of a subcommand whose values are numbers; the error is one of usage.
void requireRealNumbers(CLI::App& command);

}  // namespace headlight
