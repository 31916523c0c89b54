// Random numbers, matrix products, the thread pool.

#include <gtest/gtest.h>
#include <pthread.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <numeric>
#include <stdexcept>
#include <thread>

#include "tensor/matrix_product.h"
#include "tensor/random.h"
#include "tensor/thread_pool.h"

namespace headlight {
namespace {

TEST(Random, PhiloxGivesThePublishedVectors) {
  // Known answers of Random123 (kat_vectors, philox4x32 10).
  using Words = std::array<std::uint32_t, 4>;
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
            (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Random, IsRepeatedFromItsPosition) {
  Random random(5, 6);
  for (int i = 0; i < 7; ++i) (void)random.uniform();
  Random copy(5, 6);
  copy.seek(random.position());
  EXPECT_EQ(copy.uniform(), random.uniform());
  EXPECT_NE(Random(5, 7).uniform(), Random(5, 6).uniform());
}

TEST(Random, DrawsAreUniformAndNormal) {
  Random random(1);
  double sum = 0;
  double squares = 0;
  std::array<int, 7> counts{};
  for (int i = 0; i < 70000; ++i) {
    const double value = random.normal();
    sum += value;
    squares += value * value;
    ++counts[random.below(7)];
    const double uniform = random.uniform();
    ASSERT_TRUE(uniform >= 0 && uniform < 1);
  }
  EXPECT_NEAR(sum / 70000, 0, 0.02);
  EXPECT_NEAR(squares / 70000, 1, 0.03);
  for (const int count : counts) EXPECT_NEAR(count, 10000, 400);
}

Matrix<float> someMatrix(Random& random, Index rows, Index columns) {
  Matrix<float> matrix(rows, columns);
  for (Index i = 0; i < matrix.size(); ++i) matrix.data()[i] = static_cast<float>(random.normal());
  return matrix;
}

TEST(MatrixProduct, AgreesWithEigenForEveryShapeAndTranspose) {
  Random random(2);
  for (const Index M : {1, 3, 12, 13, 40}) {
    for (const Index N : {1, 31, 32, 33, 70}) {
      for (const Index K : {1, 16, 300}) {
        const Matrix<float> a = someMatrix(random, M, K);
        const Matrix<float> b = someMatrix(random, K, N);
        const Matrix<float> aAcross = a.transpose();
        const Matrix<float> bAcross = b.transpose();
        const Matrix<float> expected = a * b;
        const Operand<float> lefts[] = {{a.data(), K, 1}, {aAcross.data(), 1, M}};
        const Operand<float> rights[] = {{b.data(), N, 1}, {bAcross.data(), 1, K}};
        Matrix<float> first;
        for (const auto& left : lefts) {
          for (const auto& right : rights) {
            Matrix<float> c = Matrix<float>::Ones(M, N);
            multiply(M, N, K, left, right, c.data(), N, ProductMode::Overwrite);
            EXPECT_LE((c - expected).cwiseAbs().maxCoeff(), 1e-4F) << M << " " << N << " " << K;
            if (first.size() == 0) first = c;
            EXPECT_EQ(c, first) << "bits depend on the storage";
            multiply(M, N, K, left, right, c.data(), N, ProductMode::Add);
            EXPECT_LE((c - 2 * expected).cwiseAbs().maxCoeff(), 2e-4F);
          }
        }
      }
    }
  }
}

TEST(MatrixProduct, VectorsAgreeWithMatricesOfOneRow) {
  Random random(3);
  for (const Index N : {1, 15, 16, 64, 130, 200, 333}) {
    for (const Index K : {1, 7, 16, 33, 128}) {
      const Matrix<float> x = someMatrix(random, 1, K);
      const Matrix<float> w = someMatrix(random, K, N);
      const Matrix<float> bias = someMatrix(random, 1, N);
      Matrix<float> y(1, N);
      vectorTimesMatrix(N, K, x.data(), w.data(), N, bias.data(), y.data());
      EXPECT_LE((y - (x * w + bias)).cwiseAbs().maxCoeff(), 1e-4F) << N << " " << K;
      const Matrix<float> across = w.transpose();
      matrixTimesVector(N, K, across.data(), K, x.data(), y.data());
      EXPECT_LE((y - x * w).cwiseAbs().maxCoeff(), 1e-4F) << N << " " << K;
    }
  }
}

TEST(ThreadPool, RunsEveryChunkOnce) {
  for (const int threads : {1, 2, 4}) {
    ThreadPool pool(threads);
    EXPECT_EQ(pool.threads(), threads);
    for (int repeat = 0; repeat < 200; ++repeat) {
      std::vector<int> visits(37, 0);
      pool.run(37, [&](Index chunk) { ++visits[static_cast<std::size_t>(chunk)]; });
      EXPECT_EQ(visits, std::vector<int>(37, 1));
    }
  }
}

TEST(ThreadPool, ThrowsTheBodysExceptionAndGoesOn) {
  for (const int threads : {1, 3}) {
    ThreadPool pool(threads);
    for (int repeat = 0; repeat < 20; ++repeat) {
      EXPECT_THROW(pool.run(50,
                            [](Index chunk) {
                              if (chunk == 23) throw std::runtime_error("chunk");
                            }),
                   std::runtime_error);
      std::atomic<int> count = 0;
      pool.run(10, [&](Index) { ++count; });
      EXPECT_EQ(count, 10);
    }
  }
}

TEST(ThreadPool, TakesTurnsBetweenCallers) {
  ThreadPool pool(3);
  std::vector<std::thread> callers;
  std::array<std::atomic<int>, 4> counts{};
  for (std::size_t caller = 0; caller < counts.size(); ++caller) {
    callers.emplace_back([&, caller] {
      for (int repeat = 0; repeat < 100; ++repeat) pool.run(8, [&](Index) { ++counts[caller]; });
    });
  }
  for (std::thread& caller : callers) caller.join();
  for (const auto& count : counts) EXPECT_EQ(count, 800);
}

/// What `act` returns in a child that may have no more threads than `refuse` lets it; 128 and more: a signal.
template <class Refuse, class Act>
int inChild(const Refuse& refuse, const Act& act) {
  const pid_t child = fork();
  if (child == 0) {
    alarm(60);  // a pool that waits for ever ends by a signal
    _exit(refuse() ? act() : 99);
  }
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// 0 if a pool of less than `wanted` threads does its work, else what went wrong.
int workWithLess(int wanted, int atLeast) {
  ThreadPool pool(wanted);
  if (pool.threads() >= wanted) return 1;
  if (pool.threads() < atLeast) return 2;
  std::atomic<int> count = 0;
  pool.run(1000, [&](Index) { ++count; });
  return count == 1000 ? 0 : 3;
}

TEST(ThreadPool, GoesOnAloneWhereNoThreadCanBeMade) {
  const auto noStackFits = [] {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    return pthread_attr_setstacksize(&attributes, std::size_t{1} << 46U) == 0 &&
           pthread_setattr_default_np(&attributes) == 0;
  };
  EXPECT_EQ(inChild(noStackFits, [] { return workWithLess(8, 1); }), 0);
}

TEST(ThreadPool, GoesOnWithTheThreadsThatCouldBeMade) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer needs more address space than this test leaves";
#endif
  const auto someStacksFit = [] {  // a stack takes 8 MiB of address space
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    const rlim_t limit = pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) + (std::size_t{256} << 20U);
    const rlimit little = {limit, limit};
    return setrlimit(RLIMIT_AS, &little) == 0;
  };
  EXPECT_EQ(inChild(someStacksFit, [] { return workWithLess(300, 2); }), 0);
}

TEST(ParallelFor, CutsTheSameChunksWithAndWithoutAPool) {
  ThreadPool pool(2);
  for (ThreadPool* each : {static_cast<ThreadPool*>(nullptr), &pool}) {
    std::vector<std::pair<Index, Index>> chunks(4);
    parallelFor(each, 10, 3, [&](Index begin, Index end) {
      chunks[static_cast<std::size_t>(begin / 3)] = {begin, end};
    });
    EXPECT_EQ(chunks, (std::vector<std::pair<Index, Index>>{{0, 3}, {3, 6}, {6, 9}, {9, 10}}));
  }
  parallelFor(&pool, 0, 3, [](Index, Index) { FAIL(); });
}

}  // namespace
}  // namespace headlight
