#include "formats/tokenizers/tokenizer_json.h"
#include "fuzz/tokens_in_order.h"

using namespace headlight;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::bytesOf(data, size);
  fuzz::accepts([&] {
    const auto tokenizer = readTokenizerJson(bytes, "fuzz");
    (void)fuzz::checkedIds(*tokenizer, bytes);
    const std::string text = tokenizerJson(*tokenizer);
    const auto again = readTokenizerJson(text, "again");
    fuzz::require(again->vocabSize() == tokenizer->vocabSize(), "a vocabulary is read back as written");
    fuzz::require(tokenizerJson(*again) == text, "the same tokenizer gives the same bytes");
  });
  return 0;
}
