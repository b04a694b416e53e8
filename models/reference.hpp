// SPDX-License-Identifier: Apache-2.0
#pragma once
// The integer reference: exact spikes and values of every layer, layer by layer, with no notion of time or chip.
// The truth from which the chip may not differ by one bit.

#include <cstdint>
#include <vector>

#include "models/image.hpp"
#include "models/maps.hpp"
#include "models/network.hpp"
#include "models/row_sums.hpp"

namespace spikeloom {

struct LayerActivity {
  SpikeMap spikes;                       ///< time_steps steps; empty unless the layer fires
  ValueMap values;                       ///< time_steps steps (1 for the head); empty unless the layer emits values
  std::uint64_t synaptic_additions = 0;  ///< adds and shifted adds (CSD digits) of weights into accumulators, all steps
};

struct Inference {
  std::vector<LayerActivity> layers;
  std::vector<std::int32_t> logits;  ///< X of the head; times Network::logit_scale for the float network's units
  int prediction = 0;                ///< first class with the largest logit
};

class Reference {
 public:
  explicit Reference(const Network& network);
  /// Throws InputError when the image has another size than the network's input.
  Inference run(const Image& image) const;

 private:
  const Network& network_;
  std::vector<WeightRows> rows_;  // of each layer
};

/// First class with the largest logit.
int argmax(const std::vector<std::int32_t>& logits);

}  // namespace spikeloom
