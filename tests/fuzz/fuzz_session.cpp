#include "formats/archive/container.h"
#include "formats/archive/session_file.h"
#include "fuzz/fuzz_target.h"
#include "generate/recorded_model.h"

using namespace headlight;

namespace {

void readAndShow(std::uint32_t version, std::string_view payload) {
  const SessionData session = parseSession(wrapContainer("session", version, payload), "fuzz");
  const SessionData again = parseSession(sessionBytes(session), "fuzz");
  fuzz::require(again.run.tree == session.run.tree, "written as it was read");
  if (!session.recording) return;
  // what was accepted can be shown
  const auto& recording = *session.recording;
  const auto model = makeRecordedModel(session.model.config, recording.hooks, recording.embeddings, 1);
  Generation run(*model, *recording.tokenizer, session.run.prompt, session.run.tree, recording.steps);
  fuzz::require(run.tree().steps.size() == session.run.tree.steps.size(), "every step is there");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::bytesOf(data, size);
  fuzz::accepts([&] { (void)parseSession(bytes, "fuzz"); });
  // the checksum keeps a fuzzer out, so the payload is wrapped here
  for (const std::uint32_t version : {1U, 2U}) fuzz::accepts([&] { readAndShow(version, bytes); });
  return 0;
}
