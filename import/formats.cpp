// SPDX-License-Identifier: Apache-2.0
#include "import/formats.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace spikeloom {

namespace {

// Of a stream's values, where the words do not become too wide. The first layers decide how far the integer network
// follows the float one: a spike that differs there makes a tenth of all spikes differ ten layers on.
constexpr int kFractionBits = 14;

/// Of the widest value word that a stream may have by its bounds: the pool adds a bit, the membrane time_steps more,
/// and all of it fits 32.
constexpr int stream_value_bits(int time_steps) { return std::min(24, 31 - time_steps); }

}  // namespace

void require_weight_bits(int weight_bits) {
  if (weight_bits < 2 || weight_bits > 8)
    throw InputError("weight_bits: " + std::to_string(weight_bits) + " is out of range, allowed is 2 to 8");
}

NumberFormats finest_formats(int weight_bits) {
  NumberFormats formats;
  formats.weight_bits = weight_bits;
  formats.fraction_bits.fill(kFractionBits);
  return formats;
}

bool lower_formats(const LayerPlan& plan, const Network& trial, NumberFormats& formats) {
  std::array<int, kStreams> widest{};
  for (std::size_t i = 0; i < trial.layers.size(); ++i) {
    const int stream = plan.layers[i].stream;
    if (stream != kNoStream) widest[stream] = std::max(widest[stream], trial.layers[i].bounds.value_bits);
  }
  bool lowered = false;
  for (int s = 0; s < kStreams; ++s) {
    const int excess = std::min(widest[s] - stream_value_bits(trial.time_steps), formats.fraction_bits[s]);
    formats.fraction_bits[s] -= std::max(excess, 0);
    lowered = lowered || excess > 0;
  }
  return lowered;
}

Network describe_network(const ModelConfig& c, int weight_bits) {
  Network network;
  network.architecture = "metaspikeformer";
  network.time_steps = c.time_steps;
  network.weight_bits = weight_bits;
  network.input = {{c.channels, c.height, c.width}, c.mean, c.std, {}};
  for (const double mean : c.mean)
    network.input.pixel_offset.push_back(static_cast<int>(std::lround(kPixelLevels * mean)));
  network.class_names = c.class_names;
  return network;
}

}  // namespace spikeloom
