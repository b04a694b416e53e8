// SPDX-License-Identifier: Apache-2.0
// Synthetic networks: do they fire as often as asked, and are they networks like any other?
#include <catch2/catch.hpp>
#include <cmath>

#include "import/synthetic.hpp"
#include "import/synthetic_image.hpp"
#include "models/network_file.hpp"
#include "models/reference/reference.hpp"
#include "tests/import/import_fixtures.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

using Catch::Matchers::Contains;

/// Wide enough for attention to have something to count.
ModelConfig small_config(int time_steps) {
  ModelConfig config = tiny_config();
  config.embed_dims = {16, 24, 32, 40};
  config.height = config.width = 32;
  config.time_steps = time_steps;
  return config;
}

RateProfile profile() {
  return {"test", "made up", "none", 0.3, {{"*.pwconv1", 0.1}, {"block*.attn.k_conv", 0.15}, {"pool", 0.5}}};
}

MapShape input_of(const ModelConfig& config) { return {config.channels, config.height, config.width}; }

SyntheticNetwork make(const ModelConfig& config, const RateProfile& rates, const SyntheticOptions& options = {}) {
  return make_synthetic_network(config, rates, synthetic_image(input_of(config), 7), options);
}

/// Spikes a neuron and step in a run of the finished network.
double measured(const Network& network, const Inference& inference, std::size_t layer) {
  return static_cast<double>(inference.layers[layer].spikes.count()) /
         (static_cast<double>(network.layers[layer].out.neurons()) * network.time_steps);
}

TEST_CASE("every layer fires at its rate on the calibration image") {
  const int time_steps = GENERATE(1, 2, 4);
  const OperatorForms forms = GENERATE(OperatorForms{RepConvForm::Fused, SepConvForm::BitSerial},
                                       OperatorForms{RepConvForm::Factored, SepConvForm::Fused});
  const ModelConfig config = small_config(time_steps);
  const SyntheticNetwork made = make(config, profile(), {8, forms, 5});
  const Network& network = made.network;
  const Inference inference = Reference(network).run(synthetic_image(input_of(config), 7));
  std::size_t firing = 0;
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    if (!network.layers[i].fires) continue;
    const LayerRate& rate = made.rates.at(firing++);
    INFO(rate.layer);
    CHECK(rate.layer == network.layers[i].name);
    CHECK(rate.measured == Approx(measured(network, inference, i)));
    CHECK(std::fabs(rate.measured - rate.wanted) <= kRateTolerance * rate.wanted);
  }
  CHECK(firing == made.rates.size());
}

TEST_CASE("a synthetic network is a bundle like any other") {
  const SyntheticNetwork made = make(small_config(2), profile());
  const ScratchFolder folder;
  write_network(made.network, folder.path("bundle"));
  const Network read = read_network(folder.path("bundle"));
  CHECK(read.layers.size() == made.network.layers.size());
  for (const Layer& layer : read.layers) CHECK(layer.bounds.accumulator_bits <= 32);
}

TEST_CASE("residual streams stay in the range of a trained network") {
  const ModelConfig config = small_config(1);
  const SyntheticNetwork made = make(config, profile());
  const Inference inference = Reference(made.network).run(synthetic_image(input_of(config), 7));
  const std::size_t last = made.network.layers.size() - 3;  // block4's fc2, before pool and head
  REQUIRE(made.network.layers[last].name == "block4.0.mlp.fc2_conv");
  const double unit = std::ldexp(1.0, -14);  // narrow enough to keep the finest format
  for (const std::int32_t value : inference.layers[last].values.values()) CHECK(std::fabs(value * unit) < 50.0);
}

TEST_CASE("weights depend on the seed and the layer's name alone") {
  const ModelConfig config = small_config(1);
  const Network a = make(config, profile(), {8, {}, 1}).network;
  RateProfile louder = profile();
  louder.default_rate = 0.4;
  const Network b = make(config, louder, {8, {}, 1}).network;
  const Network c = make(config, profile(), {8, {}, 2}).network;
  CHECK(make(config, profile(), {8, {}, 1}).network.layers[5].threshold == a.layers[5].threshold);
  for (std::size_t i = 0; i < a.layers.size(); ++i) {
    CHECK(a.layers[i].weights == b.layers[i].weights);
    if (a.layers[i].has_weights()) CHECK_FALSE(a.layers[i].weights == c.layers[i].weights);
  }
}

TEST_CASE("weights of few bits keep to them") {
  for (const int bits : {2, 4}) {
    const Network network = make(small_config(1), profile(), {bits, {}, 1}).network;
    for (const Layer& layer : network.layers)
      for (const std::int8_t weight : layer.weights) REQUIRE(std::abs(weight) < 1 << (bits - 1));
  }
}

TEST_CASE("a rate that no threshold can give is refused with what can be had") {
  RateProfile silent = profile();
  // No neuron of the layer before fires.
  silent.rules.push_back({"downsample2.encode_conv", 1e-9});
  silent.rules.push_back({"ConvBlock2_1.0.Conv.pwconv1", 0.9});
  CHECK_THAT(error_of([&] { make(small_config(1), silent); }),
             Contains("layer ConvBlock2_1.0.Conv.pwconv1: cannot fire at 90 %") && Contains("0 % is the most"));
}

TEST_CASE("a calibration image of another size is refused") {
  CHECK_THAT(error_of([] {
               make_synthetic_network(small_config(1), profile(), synthetic_image({1, 8, 8}, 1), {});
             }),
             Contains("calibration image: 8x8") && Contains("32x32"));
}

TEST_CASE("how bright and how rough is the generated picture?") {
  const Image image = synthetic_image({3, 64, 96}, 3);
  double mean = 0.0, near = 0.0, far = 0.0;
  for (int y = 0; y < 64; ++y)
    for (int x = 0; x < 80; ++x) {
      mean += image.pixel(y, x, 0) / (64.0 * 80.0);
      near += std::abs(image.pixel(y, x, 0) - image.pixel(y, x + 1, 0));
      far += std::abs(image.pixel(y, x, 0) - image.pixel(y, x + 16, 0));
    }
  CHECK(mean > 80.0);
  CHECK(mean < 150.0);
  CHECK(near < 0.6 * far);  // neighbours are alike
  CHECK(image.pixels == synthetic_image({3, 64, 96}, 3).pixels);
  CHECK_FALSE(image.pixels == synthetic_image({3, 64, 96}, 4).pixels);
}

}  // namespace
}  // namespace spikeloom
