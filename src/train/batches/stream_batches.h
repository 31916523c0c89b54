#pragma once
// Batches for recurrent nets that carry their state from step to step: B streams side by side, each an endless sequence
// of whole documents, of which every step takes the next T positions. A document begins with `resets` = 1, from the
// zero state, exactly as a prompt does; one that is longer than a row goes on in the next step.
//
// A stream draws its documents' sources by chance, so that each source has its weight's share of the positions. The
// documents of a source are shuffled again every epoch, and each is taken once an epoch over all streams together. A
// position is a token with the one that follows it in its document: <|endoftext|> is predicted and never read, since
// nothing follows it.
//
// Everything is a function of (seed, step): no generator's state has to be stored.

#include <cstdint>
#include <vector>

#include "train/batches/batches.h"

namespace headlight {

class StreamBatches : public BatchSource {
 public:
  /// Throws Error "train.no_text" naming a source that has no document of two tokens or more.
  StreamBatches(std::vector<TrainingText> sources, Index batch, Index length, std::uint64_t seed);

  [[nodiscard]] Index batch() const override { return m_batch; }
  [[nodiscard]] Index length() const override { return m_length; }
  /// A step back, or far ahead, walks through the documents before it (about a microsecond each).
  [[nodiscard]] TrainingBatch at(std::uint64_t step) override;

 private:
  struct Source {
    TokenizedText text;
    double shareUpTo = 0;                ///< of the draws, sum over the sources up to this one, of 1
    std::vector<std::size_t> documents;  ///< begins of those with two tokens or more
    std::vector<std::size_t> ends;       ///< one past their last token
  };
  /// The present place of one stream.
  struct Stream {
    std::uint64_t draws = 0;           ///< documents taken
    std::vector<std::uint64_t> taken;  ///< of each source
    std::size_t source = 0;
    std::size_t place = 0, begin = 0, end = 0;  ///< next token to read, and the document around it
  };

  void addSource(TrainingText& given);
  void begin();
  void nextDocument(Index stream);
  /// The next `m_length` positions of one stream; null outputs only walk.
  void fillRow(Index stream, TokenId* inputs, TokenId* targets, std::uint8_t* resets);
  [[nodiscard]] std::size_t shuffled(std::size_t source, std::uint64_t number) const;

  std::vector<Source> m_sources;
  Index m_batch;
  Index m_length;
  std::uint64_t m_seed;
  std::uint64_t m_nextStep = 0;
  std::vector<Stream> m_streams;
  std::vector<TokenId> m_inputs, m_targets;
  std::vector<std::uint8_t> m_resets;
};

}  // namespace headlight
