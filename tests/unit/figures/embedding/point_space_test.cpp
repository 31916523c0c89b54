// Spaces of points: several prompts side by side, parts, paths, colours, and which word means which point.

#include "figures/embedding/point_space.h"

#include <cmath>

#include <gtest/gtest.h>

#include "analysis/text/token_label.h"
#include "analysis/vectors/word_index.h"
#include "figures/embedding/point_coloring.h"
#include "unit/generate/kind_runs.h"

namespace headlight {
namespace {

using testing::KindRun;
using SpaceKind = EmbeddingFigure::Space::Kind;

TEST(PointSpace, SeveralPromptsStandStationByStation) {
  const KindRun first(ModelKind::Decoder), second(ModelKind::Decoder);
  const PointSpace one = runSpace({SpaceKind::Layers}, {{"a", first.run()}});
  const PointSpace two = runSpace({SpaceKind::Layers}, {{"a", first.run()}, {"b", second.run()}});
  const int tokens = one.tokens();
  ASSERT_EQ(two.tokens(), 2 * tokens);
  ASSERT_EQ(two.stationCount(), one.stationCount());
  EXPECT_EQ(two.stations.front(), "input");
  EXPECT_EQ(two.stations.back(), std::to_string(one.stationCount() - 2));
  Matrix<float> room, otherRoom;
  for (int station = 0; station < one.stationCount(); ++station) {
    for (int token = 0; token < 2 * tokens; ++token) {
      const int point = station * 2 * tokens + token;
      EXPECT_EQ(two.promptOfPoint(point), token / tokens);
      EXPECT_EQ(two.rows(room).row(point), one.rows(otherRoom).row(station * tokens + token % tokens));
      EXPECT_EQ(two.labels[static_cast<std::size_t>(point)], one.labels[static_cast<std::size_t>(token % tokens)]);
    }
  }
  const std::vector<double> bits = two.surprise();
  ASSERT_EQ(bits.size(), static_cast<std::size_t>(2 * tokens));
  EXPECT_TRUE(std::isnan(bits[0]) && std::isnan(bits[static_cast<std::size_t>(tokens)]));
  EXPECT_EQ(bits[1], bits[static_cast<std::size_t>(tokens) + 1]);
  const EmbeddingFigure::Coloring coloring = pointColoring({ColorBy::Kind::Prompt}, two, nullptr);
  EXPECT_EQ(coloring.groups, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(coloring.group[static_cast<std::size_t>(tokens)], 1);
}

TEST(PointSpace, PathsFollowTokensAndTexts) {
  const KindRun run(ModelKind::Gru);
  const PointSpace space = runSpace({SpaceKind::Hidden}, {{"a", run.run()}, {"b", run.run()}});
  const int tokens = space.tokens();
  EXPECT_EQ(space.stations.front(), "0");
  const auto paths = pathsOf(space, 1, true);
  ASSERT_EQ(paths.size(), static_cast<std::size_t>(tokens + 2));
  EXPECT_EQ(paths[3], (std::vector<int>{3, 3 + tokens}));
  EXPECT_EQ(paths[static_cast<std::size_t>(tokens)].front(), tokens);
  EXPECT_EQ(paths.back().front(), tokens + tokens / 2);
  EXPECT_EQ(paths.back().size(), static_cast<std::size_t>(tokens / 2));
}

TEST(PointSpace, APartKeepsWholeTokens) {
  const KindRun run(ModelKind::Decoder);
  const PointSpace whole = runSpace({SpaceKind::Layers}, {{"a", run.run()}});
  const int tokens = whole.tokens();
  const std::vector<int> asked{2 * tokens + 3, 1, 3};  // token 3 twice
  const std::vector<int> kept = pointsOfPart(whole, asked);
  const PointSpace part = partOf(whole, asked);
  ASSERT_EQ(part.tokens(), 2);
  ASSERT_EQ(part.size(), 2 * whole.stationCount());
  EXPECT_EQ(kept[0], 1);
  EXPECT_EQ(kept[1], 3);
  EXPECT_EQ(kept[2], tokens + 1);
  Matrix<float> room, otherRoom;
  for (int point = 0; point < part.size(); ++point) {
    EXPECT_EQ(part.rows(room).row(point), whole.rows(otherRoom).row(kept[static_cast<std::size_t>(point)]));
  }
  EXPECT_EQ(part.ids[1], whole.ids[3]);
  EXPECT_EQ(part.surprise()[1], whole.surprise()[3]);
  ProjectedPoints points;
  points.coordinates = Matrix<float>::Random(whole.size(), 3);
  EXPECT_EQ(pointsKept(points, kept).coordinates.row(2), points.coordinates.row(tokens + 1));
}

TEST(PointSpace, ColoursOfTablesAndLexicons) {
  VectorTable table;
  table.labels = {"cat", "dog", "ship"};
  table.rows.resize(3, 2);
  table.rows << 0, 0, 0, 1, 9, 9;
  table.columns = {{"size", {"1", "2.5", ""}}, {"kind", {"pet", "pet", "thing"}}};
  const PointSpace space = tableSpace(std::move(table));
  const auto sizes = pointColoring({ColorBy::Kind::Column, 0}, space, nullptr);
  EXPECT_EQ(sizes.values[1], 2.5);
  EXPECT_TRUE(std::isnan(sizes.values[2]));
  EXPECT_EQ(pointColoring({ColorBy::Kind::Column, 1}, space, nullptr).group, (std::vector<int>{0, 0, 1}));
  const auto clusters = pointColoring({ColorBy::Kind::Cluster, 0, 2}, space, nullptr);
  EXPECT_EQ(clusters.group, (std::vector<int>{0, 0, 1}));
  const Lexicon lexicon{{"cat", {"animal", 100}}, {"dog", {"other", 10}}};
  const auto classes = pointColoring({ColorBy::Kind::WordClass}, space, &lexicon);
  EXPECT_EQ(classes.group, (std::vector<int>{0, -1, -1}));
  const auto frequencies = pointColoring({ColorBy::Kind::Frequency}, space, &lexicon);
  EXPECT_EQ(frequencies.values[1], 1.0);
  EXPECT_EQ(colorChoices(space, &lexicon).size(), 6U);
  EXPECT_EQ(colorChoices(space, nullptr).size(), 4U);
}

TEST(WordIndex, WordsAreFoundAsSpelledThenWhateverTheirCase) {
  const WordIndex words({"The", "the", "Straße", visibleLabel(" cat"), "Mat"});
  EXPECT_EQ(words.find("the"), 1);
  EXPECT_EQ(words.find(" The "), 0);
  EXPECT_EQ(words.find("STRASSE"), 2);
  EXPECT_EQ(words.find("\u2423cat"), 3);
  EXPECT_EQ(words.find("mat"), 4);
  EXPECT_EQ(words.find(""), -1);
  EXPECT_EQ(words.findBeginning("stra"), 2);
  EXPECT_EQ(words.findAll("mat, the,mat"), (std::vector<int>{1, 4}));
  EXPECT_THROW(static_cast<void>(words.findAll("mat, zebra")), Error);
}

TEST(VisibleLabel, SpacesBecomeSignsButPartsOfCharactersStay) {
  EXPECT_EQ(visibleLabel(" a\tb\n"), "\u2423a\u21E5b\u21B5");
  EXPECT_EQ(visibleLabel("\u00A0\u3000"), "\u2423\u2423");
  EXPECT_EQ(visibleLabel("\x01"), "\u203901\u203A");
  EXPECT_EQ(visibleLabel("\u732B\u2039e7 8c\u203A"), "\u732B\u2039e7 8c\u203A");
  EXPECT_EQ(visibleLabel(" \u2039no hex\u203A"), "\u2423\u2039no\u2423hex\u203A");
}

}  // namespace
}  // namespace headlight
