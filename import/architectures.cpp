// SPDX-License-Identifier: Apache-2.0
#include "import/architectures.hpp"

#include "base/error.hpp"

namespace spikeloom {

namespace {

constexpr int kLargestSide = 4096;

ModelConfig published(const std::array<int, 4>& embed_dims) {
  ModelConfig config;
  config.embed_dims = embed_dims;
  config.depths = {6, 2};
  config.num_heads = 8;
  config.mlp_ratio = 4;
  config.time_steps = 1;
  config.strides = {2, 2, 2, 2, 1};
  config.attention_scale = 0.125;  // fixed in the code, whatever the channels of a head
  config.num_classes = 1000;
  config.class_names = numbered_classes(config.num_classes);
  config.channels = 3;
  config.height = config.width = 224;
  config.mean = {0.485, 0.456, 0.406};
  config.std = {0.229, 0.224, 0.225};
  return config;
}

}  // namespace

const std::vector<NamedArchitecture>& architectures() {
  static const std::vector<NamedArchitecture> all{{"metaspikeformer-15m", published({64, 128, 256, 360})},
                                                  {"metaspikeformer-31m", published({96, 192, 384, 480})},
                                                  {"metaspikeformer-55m", published({128, 256, 512, 640})}};
  return all;
}

const ModelConfig* find_architecture(const std::string& name) {
  for (const NamedArchitecture& candidate : architectures())
    if (candidate.name == name) return &candidate.config;
  return nullptr;
}

std::vector<std::string> architecture_names() {
  std::vector<std::string> names;
  for (const NamedArchitecture& known : architectures()) names.push_back(known.name);
  return names;
}

int image_size_unit(const ModelConfig& config) {
  int unit = 1;
  for (const int stride : config.strides) unit *= stride;
  return unit;
}

void set_image_size(ModelConfig& config, int height, int width) {
  const int unit = image_size_unit(config);
  for (const int side : {height, width})
    if (side < unit || side > kLargestSide || side % unit != 0)
      throw InputError("input size " + std::to_string(height) + "x" + std::to_string(width) + ": " +
                       std::to_string(side) + " is not allowed; allowed: multiples of " + std::to_string(unit) +
                       " up to " + std::to_string(kLargestSide));
  config.height = height;
  config.width = width;
}

}  // namespace spikeloom
