#include "formats/huggingface/hf_config.h"
#include "formats/huggingface/model_card.h"
#include "formats/json/guarded_json.h"
#include "fuzz/fuzz_target.h"

using namespace headlight;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::bytesOf(data, size);
  (void)readModelCard(bytes);
  fuzz::accepts([&] {
    const nlohmann::json value = json::parseGuarded(bytes, "fuzz");
    fuzz::require(json::parseGuarded(value.dump(), "again") == value, "what was read is read again the same");
  });
  fuzz::accepts([&] {
    const ModelConfig config = readHfConfig(bytes, "fuzz");
    const std::string text = hfConfigJson(config, 0);
    fuzz::require(hfConfigJson(readHfConfig(text, "again"), 0) == text, "a configuration is read back as written");
  });
  return 0;
}
