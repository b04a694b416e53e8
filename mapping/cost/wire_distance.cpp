// SPDX-License-Identifier: Apache-2.0
#include "mapping/cost/wire_distance.hpp"

#include <cstdlib>

#include "mapping/cost/hop_count.hpp"

namespace spikeloom {
namespace {

/// table[i]: sum over j of weights[j] x steps between i and j.
void sum_distances(const std::vector<std::int64_t>& weights, bool ring, std::vector<std::int64_t>& table) {
  const int length = static_cast<int>(weights.size());
  table.assign(weights.size(), 0);
  for (int j = 0; j < length; ++j)
    for (int i = 0; weights[static_cast<std::size_t>(j)] != 0 && i < length; ++i)
      table[static_cast<std::size_t>(i)] +=
          weights[static_cast<std::size_t>(j)] * std::abs(steps_along(i, j, length, ring));
}

}  // namespace

Nearness::Nearness(const Mapping& mapping, const std::vector<Flow>& flows)
    : target_(mapping.target),
      slices_(mapping.slices.size()),
      partners_(slices_ + 1 + mapping.stores.size()),
      tile_of_(partners_.size(), -1) {
  const int last_store = store_slice(static_cast<int>(mapping.stores.size()) - 1);
  for (int edge = kHostSlice; edge >= last_store; --edge) place(edge, mapping.place_of(edge) % target_.tiles());
  for (int i = 0; i < static_cast<int>(slices_); ++i)
    if (mapping.is_load(mapping.slices[static_cast<std::size_t>(i)])) place(i, mapping.place_of(i) % target_.tiles());
  for (const Flow& flow : flows)
    for (const int to : flow.to) {
      connect(flow.from, to, flow.flits);
      connect(to, flow.from, flow.flits);
    }
}

void Nearness::connect(int a, int b, std::int64_t flits) {
  std::vector<Partner>& partners = partners_[index(a)];
  if (!partners.empty() && partners.back().slice == b)
    partners.back().flits += flits;
  else
    partners.push_back({b, flits});
}

void Nearness::ask(const std::vector<int>& slices) {
  at_column_.assign(static_cast<std::size_t>(target_.columns), 0);
  at_row_.assign(static_cast<std::size_t>(target_.rows), 0);
  for (const int slice : slices)
    for (const Partner& partner : partners_[index(slice)]) {
      const int tile = tile_of_[index(partner.slice)];
      if (tile < 0) continue;
      at_column_[static_cast<std::size_t>(tile % target_.columns)] += partner.flits;
      at_row_[static_cast<std::size_t>(tile / target_.columns)] += partner.flits;
    }
  const bool ring = target_.topology == Topology::Torus;
  sum_distances(at_column_, ring, across_);
  sum_distances(at_row_, ring, down_);
}

}  // namespace spikeloom
