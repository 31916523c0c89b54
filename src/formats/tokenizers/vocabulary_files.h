#pragma once
// Tokenizers in the files that are older than tokenizer.json: GPT-2's vocab.json and merges.txt, BERT's vocab.txt.

#include <memory>
#include <string>
#include <string_view>

#include "formats/tokenizers/special_pieces.h"
#include "text/pipeline_tokenizer.h"
#include "text/stages/normalizers.h"

namespace headlight {

/// A file by its content and its name for messages.
struct NamedBytes {
  std::string_view bytes;
  std::string_view name;
};

/// Byte-level BPE as GPT-2 has it, or RoBERTa.
struct BpeFilesOptions {
  SpecialPieces pieces{"", "", "", "", "", "<|endoftext|>", "<|endoftext|>"};  ///< matched literally where they exist
  bool framed = false;  ///< RoBERTa: the two of `pieces` around every text; the mask takes the space before it
};

/// Throws the Errors of json::parseGuarded and BpeModel, "tokenizer.bad_id", "tokenizer.duplicate_id",
/// "tokenizer.bad_merge", "tokenizer.piece_missing".
[[nodiscard]] std::shared_ptr<const PipelineTokenizer> readBpeFiles(NamedBytes vocabJson, NamedBytes mergesTxt,
                                                                    const BpeFilesOptions& options = {});

/// The two files of a byte-level BPE tokenizer (its model is a BpeModel, else std::bad_cast).
[[nodiscard]] std::string vocabJsonText(const PipelineTokenizer& tokenizer);
[[nodiscard]] std::string mergesTxtText(const PipelineTokenizer& tokenizer);

/// BERT's WordPiece: a piece a line, its id the number of the line from 0. Of a piece on several lines the last line
/// counts, and a blank line is an id without a piece, as in Hugging Face's library. The three of `pieces` that every
/// text needs (unknown, classification, separator) must be there; the text is framed by the latter two. `normalizer` is
/// what tokenizer_config.json says of capitals and accents. Throws Error "tokenizer.piece_missing" and those of
/// Vocabulary.
[[nodiscard]] std::shared_ptr<const PipelineTokenizer> readVocabTxt(NamedBytes file,
                                                                    const BertNormalizer& normalizer = {},
                                                                    const SpecialPieces& pieces = kBertPieces);

}  // namespace headlight
