// SPDX-License-Identifier: Apache-2.0
// The reference against an independent, naive implementation of the same formula.
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "models/reference/reference.hpp"
#include "tests/models/naive_reference.hpp"
#include "tests/models/random_layers.hpp"
#include "tests/support/random_network.hpp"

namespace spikeloom {
namespace {

int differing_spikes(const SpikeMap& map, int steps, const naive::Tensor& expected) {
  int differing = 0;
  std::size_t next = 0;
  for (int t = 0; t < steps; ++t)
    for (int y = 0; y < map.shape().height; ++y)
      for (int x = 0; x < map.shape().width; ++x)
        for (int c = 0; c < map.shape().channels; ++c) differing += map.spike(t, y, x, c) != (expected[next++] != 0);
  return differing;
}

int differing_values(const ValueMap& map, const naive::Tensor& expected) {
  int differing = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) differing += map.values()[i] != expected[i];
  return differing;
}

std::uint64_t sum(const naive::Tensor& spikes) {
  std::uint64_t total = 0;
  for (const std::int64_t s : spikes) total += static_cast<std::uint64_t>(s);
  return total;
}

void check_layer(const Network& network, std::size_t i, const LayerActivity& got, const naive::Activity& expected) {
  const Layer& layer = network.layers[i];
  CAPTURE(i, layer.name, static_cast<int>(layer.op));
  REQUIRE(got.spikes.empty() == expected.spikes.empty());
  REQUIRE(got.values.values().size() == expected.values.size());
  if (layer.fires) {
    CHECK(differing_spikes(got.spikes, network.time_steps, expected.spikes) == 0);
    CHECK(got.spikes.count() == sum(expected.spikes));  // no bit above the last channel
  }
  CHECK(differing_values(got.values, expected.values) == 0);
  CHECK(got.synaptic_additions == expected.additions);
}

void check_network(const Network& network, std::uint64_t image_seed) {
  const Image image = random_image(image_seed, network.input.shape);
  const Inference inference = Reference(network).run(image);
  const std::vector<naive::Activity> expected = naive::run(network, image);
  REQUIRE(inference.layers.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) check_layer(network, i, inference.layers[i], expected[i]);
  const naive::Tensor& logits = expected.back().values;
  CHECK(std::vector<std::int32_t>(logits.begin(), logits.end()) == inference.logits);
  CHECK(inference.prediction == argmax(inference.logits));
}

RandomNetworkOptions some_options(int variant) {
  RandomNetworkOptions options;
  options.time_steps = variant % 3 == 0 ? 1 : variant % 3 == 1 ? 4 : 8;
  options.image = {variant % 2 == 0 ? 1 : 3, 8 + variant % 5, 16 - variant % 4};
  options.dims = variant % 2 == 0 ? std::vector<int>{8, 10} : std::vector<int>{5, 9, 90};
  options.first_stride = variant % 4 != 3;
  return options;
}

TEST_CASE("the reference computes what a naive implementation of the formula computes") {
  const int variant = GENERATE(range(0, 8));
  CAPTURE(variant);
  check_network(random_network(static_cast<std::uint64_t>(variant), some_options(variant)), 77);
}

TEST_CASE("so it does for every operator, kernel, stride, padding and signal") {
  const int seed = GENERATE(range(0, 40));
  CAPTURE(seed);
  check_network(random_layers(static_cast<std::uint64_t>(seed)), 5);
}

/// Number of layers in which two inferences differ.
int differing_layers(const Inference& a, const Inference& b) {
  int differing = a.layers.size() == b.layers.size() && a.logits == b.logits ? 0 : 1;
  for (std::size_t i = 0; i < a.layers.size(); ++i)
    differing += a.layers[i].spikes.bits() != b.layers[i].spikes.bits() ||
                 a.layers[i].values.values() != b.layers[i].values.values() ||
                 a.layers[i].synaptic_additions != b.layers[i].synaptic_additions;
  return differing;
}

TEST_CASE("does it compute the same on one thread and on several?") {
  const int seed = GENERATE(range(40, 52));
  const Network network = random_layers(static_cast<std::uint64_t>(seed));
  const Image image = random_image(6, network.input.shape);
  const Inference one = Reference(network, 1).run(image);
  for (const int threads : {2, 3, 16}) {
    CAPTURE(seed, threads);
    CHECK(differing_layers(Reference(network, threads).run(image), one) == 0);
  }
}

TEST_CASE("does it at every number of time steps?") {
  RandomNetworkOptions options = some_options(1);
  options.time_steps = GENERATE(range(1, 9));
  CAPTURE(options.time_steps);
  const Network network = random_network(20, options);
  check_network(network, 3);
  const Image image = random_image(3, network.input.shape);
  CHECK(differing_layers(Reference(network, 3).run(image), Reference(network).run(image)) == 0);
}

TEST_CASE("is each layer reported once, in order?") {
  const Network network = random_network(2);
  std::vector<int> layers;
  Reference(network, 2).run(random_image(1, network.input.shape), [&](int layer, double seconds) {
    CHECK(seconds >= 0);
    layers.push_back(layer);
  });
  REQUIRE(layers.size() == network.layers.size());
  for (std::size_t i = 0; i < layers.size(); ++i) CHECK(layers[i] == static_cast<int>(i));
}

TEST_CASE("random networks fire between 2 % and 60 % in every layer") {
  const int seed = GENERATE(range(0, 12));
  const Network network = random_network(static_cast<std::uint64_t>(seed), some_options(seed));
  const Inference inference = Reference(network).run(random_image(1234, network.input.shape));
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const Layer& layer = network.layers[i];
    if (!layer.fires) continue;
    CAPTURE(seed, layer.name);
    const double rate = static_cast<double>(inference.layers[i].spikes.count()) /
                        (static_cast<double>(layer.out.neurons()) * network.time_steps);
    CHECK(rate >= 0.02);
    CHECK(rate <= 0.6);
  }
}

TEST_CASE("values and accumulators stay within the proven bounds") {
  const Network network = random_network(3);
  const Inference inference = Reference(network).run(random_image(9, network.input.shape));
  for (std::size_t i = 0; i < network.layers.size(); ++i)
    for (const std::int32_t value : inference.layers[i].values.values()) {
      REQUIRE(value >= network.layers[i].bounds.value_low);
      REQUIRE(value <= network.layers[i].bounds.value_high);
    }
}

// One 1x1 convolution by hand: two inputs of 3 and -2 (after the offset of 10), weights 5 and 7, shifted left by 1;
// bias 3; acc = 3 + 2 * (15 - 14) = 5; X = round(5 / 2) = 3; with T = 2, U = 6, then 3 + 6 = 9.
// Digits in CSD: 3 = 4 - 1 and -2 = -2: three shifted additions, once, since the image is the same at every step.
TEST_CASE("a layer worked out by hand") {
  Network network;
  network.time_steps = 2;
  network.input = {{2, 1, 1}, {}, {}, {10, 10}};
  Layer layer;
  layer.in = {2, 1, 1};
  layer.out = {1, 1, 1};
  layer.inputs = {{kImageSource, Role::Main, Signal::Values}};
  layer.weights = {5, 7};
  layer.weight_shift = {1};
  layer.output_shift = {1};
  layer.bias = {3};
  layer.threshold = {9};
  layer.fires = layer.emits_values = layer.constant_over_time = true;
  network.layers = {layer};
  const Inference inference = Reference(network).run({{2, 1, 1}, {13, 8}});
  const LayerActivity& activity = inference.layers[0];
  CHECK(activity.values.values() == std::vector<std::int32_t>{3, 3});
  CHECK_FALSE(activity.spikes.spike(0, 0, 0, 0));
  CHECK(activity.spikes.spike(1, 0, 0, 0));
  CHECK(activity.synaptic_additions == 3);
}

TEST_CASE("the first of the largest logits is the prediction") {
  CHECK(argmax({1, 5, 5, 2}) == 1);
  CHECK(argmax({-4, -9}) == 0);
}

TEST_CASE("an image of another size is refused") {
  const Network network = random_network(1);
  CHECK_THROWS_WITH(Reference(network).run(random_image(1, {1, 12, 13})),
                    "image: 13x12 with 1 channel: the network takes 12x12 with 1 channel");
  CHECK_THROWS_AS(Reference(network).run(random_image(1, {3, 12, 12})), InputError);
}

}  // namespace
}  // namespace spikeloom
