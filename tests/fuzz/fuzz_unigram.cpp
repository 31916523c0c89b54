#include "fuzz/tokens_in_order.h"
#include "text/training/unigram_training.h"

using namespace headlight;

namespace {

TrainedUnigram train(const std::vector<WeightedText>& texts) {
  UnigramTrainingOptions options;
  options.vocabSize = 60;
  options.leastCharacterCount = 1;
  options.seedPieces = 500;
  return trainUnigram(texts, options);
}

const Tokenizer& tokenizer() {
  static const std::shared_ptr<const Tokenizer> instance = makeUnigram(
      train({{"the cat sat on the mat. the cats sat. \u732B\u5728\u57AB\u5B50\u4E0A\u3002\u732B\u5728\u57AB", 5}}),
      {true});
  return *instance;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::bytesOf(data, size);
  fuzz::require(!fuzz::checkedIds(tokenizer(), bytes).empty(), "the end of the text stands there");
  if (size >= 1024) return 0;
  fuzz::accepts([&] {
    const TrainedUnigram first = train({{bytes, 1}, {bytes.substr(size / 2), 2}});
    const TrainedUnigram second = train({{bytes.substr(size / 2), 2}, {bytes, 1}});
    fuzz::require(first.vocabulary.size() <= 60, "the vocabulary is as large as asked for at most");
    for (std::size_t i = 0; i < first.vocabulary.size(); ++i)
      fuzz::require(first.vocabulary[i].piece == second.vocabulary[i].piece, "training does not depend on order");
    (void)fuzz::checkedIds(*makeUnigram(first), bytes);
  });
  return 0;
}
