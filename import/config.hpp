// SPDX-License-Identifier: Apache-2.0
#pragma once
// config.json of a checkpoint: what the state dict does not say about the network. All keys are required but
// class_names (default "0", "1", ...); anything else is refused.

#include <array>
#include <string>
#include <vector>

namespace spikeloom {

struct ModelConfig {
  std::array<int, 4> embed_dims{};  ///< the stem's stream has half of the first
  std::array<int, 2> depths{};      ///< attention blocks of stage 3 and 4
  int num_heads = 1;
  int mlp_ratio = 4;
  int time_steps = 1;
  std::array<int, 5> strides{};  ///< of downsample1_1, 1_2, 2, 3, 4
  double attention_scale = 0.125;
  int num_classes = 1;
  std::vector<std::string> class_names;
  int channels = 1, height = 1, width = 1;  ///< of the image
  std::vector<double> mean, std;            ///< per image channel, of pixels scaled to 0..1
};

/// "0", "1", ...: names of classes that have none.
std::vector<std::string> numbered_classes(int count);

/// Throws InputError with file and key.
ModelConfig read_model_config(const std::string& path);

}  // namespace spikeloom
