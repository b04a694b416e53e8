// SPDX-License-Identifier: Apache-2.0
#include "models/import/importer.hpp"

#include <algorithm>

#include "models/bounds.hpp"
#include "models/error.hpp"
#include "models/import/quantise.hpp"

namespace spikeloom {

namespace {

constexpr int kFractionBits = 10;     // of a stream's values, where the words do not become too wide
constexpr int kStreamValueBits = 20;  // of the widest value word that a stream may have by its bounds

/// The finest formats whose streams' proven extremes fit kStreamValueBits.
NumberFormats choose_formats(const FloatNetwork& source, int weight_bits) {
  NumberFormats formats;
  formats.weight_bits = weight_bits;
  formats.fraction_bits.fill(kFractionBits);
  Network trial = quantise(source, formats);
  propagate_bounds(trial);
  std::array<int, kStreams> widest{};
  for (std::size_t i = 0; i < trial.layers.size(); ++i) {
    const int stream = source.layers[i].stream;
    if (stream != kNoStream) widest[stream] = std::max(widest[stream], trial.layers[i].bounds.value_bits);
  }
  for (int s = 0; s < kStreams; ++s) formats.fraction_bits[s] -= std::max(widest[s] - kStreamValueBits, 0);
  return formats;
}

}  // namespace

Network import_network(const std::string& checkpoint_path, const std::string& config_path,
                       const ImportOptions& options) {
  if (options.weight_bits < 2 || options.weight_bits > 8)
    throw InputError("weight_bits: " + std::to_string(options.weight_bits) + " is out of range, allowed is 2 to 8");
  const ModelConfig config = read_model_config(config_path);
  Checkpoint checkpoint(checkpoint_path);
  const FloatNetwork source = build_float_network(checkpoint, config);
  Network network = quantise(source, choose_formats(source, options.weight_bits));
  compute_bounds(network);
  return network;
}

}  // namespace spikeloom
