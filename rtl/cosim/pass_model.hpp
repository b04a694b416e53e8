// SPDX-License-Identifier: Apache-2.0
#pragma once
// The datapath pass by pass: what each pass of a word or a job writes into the accumulator SRAM, and when
// (rtl/sv/pass_sequencer.sv says in which order). The behavioural core adds a whole word at once; in lock-step this
// model stands beside it, fed with the same packets, and every write of the RTL is compared with one of its own.

#include <functional>
#include <vector>

#include "base/ring.hpp"
#include "chip/datapath_shape.hpp"
#include "mapping/plan/channel_parameters.hpp"
#include "mapping/plan/valid_taps.hpp"
#include "rtl/verilated/core_probe.hpp"
#include "sim/machine/core.hpp"
#include "sim/machine/source_table.hpp"

namespace spikeloom {

class PassModel {
 public:
  /// `count` accumulators from `address` on are written in cycle `cycle`: `sums`.
  using Write = std::function<void(Cycle cycle, int address, int count, const std::int32_t* sums)>;

  PassModel(const CoreContext& context, Write write);

  /// The packet's tail has come into the input queue.
  void receive(const Packet& packet) { queue_.push_back(packet); }
  /// What the core did in cycle `now`, as far as it is not the model's to say: which job it took, which row was swept.
  /// Throws RunError when it took another word than stands first in the queue.
  void step(const CoreProbe::Events& events, Cycle now);

 private:
  /// A slice as the accumulator SRAM has it.
  struct Place {
    const Slice* slice;
    const Layer* layer;
    ChannelParameters parameters;
    int base, channels, columns, steps, emitted_steps;  ///< steps: that have accumulators of their own
    int local_row = 0, window_slot = 0, step = 0;       ///< that the neuron unit finishes next
    std::uint64_t images = 0, queries = 0;
    std::vector<std::uint8_t> stored = {};  ///< attention: [role][step][token][channel]: a spike
    std::vector<std::int32_t> kv = {};      ///< [step][channel][channel of its head]
    int height() const { return layer->out.height; }
    int width() const { return layer->out.width; }
  };
  /// The taps of one output position.
  struct Tap {
    int number, address;
  };

  void start(const CoreProbe::Events& events);
  bool next_part(Packet& part);
  void add_word(Place& place, const Packet& word);
  void add_sum(const Place& place, const Packet& word);
  std::vector<Tap> taps_of(const Place& place, const Packet& word) const;
  void add_spikes(const Place& place, const Packet& word);
  void add_values(const Place& place, const Packet& word);
  void add_weight_row(const Place& place, const Tap& tap, int input, int digit, bool minus);
  void add_depthwise_spikes(const Place& place, const Packet& word);
  void add_depthwise_values(const Place& place, const Packet& word);
  void store(Place& place, const Packet& word) const;
  void key_job(Place& place, int row, int step) const;
  void query_job(Place& place, int row, int step);
  void sweep(const CoreProbe::Events& events);
  void finish_row(Place& place) const;

  int address(const Place& place, std::uint64_t image, int row, int step, int column) const;
  std::size_t token(const Place& place, int role, int step, int row, int column) const;
  /// A pass over `count` accumulators: operand(i) is added to the i-th.
  template <class Operand>
  void pass(int address, int count, Operand operand);
  /// As many passes as the lanes need for `count` accumulators.
  template <class Operand>
  void passes(int address, int count, Operand operand);

  const CoreContext context_;
  const DatapathShape shape_;
  const Write write_;
  const SourceTable sources_;
  std::vector<Place> places_;
  std::vector<std::int32_t> sums_;  ///< the accumulator SRAM
  Ring<Packet> queue_;
  std::size_t line_ = 0;  ///< of the source table: the next that takes something of the front packet, if it was begun
  Cycle cycle_ = 0;       ///< in which the next pass writes
};

}  // namespace spikeloom
