#include "formats/tokenizers/tokenizer_json.h"
#include "formats/tokenizers/vocabulary_files.h"
#include "fuzz/tokens_in_order.h"
#include "text/pipeline_tokenizer.h"
#include "text/training/bpe_training.h"

using namespace headlight;

namespace {

const PipelineTokenizer& tokenizer() {
  static const std::shared_ptr<const Tokenizer> instance = [] {
    const std::vector<WeightedText> texts{{"the cat sat on the mat. it's hug hug pug 42 \u4F60\u597D \u4F60\u597D", 2}};
    const std::vector<std::string> specials{"<|endoftext|>"};
    return makeByteLevelBpe(trainByteLevelBpe(texts, 300, specials));
  }();
  return dynamic_cast<const PipelineTokenizer&>(*instance);
}

void trainOn(std::string_view text) {
  const std::vector<WeightedText> texts{{text, 1}, {text.substr(text.size() / 2), 3}};
  const std::vector<WeightedText> turned{texts[1], texts[0]};
  const TrainedBpe trained = trainByteLevelBpe(texts, 280);
  fuzz::require(trained.vocabulary == trainByteLevelBpe(turned, 280).vocabulary, "training does not depend on order");
  const auto made = makeByteLevelBpe(trained);
  const auto& pipeline = dynamic_cast<const PipelineTokenizer&>(*made);
  fuzz::require(pipeline.decodeBytes(fuzz::checkedIds(*made, text)) == text, "what was learnt keeps every byte");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::bytesOf(data, size);
  fuzz::require(tokenizer().decodeBytes(fuzz::checkedIds(tokenizer(), bytes)) == bytes, "every byte comes back");
  if (size < 2048) trainOn(bytes);
  const std::size_t zero = bytes.find('\0');
  if (zero == std::string_view::npos) return 0;
  fuzz::accepts([&] {
    const auto read = readBpeFiles({bytes.substr(0, zero), "vocab"}, {bytes.substr(zero + 1), "merges"});
    (void)fuzz::checkedIds(*read, bytes);
    fuzz::require(
        vocabJsonText(*readBpeFiles({vocabJsonText(*read), "v"}, {mergesTxtText(*read), "m"})) == vocabJsonText(*read),
        "two files are read back as written");
  });
  return 0;
}
