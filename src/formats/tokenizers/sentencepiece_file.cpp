#include "formats/tokenizers/sentencepiece_file.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

#include "formats/files/naming_file.h"
#include "formats/json/guarded_json.h"
#include "formats/tokenizers/tokenizer_json_fields.h"
#include "text/models/unigram_model.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

using PieceType = SentencePieceFile::PieceType;

/// Walks over the fields of one protobuf message (protobuf.dev/programming-guides/encoding); never beyond its end.
class MessageReader {
 public:
  MessageReader(NamedBytes file, std::size_t begin, std::size_t end) : m_file(file), m_at(begin), m_end(end) {}

  /// Moves on to the next field; false at the end.
  bool next() {
    skip();
    if (m_at == m_end) return false;
    const std::uint64_t key = varint();
    m_field = key >> 3U;
    m_wireType = static_cast<unsigned>(key & 7U);
    if (m_field == 0) damaged("a field has the number 0");
    m_isTaken = false;
    return true;
  }

  [[nodiscard]] std::uint64_t field() const { return m_field; }

  // the value of the field reached; each may be called once
  std::uint64_t integer() {
    take(0);
    return varint();
  }

  float number() {
    take(5);
    require(4);
    std::uint32_t bits = 0;
    for (std::size_t i = 4; i-- > 0;) bits = bits << 8U | byteAt(m_at + i);
    m_at += 4;
    return std::bit_cast<float>(bits);
  }

  std::string_view bytes() {
    const auto [begin, end] = block();
    return m_file.bytes.substr(begin, end - begin);
  }

  MessageReader message() {
    const auto [begin, end] = block();
    return {m_file, begin, end};
  }

 private:
  void take(unsigned wireType) {
    if (m_wireType != wireType) damaged("field " + std::to_string(m_field) + " has the wrong type");
    m_isTaken = true;
  }

  std::pair<std::size_t, std::size_t> block() {
    take(2);
    const std::uint64_t size = varint();
    require(size);
    const std::size_t begin = m_at;
    m_at += static_cast<std::size_t>(size);
    return {begin, m_at};
  }

  /// Skips a field that is not needed.
  void skip() {
    if (m_isTaken) return;
    switch (m_wireType) {
      case 0:
        (void)varint();
        break;
      case 1:
        require(8);
        m_at += 8;
        break;
      case 2:
        (void)block();
        break;
      case 5:
        require(4);
        m_at += 4;
        break;
      default:
        damaged("a field has a type that the format does not use");
    }
    m_isTaken = true;
  }

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      require(1);
      const std::uint64_t byte = byteAt(m_at++);
      value |= (byte & 0x7FU) << shift;
      if (byte < 0x80) return value;
    }
    damaged("a number is longer than 10 bytes");
  }

  void require(std::uint64_t bytes) const {
    if (bytes > m_end - m_at) {
      damaged(std::to_string(bytes) + " bytes should follow, but " + std::to_string(m_end - m_at) + " are left");
    }
  }

  [[nodiscard]] std::uint32_t byteAt(std::size_t place) const {
    return static_cast<unsigned char>(m_file.bytes[place]);
  }

  [[noreturn]] void damaged(const std::string& reason) const {
    throw Error("sentencepiece.damaged",
                {{"file", std::string(m_file.name)}, {"offset", std::to_string(m_at)}, {"reason", reason}});
  }

  NamedBytes m_file;
  std::size_t m_at;
  std::size_t m_end;
  std::uint64_t m_field = 0;
  unsigned m_wireType = 0;
  bool m_isTaken = true;
};

SentencePieceFile::Piece readPiece(MessageReader message) {
  SentencePieceFile::Piece piece;
  while (message.next()) {
    if (message.field() == 1) piece.text = std::string(message.bytes());
    if (message.field() == 2) piece.score = message.number();
    if (message.field() == 3) piece.type = static_cast<PieceType>(std::min<std::uint64_t>(message.integer(), 255));
  }
  return piece;
}

void readTrainerSpec(MessageReader message, SentencePieceFile& file) {
  while (message.next()) {
    if (message.field() == 3)
      file.algorithm = static_cast<SentencePieceFile::Algorithm>(std::min<std::uint64_t>(message.integer(), 255));
    if (message.field() == 24) file.treatWhitespaceAsSuffix = message.integer() != 0;
    if (message.field() == 35) file.byteFallback = message.integer() != 0;
    if (message.field() == 46) file.beginPiece = std::string(message.bytes());
    if (message.field() == 47) file.endPiece = std::string(message.bytes());
    if (message.field() == 48) file.paddingPiece = std::string(message.bytes());
  }
}

void readNormalizerSpec(MessageReader message, SentencePieceFile& file) {
  while (message.next()) {
    if (message.field() == 1) file.normalizerName = toValidUtf8(message.bytes());
    if (message.field() == 2) file.normalizerCharsmap = std::string(message.bytes());
    if (message.field() == 3) file.addDummyPrefix = message.integer() != 0;
    if (message.field() == 4) file.removeExtraWhitespaces = message.integer() != 0;
    if (message.field() == 5) file.escapeWhitespaces = message.integer() != 0;
  }
}

[[noreturn]] void notSupported(const std::string& fileName, const std::string& part, const std::string& value,
                               const std::string& known) {
  throw Error("tokenizer.not_supported", {{"file", fileName}, {"part", part}, {"value", value}, {"known", known}});
}

void checkSupported(const SentencePieceFile& file, const std::string& fileName) {
  if (file.algorithm != SentencePieceFile::Algorithm::Unigram) {
    const std::string number = std::to_string(static_cast<int>(file.algorithm));
    notSupported(fileName, "trainer_spec.model_type", number, "1 (Unigram)");
  }
  if (file.treatWhitespaceAsSuffix) notSupported(fileName, "treat_whitespace_as_suffix", "true", "false");
  if (!file.escapeWhitespaces) notSupported(fileName, "escape_whitespaces", "false", "true");
}

bool isCutter(const SentencePieceFile::Piece& piece) {
  return piece.type == PieceType::Normal && !piece.text.empty();
}

/// Normalizers, pre-tokenizers and decoders: what the file says of white space.
void setStages(const SentencePieceFile& file, TokenizerStages& stages) {
  constexpr std::string_view kSpace = "▁";
  if (!file.normalizerCharsmap.empty())
    stages.normalizers.emplace_back(PrecompiledRules{std::make_shared<const Charsmap>(file.normalizerCharsmap)});
  if (file.removeExtraWhitespaces) {
    stages.normalizers.emplace_back(ReplacePattern{TextPattern::expression("\\A +| +\\z"), ""});
    stages.normalizers.emplace_back(ReplaceSpaceRuns{" "});
  }
  MetaspaceSplit spaces;
  spaces.prepend = file.addDummyPrefix ? MetaspaceSplit::Prepend::Always : MetaspaceSplit::Prepend::Never;
  // pieces of several words cannot be found once the words lie apart
  spaces.split = std::none_of(file.pieces.begin(), file.pieces.end(), [&](const SentencePieceFile::Piece& piece) {
    return isCutter(piece) && piece.text.find(kSpace, 1) != std::string::npos;
  });
  stages.preTokenizers = {spaces};
  if (file.byteFallback) stages.decoders.emplace_back(ByteFallbackDecoder{});
  stages.decoders.emplace_back(MetaspaceDecoder{std::string(kSpace), file.addDummyPrefix});
}

void setModel(const SentencePieceFile& file, std::string_view fileName, const std::vector<UnigramModel::Piece>& pieces,
              TokenId unknown, TokenizerStages& stages) {
  namingFile(fileName, [&] {
    setStages(file, stages);
    stages.model = std::make_shared<const UnigramModel>(stages.vocabulary, pieces, unknown, file.byteFallback);
  });
}

TokenId requiredPiece(const Vocabulary& vocabulary, std::string_view piece, const std::string& fileName) {
  const std::optional<TokenId> id = vocabulary.find(piece);
  if (id) return *id;
  throw Error("tokenizer.piece_missing", {{"file", fileName}, {"piece", std::string(piece)}});
}

void addToken(std::string content, bool isSpecial, const std::string& fileName, TokenizerStages& stages) {
  constexpr std::size_t kLongest = 1024;  // each is looked for at every place of a text
  if (content.empty() || content.size() > kLongest)
    notSupported(fileName, "symbols of its own", toValidUtf8(content.substr(0, 64)), "1 to 1024 bytes of text");
  const std::optional<TokenId> id = stages.vocabulary->find(content);
  if (!id) return;
  AddedToken token{*id, std::move(content)};
  token.special = isSpecial;
  stages.added.push_back(std::move(token));
}

/// Those that the file names so, where it marks them as control pieces.
SpecialTokens specialOf(const SentencePieceFile& file, const Vocabulary& vocabulary, TokenId unknown) {
  const auto idOf = [&](const std::string& piece) -> std::optional<TokenId> {
    const std::optional<TokenId> id = piece.empty() ? std::nullopt : vocabulary.find(piece);
    const bool isControl = id && static_cast<std::size_t>(*id) < file.pieces.size() &&
                           file.pieces[static_cast<std::size_t>(*id)].type == SentencePieceFile::PieceType::Control;
    return isControl ? id : std::nullopt;
  };
  SpecialTokens special;
  special.unknown = unknown;
  special.begin = idOf(file.beginPiece);
  special.endOfText = idOf(file.endPiece);
  special.padding = idOf(file.paddingPiece);
  return special;
}

/// T5 counts <extra_id_0> from the end of its vocabulary.
void addExtraIds(std::int64_t count, std::vector<std::string>& texts, const std::string& fileName) {
  constexpr std::int64_t kMost = 1000;
  if (count < 0 || count > kMost) notSupported(fileName, "extra_ids", std::to_string(count), "0 to 1000");
  for (std::int64_t i = count; i-- > 0;) texts.push_back("<extra_id_" + std::to_string(i) + ">");
}

}  // namespace

SentencePieceFile readSentencePieceFile(NamedBytes file) {
  constexpr std::size_t kMostPieces = 1'000'000;
  SentencePieceFile read;
  MessageReader message(file, 0, file.bytes.size());
  while (message.next()) {
    if (message.field() == 1) {
      if (read.pieces.size() == kMostPieces)
        notSupported(std::string(file.name), "number of pieces", "larger", "at most 1000000");
      read.pieces.push_back(readPiece(message.message()));
    }
    if (message.field() == 2) readTrainerSpec(message.message(), read);
    if (message.field() == 3) readNormalizerSpec(message.message(), read);
  }
  if (read.pieces.empty()) throw Error("sentencepiece.no_pieces", {{"file", std::string(file.name)}});
  return read;
}

std::shared_ptr<const PipelineTokenizer> makeSentencePieceTokenizer(const SentencePieceFile& file,
                                                                    const std::string& fileName,
                                                                    const SentencePieceOptions& options) {
  checkSupported(file, fileName);
  TokenizerStages stages;
  std::vector<std::string> texts;
  std::vector<UnigramModel::Piece> pieces;
  std::optional<TokenId> unknown;
  for (const SentencePieceFile::Piece& piece : file.pieces) {
    const auto id = static_cast<TokenId>(texts.size());
    if (piece.type == PieceType::Unknown) unknown = id;
    if (isCutter(piece)) pieces.push_back({piece.text, static_cast<double>(piece.score), id});
    texts.push_back(piece.text);
  }
  if (!unknown) throw Error("tokenizer.piece_missing", {{"file", fileName}, {"piece", "<unk>"}});
  stages.unknownPiece = texts[static_cast<std::size_t>(*unknown)];
  addExtraIds(options.extraIds, texts, fileName);
  stages.vocabulary = namingFile(fileName, [&] { return std::make_shared<const Vocabulary>(std::move(texts)); });
  for (const SentencePieceFile::Piece& piece : file.pieces) {
    const bool isSpecial = piece.type == PieceType::Control || piece.type == PieceType::Unknown;
    if (isSpecial || piece.type == PieceType::UserDefined) addToken(piece.text, isSpecial, fileName, stages);
  }
  for (std::int64_t i = 0; i < options.extraIds; ++i)
    addToken("<extra_id_" + std::to_string(i) + ">", true, fileName, stages);
  if (options.appendEndOfText) stages.frame.after = {requiredPiece(*stages.vocabulary, file.endPiece, fileName)};
  stages.special = specialOf(file, *stages.vocabulary, *unknown);
  if (options.lowercase) stages.normalizers.emplace_back(Lowercase{});
  setModel(file, fileName, pieces, *unknown, stages);
  return std::make_shared<const PipelineTokenizer>(std::move(stages));
}

std::shared_ptr<const PipelineTokenizer> readMarianTokenizer(NamedBytes spm, NamedBytes vocabJson,
                                                             const SpecialPieces& names) {
  const SentencePieceFile file = readSentencePieceFile(spm);
  checkSupported(file, std::string(spm.name));
  const std::string vocabName(vocabJson.name);
  const nlohmann::json value = json::parseGuarded(vocabJson.bytes, vocabJson.name);
  TokenizerStages stages;
  const json::ObjectReader root(value, vocabJson.name);
  stages.vocabulary = namingFile(vocabName, [&] { return tokenizer_json::readVocabulary(root, value, {}).all; });
  stages.unknownPiece = names.unknown;
  const TokenId unknown = requiredPiece(*stages.vocabulary, stages.unknownPiece, vocabName);
  stages.frame.after = {requiredPiece(*stages.vocabulary, names.end, vocabName)};
  std::vector<UnigramModel::Piece> pieces;
  for (const SentencePieceFile::Piece& piece : file.pieces) {
    if (!isCutter(piece)) continue;
    pieces.push_back(
        {piece.text, static_cast<double>(piece.score), stages.vocabulary->find(piece.text).value_or(unknown)});
  }
  for (const std::string* special : {&names.end, &names.unknown, &names.padding})
    if (!special->empty()) addToken(*special, true, vocabName, stages);
  stages.special =
      SpecialTokens{unknown,      names.padding.empty() ? std::nullopt : stages.vocabulary->find(names.padding),
                    std::nullopt, std::nullopt,
                    std::nullopt, stages.frame.after.front()};
  for (const std::string& piece : stages.vocabulary->pieces())
    if (piece.size() > 4 && piece.starts_with(">>") && piece.ends_with("<<")) addToken(piece, true, vocabName, stages);
  setModel(file, spm.name, pieces, unknown, stages);
  return std::make_shared<const PipelineTokenizer>(std::move(stages));
}

}  // namespace headlight
