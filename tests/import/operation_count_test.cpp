// SPDX-License-Identifier: Apache-2.0
// What the literature counts for a network, whatever form its operators have in ours.
#include "models/operation_count.hpp"

#include <catch2/catch.hpp>

#include "import/architectures.hpp"
#include "import/layer_plan.hpp"
#include "models/network_size.hpp"
#include "models/network_version_1.hpp"

namespace spikeloom {
namespace {

Network planned(const ModelConfig& config, const OperatorForms& forms) {
  Network network;
  network.architecture = "metaspikeformer";
  for (const PlannedLayer& layer : plan_layers(config, forms).layers) network.layers.push_back(layer.layer);
  return network;
}

LayerOperations total(const Network& network) {
  LayerOperations sum;
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const LayerOperations one = layer_operations(network, i);
    sum.as_simulated += one.as_simulated;
    sum.as_released += one.as_released;
    sum.repconv_fused += one.repconv_fused;
    sum.all_fused += one.all_fused;
  }
  return sum;
}

double giga(std::uint64_t macs) { return static_cast<double>(macs) * 1e-9; }

struct Published {
  const char* name;
  double as_released, repconv_fused, all_fused;  ///< GMAC a step at 224 x 224, padding taps counted
};

TEST_CASE("operators are counted in every form, whichever is simulated") {
  const Published sizes[] = {{"metaspikeformer-15m", 6.473, 10.037, 14.891},
                             {"metaspikeformer-31m", 14.017, 21.378, 32.358},
                             {"metaspikeformer-55m", 24.817, 37.914, 57.486}};
  for (const Published& size : sizes)
    for (const RepConvForm rep_conv : {RepConvForm::Fused, RepConvForm::Factored})
      for (const SepConvForm sep_conv : {SepConvForm::BitSerial, SepConvForm::Fused}) {
        INFO(size.name);
        const LayerOperations sum = total(planned(*find_architecture(size.name), {rep_conv, sep_conv}));
        CHECK(giga(sum.as_released) == Approx(size.as_released).margin(0.0006));
        CHECK(giga(sum.repconv_fused) == Approx(size.repconv_fused).margin(0.0006));
        CHECK(giga(sum.all_fused) == Approx(size.all_fused).margin(0.0006));
      }
}

TEST_CASE("the form that is simulated is one of them") {
  const ModelConfig& config = *find_architecture("metaspikeformer-15m");
  const LayerOperations released = total(planned(config, {RepConvForm::Factored, SepConvForm::BitSerial}));
  CHECK(released.as_simulated == released.as_released);
  const LayerOperations repconv = total(planned(config, {RepConvForm::Fused, SepConvForm::BitSerial}));
  CHECK(repconv.as_simulated == repconv.repconv_fused);
  const LayerOperations fused = total(planned(config, {RepConvForm::Fused, SepConvForm::Fused}));
  CHECK(fused.as_simulated == fused.all_fused);
}

TEST_CASE("names of layers and of the architecture do not matter") {
  const Network named = planned(*find_architecture("metaspikeformer-15m"), {RepConvForm::Factored, {}});
  Network network = named;
  network.architecture = "another";
  for (std::size_t i = 0; i < network.layers.size(); ++i) network.layers[i].name = "layer" + std::to_string(i);
  for (std::size_t i = 0; i < network.layers.size(); ++i)
    CHECK(layer_operations(network, i) == layer_operations(named, i));
}

TEST_CASE("a network without composites has one form") {
  Network network = planned(*find_architecture("metaspikeformer-15m"), {});
  for (Layer& layer : network.layers) layer.composite = Composite::None;
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const std::uint64_t macs = multiply_accumulates(network.layers[i]);
    CHECK(layer_operations(network, i) == LayerOperations{macs, macs, macs, macs});
  }
}

TEST_CASE("bundles of version 1 get the composites that the importer marks") {
  for (const RepConvForm rep_conv : {RepConvForm::Fused, RepConvForm::Factored})
    for (const SepConvForm sep_conv : {SepConvForm::BitSerial, SepConvForm::Fused}) {
      const Network network = planned(*find_architecture("metaspikeformer-15m"), {rep_conv, sep_conv});
      for (const Layer& layer : network.layers) {
        INFO(layer.name);
        CHECK(composite_of_version_1(network, layer) == layer.composite);
      }
    }
}

}  // namespace
}  // namespace spikeloom
