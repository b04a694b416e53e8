// SPDX-License-Identifier: Apache-2.0
#pragma once
// Parts that the operators of the reference share: each adds up the inputs of one output position in one time step
// (OperatorModel::accumulation). Private to models/. Made per layer and image by reference_layer.cpp.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "models/maps.hpp"
#include "models/reference/reference_layer.hpp"
#include "models/reference/row_sums.hpp"

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

/// Everything is ready when it is constructed; from then on it is called from several threads at a time.
class Accumulation {
 public:
  virtual ~Accumulation() = default;
  /// sums[c] += weight * input over all taps, before any shift, for the kBlock channels of the block; nothing is added
  /// to channels above the layer's last one.
  virtual void add(int t, int y, int x, int block, std::int32_t* sums) const = 0;
  /// The same for a block and the one behind it: 2 * kBlock sums.
  virtual void add_pair(int t, int y, int x, int block, std::int32_t* sums) const {
    add(t, y, x, block, sums);
    add(t, y, x, block + 1, sums + kBlock);
  }
  /// Synaptic additions that add() stands for, all blocks together.
  virtual std::uint64_t additions(int t, int y, int x) const = 0;
  /// Those that were made before the first add().
  virtual std::uint64_t additions_before() const { return 0; }
};

/// Neighbouring taps of an output position in one input row: tap + i reads column + i, for i < count.
struct TapRun {
  int tap, row, column, count;
};

/// Calls visit(TapRun) for each input row under an output position; padding is left out.
template <class Visit>
void for_each_tap_run(const Layer& layer, int y, int x, Visit visit) {
  const Kernel& k = layer.kernel;
  const int left = x * k.stride - k.padding;
  const int first = std::max(left, 0), end = std::min(left + k.width, layer.in.width);
  if (first >= end) return;
  for (int ky = 0; ky < k.height; ++ky) {
    const int row = y * k.stride - k.padding + ky;
    if (row >= 0 && row < layer.in.height) visit(TapRun{ky * k.width + first - left, row, first, end - first});
  }
}

/// Calls visit(channel) for each spike of a position, in ascending order.
template <class Visit>
void for_each_spike(const std::uint64_t* words, int count, Visit visit) {
  for (int w = 0; w < count; ++w)
    for (std::uint64_t bits = words[w]; bits != 0; bits &= bits - 1) visit(w * 64 + __builtin_ctzll(bits));
}

/// The channels of a block that a layer has.
inline int channels_in_block(const MapShape& shape, int block) {
  return std::min(kBlock, shape.channels - block * kBlock);
}

}  // namespace spikeloom
