// `headlight convert SRC DST`: the same model in another format.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <ostream>
#include <system_error>

#include "cli/options/shared_options.h"
#include "formats/archive/checkpoint_file.h"
#include "formats/files/atomic_file.h"
#include "formats/files/memory_estimate.h"
#include "formats/files/npz.h"
#include "formats/gguf/gguf_model.h"
#include "formats/huggingface/weight_names.h"
#include "formats/model_folder_files.h"
#include "formats/tokenizers/tokenizer_json.h"

namespace headlight {

namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

enum class Target { Folder, Gguf, Checkpoint, Npz };

struct ConvertOptions {
  std::string source;
  std::string destination;
  std::string type = "f32";
  bool json = false;
};

std::string lowerExtension(const fs::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return extension;
}

Target targetOf(const fs::path& destination) {
  const std::string extension = lowerExtension(destination);
  if (extension == ".gguf") return Target::Gguf;
  if (extension == ".checkpoint") return Target::Checkpoint;
  if (extension == ".npz") return Target::Npz;
  static constexpr std::array<std::string_view, 8> kFiles = {".safetensors", ".json", ".bin",  ".pt",
                                                             ".pth",         ".onnx", ".ggml", ".h5"};
  if (std::find(kFiles.begin(), kFiles.end(), extension) != kFiles.end()) {
    throw Error("cli.bad_value", {{"option", "DST"},
                                  {"value", destination.string()},
                                  {"expected", "a folder, or a file name that ends in .gguf, .checkpoint or .npz"}});
  }
  return Target::Folder;
}

std::string_view targetName(Target target) {
  switch (target) {
    case Target::Folder:
      return "folder";
    case Target::Gguf:
      return "gguf";
    case Target::Checkpoint:
      return "checkpoint";
    case Target::Npz:
      return "npz";
  }
  return "folder";
}

WeightType typeNamed(const std::string& word) {
  if (word == "f16") return WeightType::Float16;
  return word == "bf16" ? WeightType::BFloat16 : WeightType::Float32;
}

void checkType(Target target, const std::string& type) {
  const bool possible = target == Target::Folder || type == "f32" || (target == Target::Gguf && type == "f16");
  if (possible) return;
  throw Error("cli.bad_value",
              {{"option", "--type"},
               {"value", type},
               {"expected", target == Target::Gguf ? "f32 or f16 for a GGUF file" : "f32 for such a file"}});
}

/// The name that the new file gives the model.
std::string nameOf(const OpenedModel& opened, const fs::path& destination) {
  return opened.name.empty() ? destination.stem().string() : opened.name;
}

/// The tokenizer's file as it is where the folder has one of its own, so that a folder's copy has the same bytes.
std::string tokenizerText(const OpenedModel& opened) {
  constexpr std::uint64_t kLimit = std::uint64_t{64} << 20U;
  const fs::path file = opened.path / "tokenizer.json";
  std::error_code ignored;
  if (fs::is_regular_file(file, ignored) && !leadsOutOf(opened.path, file)) return readFileLimited(file, kLimit);
  return tokenizerJson(*opened.tokenizer);
}

/// A checkpoint is what a training goes on with; one with such weights is refused when it is read.
void refuseNotFinite(const fs::path& path, const Parameters& weights) {
  for (const ParameterInfo& info : weights.layout().all()) {
    const auto block = weights.block().subspan(info.offset, static_cast<std::size_t>(info.size()));
    if (std::all_of(block.begin(), block.end(), [](float value) { return std::isfinite(value); })) continue;
    throw Error("checkpoint.not_finite", {{"file", shownPath(path)}, {"tensor", info.name}});
  }
}

void saveCheckpoint(const fs::path& path, const OpenedModel& opened, const Parameters& weights) {
  TrainingState state;
  state.config = opened.model->config();
  state.tokenizerJson = tokenizerText(opened);
  state.weights.assign(weights.block().begin(), weights.block().end());
  state.firstMoment.assign(state.weights.size(), 0.0F);  // nothing has moved yet
  refuseNotFinite(path, weights);
  CheckpointFile(path).save(state);
}

void saveNpz(const fs::path& path, const OpenedModel& opened, const Parameters& weights) {
  AtomicFileWriter file(path);
  NpzWriter archive([&](std::string_view bytes) { file.write(bytes); });
  for (const ParameterInfo& info : weights.layout().all()) {
    const auto rows = static_cast<std::uint64_t>(info.rows);
    const auto columns = static_cast<std::uint64_t>(info.columns);
    const NpyShape shape = info.isVector ? NpyShape{columns} : NpyShape{rows, columns};
    archive.add(fileTensorName(opened.model->config().kind, info.name), shape,
                weights.block().subspan(info.offset, static_cast<std::size_t>(info.size())));
  }
  archive.finish();
  file.commit();
}

void save(Target target, const fs::path& path, const OpenedModel& opened, WeightType type) {
  const ModelConfig& config = opened.model->config();
  if (target == Target::Gguf) {
    return saveGguf(path, {nameOf(opened, path), opened.card}, config, opened.model->parameters(), *opened.tokenizer,
                    type);
  }
  const bool compact = opened.model->parameters().layout().anyCompact();
  const Parameters widened = compact ? opened.model->parameters().toFloat32() : Parameters();
  const Parameters& weights = compact ? widened : opened.model->parameters();
  switch (target) {
    case Target::Folder:
      return saveModelFolder(path, config, weights, tokenizerText(opened), opened.card.text, type,
                             opened.tokenizer.get());
    case Target::Checkpoint:
      return saveCheckpoint(path, opened, weights);
    case Target::Npz:
      return saveNpz(path, opened, weights);
    case Target::Gguf:
      return;
  }
}

std::uint64_t bytesOf(const fs::path& path) {
  std::error_code error;
  const fs::path file = fs::is_directory(path, error) ? path / "model.safetensors" : path;
  const std::uint64_t size = fs::file_size(file, error);
  return error ? 0 : size;
}

void refuseSamePlace(const ConvertOptions& options) {
  std::error_code ignored;
  if (!fs::equivalent(options.source, options.destination, ignored)) return;
  throw Error(
      "cli.bad_value",
      {{"option", "DST"}, {"value", options.destination}, {"expected", "a place that is not the source model"}});
}

void convert(const ConvertOptions& options, CommandContext& context) {
  const fs::path path = options.destination;
  const Target target = targetOf(path);
  checkType(target, options.type);
  refuseSamePlace(options);
  const auto opened = openModelFor(options.source, context);
  save(target, path, *opened, typeNamed(options.type));

  const std::uint64_t bytes = bytesOf(path);
  const Index parameters = opened->model->parameters().layout().count();
  if (options.json) {
    const ordered_json answer = {{"source", options.source},     {"destination", options.destination},
                                 {"format", targetName(target)}, {"type", options.type},
                                 {"parameters", parameters},     {"bytes", bytes}};
    context.out << answer.dump(2) << '\n';
  } else {
    context.out << "Wrote " << options.destination << ": " << targetName(target) << ", " << parameters
                << " parameters as " << options.type << ", " << byteText(bytes) << " of weights\n";
  }
}

}  // namespace

void addConvertCommand(CLI::App* command, CommandContext& context) {
  auto options = std::make_shared<ConvertOptions>();
  command->add_option("SRC", options->source, "A model folder, a .gguf file, a checkpoint, or a sample model's name")
      ->required();
  command
      ->add_option("DST", options->destination,
                   "A folder, or a file: .gguf, .checkpoint, or .npz for the weights alone as NumPy arrays")
      ->required();
  command->add_option("--type", options->type, "How the weights are stored: f32, f16, and in a folder bf16")
      ->check(CLI::IsMember({"f32", "f16", "bf16"}))
      ->default_str("f32");
  addJsonOption(*command, options->json);
  command->callback([&context, options] { convert(*options, context); });
}

}  // namespace headlight
