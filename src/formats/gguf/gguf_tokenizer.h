#pragma once
// The tokenizer inside a GGUF file, both ways: the lists that llama.cpp reads (tokenizer.ggml.*, byte-level BPE), and
// for every other tokenizer the text of its tokenizer.json (tokenizer.huggingface.json, a standard key).

#include <memory>
#include <vector>

#include "formats/gguf/gguf_file.h"
#include "formats/gguf/gguf_writer.h"
#include "formats/tokenizers/tokenizer_settings.h"
#include "tensor/matrix.h"
#include "text/tokenizer.h"

namespace headlight {

/// tokenizer.huggingface.json where it is there, else the lists of tokenizer.ggml.model "gpt2" with GPT-2's pattern
/// (tokenizer.ggml.pre absent or "gpt-2"). Unused tokens (type 5) at the end only fill up the embedding's rows and are
/// left out. Merges of tokens that the vocabulary lacks are left out too, and `notices` says so: they could never be
/// done. Throws Error "gguf.missing_key", "gguf.value_type", "gguf.bad_tokenizer", "tokenizer.not_supported",
/// "tokenizer.bad_merge", those of Vocabulary and of readTokenizerJson.
[[nodiscard]] std::shared_ptr<const Tokenizer> readGgufTokenizer(const GgufFile& file, std::vector<Message>& notices);

/// The special tokens and ends that the file's keys name, by their pieces.
[[nodiscard]] TokenizerSettings ggufTokenizerSettings(const GgufFile& file);

/// Adds the keys from which readGgufTokenizer makes the same tokenizer. The lists are there in any case, so that other
/// programs can at least spell the tokens; where they do not say everything, tokenizer.huggingface.json is there too.
/// `rows`: of the embedding; what is beyond the tokenizer is written as unused tokens.
void addGgufTokenizer(const Tokenizer& tokenizer, Index rows, GgufWriter& writer);

}  // namespace headlight
