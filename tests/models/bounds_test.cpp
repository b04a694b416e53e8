// SPDX-License-Identifier: Apache-2.0
// Proven extremes: by hand for each operator, and never exceeded by a run.
#include <catch2/catch.hpp>

#include "models/bounds.hpp"
#include "models/reference/reference.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/random_image.hpp"
#include "tests/support/random_network.hpp"

namespace spikeloom {
namespace {

using Catch::Matchers::Contains;

/// One 1x1 layer of one output channel over an image of weights.size() channels.
Network pixel_network(const std::vector<std::int8_t>& weights, int bias, int output_shift) {
  Network network;
  network.time_steps = 3;
  const int channels = static_cast<int>(weights.size());
  network.input.shape = {channels, 1, 1};
  network.input.pixel_offset.assign(weights.size(), 100);
  Layer layer;
  layer.name = "only";
  layer.in = network.input.shape;
  layer.out = {1, 1, 1};
  layer.inputs = {{kImageSource, Role::Main, Signal::Values}};
  layer.weights = weights;
  layer.weight_shift = {0};
  layer.output_shift = {static_cast<std::uint8_t>(output_shift)};
  layer.bias = {bias};
  layer.threshold = {1 << 8};
  layer.fires = true;
  network.layers.push_back(layer);
  return network;
}

/// Adds a layer of one channel that reads the last one.
Layer& add_layer(Network& network, Operator op, Signal signal) {
  Layer layer;
  layer.name = "next";
  layer.op = op;
  layer.in = network.layers.back().out;
  layer.out = {1, 1, 1};
  layer.inputs = {{static_cast<int>(network.layers.size()) - 1, Role::Main, signal}};
  layer.weight_shift = {0};
  layer.output_shift = {0};
  layer.bias = {0};
  network.layers.push_back(layer);
  return network.layers.back();
}

TEST_CASE("bounds of pixels: -100 to 155, with each sign of weight, rounding and membrane") {
  Network network = pixel_network({3, -2}, 7, 2);
  compute_bounds(network);
  const Bounds& b = network.layers[0].bounds;
  CHECK(b.accumulator_low == 7 - 3 * 100 - 2 * 155);
  CHECK(b.accumulator_high == 7 + 3 * 155 + 2 * 100 + 2);  // with the half of rounding
  CHECK(b.value_low == (-603 + 2) >> 2);
  CHECK(b.value_high == (672 + 2) >> 2);
  CHECK(b.membrane_high == b.value_high * 7);  // 4 + 2 + 1 for three steps
  CHECK(b.membrane_low == b.value_low * 7);
  CHECK(b.accumulator_bits == 11);
  CHECK(b.membrane_bits == 12);
}

TEST_CASE("bounds of spikes, shifts, residuals, sums over positions and over time") {
  Network network = pixel_network({1}, 0, 0);
  network.layers[0].emits_values = true;
  Layer& conv = add_layer(network, Operator::Conv, Signal::Spikes);
  conv.weights = {-5};
  conv.weight_shift = {2};
  conv.output_shift = {1};
  conv.bias = {3};
  conv.inputs.push_back({0, Role::Residual, Signal::Values});
  conv.emits_values = true;
  Layer& pool = add_layer(network, Operator::SpatialSum, Signal::Values);
  pool.in = {1, 4, 5};
  pool.fires = true;
  pool.threshold = {100};
  Layer& head = add_layer(network, Operator::Conv, Signal::Spikes);
  head.weights = {9};
  head.bias = {-4};
  head.accumulates_over_time = true;
  compute_bounds(network);
  CHECK(network.layers[1].bounds.accumulator_low == 3 - 20 - 200);
  CHECK(network.layers[1].bounds.accumulator_high == 3 + 0 + 310 + 1);
  CHECK(network.layers[1].bounds.value_low == (-217 + 1) >> 1);
  CHECK(network.layers[1].bounds.value_high == 314 >> 1);
  CHECK(network.layers[1].bounds.membrane_bits == 0);
  CHECK(network.layers[2].bounds.accumulator_low == 20 * -108);
  CHECK(network.layers[2].bounds.accumulator_high == 20 * 157);
  CHECK(network.layers[3].bounds.value_high == -4 + 3 * 9);
  CHECK(network.layers[3].bounds.value_low == -4);
}

TEST_CASE("what needs more than 32 bits is refused with layer and bits") {
  Network network = pixel_network({127, 127}, 0, 0);
  network.time_steps = 8;
  network.layers[0].weight_shift = {12};
  CHECK_THAT(error_of([&] { compute_bounds(network); }),
             Contains("layer only: its membrane needs 37 bits, allowed are 32"));
  network.layers[0].weight_shift = {20};
  CHECK_THAT(error_of([&] { compute_bounds(network); }), Contains("layer only: its accumulator needs 37 bits"));
}

void require_within(const Layer& layer, const LayerActivity& activity) {
  for (const std::int32_t value : activity.values.values()) {
    REQUIRE(value >= layer.bounds.value_low);
    REQUIRE(value <= layer.bounds.value_high);
  }
}

TEST_CASE("no run leaves the bounds") {
  for (unsigned seed = 1; seed <= 3; ++seed) {
    Network network = random_network(seed);
    compute_bounds(network);
    // Every layer shows its X.
    for (Layer& layer : network.layers) layer.emits_values = true;
    const Inference run = Reference(network).run(random_image(seed, network.input.shape));
    for (std::size_t i = 0; i < network.layers.size(); ++i) require_within(network.layers[i], run.layers[i]);
  }
}

}  // namespace
}  // namespace spikeloom
