// Writes a tiny model folder, and arrays whose values a reader can compute, for read_back.py.

#include <cstdio>

#include "formats/files/atomic_file.h"
#include "formats/files/npy.h"
#include "formats/sample_folder.h"  // tests/formats

int main(int argc, char** argv) {
  using namespace headlight;
  if (argc != 2) return 2;
  try {
    const std::filesystem::path folder = argv[1];
    const ModelConfig config = testing::tinyConfig(false);
    Parameters parameters = initialParameters(config, 1);
    for (const ParameterInfo& info : parameters.layout().all()) {
      MatrixMap<float> matrix = parameters.matrix(info);
      for (Index i = 0; i < matrix.size(); ++i) matrix.data()[i] = static_cast<float>(i) + 0.25F;
    }
    saveModelFolder(folder, config, parameters, testing::tinyTokenizer(), testing::tinyCard());
    const std::vector<float> floats = {0, 0.5F, 1, 1.5F, 2, 2.5F};
    const std::vector<double> doubles = {0.1};
    const std::vector<std::int64_t> integers = {-1, 1LL << 40};
    writeFileAtomically(folder / "floats.npy", npyBytes({2, 3}, floats));
    writeFileAtomically(folder / "doubles.npy", npyBytes({}, doubles));
    writeFileAtomically(folder / "integers.npy", npyBytes({2}, integers));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
