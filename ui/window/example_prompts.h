#pragma once
// Prompts worth trying, for the menu in the prompt's field. Texts for the model, so they are not translated.

#include <QStringList>

namespace headlight {

[[nodiscard]] inline QStringList examplePrompts() {
  return {QStringLiteral("The cat is on the"),
          QStringLiteral("The bird is on the"),
          QStringLiteral("The ship is on the"),
          QStringLiteral("The cats that the old farmer saw near the river"),
          QStringLiteral("Anna gave the book to Tom because"),
          QStringLiteral("One , two , three ,"),
          QStringLiteral("Where is the cat ?"),
          QStringLiteral("Once upon a time")};
}

}  // namespace headlight
