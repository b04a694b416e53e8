// SPDX-License-Identifier: Apache-2.0
#pragma once
// The published networks by name: what a config.json would say of them.
// Source: the authors' code and its history (Meta-SpikeFormer, arXiv 2404.03663); the 15M size stands in its detection
// configurations. What depends on the use - time steps, size of the image - may be changed afterwards.

#include <string>
#include <vector>

#include "import/config.hpp"

namespace spikeloom {

struct NamedArchitecture {
  std::string name;
  ModelConfig config;
};

/// metaspikeformer-15m, -31m, -55m: 224 x 224 x 3, 1000 classes, one time step.
const std::vector<NamedArchitecture>& architectures();
/// Null when there is none of that name.
const ModelConfig* find_architecture(const std::string& name);
std::vector<std::string> architecture_names();

/// Rows and columns of an image must be multiples of this: the product of the strides.
int image_size_unit(const ModelConfig& config);

/// Sets the size of the image. Throws InputError unless both sides are multiples of image_size_unit().
void set_image_size(ModelConfig& config, int height, int width);

}  // namespace spikeloom
