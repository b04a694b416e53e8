// SPDX-License-Identifier: Apache-2.0
#pragma once
// Activity of one layer for one image: bit-packed spikes and integer values, [t][y][x][channel].

#include <cstdint>
#include <vector>

#include "models/layer.hpp"

namespace spikeloom {

/// Spikes, 64 channels a word; bits at and above `channels` are zero.
class SpikeMap {
 public:
  SpikeMap() = default;
  SpikeMap(int time_steps, MapShape shape)
      : time_steps_(time_steps),
        shape_(shape),
        words_((shape.channels + 63) / 64),
        bits_(static_cast<std::size_t>(time_steps) * shape.positions() * words_) {}

  bool empty() const { return bits_.empty(); }
  int time_steps() const { return time_steps_; }
  const MapShape& shape() const { return shape_; }
  int words() const { return words_; }  ///< per position
  std::uint64_t* at(int t, int y, int x) { return bits_.data() + offset(t, y, x); }
  const std::uint64_t* at(int t, int y, int x) const { return bits_.data() + offset(t, y, x); }
  bool spike(int t, int y, int x, int c) const { return ((at(t, y, x)[c / 64] >> (c % 64)) & 1U) != 0; }
  void set(int t, int y, int x, int c) { at(t, y, x)[c / 64] |= std::uint64_t{1} << (c % 64); }
  const std::vector<std::uint64_t>& bits() const { return bits_; }
  std::vector<std::uint64_t>& bits() { return bits_; }
  std::uint64_t count() const {
    std::uint64_t n = 0;
    for (const std::uint64_t w : bits_) n += static_cast<unsigned>(__builtin_popcountll(w));
    return n;
  }

 private:
  std::size_t offset(int t, int y, int x) const {
    return ((static_cast<std::size_t>(t) * shape_.height + y) * shape_.width + x) * words_;
  }
  int time_steps_ = 0;
  MapShape shape_;
  int words_ = 0;
  std::vector<std::uint64_t> bits_;
};

/// Signed values, one 32-bit integer a channel.
class ValueMap {
 public:
  ValueMap() = default;
  ValueMap(int time_steps, MapShape shape)
      : time_steps_(time_steps), shape_(shape), values_(static_cast<std::size_t>(time_steps) * shape.neurons()) {}

  bool empty() const { return values_.empty(); }
  int time_steps() const { return time_steps_; }
  const MapShape& shape() const { return shape_; }
  std::int32_t* at(int t, int y, int x) { return values_.data() + offset(t, y, x); }
  const std::int32_t* at(int t, int y, int x) const { return values_.data() + offset(t, y, x); }
  const std::vector<std::int32_t>& values() const { return values_; }
  std::vector<std::int32_t>& values() { return values_; }

 private:
  std::size_t offset(int t, int y, int x) const {
    return ((static_cast<std::size_t>(t) * shape_.height + y) * shape_.width + x) * shape_.channels;
  }
  int time_steps_ = 0;
  MapShape shape_;
  std::vector<std::int32_t> values_;
};

}  // namespace spikeloom
