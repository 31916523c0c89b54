#pragma once
// What a sentence of the engine is made of. The sentences are in messages.h, which error.cpp alone
// includes: a new one does not compile the whole program again.

#include <string_view>

namespace headlight {

/// Decides the exit code of the command line (shared with `exitCodeOf` in cli) and the tone of the window.
enum class ErrorKind {
  Usage,      ///< a wrong flag, an empty prompt, invalid UTF-8 in an argument: exit code 2
  BadInput,   ///< a file, a model name or its content is bad, or cannot be written: exit code 3
  Numerical,  ///< a check of numbers failed: exit code 4
  Cancelled,  ///< somebody pressed cancel or Ctrl-C: exit code 130
  Internal,   ///< a fault of ours: exit code 1
  Notice,     ///< no error: something a person should know (shown, never thrown)
};

/// Marks an English sentence for ui/translations/update_texts.
#define HEADLIGHT_MESSAGE(text) text

struct MessageTemplate {
  std::string_view code;
  ErrorKind kind;
  std::string_view english;
};

}  // namespace headlight
