// SPDX-License-Identifier: Apache-2.0
#pragma once
// How each layer is cut into slices: parts of its output channels times bands of its output rows.

#include <vector>

#include "mapping/mapping.hpp"
#include "mapping/work.hpp"

namespace spikeloom {

struct Split {
  int channel_parts = 1;
  int bands = 1;
};
using Partition = std::vector<Split>;  ///< one per layer

/// Smallest number of channels that may not be cut: a head of an attention layer, else one channel.
int channel_unit(const Layer& layer);

/// `parts` ranges as even as possible over 0..units*unit, cut at multiples of `unit`.
std::vector<Range> even_ranges(int units, int unit, int parts);

/// One slice per layer, except where the weights of a slice would exceed a core's weight SRAM.
Partition coarse_partition(const Network& network, const Target& target);

/// About `slices_per_core` slices for a core's share of the work: channels are cut while that saves datapath passes,
/// then rows.
Partition balanced_partition(const Network& network, const Target& target, const WorkModel& work,
                             double slices_per_core);

/// Cuts a layer finer; rows only when that can help (it never saves weights). False when it cannot be cut further.
bool cut_finer(const Layer& layer, Split& split, bool rows_help);

/// Slices in layer order, all on core 0, without connections, windows and memory.
std::vector<Slice> make_slices(const Network& network, const Target& target, const Partition& partition);

}  // namespace spikeloom
