#include "session/readable_text.h"

#include "formats/files/atomic_file.h"
#include "formats/model_folder.h"
#include "formats/tokenizers/tokenizer_json.h"
#include "tensor/error.h"

namespace headlight {

namespace {

constexpr std::uint64_t kLargestFile = std::uint64_t{64} << 20;  // of a tokenizer that is tried

}  // namespace

ReadShare readShare(const std::vector<Token>& tokens) {
  ReadShare share;
  for (const Token& token : tokens) {
    if (token.begin == token.end) continue;
    ++share.words;
    if (!token.source.empty()) ++share.unknown;
  }
  return share;
}

std::vector<std::string> sampleModelsThatRead(std::string_view text) {
  std::vector<std::string> names;
  for (const auto& folder : listSampleModels()) {
    try {
      const std::string file = (folder / "tokenizer.json").string();
      const auto tokenizer = readTokenizerJson(readFileLimited(file, kLargestFile), file);
      const ReadShare share = readShare(tokenizer->encode(text));
      if (share.words > 0 && share.unknown == 0) names.push_back(folder.filename().string());
    } catch (const Error&) {  // a folder that does not open is no advice
    }
  }
  return names;
}

}  // namespace headlight
