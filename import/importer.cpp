// SPDX-License-Identifier: Apache-2.0
#include "import/importer.hpp"

#include "import/quantise.hpp"
#include "models/bounds.hpp"

namespace spikeloom {

namespace {

/// With the finest formats whose value words are not too wide.
Network quantise_to_fit(const FloatNetwork& source, int weight_bits) {
  NumberFormats formats = finest_formats(weight_bits);
  Network network = quantise(source, formats);
  propagate_bounds(network);
  if (!lower_formats(source.plan, network, formats)) return network;
  return quantise(source, formats);
}

}  // namespace

Network import_network(const std::string& checkpoint_path, const ModelConfig& config, const ImportOptions& options) {
  require_weight_bits(options.weight_bits);
  Checkpoint checkpoint(checkpoint_path);
  const FloatNetwork source = read_float_network(checkpoint, plan_layers(config, options.forms));
  Network network = quantise_to_fit(source, options.weight_bits);
  compute_bounds(network);
  return network;
}

Network import_network(const std::string& checkpoint_path, const std::string& config_path,
                       const ImportOptions& options) {
  require_weight_bits(options.weight_bits);
  return import_network(checkpoint_path, read_model_config(config_path), options);
}

}  // namespace spikeloom
