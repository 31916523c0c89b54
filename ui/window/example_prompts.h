#pragma once
// Prompts worth trying, for the menu in the prompt's field. Texts for the model, so they are not translated.

#include <QString>
#include <QStringList>

#include "formats/model_folder.h"

namespace headlight {

/// For a model of this kind: beginnings to go on from, sentences with a mask, sentences to translate. Null: beginnings.
[[nodiscard]] QStringList examplePrompts(const OpenedModel* model);

/// Whether the text is an example, of whatever kind, as the menu offers it.
[[nodiscard]] bool isExamplePrompt(const QString& text);

}  // namespace headlight
