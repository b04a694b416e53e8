// SPDX-License-Identifier: Apache-2.0
#pragma once
// The textbook router: one process, sensitive to the clock, with registers between routers. Every cycle goes through
// the steps of the cycle table (noc/README.md) in their order. What is simulated is noc/active's, flit for flit; this
// one is there to be read and to be compared with.

#include "noc/clocked/bypass.hpp"
#include "noc/clocked/switch_allocator.hpp"
#include "noc/clocked/vc_allocator.hpp"

namespace spikeloom::clocked {

class ClockedRouter final : public Router {
 public:
  ClockedRouter(const sc_core::sc_module_name& name, FabricParts& fabric, int tile);

  RouterCounts counts() const override { return datapath_.counts; }
  std::string waiting() const override;

 private:
  void end_of_elaboration() override;
  void on_clock();
  void cycle(Cycle now);
  void catch_up(Cycle now);
  void take_arrivals(Cycle now);
  void allocate(Cycle now);

  FabricParts& fabric_;
  Datapath datapath_;
  VcAllocator vc_allocator_;
  SwitchAllocator switch_allocator_;
  Bypass bypass_;
  Cycle last_cycle_ = 0;
};

}  // namespace spikeloom::clocked
