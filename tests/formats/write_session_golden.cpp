// Writes tests/data/version_1.headlight (once, by the program that knew version 1 alone) and the seeds of fuzz_session:
// write_session_golden FILE | write_session_golden --seeds FOLDER

#include <iostream>

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
  if (argc == 2) {
    testing::SessionSample sample(ModelKind::Decoder);
    writeSession(argv[1], sample.session(true));
    return 0;
  }
  if (argc != 3 || std::string(argv[1]) != "--seeds") return 2;
  for (const ModelKind kind : {ModelKind::Decoder, ModelKind::Encoder, ModelKind::EncoderDecoder, ModelKind::Lstm}) {
    testing::SessionSample sample(kind);
    const std::filesystem::path folder(argv[2]);
    const std::string name(modelKindName(kind));
    writeFileAtomically(folder / (name + "_plain"), payloadOf(sessionBytes(sample.session(false))));
    if (kind == ModelKind::Lstm)
      writeFileAtomically(folder / (name + "_recorded"), payloadOf(sessionBytes(sample.session(true))));
  }
  return 0;
}
