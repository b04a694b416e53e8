// SPDX-License-Identifier: Apache-2.0
#pragma once
// Adds what the chip of one pass counted to the results of the whole run: by layer, by tile, by pass.

#include "sim/run/results.hpp"

namespace spikeloom {

/// Counts only; images, cycles and slices are the caller's.
void add_counts(RunResults& all, const RunResults& part);

/// The slices of a pass, which begin with `first_slice` in the numbering of the whole run, and what they occupy.
void add_slices(RunResults& all, const RunResults& part, int first_slice);

}  // namespace spikeloom
