// SPDX-License-Identifier: Apache-2.0
#pragma once
// The accumulator SRAM of a core, pass by pass: what each pass writes, and in which cycle. Private to rtl/cosim.

#include <algorithm>
#include <functional>
#include <vector>

#include "base/cycle.hpp"
#include "chip/datapath_shape.hpp"
#include "chip/packet.hpp"
#include "mapping/plan/channel_parameters.hpp"
#include "mapping/plan/valid_taps.hpp"

namespace spikeloom {

/// A slice as the accumulator SRAM has it.
struct PassSlice {
  const Slice* slice;
  const Layer* layer;
  ChannelParameters parameters;
  int base, channels, columns, steps, emitted_steps;  ///< steps: that have accumulators of their own
  int local_row = 0, window_slot = 0, step = 0;       ///< that the neuron unit finishes next
  std::uint64_t images = 0;

  std::uint64_t rows() const { return static_cast<std::uint64_t>(slice->rows.size()); }
  /// First channel of a word among the slice's.
  int first(const Packet& word) const { return word.channel - slice->channels.begin; }
};

class PassSums {
 public:
  /// `count` accumulators from `address` on are written in cycle `cycle`: `sums`.
  using Write = std::function<void(Cycle cycle, int address, int count, const std::int32_t* sums)>;

  /// The taps of one output position.
  struct Tap {
    int number, address;
  };

  PassSums(const DatapathShape& shape, Write write) : shape_(shape), write_(std::move(write)) {}

  const DatapathShape& shape() const { return shape_; }
  int size() const { return static_cast<int>(sums_.size()); }
  std::int32_t* at(int address) { return sums_.data() + address; }
  /// Room for `positions` positions of a slice, behind those that are there.
  void append(const std::vector<std::int32_t>& bias, int positions);

  /// The cycle in which the next pass writes.
  Cycle cycle() const { return cycle_; }
  void set_cycle(Cycle cycle) { cycle_ = cycle; }

  /// Accumulators of a row of the map, by the image it belongs to.
  static int address(const PassSlice& slice, std::uint64_t image, int row, int step, int column);
  static std::vector<Tap> taps_of(const PassSlice& slice, const Packet& word);

  /// A pass over `count` accumulators: operand(i) is added to the i-th.
  template <class Operand>
  void pass(int address, int count, Operand operand) {
    std::int32_t* sums = at(address);
    for (int i = 0; i < count; ++i)
      sums[i] = static_cast<std::int32_t>(static_cast<std::uint32_t>(sums[i]) + static_cast<std::uint32_t>(operand(i)));
    write_(cycle_++, address, count, sums);
  }
  /// As many passes as the lanes need for `count` accumulators.
  template <class Operand>
  void passes(int address, int count, Operand operand) {
    for (int first = 0; first < count; first += shape_.lanes)
      pass(address + first, std::min(shape_.lanes, count - first), [&](int i) { return operand(first + i); });
  }

 private:
  const DatapathShape shape_;
  const Write write_;
  std::vector<std::int32_t> sums_;
  Cycle cycle_ = 0;
};

}  // namespace spikeloom
