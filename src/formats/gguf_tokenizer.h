#pragma once
// The tokenizer inside a GGUF file, both ways: the lists that llama.cpp reads (tokenizer.ggml.*, byte-level BPE), and
// for every other tokenizer the text of its tokenizer.json (tokenizer.huggingface.json, a standard key).

#include <memory>
#include <vector>

#include "formats/gguf_file.h"
#include "formats/gguf_writer.h"
#include "text/tokenizer.h"

namespace headlight {

/// tokenizer.huggingface.json where it is there, else the lists of tokenizer.ggml.model "gpt2" with GPT-2's pattern
/// (tokenizer.ggml.pre absent or "gpt-2"). Merges of tokens that the vocabulary lacks are left out, and `notices` says
/// so: they could never be done. Throws Error "gguf.missing_key", "gguf.value_type", "gguf.bad_tokenizer",
/// "tokenizer.not_supported", "tokenizer.bad_merge", those of Vocabulary and of readTokenizerJson.
[[nodiscard]] std::shared_ptr<const Tokenizer> readGgufTokenizer(const GgufFile& file, std::vector<Message>& notices);

/// Adds the keys from which readGgufTokenizer makes the same tokenizer. The lists are there in any case, so that other
/// programs can at least spell the tokens; where they do not say everything, tokenizer.huggingface.json is there too.
void addGgufTokenizer(const Tokenizer& tokenizer, GgufWriter& writer);

}  // namespace headlight
