// SPDX-License-Identifier: Apache-2.0
#include "models/import/importer.hpp"

#include <algorithm>

#include "models/bounds.hpp"
#include "models/error.hpp"
#include "models/import/quantise.hpp"

namespace spikeloom {

namespace {

// Of a stream's values, where the words do not become too wide. The first layers decide how far the integer network
// follows the float one: a spike that differs there makes a tenth of all spikes differ ten layers on.
constexpr int kFractionBits = 14;

/// Of the widest value word that a stream may have by its bounds: the pool adds a bit, the membrane time_steps more,
/// and all of it fits 32.
constexpr int stream_value_bits(int time_steps) { return std::min(24, 31 - time_steps); }

/// Lowers the streams' fraction bits until their proven extremes fit. False when they did already.
bool lower_formats(const FloatNetwork& source, const Network& trial, NumberFormats& formats) {
  std::array<int, kStreams> widest{};
  for (std::size_t i = 0; i < trial.layers.size(); ++i) {
    const int stream = source.layers[i].stream;
    if (stream != kNoStream) widest[stream] = std::max(widest[stream], trial.layers[i].bounds.value_bits);
  }
  bool lowered = false;
  for (int s = 0; s < kStreams; ++s) {
    const int excess = std::min(widest[s] - stream_value_bits(source.config.time_steps), formats.fraction_bits[s]);
    formats.fraction_bits[s] -= std::max(excess, 0);
    lowered = lowered || excess > 0;
  }
  return lowered;
}

/// With the finest formats whose value words are not too wide.
Network quantise_to_fit(const FloatNetwork& source, int weight_bits) {
  NumberFormats formats;
  formats.weight_bits = weight_bits;
  formats.fraction_bits.fill(kFractionBits);
  Network network = quantise(source, formats);
  propagate_bounds(network);
  if (!lower_formats(source, network, formats)) return network;
  return quantise(source, formats);
}

}  // namespace

Network import_network(const std::string& checkpoint_path, const std::string& config_path,
                       const ImportOptions& options) {
  if (options.weight_bits < 2 || options.weight_bits > 8)
    throw InputError("weight_bits: " + std::to_string(options.weight_bits) + " is out of range, allowed is 2 to 8");
  const ModelConfig config = read_model_config(config_path);
  Checkpoint checkpoint(checkpoint_path);
  const FloatNetwork source = build_float_network(checkpoint, config);
  Network network = quantise_to_fit(source, options.weight_bits);
  compute_bounds(network);
  return network;
}

}  // namespace spikeloom
