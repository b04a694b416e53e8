// SPDX-License-Identifier: Apache-2.0
#pragma once
// tile.sv as plain C++: a router whose local port is taken by its core. What the router sends there can be seen like
// what it sends anywhere; nothing may be put there.

#include "rtl/verilated/core_probe.hpp"
#include "rtl/verilated/spike_router_dut.hpp"

namespace spikeloom {

class TileDut final : public SpikeRouterDut {
 public:
  /// What the core hands to its router: stands on the wires of the cycle that has begun.
  struct Sent {
    bool valid = false, head = false, tail = false;
    std::uint32_t user = 0;  ///< kOwnPacket and a number, the same for all flits of a packet
  };
  /// Of the user bits: the packet is this core's, and the others count such packets.
  static constexpr std::uint32_t kOwnPacket = 1U << 31;

  /// Out of reset. `traced`: open_waveform() may be called.
  explicit TileDut(std::shared_ptr<const RtlModel> model, bool traced = false);

  const CoreProbe& probe() const { return probe_; }
  Sent sent() const;

 private:
  const CoreProbe probe_;
  const ModelPort flit_valid_o_, flit_head_o_, flit_tail_o_, flit_user_o_;
};

}  // namespace spikeloom
