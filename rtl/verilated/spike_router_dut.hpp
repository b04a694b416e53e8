// SPDX-License-Identifier: Apache-2.0
#pragma once
// spike_router.sv as plain C++: a clock, wires in, wires out.

#include <cstdint>
#include <memory>
#include <string>

#include "rtl/verilated/clocked_model.hpp"
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

  /// Out of reset. `traced`: open_waveform() may be called.
  explicit SpikeRouterDut(std::shared_ptr<const RtlModel> model, bool traced = false);
  virtual ~SpikeRouterDut() = default;

  /// One write of the configuration port (rtl/verilated/config_map.hpp); before the first cycle.
  void configure(std::uint32_t address, std::uint64_t data);

  /// Wires of the coming clock. At most one flit for each port.
  void put_flit(int port, const WireFlit& flit);
  void put_credit(int port, int vc) { out_credit_i_.set(port * vcs_ + vc, 1, 1); }
  /// Ends cycle `cycle`, whose wires were put; all wires in are idle again afterwards.
  void clock(std::uint64_t cycle);

  /// Wires of the cycle that has begun: a bit for each port, and for each port and VC (port x vcs + vc).
  unsigned flits_valid() const { return static_cast<unsigned>(out_valid_o_.get()); }
  WireFlit flit(int port) const;
  std::uint64_t credits() const { return in_credit_o_.get(); }
  /// False: until a wire in carries something, a clock would change nothing.
  bool busy() const { return busy_o_.get() != 0; }

  Counts counts() const;
  /// From the next clock on, until the end.
  void open_waveform(const std::string& path) { model_.open_waveform(path); }

 protected:
  const ClockedModel& model() const { return model_; }

 private:
  ClockedModel model_;
  const int vcs_, flit_bits_;
  int vc_bits_ = 1;
  ModelPort cfg_valid_i_, cfg_addr_i_, cfg_data_i_;
  ModelPort in_valid_i_, in_vc_i_, in_head_i_, in_tail_i_, in_user_i_, in_data_i_, out_credit_i_;
  ModelPort out_valid_o_, out_vc_o_, out_head_o_, out_tail_o_, out_user_o_, out_data_o_, in_credit_o_, busy_o_;
};

}  // namespace spikeloom
