// SPDX-License-Identifier: Apache-2.0
// RepConv fused or factored, SepConv bit-serial or fused: the same network of real numbers?
#include <catch2/catch.hpp>
#include <cmath>

#include "import/importer.hpp"
#include "models/reference/reference.hpp"
#include "tests/import/float_forward.hpp"
#include "tests/import/import_fixtures.hpp"
#include "tests/support/random.hpp"
#include "tests/support/random_image.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

const OperatorForms kForms[] = {{RepConvForm::Fused, SepConvForm::BitSerial},
                                {RepConvForm::Factored, SepConvForm::BitSerial},
                                {RepConvForm::Fused, SepConvForm::Fused},
                                {RepConvForm::Factored, SepConvForm::Fused}};

FloatNetwork float_network(const std::string& path, const ModelConfig& config, const OperatorForms& forms) {
  Checkpoint checkpoint(path);
  return read_float_network(checkpoint, plan_layers(config, forms));
}

FloatMap random_picture(const ModelConfig& config) {
  Random random(3);
  FloatMap map = zero_map({config.channels, config.height, config.width});
  for (double& value : map.values) value = random.between(-2000, 2000) / 1000.0;
  return map;
}

/// By the name of the layer in the fused, bit-serial network; the last part of a factored RepConv stands for all of it.
std::string common_name(const PlannedLayer& planned) {
  return planned.recipe == KernelRecipe::RepConvSecond ? planned.module : planned.layer.name;
}

TEST_CASE("all forms of the operators are the same function of real numbers, the border included") {
  const ScratchFolder folder;
  const ModelConfig config = tiny_config();
  const std::string path = folder.write("x.safetensors", safetensors_bytes(random_checkpoint(config, 11)));
  const FloatMap picture = random_picture(config);
  const FloatNetwork expected = float_network(path, config, kForms[0]);
  const auto expected_activity = run_float(expected, picture);
  for (const OperatorForms& forms : kForms) {
    const FloatNetwork network = float_network(path, config, forms);
    const auto activity = run_float(network, picture);
    std::size_t compared = 0;
    for (std::size_t i = 0; i < activity.size(); ++i)
      for (std::size_t j = 0; j < expected_activity.size(); ++j) {
        const PlannedLayer& layer = network.plan.layers[i];
        if (common_name(layer) != expected.plan.layers[j].layer.name) continue;
        INFO(layer.layer.name);
        ++compared;
        for (int t = 0; t < config.time_steps; ++t) {
          if (layer.layer.fires) CHECK(activity[i].spikes[t].values == expected_activity[j].spikes[t].values);
          for (std::size_t n = 0; n < activity[i].x[t].values.size(); ++n)
            REQUIRE(activity[i].x[t].values[n] == Approx(expected_activity[j].x[t].values[n]).margin(1e-9));
        }
      }
    const std::size_t dropped = forms.sep_conv == SepConvForm::Fused ? 4 : 0;  // the depth-wise layers
    CHECK(compared == expected_activity.size() - dropped);
  }
}

TEST_CASE("a factored RepConv has its parts' names, and its values are narrow words") {
  const ScratchFolder folder;
  ModelConfig config = tiny_config();
  config.time_steps = 8;
  const Network network = import_network(folder.write("x.safetensors", safetensors_bytes(random_checkpoint(config, 2))),
                                         config, {8, kForms[3]});
  int parts = 0;
  for (const Layer& layer : network.layers) {
    if (layer.name.find(".0.body.") == std::string::npos) continue;
    ++parts;
    INFO(layer.name);
    const bool last = layer.name.find(".0.body.2.1") != std::string::npos;
    CHECK((layer.fires || layer.input_index(Role::Residual) >= 0) == last);
    if (!last) CHECK(layer.bounds.value_bits <= 15);
    const bool first = layer.name.substr(layer.name.size() - 7) == ".body.0";
    if (first) CHECK(layer.bias == std::vector<std::int32_t>(layer.bias.size(), 0));
  }
  CHECK(parts == 2 * 4 * 3);
}

TEST_CASE("how far do rounded networks of other forms stray?") {
  const ScratchFolder folder;
  const ModelConfig config = tiny_config();
  const std::string path = folder.write("x.safetensors", safetensors_bytes(random_checkpoint(config, 12)));
  const auto spikes_of = [&](const OperatorForms& forms) {
    const Network network = import_network(path, config, {8, forms});
    double spikes = 0.0;
    for (unsigned seed = 1; seed <= 4; ++seed)
      for (const LayerActivity& activity : Reference(network).run(random_image(seed, network.input.shape)).layers)
        spikes += activity.spikes.empty() ? 0.0 : static_cast<double>(activity.spikes.count());
    return spikes;
  };
  const double expected = spikes_of(kForms[0]);
  REQUIRE(expected > 0.0);
  // The weights are rounded at other places: not the same spikes, but about as many.
  for (const OperatorForms& forms : kForms) CHECK(spikes_of(forms) == Approx(expected).epsilon(0.05));
}

}  // namespace
}  // namespace spikeloom
