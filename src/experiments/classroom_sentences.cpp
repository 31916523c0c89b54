#include "experiments/classroom_sentences.h"

#include <filesystem>
#include <system_error>

#include "formats/model_folder.h"
#include "formats/recipes/grammar_file.h"
#include "tensor/error.h"

namespace headlight {
namespace {

constexpr const char* kFile = "corpora/classroom_en.grammar.json";

SentenceKind sentenceKindOf(DistanceFigure::Kind kind) {
  switch (kind) {
    case DistanceFigure::Kind::Place:
      return SentenceKind::Place;
    case DistanceFigure::Kind::Agreement:
      return SentenceKind::Agreement;
    case DistanceFigure::Kind::Name:
      return SentenceKind::Name;
  }
  return SentenceKind::Place;
}

}  // namespace

std::shared_ptr<const GrammarGenerator> openClassroomGrammar() {
  for (const std::filesystem::path& folder : sampleModelFolders()) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(folder / kFile, ignored)) continue;
    return std::make_shared<const GrammarGenerator>(std::make_shared<const Grammar>(readGrammarFile(folder / kFile)),
                                                    0);  // held-out sentences do not depend on the seed
  }
  throw Error("file.not_found", {{"file", kFile}});
}

DistanceSentences classroomSentences(std::shared_ptr<const GrammarGenerator> grammar) {
  return [grammar = std::move(grammar)](DistanceFigure::Kind kind, int distance, std::uint64_t index) {
    const GrammarSentence sentence = grammar->heldOutSentence(sentenceKindOf(kind), distance, index);
    const bool agrees = kind == DistanceFigure::Kind::Agreement;
    // A giver that is named again (GrammarSentence::contrast of a pair of names) is no fair comparison: whoever has
    // forgotten both names still knows that nobody gives things to himself.
    return DistanceSentence{sentence.prompt, agrees ? sentence.answer : sentence.distribution.front().word,
                            agrees ? sentence.contrast : std::string()};
  };
}

}  // namespace headlight
