// The batches of recurrent nets: streams that go on from step to step.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tensor/error.h"
#include "train/batches/stream_batches.h"

namespace headlight {
namespace {

constexpr TokenId kEnd = 0;

/// Documents of `lengths` tokens without the end. Document d of source s begins with 1000 · s + d + 1, then counts up
/// from 100000: a token tells where it stands.
TrainingText textOf(const std::string& name, int source, const std::vector<int>& lengths, double weight = 1) {
  TrainingText text;
  text.name = name;
  text.weight = weight;
  TokenId document = 0;
  for (const int length : lengths) {
    text.text.documents.push_back(text.text.tokens.size());
    text.text.tokens.push_back(static_cast<TokenId>(1000 * source) + ++document);
    for (int i = 1; i < length; ++i) text.text.tokens.push_back(100000 + i);
    text.text.tokens.push_back(kEnd);
  }
  return text;
}

std::vector<int> someLengths(int documents) {
  std::vector<int> lengths;
  for (int d = 0; d < documents; ++d) lengths.push_back(1 + d * 7 % 11);
  return lengths;
}

std::vector<TrainingText> twoSources() {
  std::vector<TrainingText> sources;
  sources.push_back(textOf("short", 0, someLengths(37), 3));
  sources.push_back(textOf("long", 1, {40, 25, 60}, 1));
  return sources;
}

struct Copied {
  std::vector<TokenId> inputs, targets;
  std::vector<std::uint8_t> resets;
  bool operator==(const Copied&) const = default;
};
Copied copied(const TrainingBatch& batch) {
  return {{batch.inputs.begin(), batch.inputs.end()},
          {batch.targets.begin(), batch.targets.end()},
          {batch.resets.begin(), batch.resets.end()}};
}

/// One stream's positions over many steps.
Copied streamOf(StreamBatches& batches, Index stream, std::uint64_t steps) {
  Copied all;
  for (std::uint64_t step = 0; step < steps; ++step) {
    const TrainingBatch batch = batches.at(step);
    for (Index t = 0; t < batch.length; ++t) {
      const auto at = static_cast<std::size_t>(stream * batch.length + t);
      all.inputs.push_back(batch.inputs[at]);
      all.targets.push_back(batch.targets[at]);
      all.resets.push_back(batch.resets[at]);
    }
  }
  return all;
}

TEST(StreamBatches, ReadWholeDocumentsThatGoOnFromStepToStep) {
  StreamBatches batches(twoSources(), 3, 7, 5);
  for (Index stream = 0; stream < 3; ++stream) {
    const Copied all = streamOf(batches, stream, 60);
    EXPECT_EQ(all.resets.front(), 1) << "a stream begins with a document";
    for (std::size_t i = 0; i + 1 < all.inputs.size(); ++i) {
      EXPECT_NE(all.inputs[i], kEnd) << "an end is predicted, not read";
      EXPECT_EQ(all.resets[i] != 0, all.inputs[i] < 100000) << "resets stand at first words";
      if (all.resets[i + 1]) {
        EXPECT_EQ(all.targets[i], kEnd);
      } else {
        EXPECT_EQ(all.targets[i], all.inputs[i + 1]);
      }
    }
  }
}

TEST(StreamBatches, TakeEveryDocumentOnceAnEpochOverAllStreamsInAnOrderThatChanges) {
  constexpr Index streams = 4;
  constexpr std::size_t documents = 37;
  std::vector<TrainingText> sources;
  sources.push_back(textOf("only", 0, someLengths(documents)));
  StreamBatches batches(std::move(sources), streams, 16, 5);
  std::map<std::size_t, TokenId> cards;  // as they are shared out, stream by stream
  for (Index stream = 0; stream < streams; ++stream) {
    const Copied all = streamOf(batches, stream, 40);
    std::size_t card = static_cast<std::size_t>(stream);
    for (std::size_t i = 0; i < all.inputs.size(); ++i) {
      if (!all.resets[i]) continue;
      cards[card] = all.inputs[i];
      card += streams;
    }
  }
  std::vector<TokenId> first, second;
  for (std::size_t card = 0; card < documents; ++card) {
    first.push_back(cards.at(card));
    second.push_back(cards.at(card + documents));
  }
  EXPECT_NE(first, second);
  EXPECT_EQ(std::set<TokenId>(first.begin(), first.end()).size(), documents);
  EXPECT_EQ(std::set<TokenId>(second.begin(), second.end()).size(), documents);
}

TEST(StreamBatches, AreAFunctionOfSeedAndStep) {
  StreamBatches ascending(twoSources(), 3, 7, 5);
  std::vector<Copied> steps;
  for (std::uint64_t step = 0; step < 30; ++step) steps.push_back(copied(ascending.at(step)));
  StreamBatches jumping(twoSources(), 3, 7, 5);
  for (const std::uint64_t step : {29, 3, 3, 17, 0, 28}) EXPECT_EQ(copied(jumping.at(step)), steps[step]) << step;
  StreamBatches other(twoSources(), 3, 7, 6);
  EXPECT_NE(copied(other.at(4)), steps[4]);
}

TEST(StreamBatches, GiveEverySourceItsShareOfThePositions) {
  StreamBatches batches(twoSources(), 8, 32, 5);
  double ofLong = 0;
  double total = 0;
  for (Index stream = 0; stream < 8; ++stream) {
    const Copied all = streamOf(batches, stream, 400);
    bool isLong = false;
    for (std::size_t i = 0; i < all.inputs.size(); ++i) {
      if (all.resets[i]) isLong = all.inputs[i] > 1000;
      ofLong += isLong;
      ++total;
    }
  }
  EXPECT_NEAR(ofLong / total, 0.25, 0.02);
}

TEST(StreamBatches, NameASourceWithoutText) {
  std::vector<TrainingText> sources = twoSources();
  sources.push_back(textOf("empty", 2, {}));
  try {
    StreamBatches batches(std::move(sources), 2, 4, 1);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "train.no_text");
  }
}

}  // namespace
}  // namespace headlight
