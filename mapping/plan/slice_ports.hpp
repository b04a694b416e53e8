// SPDX-License-Identifier: Apache-2.0
#pragma once
// What comes into a slice and what leaves it, as counts of rows, steps and tokens: derived from network and mapping, by
// the behavioural core and by what loads a core in RTL.

#include <vector>

#include "mapping/plan/mapping.hpp"

namespace spikeloom {

/// An input of a slice, or where partial sums come in (partial_port).
struct SlicePort {
  Range rows;                  ///< of the map that comes in
  int steps = 1;               ///< of a row, in one pass of an image
  std::vector<int> producers;  ///< [row - rows.begin]: slices that send some of it, and each a token for every step
};

/// `steps`: of a row in one pass of an image through the chip.
std::vector<SlicePort> slice_ports(const Network& network, const Slice& slice, int steps);

/// Steps that a slice emits for each row in one pass of an image. A partial slice sends what it accumulates, as often
/// as it accumulates.
int steps_sent(const Layer& layer, const Slice& slice, int steps);

}  // namespace spikeloom
