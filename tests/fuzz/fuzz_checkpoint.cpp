#include "formats/archive/archive.h"
#include "formats/archive/checkpoint_file.h"
#include "formats/archive/container.h"
#include "fuzz/fuzz_target.h"

using namespace headlight;

namespace {

struct Sample {
  std::vector<std::string> names;
  std::vector<float> floats;
  std::map<std::string, std::vector<std::int64_t>> lists;
  std::optional<double> maybe;
  bool flag = false;
  template <class Archive>
  void serialize(Archive& archive, unsigned) {
    archive& names& floats& lists& maybe& flag;
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::bytesOf(data, size);
  fuzz::accepts([&] { (void)unwrapContainer(bytes, "checkpoint", 1, "fuzz"); });
  fuzz::accepts([&] {
    Sample sample;
    InputArchive archive(bytes, "fuzz");
    archive& sample;
    archive.expectEnd();
    OutputArchive out;
    out& sample;
    fuzz::require(out.bytes() == bytes.substr(0, out.bytes().size()) || !sample.lists.empty(),
                  "written as it was read");
  });
  // the checksum keeps a fuzzer out, so the payload is wrapped here
  for (const std::uint32_t version : {1U, 2U, 3U}) {
    fuzz::accepts([&] { (void)parseCheckpoint(wrapContainer("checkpoint", version, bytes), "fuzz"); });
  }
  return 0;
}
