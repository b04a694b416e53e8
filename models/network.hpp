// SPDX-License-Identifier: Apache-2.0
#pragma once
// The integer network: layers in topological order. Made by import/, stored by models/network_file,
// executed by models/reference/reference, placed on a chip by mapping/.

#include <cstdint>
#include <string>
#include <vector>

#include "models/layer.hpp"

namespace spikeloom {

/// The image, 8 bits a channel. The stem sees pixel - pixel_offset[c]; its zero padding is therefore the mean.
struct InputFormat {
  MapShape shape;
  std::vector<double> mean, std;  ///< of pixels scaled to 0..1, as in config.json
  std::vector<int> pixel_offset;  ///< round(255 * mean)
};

struct Network {
  std::string architecture;  ///< "metaspikeformer"
  int time_steps = 1;        ///< 1..8
  int weight_bits = 8;
  InputFormat input;
  std::vector<std::string> class_names;
  double logit_scale = 1.0;   ///< float logit = head X * logit_scale
  std::vector<Layer> layers;  ///< the last one is the head: out = {classes, 1, 1}

  int classes() const { return layers.back().out.channels; }
};

}  // namespace spikeloom
