// Writes the seeds of fuzz_session and fuzz_checkpoint, of the newest version of the files:
// write_session_golden SESSION_FOLDER CHECKPOINT_FOLDER
// (The seeds without _v2 and _v3 are of the versions before and stay.)

#include "formats/archive/checkpoint_file.h"
#include "formats/files/atomic_file.h"
#include "formats/session_sample.h"

using namespace headlight;

namespace {

/// What is inside the shell of container.h, which the fuzz target puts around it again.
std::string payloadOf(const std::string& bytes) {
  constexpr std::size_t kHeader = 40, kChecksum = 32;
  return bytes.substr(kHeader, bytes.size() - kHeader - kChecksum);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  for (const ModelKind kind : {ModelKind::Decoder, ModelKind::Encoder, ModelKind::EncoderDecoder, ModelKind::Lstm}) {
    testing::SessionSample sample(kind);
    const std::filesystem::path folder(argv[1]);
    const std::string name(modelKindName(kind));
    writeFileAtomically(folder / (name + "_plain_v2"), payloadOf(sessionBytes(sample.session(false))));
    if (kind == ModelKind::Lstm)
      writeFileAtomically(folder / (name + "_recorded_v2"), payloadOf(sessionBytes(sample.session(true))));
  }
  testing::SessionSample sample(ModelKind::Rnn);
  TrainingState state;
  state.config = sample.model().config();
  state.tokenizerJson = "{}";
  const auto block = sample.model().parameters().block();
  state.weights.assign(block.begin(), block.end());
  state.firstMoment = state.weights;
  writeFileAtomically(std::filesystem::path(argv[2]) / "state_v3", payloadOf(checkpointBytes(state)));
  return 0;
}
