// SPDX-License-Identifier: Apache-2.0
#pragma once
// neuron_core.sv as plain C++: a clock, wires in, wires out, and what happens inside for those who watch.

#include <memory>
#include <string>

#include "rtl/verilated/core_probe.hpp"
#include "rtl/verilated/wire_flit.hpp"

namespace spikeloom {

class NeuronCoreDut {
 public:
  /// Out of reset. `traced`: open_waveform() may be called.
  explicit NeuronCoreDut(std::shared_ptr<const RtlModel> model, bool traced = false);

  /// One write of the configuration port (rtl/verilated/core_tables.hpp); before the first cycle.
  void configure(std::uint32_t address, std::uint32_t data);

  /// Wires of the coming clock. At most one flit.
  void put_flit(const WireFlit& flit);
  void put_credit(int vc) { credit_i_.set(vc, 1, 1); }
  /// Ends cycle `cycle`, whose wires were put; all wires in are idle again afterwards.
  void clock(std::uint64_t cycle);

  /// Wires of the cycle that has begun: what the core puts out.
  bool flit_valid() const { return flit_valid_o_.get() != 0; }
  WireFlit flit() const;
  /// A bit for each VC.
  unsigned credits() const { return static_cast<unsigned>(credit_o_.get()); }
  /// False: until a wire in carries something, a clock would change nothing.
  bool busy() const { return busy_o_.get() != 0; }

  const CoreProbe& probe() const { return probe_; }
  /// From the next clock on, until the end.
  void open_waveform(const std::string& path) { model_.open_waveform(path); }

 private:
  ClockedModel model_;
  const CoreProbe probe_;
  ModelPort cfg_valid_i_, cfg_addr_i_, cfg_data_i_;
  ModelPort flit_valid_i_, flit_vc_i_, flit_head_i_, flit_tail_i_, flit_data_i_, credit_i_;
  ModelPort flit_valid_o_, flit_vc_o_, flit_head_o_, flit_tail_o_, flit_data_o_, flit_user_o_, credit_o_, busy_o_;
};

}  // namespace spikeloom
