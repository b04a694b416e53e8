// SPDX-License-Identifier: Apache-2.0
#include "mapping/plan/slice_ports.hpp"

#include <algorithm>

#include "mapping/plan/memory.hpp"
#include "mapping/plan/row_geometry.hpp"

namespace spikeloom {
namespace {

int input_height(const Network& network, const Layer& layer, int port) {
  if (port == partial_port(layer)) return layer.out.height;
  const int source = layer.inputs[static_cast<std::size_t>(port)].source;
  return source == kImageSource ? network.input.shape.height
                                : network.layers[static_cast<std::size_t>(source)].out.height;
}

int input_steps(const Layer& layer, int port, int steps) {
  if (port == partial_port(layer)) return accumulator_steps(layer, steps);
  return layer.inputs[static_cast<std::size_t>(port)].source == kImageSource ? 1 : steps;
}

std::vector<int> producers_of(const Slice& slice, int port, Range rows) {
  std::vector<int> producers(static_cast<std::size_t>(rows.size()), 0);
  for (const Source& source : slice.sources)
    if (source.port == port)
      for (int row = source.rows.begin; row < source.rows.end; ++row)
        ++producers[static_cast<std::size_t>(row - rows.begin)];
  return producers;
}

}  // namespace

std::vector<SlicePort> slice_ports(const Network& network, const Slice& slice, int steps) {
  const Layer& layer = network.layers[static_cast<std::size_t>(slice.layer)];
  int count = slice.is_partial() ? 1 : partial_port(layer);
  for (const Source& source : slice.sources) count = std::max(count, source.port + 1);
  std::vector<SlicePort> ports;
  for (int port = 0; port < count; ++port) {
    const Range rows = needed_rows(layer, port, slice.rows, input_height(network, layer, port));
    ports.push_back({rows, input_steps(layer, port, steps), producers_of(slice, port, rows)});
  }
  return ports;
}

int steps_sent(const Layer& layer, const Slice& slice, int steps) {
  if (slice.is_partial()) return accumulator_steps(layer, steps);
  return layer.accumulates_over_time ? 1 : steps;
}

}  // namespace spikeloom
