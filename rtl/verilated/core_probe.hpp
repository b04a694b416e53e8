// SPDX-License-Identifier: Apache-2.0
#pragma once
// What can be seen happening in a core, alone or in a tile: nothing depends on it.

#include <cstdint>
#include <vector>

#include "rtl/verilated/clocked_model.hpp"

namespace spikeloom {

class CoreProbe {
 public:
  /// What happened in the cycle that was clocked last. Slots: of slices among those of the core.
  struct Events {
    bool packet = false;  ///< a head left: the packet's bits are packet_bits()
    bool packet_is_credit = false;
    int packet_slot = 0;
    bool stalled = false;  ///< there was something to send and the router had no place
    bool pop = false;      ///< a packet left the queue
    int pop_slot = 0, pop_flits = 0;
    bool start = false;  ///< the datapath took a word, a token or a job
    int start_slot = 0, start_operation = 0, start_count = 0, start_row = 0, start_step = 0;
    bool datapath_busy = false;
    bool pass = false;         ///< the lanes added a group of numbers, ...
    bool first_group = false;  ///< the first of a row of numbers
    bool token = false;        ///< a token of a job began
    int pass_slot = 0, pass_operation = 0, pass_width = 0, pass_additions = 0;
    bool sums_written = false;  ///< accumulators: sum_count() of them from sum_address() on
    bool sweep = false;         ///< a sweep of group_slot began
    bool group = false;         ///< neurons were finished, ...
    bool group_last = false;    ///< the last of their row and step
    int group_slot = 0, group_neuron = 0, group_count = 0;
  };

  /// On a model that has the ports of neuron_core.sv which are there to be watched.
  explicit CoreProbe(const ClockedModel& model);

  Events events() const;
  std::vector<std::uint32_t> packet_bits() const;  ///< [31:0] first
  /// Bit i: neuron i of the group.
  std::uint32_t group_spikes() const { return static_cast<std::uint32_t>(group_spikes_.get()); }
  std::int32_t group_x(int i) const { return static_cast<std::int32_t>(group_x_.get(32 * i, 32)); }
  int sum_address() const { return static_cast<int>(sum_addr_.get()); }
  int sum_count() const { return static_cast<int>(sum_count_.get()); }
  std::int32_t sum(int i) const { return static_cast<std::int32_t>(sum_data_.get(32 * i, 32)); }

 private:
  /// A port that is one bit of an event, or a number of it.
  struct Flag {
    ModelPort port;
    bool Events::*member;
  };
  struct Number {
    ModelPort port;
    int Events::*member;
  };

  std::vector<Flag> flags_;
  std::vector<Number> numbers_;
  const ModelPort packet_bits_, group_spikes_, group_x_, sum_addr_, sum_count_, sum_data_;
};

}  // namespace spikeloom
