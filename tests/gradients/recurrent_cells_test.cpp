// The backward pass of one step of every recurrent cell, products included.

#include <gtest/gtest.h>

#include "gradients/central_difference.h"
#include "nn/gru_cell.h"
#include "nn/lstm_cell.h"
#include "nn/rnn_cell.h"

namespace headlight::test {
namespace {

using Rows = Matrix<double>;

constexpr Index B = 3;
constexpr Index H = 5;

/// The numbers of one step: what comes in, and the weights of the loss.
struct Step {
  explicit Step(Index gates, std::uint64_t stream) {
    Random random(kSeed, stream);
    sums = randomMatrix(random, B, gates * H);
    hidden = randomMatrix(random, B, H);
    cell = randomMatrix(random, B, H);
    inner = randomMatrix(random, B, H);
    dhidden = randomMatrix(random, B, H);
    dcell = randomMatrix(random, B, H);
  }
  Rows sums, hidden, cell, inner, dhidden, dcell;
};

TEST(Gradients, LstmCell) {
  Step s(4, 101);
  const auto loss = [&] {
    Rows gates = s.sums;
    Rows cell(B, H), squashed(B, H), hidden(B, H);
    lstmForward<double>(gates, s.cell, cell, squashed, hidden);
    return weightedSum(hidden, s.dhidden) + weightedSum(cell, s.dcell);
  };
  Rows gates = s.sums;
  Rows cell(B, H), squashed(B, H), hidden(B, H);
  lstmForward<double>(gates, s.cell, cell, squashed, hidden);
  Rows dcell = s.dcell;
  lstmBackward<double>(s.cell, squashed, s.dhidden, dcell, gates);
  expectGradient("sums", flat(s.sums), flat(gates), loss);
  expectGradient("cell", flat(s.cell), flat(dcell), loss);
}

TEST(Gradients, LstmCellInPartsIsTheWhole) {
  const Step s(4, 101);
  Rows whole = s.sums, parts = s.sums;
  Rows cell(B, H), squashed(B, H), hidden(B, H), cell2(B, H), squashed2(B, H), hidden2(B, H);
  lstmForward<double>(whole, s.cell, cell, squashed, hidden);
  lstmGatesForward<double>(parts);
  lstmCellForward<double>(parts, s.cell, cell2);
  lstmHiddenForward<double>(parts, cell2, squashed2, hidden2);
  EXPECT_EQ(whole, parts);
  EXPECT_LE((cell - cell2).cwiseAbs().maxCoeff(), 1e-15);
  EXPECT_LE((hidden - hidden2).cwiseAbs().maxCoeff(), 1e-15);
  EXPECT_LE((squashed - squashed2).cwiseAbs().maxCoeff(), 1e-15);
}

TEST(Gradients, GruCell) {
  Step s(3, 102);
  const auto loss = [&] {
    Rows gates = s.sums;
    Rows hidden(B, H);
    gruForward<double>(gates, s.inner, s.hidden, hidden);
    return weightedSum(hidden, s.dhidden);
  };
  Rows gates = s.sums;
  Rows hidden(B, H);
  gruForward<double>(gates, s.inner, s.hidden, hidden);
  Rows dhidden = s.dhidden;
  Rows dinner = s.inner;
  gruBackward<double>(s.hidden, dhidden, gates, dinner);
  expectGradient("sums", flat(s.sums), flat(gates), loss);
  expectGradient("inner", flat(s.inner), flat(dinner), loss);
  expectGradient("hidden", flat(s.hidden), flat(dhidden), loss);
}

TEST(Gradients, GruCellInPartsIsTheWhole) {
  const Step s(3, 102);
  Rows whole = s.sums, parts = s.sums;
  Rows hidden(B, H), hidden2(B, H);
  gruForward<double>(whole, s.inner, s.hidden, hidden);
  gruGatesForward<double>(parts);
  gruCandidateForward<double>(s.inner, parts);
  gruHiddenForward<double>(parts, s.hidden, hidden2);
  EXPECT_LE((whole - parts).cwiseAbs().maxCoeff(), 1e-15);
  EXPECT_LE((hidden - hidden2).cwiseAbs().maxCoeff(), 1e-15);
}

TEST(Gradients, RnnCell) {
  Step s(1, 103);
  const auto loss = [&] {
    Rows hidden(B, H);
    rnnForward<double>(s.sums, hidden);
    return weightedSum(hidden, s.dhidden);
  };
  Rows hidden(B, H);
  rnnForward<double>(s.sums, hidden);
  Rows dsums(B, H);
  rnnBackward<double>(hidden, s.dhidden, dsums);
  expectGradient("sums", flat(s.sums), flat(dsums), loss);
}

}  // namespace
}  // namespace headlight::test
