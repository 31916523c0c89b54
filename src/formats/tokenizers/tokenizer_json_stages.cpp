#include "formats/tokenizers/tokenizer_json_stages.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "formats/files/base64.h"
#include "formats/tokenizers/tokenizer_json_fields.h"
#include "formats/tokenizers/tokenizer_json_words.h"
#include "text/unicode/utf8.h"

namespace headlight::tokenizer_json {
namespace {

constexpr std::size_t kMostSteps = 32;

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
    return ReplacePattern{TextPattern::expression(expression), readInsertion(root, part, "content")};
  }
  std::string literal = literalPattern(root, part, "normalizer");
  if (literal.empty()) notSupported(root, part.placeOf("pattern"), "", "a text that is not empty");
  return ReplaceText{std::move(literal), readInsertion(root, part, "content")};
}

Normalizer readPrecompiled(const json::ObjectReader& root, const json::ObjectReader& part) {
  std::optional<std::string> bytes = bytesOfBase64(part.string("precompiled_charsmap"));
  if (!bytes) notSupported(root, part.placeOf("precompiled_charsmap"), "not base64", "base64");
  return PrecompiledRules{std::make_shared<const Charsmap>(std::move(*bytes))};
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
  if (type == "Precompiled") return readPrecompiled(root, part);
  if (type == "Nmt") return NmtNormalizer{};
  if (type == "ByteLevel") return ByteLevelLetters{};
  if (type == "BertNormalizer") {
    BertNormalizer bert;
    bert.cleanText = part.boolean("clean_text", true);
    bert.handleChineseChars = part.boolean("handle_chinese_chars", true);
    bert.lowercase = part.boolean("lowercase", true);
    if (part.has("strip_accents")) bert.stripAccents = part.boolean("strip_accents", true);
    return bert;
  }
  notSupported(root, "normalizer", type,
               "NFC, NFD, NFKC, NFKD, Lowercase, StripAccents, Strip, Replace, Prepend, Precompiled, Nmt, "
               "BertNormalizer, ByteLevel, Sequence");
}

Delimiter readDelimiter(const json::ObjectReader& root, const json::ObjectReader& part) {
  const std::string name = part.string("behavior", "Isolated");
  for (const auto& [delimiter, known] : kDelimiters)
    if (name == known) return delimiter;
  notSupported(root, part.placeOf("behavior"), name,
               "Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous");
}

/// Older files say "add_prefix_space" instead of "prepend_scheme".
Prepend readPrepend(const json::ObjectReader& root, const json::ObjectReader& part) {
  if (!part.has("prepend_scheme")) return part.boolean("add_prefix_space", true) ? Prepend::Always : Prepend::Never;
  const std::string name = part.string("prepend_scheme");
  for (const auto& [prepend, known] : kPrepends)
    if (name == known) return prepend;
  notSupported(root, part.placeOf("prepend_scheme"), name, "always, first, never");
}

std::string readReplacement(const json::ObjectReader& root, const json::ObjectReader& part) {
  std::string replacement = part.string("replacement", "▁");
  if (replacement.empty() || replacement.size() > 4)
    notSupported(root, part.placeOf("replacement"), replacement, "one character");
  return replacement;
}

PreTokenizer readSplit(const json::ObjectReader& root, const json::ObjectReader& part) {
  const json::ObjectReader pattern = part.object("pattern");
  // the empty text matches everywhere, as the empty expression does
  const std::string literal = pattern.has("Regex") ? std::string() : pattern.string("String");
  TextPattern found =
      literal.empty() ? TextPattern::expression(pattern.string("Regex", "")) : TextPattern::literal(literal);
  return PatternSplit{std::move(found), readDelimiter(root, part), part.boolean("invert", false)};
}

/// Cuts at one character, which is dropped.
PreTokenizer readCharDelimiter(const json::ObjectReader& root, const json::ObjectReader& part) {
  std::string delimiter = part.string("delimiter");
  if (countCodePoints(delimiter) != 1) notSupported(root, part.placeOf("delimiter"), delimiter, "one character");
  return PatternSplit{TextPattern::literal(std::move(delimiter)), Delimiter::Removed, false};
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
  if (type == "Split") return readSplit(root, part);
  if (type == "CharDelimiterSplit") return readCharDelimiter(root, part);
  if (type == "Digits") return DigitsSplit{part.boolean("individual_digits", false)};
  notSupported(root, "pre_tokenizer", type,
               "ByteLevel, Metaspace, WhitespaceSplit, Whitespace, Punctuation, BertPreTokenizer, Digits, Split, "
               "CharDelimiterSplit, Sequence");
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
  if (type == "BPEDecoder") return WordEndDecoder{part.string("suffix", "</w>")};
  if (type == "Replace")
    return ReplaceDecoder{literalPattern(root, part, "decoder"), readInsertion(root, part, "content")};
  if (type == "Strip")
    return StripDecoder{part.string("content", " "), readCount(root, part, "start"), readCount(root, part, "stop")};
  notSupported(root, "decoder", type,
               "ByteLevel, Metaspace, WordPiece, ByteFallback, Fuse, BPEDecoder, Replace, Strip, Sequence");
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
    throw Error("tokenizer.bad_id",
                {{"file", m_root.file()}, {"piece", place}, {"id", id.dump()}, {"last", std::to_string(size - 1)}});
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

}  // namespace headlight::tokenizer_json
