// SPDX-License-Identifier: Apache-2.0
#pragma once
// How each layer is cut into slices: parts of its output channels, bands of its output rows and columns, parts of its
// input channels. mapping/search/split_search decides, this file cuts.

#include <vector>

#include "mapping/plan/mapping.hpp"

namespace spikeloom {

struct Split {
  int channel_parts = 1;
  int bands = 1;  ///< of rows
  int column_parts = 1;
  int input_parts = 1;  ///< one of them is the root of the others

  int slices() const { return channel_parts * bands * column_parts * input_parts; }
  bool operator==(const Split& o) const {
    return channel_parts == o.channel_parts && bands == o.bands && column_parts == o.column_parts &&
           input_parts == o.input_parts;
  }
};
constexpr Split kNotInSegment{0, 0, 0, 0};
using Partition = std::vector<Split>;  ///< one per layer; kNotInSegment: the layer is not in this pass

/// Smallest number of channels that may not be cut: a head of an attention layer, else one channel.
int channel_unit(const Layer& layer);
int channel_units(const Layer& layer);

/// The finest split that makes sense in each dimension. Attention keeps Q, K and V of the whole map, so it is not cut
/// in columns; only dense convolutions have partial sums.
Split finest_split(const Layer& layer);

/// `parts` ranges as even as possible over 0..units*unit, cut at multiples of `unit`; the larger ones first.
std::vector<Range> even_ranges(int units, int unit, int parts);

/// Slices of one layer, partial ones before their root; roots are counted within the layer.
std::vector<Slice> layer_slices(const Network& network, const Target& target, int layer, const Split& split);

/// Slices in layer order, partial ones before their root, all on core 0, without connections, windows and memory.
std::vector<Slice> make_slices(const Network& network, const Target& target, const Partition& partition);

}  // namespace spikeloom
