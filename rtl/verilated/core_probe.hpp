// SPDX-License-Identifier: Apache-2.0
#pragma once
// What can be seen happening in a core, alone or in a tile: nothing depends on it.

#include <cstdint>
#include <vector>

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

  virtual ~CoreProbe() = default;

  virtual Events events() const = 0;
  virtual std::vector<std::uint32_t> packet_bits() const = 0;  ///< [31:0] first
  virtual std::uint32_t group_spikes() const = 0;              ///< bit i: neuron i of the group
  virtual std::int32_t group_x(int i) const = 0;
  virtual int sum_address() const = 0;
  virtual int sum_count() const = 0;
  virtual std::int32_t sum(int i) const = 0;
};

}  // namespace spikeloom
