#include "formats/files/base64.h"
#include "formats/tokenizers/tokenizer_json_stages.h"
#include "formats/tokenizers/tokenizer_json_words.h"

namespace headlight::tokenizer_json {
namespace {

using Json = nlohmann::ordered_json;

const char* prependName(Prepend prepend) {
  for (const auto& [known, name] : kPrepends)
    if (known == prepend) return name;
  return "";
}

const char* delimiterName(Delimiter delimiter) {
  for (const auto& [known, name] : kDelimiters)
    if (known == delimiter) return name;
  return "";
}

Json patternJson(const TextPattern& pattern) {
  return {{pattern.isLiteral() ? "String" : "Regex", pattern.source()}};
}

struct NormalizerWriter {
  Json operator()(const UnicodeForm& step) const {
    constexpr const char* kNames[] = {"NFC", "NFD", "NFKC", "NFKD"};
    return {{"type", kNames[static_cast<std::size_t>(step.form)]}};
  }
  Json operator()(const Lowercase&) const { return {{"type", "Lowercase"}}; }
  Json operator()(const StripAccents&) const { return {{"type", "StripAccents"}}; }
  Json operator()(const StripSpaces& step) const {
    return {{"type", "Strip"}, {"strip_left", step.left}, {"strip_right", step.right}};
  }
  Json operator()(const ReplaceText& step) const {
    return {{"type", "Replace"}, {"pattern", {{"String", step.pattern}}}, {"content", step.content}};
  }
  Json operator()(const ControlsAsSpaces&) const {
    return {{"type", "Replace"}, {"pattern", {{"Regex", kControls}}}, {"content", " "}};
  }
  Json operator()(const ReplaceSpaceRuns& step) const {
    return {{"type", "Replace"}, {"pattern", {{"Regex", kSpaceRuns}}}, {"content", step.content}};
  }
  Json operator()(const PrependText& step) const { return {{"type", "Prepend"}, {"prepend", step.prepend}}; }
  Json operator()(const ReplacePattern& step) const {
    return {{"type", "Replace"}, {"pattern", patternJson(step.pattern)}, {"content", step.content}};
  }
  Json operator()(const PrecompiledRules& step) const {
    return {{"type", "Precompiled"}, {"precompiled_charsmap", base64Of(step.charsmap->bytes())}};
  }
  Json operator()(const NmtNormalizer&) const { return {{"type", "Nmt"}}; }
  Json operator()(const ByteLevelLetters&) const { return {{"type", "ByteLevel"}}; }
  Json operator()(const BertNormalizer& step) const {
    return {{"type", "BertNormalizer"},
            {"clean_text", step.cleanText},
            {"handle_chinese_chars", step.handleChineseChars},
            {"strip_accents", step.stripAccents ? Json(*step.stripAccents) : Json(nullptr)},
            {"lowercase", step.lowercase}};
  }
};

struct PreTokenizerWriter {
  Json operator()(const ByteLevelSplit& step) const {
    return {{"type", "ByteLevel"},
            {"add_prefix_space", step.addPrefixSpace},
            {"trim_offsets", false},
            {"use_regex", step.useRegex}};
  }
  Json operator()(const MetaspaceSplit& step) const {
    return {{"type", "Metaspace"},
            {"replacement", step.replacement},
            {"prepend_scheme", prependName(step.prepend)},
            {"split", step.split}};
  }
  Json operator()(const WhitespaceSplit&) const { return {{"type", "WhitespaceSplit"}}; }
  Json operator()(const WordRunSplit&) const { return {{"type", "Whitespace"}}; }
  Json operator()(const PunctuationSplit& step) const {
    return {{"type", "Punctuation"}, {"behavior", delimiterName(step.delimiter)}};
  }
  Json operator()(const PatternSplit& step) const {
    return {{"type", "Split"},
            {"pattern", patternJson(step.pattern)},
            {"behavior", delimiterName(step.delimiter)},
            {"invert", step.invert}};
  }
  Json operator()(const BertSplit&) const { return {{"type", "BertPreTokenizer"}}; }
  Json operator()(const DigitsSplit& step) const {
    return {{"type", "Digits"}, {"individual_digits", step.individualDigits}};
  }
};

struct DecoderWriter {
  Json operator()(const ByteLevelDecoder&) const {
    return {{"type", "ByteLevel"}, {"add_prefix_space", true}, {"trim_offsets", true}, {"use_regex", true}};
  }
  Json operator()(const MetaspaceDecoder& step) const {
    return {{"type", "Metaspace"},
            {"replacement", step.replacement},
            {"prepend_scheme", step.dropFirst ? "always" : "never"},
            {"split", true}};
  }
  Json operator()(const WordPieceDecoder& step) const {
    return {{"type", "WordPiece"}, {"prefix", step.prefix}, {"cleanup", step.cleanup}};
  }
  Json operator()(const ByteFallbackDecoder&) const { return {{"type", "ByteFallback"}}; }
  Json operator()(const ReplaceDecoder& step) const {
    return {{"type", "Replace"}, {"pattern", {{"String", step.pattern}}}, {"content", step.content}};
  }
  Json operator()(const FuseDecoder&) const { return {{"type", "Fuse"}}; }
  Json operator()(const WordEndDecoder& step) const { return {{"type", "BPEDecoder"}, {"suffix", step.suffix}}; }
  Json operator()(const StripDecoder& step) const {
    return {{"type", "Strip"}, {"content", step.content}, {"start", step.start}, {"stop", step.stop}};
  }
  Json operator()(const ReadableWordsDecoder&) const { return nullptr; }  // what an absent decoder means here
};

/// null, the one step, or a Sequence.
template <class Steps, class Writer>
Json stepsJson(const Steps& steps, const char* members, const Writer& writer) {
  if (steps.empty()) return nullptr;
  if (steps.size() == 1) return std::visit(writer, steps.front());
  Json list = Json::array();
  for (const auto& step : steps) list.push_back(std::visit(writer, step));
  return {{"type", "Sequence"}, {members, list}};
}

}  // namespace

nlohmann::ordered_json normalizersJson(const std::vector<Normalizer>& normalizers) {
  return stepsJson(normalizers, "normalizers", NormalizerWriter{});
}

nlohmann::ordered_json preTokenizersJson(const std::vector<PreTokenizer>& preTokenizers) {
  return stepsJson(preTokenizers, "pretokenizers", PreTokenizerWriter{});
}

nlohmann::ordered_json decodersJson(const std::vector<Decoder>& decoders) {
  return stepsJson(decoders, "decoders", DecoderWriter{});
}

nlohmann::ordered_json frameJson(const TokenFrame& frame, const Vocabulary& vocabulary) {
  if (frame.empty()) return nullptr;
  Json specials = Json::object();
  const auto add = [&](Json& items, const std::vector<TokenId>& ids, int type) {
    for (const TokenId id : ids) {
      const std::string& piece = vocabulary.piece(id);
      items.push_back({{"SpecialToken", {{"id", piece}, {"type_id", type}}}});
      specials[piece] = {{"id", piece}, {"ids", {id}}, {"tokens", {piece}}};
    }
  };
  Json single = Json::array();
  add(single, frame.before, 0);
  single.push_back({{"Sequence", {{"id", "A"}, {"type_id", 0}}}});
  add(single, frame.after, 0);
  Json pair = single;
  pair.push_back({{"Sequence", {{"id", "B"}, {"type_id", 1}}}});
  add(pair, frame.after, 1);
  return {{"type", "TemplateProcessing"}, {"single", single}, {"pair", pair}, {"special_tokens", specials}};
}

}  // namespace headlight::tokenizer_json
