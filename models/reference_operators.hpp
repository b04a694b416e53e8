// SPDX-License-Identifier: Apache-2.0
#pragma once
// The operators of the integer reference: each adds up what arrives at one output position in one time step.
// Private to models/. Made per layer and image by reference_layer.cpp.

#include <cstdint>
#include <memory>
#include <vector>

#include "models/maps.hpp"
#include "models/reference.hpp"
#include "models/row_sums.hpp"

namespace spikeloom {

/// Values of a producer. The image is one map for all time steps.
class ValueSource {
 public:
  ValueSource() = default;
  ValueSource(const ValueMap& map, bool constant) : map_(&map), constant_(constant) {}
  explicit operator bool() const { return map_ != nullptr; }
  const std::int32_t* at(int t, int y, int x) const { return map_->at(constant_ ? 0 : t, y, x); }

 private:
  const ValueMap* map_ = nullptr;
  bool constant_ = false;
};

/// What a layer reads: maps of earlier layers and the image, by role.
class LayerInputs {
 public:
  LayerInputs(const Layer& layer, const ValueMap& image, const std::vector<LayerActivity>& before)
      : layer_(layer), image_(image), before_(before) {}
  bool carries_spikes(Role role) const;
  const SpikeMap& spikes(Role role) const;
  ValueSource values(Role role) const;  ///< empty when the layer has no such input

 private:
  const Layer& layer_;
  const ValueMap& image_;
  const std::vector<LayerActivity>& before_;
};

class Accumulation {
 public:
  virtual ~Accumulation() = default;
  /// sums[c] += weight * input over all taps, before any shift. `sums` holds padded_channels(out.channels) numbers.
  virtual void add(int t, int y, int x, std::int32_t* sums) = 0;
  std::uint64_t additions() const { return additions_; }

 protected:
  std::uint64_t additions_ = 0;
};

/// The layer's operator; `layer`, `rows` and what `inputs` refers to must outlive it.
std::unique_ptr<Accumulation> make_accumulation(const Layer& layer, const WeightRows& rows, const LayerInputs& inputs,
                                                int time_steps);

std::unique_ptr<Accumulation> make_convolution(const Layer& layer, const WeightRows& rows, const LayerInputs& inputs);
std::unique_ptr<Accumulation> make_depthwise(const Layer& layer, const LayerInputs& inputs);
std::unique_ptr<Accumulation> make_attention(const Layer& layer, const LayerInputs& inputs, int time_steps);
std::unique_ptr<Accumulation> make_spatial_sum(const Layer& layer, const LayerInputs& inputs);

/// Calls visit(tap, input row, input column) for each tap of an output position that is not padding.
template <class Visit>
void for_each_tap(const Layer& layer, int y, int x, Visit visit) {
  const Kernel& k = layer.kernel;
  for (int ky = 0; ky < k.height; ++ky) {
    const int row = y * k.stride - k.padding + ky;
    if (row < 0 || row >= layer.in.height) continue;
    for (int kx = 0; kx < k.width; ++kx) {
      const int column = x * k.stride - k.padding + kx;
      if (column >= 0 && column < layer.in.width) visit(ky * k.width + kx, row, column);
    }
  }
}

/// Calls visit(channel) for each spike of a position, in ascending order.
template <class Visit>
void for_each_spike(const std::uint64_t* words, int count, Visit visit) {
  for (int w = 0; w < count; ++w)
    for (std::uint64_t bits = words[w]; bits != 0; bits &= bits - 1) visit(w * 64 + __builtin_ctzll(bits));
}

}  // namespace spikeloom
