// SPDX-License-Identifier: Apache-2.0
// Checkpoints with weights as a diverged training leaves them: imported, or refused with the layer, in bounded work.
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "import/importer.hpp"
#include "models/bounds.hpp"
#include "tests/import/import_fixtures.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

using Catch::Matchers::Contains;

std::string import_error(const TensorMap& tensors) {
  const ScratchFolder folder;
  const std::string path = folder.write("x.safetensors", safetensors_bytes(tensors));
  return error_of([&] { import_network(path, tiny_config(), {}); });
}

/// The last words of a tensor's name: one kind of tensor.
std::string kind_of(const std::string& name) { return name.substr(name.rfind('.', name.rfind('.') - 1) + 1); }

TEST_CASE("Is a tensor of any kind, scaled by any power of two, imported or refused with its layer?") {
  const TensorMap sound = random_checkpoint(tiny_config(), 3);
  std::set<std::string> kinds;
  for (const auto& [name, tensor] : sound) {
    if (tensor.values.empty() || !kinds.insert(kind_of(name)).second) continue;
    for (const int exponent : {8, 16, 32, 64, 100}) {
      INFO(name << " times 2^" << exponent);
      TensorMap tensors = sound;
      for (double& value : tensors[name].values) value = std::ldexp(value, exponent);
      const std::string error = import_error(tensors);
      if (error != "no error") CHECK_THAT(error, Contains("layer ") || Contains("tensor "));
    }
  }
  CHECK(kinds.size() >= 6);
}

TEST_CASE("Is a bias beyond 32 bits refused where it stands, instead of wrapping?") {
  TensorMap tensors = random_checkpoint(tiny_config(), 3);
  for (double& value : tensors.at("downsample1_1.encode_bn.bias").values) value = 1e8;
  CHECK_THAT(import_error(tensors), Contains("layer downsample1_1.encode_conv: its accumulator needs"));
}

TEST_CASE("Do bounds of extreme shifts end, and name the layer?") {
  const ScratchFolder folder;
  const std::string path = folder.write("x.safetensors", safetensors_bytes(random_checkpoint(tiny_config(), 3)));
  Network network = import_network(path, tiny_config(), {});
  for (Layer& layer : network.layers)
    for (std::uint8_t& shift : layer.weight_shift) shift = 31;
  CHECK_THAT(error_of([&] { compute_bounds(network); }), Contains("layer ") && Contains("bits, allowed are 32"));
}

}  // namespace
}  // namespace spikeloom
