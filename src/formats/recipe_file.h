#pragma once
// Recipes as JSON files. Example, with every field (those in brackets may be left out and have the value shown):
//
// {
//   "format": "headlight-recipe", "version": 1,
//   "name": "classroom-en", "language": "en",
//   "model": { "kind": "decoder", "n_layers": 4, "n_heads": 4, "d_model": 128, ["d_mlp": 512,] "n_ctx": 96,
//              ["activation": "gelu_new" | "gelu" | "relu", "layer_norm_epsilon": 1e-5, "tied_head": true] },
//   "tokenizer": { "kind": "word_level", "vocab_size": 4000 },
//   "sources": [
//     { "name": "grammar", "type": "grammar", "file": "../corpora/classroom-en.json",
//       "documents": 60000, "seed": 1, "weight": 0.5, ["all_words": false] },
//     { "name": "stories", "type": "corpus", "file": "english/tinystories-train.txt", "bytes": 4244390,
//       "sha256": "64 hexadecimal digits", "home": "https://…", "credit": "…", "separator": "<|endoftext|>",
//       "weight": 0.3, ["all_words": false, "max_documents": 0] } ],
//   ["validation": [
//     { "name": "stories", "type": "corpus", …as above without weight and all_words },
//     { "name": "held-out grammar", "type": "grammar", "file": "…", "held_out": true, "documents": 300 } ],]
//   "training": { "batch": 32, "length": 96, "steps": 3000 or "tokens": 9216000,
//                 "learning_rate": 1e-3, "warmup_steps": 100,
//                 ["floor": 0.1, "beta1": 0.9, "beta2": 0.95, "epsilon": 1e-8, "weight_decay": 0.1, "clip": 1,
//                  "dropout": 0, "seed": 1, "log_every": 50, "validate_every": 500, "checkpoint_every": 1000] },
//   "card": { "title": "…", "summary": "…", "license": "…", ["notes": "…"] }
// }
//
// A grammar's file is looked for beside the recipe, a corpus in the data folders (cli/train_command.cpp).
// Without held_out a grammar of the validation makes `documents` sentences of `seed`; with it, its held-out sentences.
// Unknown fields are refused: a misspelt name would otherwise silently train another model.

#include <filesystem>
#include <string_view>

#include "train/recipe.h"

namespace headlight {

/// Throws Error "json.missing_field", "json.wrong_type", "recipe.unknown_field", "recipe.out_of_range", each with the
/// field's place; "model.config"; those of readFileLimited and parseGuarded if the file cannot be read or is no JSON.
[[nodiscard]] Recipe readRecipeFile(const std::filesystem::path& file);

/// The same from bytes; `fileName` is only named in errors.
[[nodiscard]] Recipe parseRecipe(std::string_view bytes, std::string_view fileName);

}  // namespace headlight
