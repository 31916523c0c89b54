#include "formats/files/npy.h"
#include "fuzz/fuzz_target.h"

using namespace headlight;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::accepts([&] {
    const NpyArray array = readNpy(fuzz::bytesOf(data, size), "fuzz");
    std::visit(
        [&](const auto& numbers) {
          using Number = typename std::decay_t<decltype(numbers)>::value_type;
          const std::string bytes = npyBytes(array.shape, std::span<const Number>(numbers));
          fuzz::require(readNpy(bytes, "again").shape == array.shape, "an array is read back as written");
        },
        array.numbers);
  });
  return 0;
}
