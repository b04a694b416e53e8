// SPDX-License-Identifier: Apache-2.0
#include "mapping/search/local_forwarding.hpp"

#include "mapping/plan/row_geometry.hpp"

namespace spikeloom {

bool may_stay_home(const Network& network, const Mapping& mapping, const Slice& producer, const Destination& d) {
  if (is_edge_consumer(d.slice)) return false;
  const Slice& consumer = mapping.slices[static_cast<std::size_t>(d.slice)];
  return is_positional(network.layers[static_cast<std::size_t>(consumer.layer)], d.port) &&
         consumer.core == producer.core && consumer.channels == producer.channels && consumer.rows == producer.rows &&
         consumer.columns == producer.columns;
}

void keep_home(const Network& network, Mapping& mapping) {
  for (Slice& slice : mapping.slices)
    for (Destination& d : slice.destinations)
      d.home = mapping.residual == Residual::Home && may_stay_home(network, mapping, slice, d);
}

}  // namespace spikeloom
