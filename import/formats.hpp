// SPDX-License-Identifier: Apache-2.0
#pragma once
// What an integer network has in common wherever its weights come from: its header, and the number formats of its
// residual streams.

#include <array>

#include "import/layer_plan.hpp"
#include "models/network.hpp"

namespace spikeloom {

constexpr double kPixelLevels = 255.0;  ///< of a byte of the image

struct NumberFormats {
  int weight_bits = 8;
  std::array<int, kStreams> fraction_bits{};  ///< a stream's values are multiples of 2^-fraction_bits
};

/// Throws InputError unless there can be weights of so many bits.
void require_weight_bits(int weight_bits);

/// The finest formats that are tried.
NumberFormats finest_formats(int weight_bits);

/// Lowers the streams' fraction bits until the values of `trial`, whose bounds have been propagated, are not too wide.
/// False when none was.
bool lower_formats(const LayerPlan& plan, const Network& trial, NumberFormats& formats);

/// The network without its layers.
Network describe_network(const ModelConfig& config, int weight_bits);

}  // namespace spikeloom
