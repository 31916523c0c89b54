#include "fuzz/fuzz_target.h"
#include "text/models/word_level.h"
#include "text/training/word_level_training.h"
#include "text/unicode/utf8.h"

using namespace headlight;

namespace {

const WordLevelTokenizer& tokenizer() {
  static const WordLevelTokenizer instance(
      {"[UNK]", "[PAD]", "[MASK]", "[CLS]", "[SEP]", "<|endoftext|>", "a",     "b", "cat", "'", "s", "\"", ".", ",",
       "(",     ")",     "-",      "1",     "2",     "\u4F60",        "\uFFFD"});
  return instance;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::bytesOf(data, size);
  std::vector<TokenId> ids;
  std::size_t place = 0;
  for (const Token& token : tokenizer().encode(text)) {
    fuzz::require(token.begin >= place && token.end > token.begin && token.end <= size, "tokens lie in order");
    fuzz::require(token.id >= 0 && token.id < tokenizer().vocabSize(), "ids lie in the vocabulary");
    fuzz::require(isValidUtf8(token.text) && isValidUtf8(token.source), "what is shown is valid UTF-8");
    place = token.end;
    ids.push_back(token.id);
  }
  fuzz::require(isValidUtf8(tokenizer().decode(ids)), "decoded text is valid UTF-8");
  fuzz::require(isValidUtf8(toValidUtf8(text)), "mended text is valid UTF-8");
  fuzz::require(!isValidUtf8(text) || toValidUtf8(text) == text, "valid text is not changed");
  WordCounter counter;
  counter.add(text);
  (void)WordLevelTokenizer(buildVocabulary(counter, 50));
  return 0;
}
