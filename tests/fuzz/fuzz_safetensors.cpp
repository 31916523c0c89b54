#include "formats/safetensors/safetensors.h"
#include "formats/safetensors/safetensors_index.h"
#include "fuzz/fuzz_target.h"

using namespace headlight;

namespace {

void readEveryWay(SafetensorsFile& file, const SafetensorsEntry& entry) {
  std::vector<float> numbers(entry.elements());
  (void)file.readFloats(entry, numbers);
  fuzz::require(file.hasNumbers(entry, numbers, false), "what was read is what is there");
  if (entry.shape.size() != 2) return;
  std::vector<float> transposed(entry.elements());
  (void)file.readFloatsTransposed(entry, transposed);
  fuzz::require(file.hasNumbers(entry, transposed, true), "a transpose has the same numbers");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::bytesOf(data, size);
  fuzz::accepts([&] {
    SafetensorsFile file(memorySource(bytes, "fuzz"));
    for (const SafetensorsEntry& entry : file.entries()) {
      fuzz::require(entry.begin <= entry.end && entry.end <= size, "a tensor lies inside the file");
      fuzz::require(entry.elements() <= 2 * size, "a tensor has no more numbers than the file has half bytes");
      fuzz::accepts([&] { readEveryWay(file, entry); });
    }
  });
  fuzz::accepts([&] {
    for (const std::string& file : readSafetensorsIndex(bytes, "fuzz").files)
      fuzz::require(file.find('/') == std::string::npos, "a part lies beside its index");
  });
  return 0;
}
