// SPDX-License-Identifier: Apache-2.0
#pragma once
// How large layers are, by their shapes alone: for tables, and for comparison with what papers count.

#include <cstdint>

#include "models/layer.hpp"

namespace spikeloom {

/// Weights that a layer of this shape has.
std::uint64_t weight_count(const Layer& layer);

/// Multiply-accumulates of one time step were every input there: taps that are padding counted, both products of
/// attention, none for sums over positions.
std::uint64_t multiply_accumulates(const Layer& layer);

}  // namespace spikeloom
