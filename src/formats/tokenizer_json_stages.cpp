#include "formats/tokenizer_json_stages.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include "formats/tokenizer_json_parts.h"

namespace headlight::tokenizer_json {
namespace {

constexpr std::size_t kMostSteps = 32;
constexpr const char* kControls = "\\p{Cc}";
constexpr const char* kSpaceRuns = " {2,}";

/// Calls `readOne` for the stage, or for each member of a Sequence (under the key `members`), nested ones included.
template <class Read>
void readSteps(const json::ObjectReader& root, std::string_view stage, std::string_view members, const Read& readOne) {
  if (!root.has(stage)) return;
  std::size_t steps = 0;
  const std::function<void(const json::ObjectReader&)> visit = [&](const json::ObjectReader& part) {
    const std::string type = part.string("type");
    if (type == "Sequence") {
      for (const json::ObjectReader& member : objectsOf(part, members)) visit(member);
      return;
    }
    if (++steps > kMostSteps) notSupported(root, stage, "a longer Sequence", "at most 32 members");
    readOne(part, type);
  };
  visit(root.object(stage));
}

/// A pattern is {"String": text} or {"Regex": expression}.
std::string literalPattern(const json::ObjectReader& root, const json::ObjectReader& part, std::string_view stage) {
  const json::ObjectReader pattern = part.object("pattern");
  if (!pattern.has("String"))
    notSupported(root, stage, "Replace of the expression " + pattern.string("Regex"), "Replace of a String");
  return pattern.string("String");
}

/// Steps that make a text longer are kept small: a few of them in turn could make it longer than any memory.
std::string readInsertion(const json::ObjectReader& root, const json::ObjectReader& part, std::string_view field) {
  constexpr std::size_t kLongest = 16;
  std::string text = part.string(field);
  if (text.size() > kLongest) notSupported(root, part.placeOf(field), text, "at most 16 bytes");
  return text;
}

template <class Only, class Step>
void requireOnce(const json::ObjectReader& root, std::string_view stage, const std::vector<Step>& steps,
                 const char* name) {
  const auto isOnly = [](const Step& step) { return std::holds_alternative<Only>(step); };
  if (std::count_if(steps.begin(), steps.end(), isOnly) > 1)
    notSupported(root, stage, std::string("a Sequence with more than one ") + name, "one");
}

Normalizer readReplace(const json::ObjectReader& root, const json::ObjectReader& part) {
  const json::ObjectReader pattern = part.object("pattern");
  if (pattern.has("Regex")) {
    const std::string expression = pattern.string("Regex");
    if (expression == kControls && part.string("content") == " ") return ControlsAsSpaces{};
    if (expression == kSpaceRuns) return ReplaceSpaceRuns{readInsertion(root, part, "content")};
    notSupported(root, "normalizer", "Replace of the expression " + expression,
                 "Replace of a String, of \\p{Cc} by a space, of \" {2,}\"");
  }
  return ReplaceText{literalPattern(root, part, "normalizer"), readInsertion(root, part, "content")};
}

Normalizer readNormalizer(const json::ObjectReader& root, const json::ObjectReader& part, const std::string& type) {
  if (type == "NFC") return UnicodeForm{UnicodeForm::Form::Nfc};
  if (type == "NFD") return UnicodeForm{UnicodeForm::Form::Nfd};
  if (type == "NFKC") return UnicodeForm{UnicodeForm::Form::Nfkc};
  if (type == "NFKD") return UnicodeForm{UnicodeForm::Form::Nfkd};
  if (type == "Lowercase") return Lowercase{};
  if (type == "StripAccents") return StripAccents{};
  if (type == "Strip") return StripSpaces{part.boolean("strip_left", true), part.boolean("strip_right", true)};
  if (type == "Replace") return readReplace(root, part);
  if (type == "Prepend") return PrependText{readInsertion(root, part, "prepend")};
  if (type == "BertNormalizer") {
    BertNormalizer bert;
    bert.cleanText = part.boolean("clean_text", true);
    bert.handleChineseChars = part.boolean("handle_chinese_chars", true);
    bert.lowercase = part.boolean("lowercase", true);
    if (part.has("strip_accents")) bert.stripAccents = part.boolean("strip_accents", true);
    return bert;
  }
  notSupported(root, "normalizer", type,
               "NFC, NFD, NFKC, NFKD, Lowercase, StripAccents, Strip, Replace, Prepend, BertNormalizer, Sequence");
}

constexpr std::pair<Delimiter, const char*> kDelimiters[] = {{Delimiter::Removed, "Removed"},
                                                             {Delimiter::Isolated, "Isolated"},
                                                             {Delimiter::MergedWithPrevious, "MergedWithPrevious"},
                                                             {Delimiter::MergedWithNext, "MergedWithNext"},
                                                             {Delimiter::Contiguous, "Contiguous"}};

Delimiter readDelimiter(const json::ObjectReader& root, const json::ObjectReader& part) {
  const std::string name = part.string("behavior", "Isolated");
  for (const auto& [delimiter, known] : kDelimiters)
    if (name == known) return delimiter;
  notSupported(root, part.placeOf("behavior"), name,
               "Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous");
}

using Prepend = MetaspaceSplit::Prepend;
constexpr std::pair<Prepend, const char*> kPrepends[] = {
    {Prepend::Always, "always"}, {Prepend::First, "first"}, {Prepend::Never, "never"}};

/// Older files say "add_prefix_space" instead of "prepend_scheme".
Prepend readPrepend(const json::ObjectReader& root, const json::ObjectReader& part) {
  if (!part.has("prepend_scheme")) return part.boolean("add_prefix_space", true) ? Prepend::Always : Prepend::Never;
  const std::string name = part.string("prepend_scheme");
  for (const auto& [prepend, known] : kPrepends)
    if (name == known) return prepend;
  notSupported(root, part.placeOf("prepend_scheme"), name, "always, first, never");
}

const char* prependName(Prepend prepend) {
  for (const auto& [known, name] : kPrepends)
    if (known == prepend) return name;
  return "";
}

std::string readReplacement(const json::ObjectReader& root, const json::ObjectReader& part) {
  std::string replacement = part.string("replacement", "▁");
  if (replacement.empty() || replacement.size() > 4)
    notSupported(root, part.placeOf("replacement"), replacement, "one character");
  return replacement;
}

PreTokenizer readPreTokenizer(const json::ObjectReader& root, const json::ObjectReader& part, const std::string& type) {
  if (type == "ByteLevel")
    return ByteLevelSplit{part.boolean("add_prefix_space", true), part.boolean("use_regex", true)};
  if (type == "Metaspace")
    return MetaspaceSplit{readReplacement(root, part), readPrepend(root, part), part.boolean("split", true)};
  if (type == "WhitespaceSplit") return WhitespaceSplit{};
  if (type == "Whitespace") return WordRunSplit{};
  if (type == "Punctuation") return PunctuationSplit{readDelimiter(root, part)};
  if (type == "BertPreTokenizer") return BertSplit{};
  if (type == "Digits") return DigitsSplit{part.boolean("individual_digits", false)};
  notSupported(root, "pre_tokenizer", type,
               "ByteLevel, Metaspace, WhitespaceSplit, Whitespace, Punctuation, BertPreTokenizer, Digits, Sequence");
}

std::size_t readCount(const json::ObjectReader& root, const json::ObjectReader& part, std::string_view field) {
  const std::int64_t count = part.integer(field, 0);
  if (count < 0) notSupported(root, part.placeOf(field), std::to_string(count), "0 and more");
  return static_cast<std::size_t>(count);
}

Decoder readDecoder(const json::ObjectReader& root, const json::ObjectReader& part, const std::string& type) {
  if (type == "ByteLevel") return ByteLevelDecoder{};
  if (type == "Metaspace")
    return MetaspaceDecoder{readReplacement(root, part), readPrepend(root, part) != Prepend::Never};
  if (type == "WordPiece") return WordPieceDecoder{part.string("prefix", "##"), part.boolean("cleanup", true)};
  if (type == "ByteFallback") return ByteFallbackDecoder{};
  if (type == "Fuse") return FuseDecoder{};
  if (type == "Replace")
    return ReplaceDecoder{literalPattern(root, part, "decoder"), readInsertion(root, part, "content")};
  if (type == "Strip")
    return StripDecoder{part.string("content", " "), readCount(root, part, "start"), readCount(root, part, "stop")};
  notSupported(root, "decoder", type, "ByteLevel, Metaspace, WordPiece, ByteFallback, Fuse, Replace, Strip, Sequence");
}

class FrameReader {
 public:
  FrameReader(const json::ObjectReader& root, const Vocabulary& vocabulary) : m_root(root), m_vocabulary(vocabulary) {}

  void read(const json::ObjectReader& part, const std::string& type) {
    if (type == "ByteLevel") return;  // says how offsets are shown; the tokens stay
    if (!m_frame.empty()) notSupported(m_root, "post_processor", "a Sequence of two templates", "one template");
    if (type == "TemplateProcessing") {
      readTemplate(part);
    } else if (type == "BertProcessing" || type == "RobertaProcessing") {
      m_frame.before = {pairedId(part, "cls")};
      m_frame.after = {pairedId(part, "sep")};
    } else {
      notSupported(m_root, "post_processor", type,
                   "TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel, Sequence");
    }
  }

  TokenFrame take() { return std::move(m_frame); }

 private:
  /// The texts of one sequence: special tokens around {"Sequence": …}.
  void readTemplate(const json::ObjectReader& part) {
    constexpr std::size_t kLongest = 64;
    bool behindText = false;
    const std::vector<json::ObjectReader> items = objectsOf(part, "single");
    if (items.size() > kLongest) notSupported(m_root, part.placeOf("single"), "longer", "at most 64 members");
    for (const json::ObjectReader& item : items) {
      if (item.has("Sequence")) {
        if (behindText) notSupported(m_root, part.placeOf("single"), "the text twice", "the text once");
        behindText = true;
      } else {
        const std::string name = item.object("SpecialToken").string("id");
        appendIds(part.object("special_tokens").object(name), behindText ? m_frame.after : m_frame.before);
      }
    }
    if (!behindText) notSupported(m_root, part.placeOf("single"), "no text", "the text once");
  }

  void appendIds(const json::ObjectReader& special, std::vector<TokenId>& side) {
    constexpr std::size_t kMost = 16;
    const nlohmann::json& ids = special.at("ids");
    if (!ids.is_array()) special.wrongType("ids", "array");
    if (ids.size() > kMost) notSupported(m_root, special.placeOf("ids"), "longer", "at most 16 ids");
    for (const nlohmann::json& id : ids) side.push_back(checkedId(special.placeOf("ids"), id));
  }

  /// ["[CLS]", 101]
  TokenId pairedId(const json::ObjectReader& part, std::string_view field) {
    const nlohmann::json& pair = part.at(field);
    if (!pair.is_array() || pair.size() != 2) part.wrongType(field, "array");
    return checkedId(part.placeOf(field), pair[1]);
  }

  TokenId checkedId(const std::string& place, const nlohmann::json& id) {
    const auto size = static_cast<std::uint64_t>(m_vocabulary.size());
    if (id.is_number_unsigned() && id.get<std::uint64_t>() < size) return id.get<TokenId>();
    throw Error("tokenizer.bad_id", {{"file", m_root.file()},
                                     {"piece", place},
                                     {"id", id.dump()},
                                     {"size", std::to_string(size)},
                                     {"last", std::to_string(size - 1)}});
  }

  const json::ObjectReader& m_root;
  const Vocabulary& m_vocabulary;
  TokenFrame m_frame;
};

}  // namespace

std::vector<Normalizer> readNormalizers(const json::ObjectReader& root) {
  std::vector<Normalizer> steps;
  readSteps(root, "normalizer", "normalizers", [&](const json::ObjectReader& part, const std::string& type) {
    steps.push_back(readNormalizer(root, part, type));
  });
  return steps;
}

std::vector<PreTokenizer> readPreTokenizers(const json::ObjectReader& root) {
  std::vector<PreTokenizer> steps;
  readSteps(root, "pre_tokenizer", "pretokenizers", [&](const json::ObjectReader& part, const std::string& type) {
    steps.push_back(readPreTokenizer(root, part, type));
  });
  requireOnce<MetaspaceSplit>(root, "pre_tokenizer", steps, "Metaspace");
  requireOnce<ByteLevelSplit>(root, "pre_tokenizer", steps, "ByteLevel");
  return steps;
}

std::vector<Decoder> readDecoders(const json::ObjectReader& root) {
  std::vector<Decoder> steps;
  readSteps(root, "decoder", "decoders", [&](const json::ObjectReader& part, const std::string& type) {
    steps.push_back(readDecoder(root, part, type));
  });
  requireOnce<ReplaceDecoder>(root, "decoder", steps, "Replace");
  return steps;
}

TokenFrame readFrame(const json::ObjectReader& root, const Vocabulary& vocabulary) {
  FrameReader reader(root, vocabulary);
  readSteps(root, "post_processor", "processors",
            [&](const json::ObjectReader& part, const std::string& type) { reader.read(part, type); });
  return reader.take();
}

namespace {

using Json = nlohmann::ordered_json;

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
    for (const auto& [delimiter, name] : kDelimiters)
      if (delimiter == step.delimiter) return {{"type", "Punctuation"}, {"behavior", name}};
    return nullptr;
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
