// save_once session|recovery|checkpoint FILE 0|1: saves the first or the second of two contents, as the program does.
// save_once read FILE 0: reads a session; exit code 3 and a sentence if it is none.

#include <algorithm>
#include <iostream>
#include <string>

#include "formats/archive/checkpoint_file.h"
#include "formats/session_sample.h"  // tests/formats

using namespace headlight;

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const std::string kind = argv[1];
  const bool isSecond = argv[3] == std::string("1");
  if (kind == "read") {
    try {
      (void)readSession(argv[2]);
      return 0;
    } catch (const Error& error) {
      std::cerr << error.what() << '\n';
      return 3;
    }
  }
  testing::SessionSample sample(ModelKind::Decoder);
  if (kind == "checkpoint") {
    TrainingState state;
    state.config = sample.model().config();
    const auto block = sample.model().parameters().block();
    state.weights.assign(block.begin(), block.end());
    state.firstMoment.assign(block.size(), isSecond ? 0.5F : 0.25F);
    state.secondMoment.assign(block.size(), 0.5F);
    state.tokenizerJson = "{}";
    CheckpointFile(argv[2]).save(state);
    return 0;
  }
  SessionData session = sample.session(false);
  session.layout = isSecond ? "second" : "first";
  writeSession(argv[2], session, kind == "recovery" ? FileAccess::Private : FileAccess::Usual);
  return 0;
}
