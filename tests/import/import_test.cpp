// SPDX-License-Identifier: Apache-2.0
// Whole checkpoints: every shape of network, names that do not fit, thresholds and formats of the result.
#include <catch2/catch.hpp>
#include <cmath>

#include "import/architectures.hpp"
#include "import/importer.hpp"
#include "models/reference/reference.hpp"
#include "tests/import/import_fixtures.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/random_image.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

using Catch::Matchers::Contains;

Network import_tensors(const TensorMap& tensors, const ModelConfig& config, int weight_bits = 8,
                       const std::string& dtype = "F32") {
  const ScratchFolder folder;
  return import_network(folder.write("x.safetensors", safetensors_bytes(tensors, dtype)),
                        folder.write("x.json", config_json(config)), {weight_bits});
}

Network import_random(const ModelConfig& config, unsigned seed = 1) {
  return import_tensors(random_checkpoint(config, seed), config);
}

const Layer& layer_named(const Network& network, const std::string& name) {
  for (const Layer& layer : network.layers)
    if (layer.name == name) return layer;
  FAIL("no layer " + name);
  return network.layers.front();
}

TEST_CASE("the layers come in order of execution, with the authors' names") {
  const Network network = import_random(tiny_config());
  REQUIRE(network.layers.size() == 5 + 4 * 5 + 2 * 7 + 2);
  CHECK(network.layers[0].name == "downsample1_1.encode_conv");
  CHECK(network.layers[1].name == "ConvBlock1_1.0.Conv.pwconv1");
  CHECK(network.layers[5].name == "ConvBlock1_1.0.conv2");
  CHECK(network.layers.back().name == "head");
  const Layer& stem = network.layers[0];
  CHECK(stem.constant_over_time);
  CHECK((stem.fires && stem.emits_values));
  CHECK(stem.out == MapShape{4, 6, 6});
  const Layer& attention = layer_named(network, "block4.0.attn");
  CHECK(attention.heads == 2);
  CHECK(attention.inputs[1].role == Role::Key);
  const Layer& proj = layer_named(network, "block3.0.attn.proj_conv");
  CHECK(proj.input_index(Role::Residual) == 1);
  CHECK(network.layers[proj.inputs[1].source].name == "downsample3.encode_conv");
  // Nobody adds conv2's values again: the next layer is a downsampling.
  CHECK_FALSE(layer_named(network, "ConvBlock1_1.0.conv2").emits_values);
  CHECK(layer_named(network, "ConvBlock2_1.0.conv2").emits_values);
  CHECK_FALSE(layer_named(network, "block4.0.mlp.fc2_conv").fires);
  CHECK(network.layers.back().accumulates_over_time);
}

TEST_CASE("thresholds hold the firing level, the mean and the attention's scale") {
  ModelConfig config = tiny_config();
  config.time_steps = 4;
  const Network network = import_random(config);
  // 2^(T-1) / scale = 8 / 0.25
  CHECK(layer_named(network, "block3.0.attn").threshold == std::vector<std::int32_t>(16, 32));
  const int fraction_bits = 14;
  CHECK(layer_named(network, "downsample3.encode_conv").threshold[0] == (2 << fraction_bits) << 3);
  // The pool's X is the sum over 9 positions, rounded to multiples of 8: 2.0 is 9 * 2 * 2^14 / 8.
  const Layer& pool = layer_named(network, "pool");
  REQUIRE(pool.in.positions() == 9);
  CHECK(pool.output_shift[0] == 3);
  CHECK(pool.threshold[0] == (9 << (1 + fraction_bits)) / 8 * 8);
}

TEST_CASE("all sizes of networks are imported, fit 32 bits and run") {
  ModelConfig config = tiny_config();
  SECTION("one time step") { config.time_steps = 1; }
  SECTION("eight time steps") { config.time_steps = 8; }
  SECTION("three image channels, another stride") {
    config.channels = 3;
    config.mean = {0.485, 0.456, 0.406};
    config.std = {0.229, 0.224, 0.225};
    config.strides = {2, 2, 2, 2, 1};
    config.height = 20;
  }
  SECTION("45 channels a head") {
    config.embed_dims = {8, 12, 90, 90};
    config.depths = {2, 3};
  }
  SECTION("eight heads of one channel") {
    config.embed_dims = {6, 10, 8, 24};
    config.num_heads = 8;
  }
  const Network network = import_random(config);
  CHECK(network.time_steps == config.time_steps);
  CHECK(network.input.shape == MapShape{config.channels, config.height, config.width});
  for (const Layer& layer : network.layers) {
    CHECK(layer.bounds.accumulator_bits <= 32);
    CHECK(layer.threshold.size() == (layer.fires ? layer.bias.size() : 0U));
  }
  const Inference inference = Reference(network).run(random_image(1, network.input.shape));
  CHECK(inference.logits.size() == 3);
  std::uint64_t spikes = 0;
  for (const LayerActivity& activity : inference.layers)
    spikes += activity.spikes.empty() ? 0 : activity.spikes.count();
  CHECK(spikes > 0);
}

TEST_CASE("a negative gamma turns the folded weights around") {
  const ModelConfig config = tiny_config();
  TensorMap tensors = random_checkpoint(config, 4);
  const Network before = import_tensors(tensors, config);
  for (double& gamma : tensors["ConvBlock1_1.0.bn1.weight"].values) gamma = -gamma;
  const Network after = import_tensors(tensors, config);
  const Layer& a = layer_named(before, "ConvBlock1_1.0.conv1");
  const Layer& b = layer_named(after, "ConvBlock1_1.0.conv1");
  CHECK(a.threshold == b.threshold);
  CHECK_FALSE(a.bias == b.bias);
  for (std::size_t i = 0; i < a.weights.size(); ++i) CHECK(std::abs(a.weights[i] + b.weights[i]) <= 1);
}

TEST_CASE("a channel of zeros and one of tiny weights do no harm") {
  const ModelConfig config = tiny_config();
  TensorMap tensors = random_checkpoint(config, 5);
  for (const char* name :
       {"ConvBlock1_1.0.bn1.weight", "ConvBlock1_2.0.Conv.bn2.weight", "block3.0.mlp.fc2_bn.weight"}) {
    tensors[name].values[0] = 0.0;
    tensors[name].values[1] = 1e-7;
  }
  for (int tap = 0; tap < 49; ++tap) tensors["ConvBlock1_1.0.Conv.dwconv.weight"].values[tap] = 0.0;
  CHECK_NOTHROW(import_tensors(tensors, config));
}

TEST_CASE("weights keep to the bits asked for") {
  const ModelConfig config = tiny_config();
  const TensorMap tensors = random_checkpoint(config, 6);
  for (const int bits : {2, 4, 8}) {
    const Network network = import_tensors(tensors, config, bits);
    CHECK(network.weight_bits == bits);
    for (const Layer& layer : network.layers)
      for (const std::int8_t weight : layer.weights) REQUIRE(std::abs(weight) < 1 << (bits - 1));
  }
  CHECK_THAT(error_of([&] { import_tensors(tensors, config, 9); }), Contains("weight_bits: 9 is out of range"));
}

TEST_CASE("a second head is averaged into the first") {
  const ModelConfig config = tiny_config();
  TensorMap tensors = random_checkpoint(config, 7);
  const Network alone = import_tensors(tensors, config);
  tensors["head_kd.weight"] = tensors["head.weight"];
  tensors["head_kd.bias"] = tensors["head.bias"];
  const Network both = import_tensors(tensors, config);
  CHECK(both.layers.back().weights == alone.layers.back().weights);
  CHECK(both.layers.back().bias == alone.layers.back().bias);
}

TEST_CASE("BF16 and F16 checkpoints give nearly the weights of F32") {
  const ModelConfig config = tiny_config();
  const TensorMap tensors = random_checkpoint(config, 8);
  const Network exact = import_tensors(tensors, config);
  for (const char* dtype : {"F16", "BF16"}) {
    const Network rounded = import_tensors(tensors, config, 8, dtype);
    const Layer& a = layer_named(exact, "ConvBlock2_1.0.conv1");
    const Layer& b = layer_named(rounded, "ConvBlock2_1.0.conv1");
    for (std::size_t i = 0; i < a.weights.size(); ++i) CHECK(std::abs(a.weights[i] - b.weights[i]) <= 4);
  }
}

TEST_CASE("tensors that do not fit the configuration are refused by name") {
  const ModelConfig config = tiny_config();
  const TensorMap good = random_checkpoint(config, 1);
  const auto error_after = [&](auto change) {
    TensorMap tensors = good;
    change(tensors);
    return error_of([&] { import_tensors(tensors, config); });
  };
  CHECK_THAT(error_after([](TensorMap& t) { t.erase("downsample3.encode_bn.running_var"); }),
             Contains("x.safetensors: tensor downsample3.encode_bn.running_var: is missing"));
  CHECK_THAT(error_after([](TensorMap& t) {
               t["block5.0.attn.weight"] = {{1}, {0.0}};
             }),
             Contains("tensor block5.0.attn.weight: unexpected"));
  CHECK_THAT(error_after([](TensorMap& t) {
               t["head.bias"] = {{4}, {0, 0, 0, 0}};
             }),
             Contains("tensor head.bias: has shape [4], the configuration needs [3]"));
  CHECK_THAT(error_after([](TensorMap& t) { t["head.bias"].shape = {3, 1}; }), Contains("has shape [3, 1]"));
  CHECK_THAT(error_after([](TensorMap& t) { t["downsample2.encode_bn.running_var"].values[0] = -1.0; }),
             Contains("negative variance"));
  CHECK(error_after([](TensorMap& t) { t.erase("downsample2.encode_bn.num_batches_tracked"); }) == "no error");
}

TEST_CASE("a checkpoint of another size is refused, and called what it looks like") {
  const ScratchFolder folder;
  const auto blank = [](const TensorShape& shape) {
    std::size_t count = 1;
    for (const std::int64_t size : shape) count *= static_cast<std::size_t>(size);
    return Tensor{shape, std::vector<double>(count)};
  };
  TensorMap tensors{{"downsample1_1.encode_conv.weight", blank({32, 3, 7, 7})},
                    {"downsample1_2.encode_conv.weight", blank({64, 1, 1, 1})},
                    {"downsample2.encode_conv.weight", blank({128, 1, 1, 1})},
                    {"downsample3.encode_conv.weight", blank({256, 1, 1, 1})},
                    {"downsample4.encode_conv.weight", blank({360, 1, 1, 1})}};
  const auto error_as = [&](std::size_t size) {
    return error_of([&] {
      import_network(folder.write("x.safetensors", safetensors_bytes(tensors)), architectures().at(size).config);
    });
  };
  CHECK(error_as(2) == folder.path("x.safetensors") +
                           ": tensor downsample1_1.encode_conv.weight: has shape [32, 3, 7, 7], the configuration "
                           "needs [64, 3, 7, 7]; the checkpoint looks like metaspikeformer-15m");
  tensors["downsample3.encode_conv.weight"] = blank({250, 1, 1, 1});
  CHECK_THAT(error_as(1), !Contains("looks like"));
}

}  // namespace
}  // namespace spikeloom
