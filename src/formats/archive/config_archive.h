#pragma once
// A model's configuration inside our own archives: checkpoints and sessions. Every field is written with its name, and
// what has values of its own (kind, activation, positions) as a word, so that a new option leaves old files readable:
// a field that a file lacks keeps the default of ModelConfig. The default of a new option is therefore what a model was
// before there was the option. A field that this program does not know is refused by its name, never guessed.

#include <string>
#include <utility>

#include "formats/archive/archive.h"
#include "formats/archive/named_fields.h"
#include "models/model_config.h"

namespace headlight {

/// Throws Error "internal.failure" for a value that has no word.
[[nodiscard]] NamedFields fieldsOf(const ModelConfig& config);

/// Throws Error "archive.unknown_field" {file, field}. Whether the sizes can be is validate()'s.
[[nodiscard]] ModelConfig configOf(NamedFields fields, const std::string& file);

template <class Archive>
void serialize(Archive& archive, ModelConfig& config, unsigned /*version*/) {
  if constexpr (Archive::is_saving::value) {
    archive& fieldsOf(config);
  } else {
    NamedFields fields;
    archive& fields;
    config = configOf(std::move(fields), archive.file());
  }
}

/// The fields without names of sessions of version 1 and of checkpoints of versions 1 and 2, for reading alone; never
/// changes. `complete`: false is the short list of checkpoints of version 1, which knew decoders alone.
void loadUnnamedConfig(InputArchive& archive, ModelConfig& config, bool complete);

/// What is wrong with numbers that should name a kind, an activation or positions (files without names); nullptr if
/// nothing is. Sizes are validate()'s (models/model_config.h).
[[nodiscard]] const char* enumProblem(const ModelConfig& config);

}  // namespace headlight

BOOST_CLASS_VERSION(headlight::ModelConfig, 0)
