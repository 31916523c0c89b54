#pragma once
// Every sentence that the engine can say: a code, the kind of trouble, and the English wording with {named} values.
//
// The engine throws or returns a code with values; it is worded where it is shown. ui/session words codes in the
// interface's language from the translations of this very table (context "messages"; lupdate is told that
// HEADLIGHT_MESSAGE marks text), and a test finds codes without a Chinese entry.

#include <string_view>

#define HEADLIGHT_MESSAGE(text) text

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

struct MessageTemplate {
  std::string_view code;
  ErrorKind kind;
  std::string_view english;
};

inline constexpr MessageTemplate kMessages[] = {
    // general
    {"internal.failure", ErrorKind::Internal, HEADLIGHT_MESSAGE("Something went wrong inside Headlight: {what}.")},
    {"internal.unknown_code", ErrorKind::Internal, HEADLIGHT_MESSAGE("Unknown message code {code}.")},
    {"cancelled", ErrorKind::Cancelled, HEADLIGHT_MESSAGE("Cancelled.")},

    // hooks

    // models

    // text

    // formats

    // generate

    // train

    // analysis
    {"analysis.pca_empty", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("There is nothing to project: {rows} rows of {columns} values. At least one of each is needed.")},
    {"analysis.not_finite", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("Row {row}, column {column} is not a finite number (NaN or infinity), so no projection can be "
                       "computed. Remove that row.")},

    // cli

    // session
};

}  // namespace headlight
