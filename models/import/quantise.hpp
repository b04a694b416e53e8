// SPDX-License-Identifier: Apache-2.0
#pragma once
// From the float network to the integers of layer.hpp.

#include <array>

#include "models/import/float_network.hpp"
#include "models/network.hpp"

namespace spikeloom {

constexpr int kStreams = 5;  ///< residual streams: the stem's, and behind downsample1_2, 2, 3 and 4

struct NumberFormats {
  int weight_bits = 8;
  std::array<int, kStreams> fraction_bits{};  ///< a stream's values are multiples of 2^-fraction_bits
};

/// All but the bounds. Every X of a layer is a multiple of a unit of its channel:
/// * stream writers: 2^-fraction_bits, so that a residual is added as it is; the weights' scale is a power of two;
/// * layers that only fire: the weights' scale over 2^weight_shift, so that bias and threshold are rounded finely;
/// * dwconv: four times the weights' scale, which pwconv2's weights take over; the head: one unit for all classes.
/// Thresholds take the firing level, the mean of the pool and the scale of attention.
Network quantise(const FloatNetwork& source, const NumberFormats& formats);

}  // namespace spikeloom
