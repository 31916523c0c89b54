#include "formats/files/npz_reading.h"
#include "fuzz/fuzz_target.h"

using namespace headlight;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::uint64_t kMostBytes = 1 << 20;
  const std::string_view bytes = fuzz::bytesOf(data, size);
  fuzz::accepts([&] {
    for (const NpzEntry& entry : npzEntries(bytes, "fuzz")) {
      fuzz::accepts([&] { (void)readNpzArray(entry, "fuzz", kMostBytes); });
    }
  });
  return 0;
}
