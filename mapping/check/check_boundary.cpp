// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "base/error.hpp"
#include "mapping/check/check_rules.hpp"
#include "mapping/plan/boundary.hpp"
#include "mapping/search/shortage_report.hpp"

namespace spikeloom {
namespace {

void check_port(const Network& network, const Mapping& mapping, const Slice& slice) {
  const std::vector<int>& ports = mapping.target.dram_ports;
  if (std::find(ports.begin(), ports.end(), slice.core - mapping.target.tiles()) == ports.end())
    refuse_slice(
        network, slice,
        "is of a layer of another pass, and " + std::to_string(slice.core) + " is not the number of a DRAM port");
}

bool is_slice_of(const Slice& slice, const Slice& needed) {
  return slice.layer == needed.layer && slice.channels == needed.channels && slice.core == needed.core;
}

}  // namespace

// Both passes of a boundary derive what crosses it from the layers alone.
void check_boundary(const Network& network, const Mapping& mapping) {
  const Range layers = mapping.layers_of(network);
  if (!(mapping.stores == stored_parts(network, mapping.target, layers)))
    throw InputError("mapping: the stores are not what later passes read");
  std::size_t loads = 0;
  for (const Slice& slice : mapping.slices)
    if (!layers.contains(slice.layer)) check_port(network, mapping, slice);
  for (const StoredPart& part : loaded_parts(network, mapping.target, layers)) {
    const Slice needed = load_slice(network, mapping.target, part);
    if (loads >= mapping.slices.size() || !is_slice_of(mapping.slices[loads], needed))
      refuse_slice(network, needed, "is missing among the loads, which stand before all other slices");
    ++loads;
  }
  for (; loads < mapping.slices.size(); ++loads)
    if (mapping.is_load(mapping.slices[loads]))
      refuse_slice(network, mapping.slices[loads], "is loaded, and nobody reads it");
}

}  // namespace spikeloom
