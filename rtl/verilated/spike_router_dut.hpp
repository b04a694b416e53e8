// SPDX-License-Identifier: Apache-2.0
#pragma once
// spike_router.sv as plain C++: a clock, wires in, wires out. Knows neither SystemC nor Verilator's headers, so that
// code which knows SystemC can have it.

#include <cstdint>
#include <memory>
#include <string>

#include "rtl/verilated/wire_flit.hpp"

namespace spikeloom {

class SpikeRouterDut {
 public:
  static constexpr int kPorts = 6;  ///< in the order of Direction

  /// Requests, not cycles: what router_counters.sv counts.
  struct Counts {
    std::uint64_t vc_grants = 0, no_vc = 0, lost_vc = 0, no_credit = 0, lost_switch = 0;
    // What tests want to have seen: cycles of full buffers; of trees of which a branch waits for what another has
    // taken; buffers that went round.
    std::uint64_t full = 0, blocked_branch = 0, wraps = 0;
  };

  /// The model of that set of parameters (rtl/configurations.cmake), out of reset. Throws std::logic_error when there
  /// is none. `traced`: open_waveform() may be called.
  static std::unique_ptr<SpikeRouterDut> make(const std::string& set, bool traced = false);
  virtual ~SpikeRouterDut() = default;

  /// One write of the configuration port (rtl/verilated/config_map.hpp); before the first cycle.
  virtual void configure(std::uint32_t address, std::uint64_t data) = 0;

  /// Wires of the coming clock. At most one flit for each port.
  virtual void put_flit(int port, const WireFlit& flit) = 0;
  virtual void put_credit(int port, int vc) = 0;
  /// Ends cycle `cycle`, whose wires were put; all wires in are idle again afterwards.
  virtual void clock(std::uint64_t cycle) = 0;

  /// Wires of the cycle that has begun: a bit for each port, and for each port and VC (port x vcs + vc).
  virtual unsigned flits_valid() const = 0;
  virtual WireFlit flit(int port) const = 0;
  virtual std::uint64_t credits() const = 0;
  /// False: until a wire in carries something, a clock would change nothing.
  virtual bool busy() const = 0;

  virtual Counts counts() const = 0;
  /// From the next clock on, until the end.
  virtual void open_waveform(const std::string& path) = 0;
};

}  // namespace spikeloom
