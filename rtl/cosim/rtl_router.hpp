// SPDX-License-Identifier: Apache-2.0
#pragma once
// spike_router.sv in the place of a router. Only wires: everything it does is the RTL's.

#include "rtl/cosim/router_side.hpp"
#include "rtl/cosim/router_transactor.hpp"

namespace spikeloom {

class RtlRouter final : public Router, private Clocked, private RouterTransactor::Listener, private RouterSide::Owner {
 public:
  RtlRouter(const sc_core::sc_module_name& name, const RouterContext& context, ModelLibrary& models);

  RouterCounts counts() const override { return twin_.counts(scheduler_.now()); }
  std::string waiting() const override { return twin_.waiting(); }
  const RouterTransactor& twin() const { return twin_; }

 private:
  /// The packet that is leaving on a virtual channel of an output.
  struct Leaving {
    int destination = 0, next_position = 0;
  };

  void start_of_simulation() override { twin_.configure(); }
  void step(Cycle now) override;
  void side_flit(int port, const Flit& flit, Cycle arrival) override;
  void side_credit(int port, int vc, Cycle arrival) override;
  void rtl_flit(int port, const WireFlit& wires, Cycle arrival) override;
  void rtl_credit(int port, int vc, Cycle arrival) override;
  [[noreturn]] void fail(int port, Cycle arrival, const std::string& what) const;

  Scheduler& scheduler_;
  const int block_;
  RouterTransactor twin_;
  std::array<RouterSide, kDirections> sides_;
  std::vector<Leaving> leaving_;  ///< [port x vcs + vc]
};

}  // namespace spikeloom
