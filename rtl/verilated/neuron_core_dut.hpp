// SPDX-License-Identifier: Apache-2.0
#pragma once
// neuron_core.sv as plain C++: a clock, wires in, wires out, and what happens inside for those who watch. Knows neither
// SystemC nor Verilator's headers.

#include <memory>
#include <string>

#include "rtl/verilated/core_probe.hpp"
#include "rtl/verilated/wire_flit.hpp"

namespace spikeloom {

class NeuronCoreDut : public CoreProbe {
 public:
  /// The model of that set of parameters, out of reset. Throws std::logic_error when there is none.
  static std::unique_ptr<NeuronCoreDut> make(const std::string& set, bool traced = false);
  /// One write of the configuration port (rtl/verilated/core_tables.hpp); before the first cycle.
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

  /// From the next clock on, until the end.
  virtual void open_waveform(const std::string& path) = 0;
};

}  // namespace spikeloom
