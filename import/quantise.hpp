// SPDX-License-Identifier: Apache-2.0
#pragma once
// From the float network to the integers of layer.hpp.

#include "import/float_network.hpp"
#include "import/formats.hpp"
#include "models/network.hpp"

namespace spikeloom {

/// All but the bounds. Every X of a layer is a multiple of a unit of its channel:
/// * stream writers: 2^-fraction_bits, so that a residual is added as it is; the weights' scale is a power of two;
/// * layers that only fire: the weights' scale over 2^weight_shift, so that bias and threshold are rounded finely;
/// * values that the next part of the module reads (dwconv, a factored RepConv): the weights' scale times the power of
///   two by which wide values are rounded; the next part's weights take it over;
/// * the head: one unit for all classes.
/// Thresholds take the firing level, the mean of the pool and the scale of attention.
Network quantise(const FloatNetwork& source, const NumberFormats& formats);

}  // namespace spikeloom
