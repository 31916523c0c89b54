#include "formats/tokenizers/vocabulary_files.h"
#include "fuzz/tokens_in_order.h"

using namespace headlight;

namespace {

const Tokenizer& tokenizer() {
  static const auto instance =
      readVocabTxt({"[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nwant\n##want\n##ed\nun\nrun\n##ning\nhello\n"
                    ",\n!\na\n##a\n\u535A\n",
                    "vocab.txt"});
  return *instance;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::bytesOf(data, size);
  const std::vector<TokenId> ids = fuzz::checkedIds(tokenizer(), bytes);
  fuzz::require(ids.size() >= 2 && ids.front() == 2 && ids.back() == 3, "a text stands in its frame");
  fuzz::accepts([&] { (void)fuzz::checkedIds(*readVocabTxt({bytes, "fuzz"}), bytes); });
  return 0;
}
