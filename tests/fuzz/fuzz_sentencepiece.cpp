#include "formats/tokenizers/sentencepiece_file.h"
#include "formats/tokenizers/tokenizer_json.h"
#include "fuzz/tokens_in_order.h"

using namespace headlight;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::bytesOf(data, size);
  fuzz::accepts([&] {
    const auto tokenizer =
        makeSentencePieceTokenizer(readSentencePieceFile({bytes, "fuzz"}), "fuzz", {.appendEndOfText = size % 2 == 0});
    (void)fuzz::checkedIds(*tokenizer, bytes);
    const std::string text = tokenizerJson(*tokenizer);
    fuzz::require(tokenizerJson(*readTokenizerJson(text, "again")) == text, "a tokenizer is read back as written");
  });
  const std::size_t zero = bytes.find("\n{");  // a vocab.json behind the model
  if (zero == std::string_view::npos) return 0;
  fuzz::accepts([&] {
    const auto marian = readMarianTokenizer({bytes.substr(0, zero), "spm"}, {bytes.substr(zero + 1), "vocab"});
    (void)fuzz::checkedIds(*marian, bytes);
  });
  return 0;
}
