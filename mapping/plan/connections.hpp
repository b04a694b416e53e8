// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who sends which rows and channels to whom: destination tables of producers, sources of consumers, first credits.

#include <vector>

#include "mapping/plan/mapping.hpp"

namespace spikeloom {

constexpr int kUnlimitedCredit =
    1 << 30;  ///< Destination::initial_rows towards the edge: the host takes every logit, DRAM every row

/// Map of the layer (or image) behind an input of `layer`; its own map behind the port of partial sums.
const MapShape& producer_shape(const Network& network, const Layer& layer, int port);

/// Who computes what, so that nobody has to look through all slices.
class SliceIndex {
 public:
  SliceIndex(const Network& network, const std::vector<Slice>& slices);

  /// Slices that finish neurons of the layer, ascending.
  const std::vector<int>& of_layer(int layer) const { return of_layer_[static_cast<std::size_t>(layer)]; }
  /// Slices whose partial sums go to `root`, ascending.
  const std::vector<int>& partials_of(int root) const { return partials_of_[static_cast<std::size_t>(root)]; }

 private:
  std::vector<std::vector<int>> of_layer_, partials_of_;
};

/// What slice number `consumer` must receive, port by port and slice by slice; rows, channels and columns of every
/// entry are not empty.
std::vector<Source> needed_sources(const Network& network, const std::vector<Slice>& slices, const SliceIndex& index,
                                   int consumer);

/// Fills sources, destinations and the image table from layers, channels and rows of the slices, and the stores; no
/// credits yet.
void connect_slices(const Network& network, Mapping& mapping);

/// Rows that the consumer's window admits through this destination before its first row completes.
int first_credit(const Network& network, const Mapping& mapping, const Destination& destination);

/// Sets Destination::initial_rows everywhere from the consumers' windows.
void grant_first_credits(const Network& network, Mapping& mapping);

}  // namespace spikeloom
