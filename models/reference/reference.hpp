// SPDX-License-Identifier: Apache-2.0
#pragma once
// The integer reference: exact spikes and values of every layer, layer by layer, with no notion of time or chip.
// The truth from which the chip may not differ by one bit. Fast enough for networks of full size: sums of weight rows
// are gathered spike by spike, in blocks of channels that stay in registers (row_sums.hpp), on one thread or several.

#include <cstdint>
#include <functional>
#include <vector>

#include "models/images/image.hpp"
#include "models/maps.hpp"
#include "models/network.hpp"
#include "models/reference/row_sums.hpp"

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

/// Called after each layer with its index and the seconds it took.
using LayerObserver = std::function<void(int layer, double seconds)>;

class Reference {
 public:
  /// `network` must outlive it. An inference does not depend on the number of threads it is made with.
  explicit Reference(const Network& network, int threads = 1);
  /// Throws InputError when the image has another size than the network's input.
  Inference run(const Image& image, const LayerObserver& observer = {}) const;

 private:
  const Network& network_;
  int threads_;
  std::vector<WeightRows> rows_;  // of each layer
};

/// First class with the largest logit.
int argmax(const std::vector<std::int32_t>& logits);

}  // namespace spikeloom
