// use: projection_bench pca|tsne|umap FILE ROWS COLUMNS [dimensions 2] [threads 2] [seed 0]
// FILE holds float32 numbers, row after row. Prints one JSON object: seconds and the share of the 15 nearest kept.
// compare_projections.py beside this sets it against scikit-learn and umap-learn.

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include "analysis/projection/tsne.h"
#include "analysis/projection/umap.h"
#include "analysis/vectors/pca.h"
#include "tensor/thread_pool.h"

namespace headlight {
namespace {

template <class Method>
Matrix<float> finished(Method method) {
  while (!method.isDone()) method.step();
  return method.coordinates();
}

Matrix<float> project(const std::string& method, const Matrix<float>& rows, Index dimensions, std::uint64_t seed,
                      ThreadPool& pool) {
  if (method == "pca") return pca(rows, dimensions).coordinates;
  if (method == "tsne") {
    TsneOptions options;
    options.dimensions = dimensions;
    return finished(Tsne(rows, options, &pool));
  }
  UmapOptions options;
  options.dimensions = dimensions;
  options.seed = seed;
  return finished(Umap(rows, options, &pool));
}

int measure(const std::vector<std::string>& arguments) {
  if (arguments.size() < 4) {
    std::cerr << "use: projection_bench pca|tsne|umap FILE ROWS COLUMNS [dimensions] [threads] [seed]\n";
    return 2;
  }
  const auto number = [&](std::size_t place, long otherwise) {
    return arguments.size() > place ? std::atol(arguments[place].c_str()) : otherwise;
  };
  Matrix<float> rows(number(2, 0), number(3, 0));
  std::ifstream file(arguments[1], std::ios::binary);
  if (!file.read(reinterpret_cast<char*>(rows.data()), rows.size() * static_cast<Index>(sizeof(float)))) {
    std::cerr << arguments[1] << " has not so many numbers\n";
    return 3;
  }
  ThreadPool pool(static_cast<int>(number(5, 2)));
  const auto start = std::chrono::steady_clock::now();
  const Matrix<float> picture =
      project(arguments[0], rows, number(4, 2), static_cast<std::uint64_t>(number(6, 0)), pool);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const double kept = rows.rows() <= 20000 ? neighboursKept(rows, picture, 15, &pool) : -1;
  std::cout << nlohmann::ordered_json{{"method", arguments[0]}, {"seconds", seconds.count()}, {"kept", kept}} << '\n';
  return 0;
}

}  // namespace
}  // namespace headlight

int main(int count, char** arguments) {
  return headlight::measure({arguments + 1, arguments + count});
}
