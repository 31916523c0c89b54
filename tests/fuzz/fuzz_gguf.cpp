#include "formats/gguf/gguf_model.h"
#include "formats/gguf/gguf_tokenizer.h"
#include "fuzz/fuzz_target.h"

using namespace headlight;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::bytesOf(data, size);
  fuzz::accepts([&] {
    GgufFile file(memorySource(bytes, "fuzz"));
    std::uint64_t end = 0;
    for (const GgufTensor& tensor : file.tensors()) {
      fuzz::require(tensor.begin <= tensor.end && tensor.end <= size, "a tensor lies inside the file");
      fuzz::require(tensor.begin % 8 == 0 && tensor.begin >= end, "tensors are aligned and do not overlap");
      fuzz::require(tensor.elements() <= 2 * size, "a tensor has no more numbers than its bytes hold");
      end = tensor.end;
      std::vector<float> numbers(tensor.elements());
      file.readFloats(tensor, 0, numbers);
    }
    for (const std::string& key : file.keys()) {
      fuzz::accepts([&] { (void)file.string(key); });
      fuzz::accepts([&] { (void)file.number(key); });
      fuzz::accepts([&] { (void)file.strings(key); });
      fuzz::accepts([&] { (void)file.integers(key); });
    }
    std::vector<Message> notices;
    fuzz::accepts([&] { (void)readGgufTokenizer(file, notices)->encode("abc a"); });
    fuzz::accepts([&] { (void)openGguf(file, "fuzz"); });
  });
  return 0;
}
