#include "formats/safetensors.h"
#include "fuzz/fuzz_target.h"

using namespace headlight;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::accepts([&] {
    SafetensorsFile file(memorySource(fuzz::bytesOf(data, size), "fuzz"));
    for (const SafetensorsEntry& entry : file.entries()) {
      fuzz::require(entry.begin <= entry.end && entry.end <= size, "a tensor lies inside the file");
      fuzz::require(entry.elements() <= size, "a tensor has no more numbers than the file has bytes");
      fuzz::accepts([&] {
        std::vector<float> numbers(entry.elements());
        (void)file.readFloats(entry, numbers);
      });
    }
  });
  return 0;
}
