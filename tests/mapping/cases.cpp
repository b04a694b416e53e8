// SPDX-License-Identifier: Apache-2.0
#include "tests/mapping/cases.hpp"

#include <catch2/catch.hpp>

#include "mapping/plan/connections.hpp"
#include "mapping/search/partition_search.hpp"

namespace spikeloom {
namespace {

int lines_after(int lines, int taps, const Kernel& kernel) {
  return (lines + 2 * kernel.padding - taps) / kernel.stride + 1;
}

}  // namespace

HandMadeNetwork::HandMadeNetwork(MapShape image, int time_steps) {
  network_.time_steps = time_steps;
  network_.input.shape = image;
  network_.input.pixel_offset.assign(static_cast<std::size_t>(image.channels), 128);
}

Layer HandMadeNetwork::fed_by(const std::string& name, int source) const {
  const bool image = source == kImageSource;
  Layer layer;
  layer.name = name;
  layer.in = image ? network_.input.shape : network_.layers[static_cast<std::size_t>(source)].out;
  layer.inputs = {{source, Role::Main, image ? Signal::Values : Signal::Spikes}};
  layer.constant_over_time = image;
  layer.fires = layer.emits_values = true;
  layer.bounds.accumulator_bits = 20;
  layer.bounds.value_bits = 12;
  layer.bounds.membrane_bits = 16;
  return layer;
}

int HandMadeNetwork::conv(const std::string& name, int source, Kernel kernel, int channels) {
  Layer layer = fed_by(name, source);
  layer.kernel = kernel;
  layer.out = {channels, lines_after(layer.in.height, kernel.height, kernel),
               lines_after(layer.in.width, kernel.width, kernel)};
  network_.layers.push_back(layer);
  return static_cast<int>(network_.layers.size()) - 1;
}

int HandMadeNetwork::joint(const std::string& name, int source, int stream, Kernel kernel) {
  const int index = conv(name, source, kernel, network_.layers[static_cast<std::size_t>(stream)].out.channels);
  network_.layers.back().inputs.push_back({stream, Role::Residual, Signal::Values});
  return index;
}

Network HandMadeNetwork::finish() {
  const int last = static_cast<int>(network_.layers.size()) - 1;
  Layer pool = fed_by("pool", last);
  pool.op = Operator::SpatialSum;
  pool.inputs.front().signal = Signal::Values;
  pool.out = {pool.in.channels, 1, 1};
  pool.emits_values = false;
  network_.layers.push_back(pool);
  conv("head", last + 1, {}, 10);
  network_.layers.back().fires = false;
  network_.layers.back().accumulates_over_time = true;
  return network_;
}

Target roomy_target(int columns, int rows) {
  Target target;
  target.columns = columns;
  target.rows = rows;
  target.weight_sram_bytes = target.accumulator_sram_bytes = std::int64_t{1} << 30;
  return target;
}

Partition random_partition(const Network& network, Random& random) {
  Partition partition;
  for (const Layer& layer : network.layers)
    partition.push_back({random.between(1, std::min(3, layer.out.channels / channel_unit(layer))),
                         random.between(1, std::min(3, layer.out.height))});
  return partition;
}

Mapping mapping_of(const Network& network, const Target& target, const Partition& partition, int slack_rows) {
  Fit fit = fit_partition(network, target, WorkModel(network, target, {}), {slack_rows}, partition);
  REQUIRE(fit.fits());
  grant_first_credits(network, fit.mapping);
  return std::move(fit.mapping);
}

}  // namespace spikeloom
