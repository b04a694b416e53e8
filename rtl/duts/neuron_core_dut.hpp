// SPDX-License-Identifier: Apache-2.0
#pragma once
// neuron_core.sv as plain C++: a clock, wires in, wires out, and what happens inside for those who watch. Knows neither
// SystemC nor Verilator's headers.

#include <memory>
#include <string>
#include <vector>

#include "rtl/duts/wire_flit.hpp"

namespace spikeloom {

class NeuronCoreDut {
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
    int start_slot = 0, start_operation = 0, start_count = 0;
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

  /// The model of that set of parameters, out of reset. Throws std::logic_error when there is none.
  static std::unique_ptr<NeuronCoreDut> make(const std::string& set, bool traced = false);
  virtual ~NeuronCoreDut() = default;

  /// One write of the configuration port (rtl/duts/core_tables.hpp); before the first cycle.
  virtual void configure(std::uint32_t address, std::uint32_t data) = 0;

  /// Wires of the coming clock. At most one flit.
  virtual void put_flit(const WireFlit& flit) = 0;
  virtual void put_credit(int vc) = 0;
  /// Ends cycle `cycle`, whose wires were put; all wires in are idle again afterwards.
  virtual void clock(std::uint64_t cycle) = 0;

  /// Wires of the cycle that has begun: what the core puts out.
  virtual bool flit_valid() const = 0;
  virtual WireFlit flit() const = 0;
  virtual unsigned credits() const = 0;  ///< a bit for each VC
  /// False: until a wire in carries something, a clock would change nothing.
  virtual bool busy() const = 0;

  virtual Events events() const = 0;
  virtual std::vector<std::uint32_t> packet_bits() const = 0;  ///< [31:0] first
  virtual std::uint32_t group_spikes() const = 0;              ///< bit i: neuron i of the group
  virtual std::int32_t group_x(int i) const = 0;
  virtual int sum_address() const = 0;
  virtual int sum_count() const = 0;
  virtual std::int32_t sum(int i) const = 0;

  /// From the next clock on, until the end.
  virtual void open_waveform(const std::string& path) = 0;
};

}  // namespace spikeloom
