// SPDX-License-Identifier: Apache-2.0
#pragma once
// A partition as slices with windows and memory, recut layer by layer: what does not change is not made again.

#include <vector>

#include "mapping/search/partition.hpp"
#include "mapping/search/partition_search.hpp"

namespace spikeloom {

/// Rows of accumulators of each layer of the pass when no layer is cut, slack included; 0 of other layers.
std::vector<int> layer_windows(const Network& network, const Target& target, const FitOptions& options);

/// Windows depend on bands of rows alone: slices that differ in channels, columns or inputs only can go through the
/// image in step with the slice that computes all of them, and what can be done in some order will be done
/// (mapping/plan/row_flow). So windows are found on a mapping that is cut in bands only.
class SizedSlices {
 public:
  SizedSlices(const Network& network, const Target& target, const FitOptions& options, Partition partition);

  const Split& split(int layer) const { return partition_[static_cast<std::size_t>(layer)]; }
  void cut(int layer, const Split& split);

  /// Connected, all on core 0.
  Mapping mapping() const;

 private:
  void make(int layer);

  const Network& network_;
  Target target_;
  FitOptions options_;
  Partition partition_;
  std::vector<std::vector<int>> windows_;   ///< [layer][band]
  std::vector<std::vector<Slice>> slices_;  ///< [layer]; roots are counted within the layer
};

}  // namespace spikeloom
