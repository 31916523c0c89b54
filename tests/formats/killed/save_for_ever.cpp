// save_for_ever save FOLDER: writes two sessions and two checkpoints in turn until it is killed.
// save_for_ever check FOLDER: exit 0 if what is there is one of the two, whole.

#include <iostream>
#include <string>

#include "formats/archive/checkpoint_file.h"
#include "formats/files/atomic_file.h"
#include "formats/session_sample.h"

using namespace headlight;

namespace {

struct Files {
  std::filesystem::path session, checkpoint;
  std::string sessions[2], checkpoints[2];
};

Files filesIn(const std::filesystem::path& folder) {
  Files files{folder / "killed.headlight", folder / "killed.checkpoint", {}, {}};
  testing::SessionSample sample(ModelKind::Decoder);
  SessionData session = sample.session(true);
  TrainingState state;
  state.config = sample.model().config();
  const auto block = sample.model().parameters().block();
  state.weights.assign(block.begin(), block.end());
  state.firstMoment.assign(block.size(), 0.25F);
  state.secondMoment.assign(block.size(), 0.5F);
  for (int i = 0; i < 2; ++i) {
    session.layout.assign(1000000, static_cast<char>('a' + i));  // long enough to be hit
    state.tokenizerJson.assign(1000000, static_cast<char>('a' + i));
    files.sessions[i] = sessionBytes(session);
    files.checkpoints[i] = checkpointBytes(state);
  }
  return files;
}

/// The two sessions differ in the letter that fills their layout (and in how long their steps took).
bool isWhole(const SessionData& session) {
  constexpr std::size_t kLength = 1000000;
  return session.recording && session.layout.size() == kLength &&
         (session.layout[0] == 'a' || session.layout[0] == 'b') &&
         session.layout.find_first_not_of(session.layout[0]) == std::string::npos;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const Files files = filesIn(argv[2]);
  if (std::string(argv[1]) == "check") {
    constexpr std::uint64_t kLimit = 100000000;
    const std::string checkpoint = readFileLimited(files.checkpoint, kLimit);
    const bool sound = checkpoint == files.checkpoints[0] || checkpoint == files.checkpoints[1];
    (void)readCheckpoint(files.checkpoint);
    return sound && isWhole(readSession(files.session)) ? 0 : 1;
  }
  for (std::size_t i = 0;; i = 1 - i) {
    writeFileAtomically(files.session, files.sessions[i]);
    writeFileAtomically(files.checkpoint, files.checkpoints[i]);
    std::cout << "saved" << std::endl;
  }
}
