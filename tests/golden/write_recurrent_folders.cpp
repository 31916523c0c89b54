// Writes a tiny model folder of every recurrent kind, with tokens and the logits that we compute after each, for
// recurrent_in_torch.py.

#include <cstdio>
#include <string>
#include <vector>

#include "formats/files/atomic_file.h"
#include "formats/files/npy.h"
#include "formats/sample_folder.h"  // tests/formats
#include "tensor/random.h"

namespace headlight {
namespace {

void writeFolder(const std::filesystem::path& folder, const ModelConfig& config) {
  Parameters parameters = initialParameters(config, 1);
  Random random(7);
  for (float& value : parameters.block()) value += static_cast<float>(0.3 * random.normal());
  saveModelFolder(folder, config, parameters, testing::tinyTokenizer(), testing::tinyCard());

  const auto opened = openModel(folder.string());  // as a user gets it
  const std::vector<TokenId> tokens = {6, 7, 8, 2, 7};
  const auto state = opened->model->newState();
  std::vector<float> all;
  for (const TokenId token : tokens) {
    std::vector<float> logits(static_cast<std::size_t>(config.dVocab));
    opened->model->forward({&token, 1}, *state, {}, logits);
    all.insert(all.end(), logits.begin(), logits.end());
  }
  const std::vector<std::int64_t> ids(tokens.begin(), tokens.end());
  writeFileAtomically(folder / "tokens.npy", npyBytes({ids.size()}, ids));
  writeFileAtomically(folder / "logits.npy", npyBytes({ids.size(), static_cast<std::size_t>(config.dVocab)}, all));
}

}  // namespace
}  // namespace headlight

int main(int argc, char** argv) {
  using namespace headlight;
  if (argc != 2) return 2;
  try {
    for (const ModelKind kind : {ModelKind::Rnn, ModelKind::Lstm, ModelKind::Gru}) {
      for (const bool tied : {true, false}) {
        const std::string name = std::string(modelKindName(kind)) + (tied ? "_tied" : "_untied");
        writeFolder(std::filesystem::path(argv[1]) / name, testing::tinyConfig(kind, tied));
      }
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
