// SPDX-License-Identifier: Apache-2.0
#include "mapping/search/stream_homes.hpp"

#include <numeric>

namespace spikeloom {
namespace {

constexpr int kMostShares = 2;

/// Layer that wrote the stream before this one, or -1.
int writer_before(const Layer& layer) {
  const int port = layer.input_index(Role::Residual);
  return port < 0 ? -1 : layer.inputs[static_cast<std::size_t>(port)].source;
}

/// The slice on which the residual of `slice` was made, if one slice made all of it and nothing else.
int slice_before(const Network& network, const Mapping& mapping, const Slice& slice) {
  const Layer& layer = network.layers[static_cast<std::size_t>(slice.layer)];
  const int port = layer.input_index(Role::Residual);
  for (const Source& source : slice.sources) {
    if (source.port != port || source.slice == kHostSlice) continue;
    const Slice& before = mapping.slices[static_cast<std::size_t>(source.slice)];
    if (mapping.is_load(before)) return -1;
    const bool same = before.channels == slice.channels && before.rows == slice.rows && before.columns == slice.columns;
    return same ? source.slice : -1;
  }
  return -1;
}

/// Gathers slices as long as one core can hold them.
class Homes {
 public:
  Homes(const Network& network, const Mapping& mapping, const std::vector<std::int64_t>& cycles)
      : mapping_(mapping), cycles_(cycles), ledger_(network, mapping, cycles), group_of_(mapping.slices.size()) {
    const auto all = std::accumulate(cycles.begin(), cycles.end(), std::int64_t{0});
    most_cycles_ = kMostShares * all / mapping.target.tiles();
  }

  void add(int slice, int before) {
    const int joined = before < 0 ? -1 : group_of_[static_cast<std::size_t>(before)];
    const bool joins = joined >= 0 && has_room(groups_[static_cast<std::size_t>(joined)], slice);
    if (!joins) groups_.emplace_back();
    const int group = joins ? joined : static_cast<int>(groups_.size()) - 1;
    groups_[static_cast<std::size_t>(group)].push_back(slice);
    group_of_[static_cast<std::size_t>(slice)] = group;
  }

  SliceGroups take() { return std::move(groups_); }

 private:
  bool has_room(std::vector<int> slices, int more) const {
    slices.push_back(more);
    std::int64_t cycles = 0;
    for (const int i : slices) cycles += cycles_[static_cast<std::size_t>(i)];
    return cycles <= most_cycles_ && !ledger_.lack(slices, 0).any();  // of a core that is empty
  }

  const Mapping& mapping_;
  const std::vector<std::int64_t>& cycles_;
  CoreLedger ledger_;
  std::int64_t most_cycles_ = 0;
  SliceGroups groups_;
  std::vector<int> group_of_;  ///< [slice]
};

}  // namespace

void align_streams(const Network& network, const SplitSearch& search, const SliceLimits& limits, Partition& partition) {
  for (std::size_t i = 0; i < partition.size(); ++i) {
    const int before = writer_before(network.layers[i]);
    if (before < 0 || partition[i] == kNotInSegment || partition[static_cast<std::size_t>(before)] == kNotInSegment)
      continue;
    const auto like = search.best_like(static_cast<int>(i), partition[static_cast<std::size_t>(before)], limits);
    if (like) partition[i] = *like;
  }
}

SliceGroups slice_groups(const Network& network, const Mapping& mapping, const std::vector<std::int64_t>& cycles,
                         Residual residual) {
  if (residual == Residual::Noc) return single_slices(mapping);
  Homes homes(network, mapping, cycles);
  for (int i = 0; i < static_cast<int>(mapping.slices.size()); ++i) {
    const Slice& slice = mapping.slices[static_cast<std::size_t>(i)];
    if (mapping.is_load(slice)) continue;
    homes.add(i, slice.is_partial() ? -1 : slice_before(network, mapping, slice));
  }
  return homes.take();
}

}  // namespace spikeloom
