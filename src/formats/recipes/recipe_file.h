#pragma once
// Recipes as JSON files. Example, with every field (those in brackets may be left out and have the value shown):
//
// {
//   "format": "headlight-recipe", "version": 1,
//   "name": "classroom-en", "language": "en",
//   "model": …, "tokenizer": …,                                 (see below; or "fine_tuning" instead of the two)
//   "sources": [ … ], ["validation": [ … ],]
//   "training": …,
//   ["weights": { "stored_as": "float32" | "float16" | "bfloat16" },]      what the finished folder stores
//   "card": { "title": "…", "summary": "…", "license": "…", ["notes": "…"] }
// }
//
// "model" is one of
//   { "kind": "decoder", "n_layers": 4, "n_heads": 4, "d_model": 128, "n_ctx": 96,
//     ["d_mlp": 4 · d_model, "activation": "gelu_new" | "gelu" | "relu" | "swish", "layer_norm_epsilon": 1e-5,
//      "tied_head": true, and the options of models/decoder_options.h, as "residual": true] }
//   { "kind": "rnn" | "lstm" | "gru", "n_layers": 2, "d_model": 128, "n_ctx": 96,
//     ["d_hidden": d_model, "tied_head": true] }
//   { "kind": "encoder", "n_layers": 4, "n_heads": 4, "d_model": 128, "n_ctx": 96,
//     ["d_mlp": 4 · d_model, "activation": "gelu", "layer_norm_epsilon": 1e-12, "n_segments": 2, "tied_head": true] }
//   { "kind": "encoder_decoder", "n_layers": 3, "n_heads": 4, "d_model": 192, "n_ctx": 64,
//     ["n_decoder_layers": n_layers, "d_mlp": 4 · d_model, "activation": "relu", "layer_norm_epsilon": 1e-5,
//      "scaled_embedding": true, "tied_head": true] }
//
// "tokenizer" is one of
//   { "kind": "word_level" | "byte_level_bpe" | "unigram", "vocab_size": 4000 }    learnt from the sources
//   { "same_as": "../classroom-en" }      the tokenizer.json of a model folder beside the recipe, or of a sample model
//
// "fine_tuning" starts from a model folder beside the recipe or from a sample model; it has the model and the
// tokenizer:
//   { "base": "classroom-en", ["frozen": ["wte.*", "h.0.*"],] ["lora": { "rank": 8, ["alpha": rank,]
//     "matrices": ["h.*.attn.c_attn.weight"] }] }
//   The globs are over parameter names; each must match something. With "lora" only the adapters move.
//
// "sources" are what is trained on:
//   { "name": "grammar", "type": "grammar", "file": "../corpora/classroom-en.json", "documents": 60000, "seed": 1,
//     "weight": 0.5, ["all_words": false] }
//   { "name": "stories", "type": "corpus", "file": "english/tinystories-train.txt", "bytes": 4244390,
//     "sha256": "64 hexadecimal digits", "home": "https://…", "credit": "…", "separator": "<|endoftext|>",
//     "weight": 0.3, ["all_words": false, "max_documents": 0] }
//   { "name": "pairs", "type": "pairs", "file": "pairs/en-zh.tsv", "bytes": …, "sha256": "…", "home": "…",
//     "credit": "…", "weight": 1, ["separator": "\n", "source_column": 0, "target_column": 1, "held_every": 0,
//     "max_documents": 0] }      one pair a line, columns between tabs; only and always for an encoder_decoder
// "validation" has the same without weight and all_words; a grammar there may have "held_out": true, which makes its
// held-out sentences instead of `documents` sentences of `seed`. The first one's loss is "the" validation loss.
// held_every keeps every so many-th line back: sources leave it out, and pairs in the validation take it alone. Without
// "validation" the lines that the sources keep back are measured on.
//
// "training": { "batch": 32, "length": 96, "steps": 3000 or "tokens": 9216000, "learning_rate": 1e-3,
//   "warmup_steps": 100,
//   ["accumulate": 1 (batches a step), "optimizer": "adamw" | "sgd", of adamw "beta1": 0.9, "beta2": 0.95,
//    "epsilon": 1e-8, of sgd "momentum": 0.9, "nesterov": false, "weight_decay": 0.1 (sgd: 0),
//    "schedule": "cosine" | "linear" | "constant" | "inverse_square_root", "floor": 0.1, "clip": 1, "dropout": 0,
//    "label_smoothing": 0 (not for recurrent nets), "carry_state": false (recurrent nets), "mask_share": 0.15
//    (encoder), "precision": "float32" | "float16" | "bfloat16", "master_weights": true, "seed": 1, "log_every": 50,
//    "validate_every": 500, "checkpoint_every": 1000, "validation_window": 0 (n_ctx), "patience": 0 (validations
//    without a better loss; 0: never ends early), "keep_best": false] }
//
// A grammar's file is looked for beside the recipe, a corpus in the data folders (cli/train_command.cpp).
// Unknown fields are refused: a misspelt name would otherwise silently train another model. Fields of another kind are
// unknown, too.

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
