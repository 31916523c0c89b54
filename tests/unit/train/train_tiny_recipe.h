#pragma once
// A recipe of a few lines, for tests of `headlight train`.

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "formats/files/digest.h"

namespace headlight::testing {

inline const std::string kCorpus = "the cat is on the mat .\nthe bird is on the branch .\nthe ship is on the sea .\n";
inline const std::string kValidation = "the cat is on the sofa .\nthe bird is on the branch .\n";

inline void write(const std::filesystem::path& file, const std::string& bytes) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

inline nlohmann::json corpus(const std::string& name, const std::string& bytes) {
  return {{"name", name},          {"type", "corpus"},           {"file", name + ".txt"},
          {"bytes", bytes.size()}, {"sha256", sha256Hex(bytes)}, {"home", "https://example.org/" + name},
          {"credit", "Nobody"},    {"separator", "\n"}};
}

/// Puts its corpora into the folder `data`.
inline nlohmann::json tinyRecipe(const std::filesystem::path& data) {
  write(data / "kept.txt", kCorpus);
  write(data / "held.txt", kValidation);
  nlohmann::json source = corpus("kept", kCorpus);
  source["weight"] = 1;
  return {{"format", "headlight-recipe"},
          {"version", 1},
          {"name", "tiny"},
          {"language", "en"},
          {"model", {{"kind", "decoder"}, {"n_layers", 1}, {"n_heads", 2}, {"d_model", 8}, {"n_ctx", 16}}},
          {"tokenizer", {{"kind", "word_level"}, {"vocab_size", 40}}},
          {"sources", nlohmann::json::array({source})},
          {"validation", nlohmann::json::array({corpus("held", kValidation)})},
          {"training",
           {{"batch", 2},
            {"length", 16},
            {"steps", 300},
            {"learning_rate", 0.01},
            {"warmup_steps", 10},
            {"dropout", 0.1},
            {"validate_every", 100},
            {"log_every", 10}}},
          {"card", {{"title", "Tiny"}, {"summary", "For a test."}, {"license", "CC0-1.0"}}}};
}

}  // namespace headlight::testing
