// SPDX-License-Identifier: Apache-2.0
#pragma once
// A router in lock-step: the fabric's own runs the chip, spike_router.sv gets the same flits and credits.

#include "rtl/cosim/lockstep.hpp"
#include "rtl/cosim/router_side.hpp"
#include "rtl/cosim/router_transactor.hpp"

namespace spikeloom {

class LockstepRouter final : public Router,
                             public LockstepBlock,
                             private Clocked,
                             private RouterTransactor::Listener,
                             private RouterSide::Owner {
 public:
  LockstepRouter(const sc_core::sc_module_name& name, const RouterContext& context, ModelLibrary& models);

  RouterCounts counts() const override { return model_->counts(); }
  std::string waiting() const override { return model_->waiting(); }
  LockstepCounts lockstep_counts() const override { return lockstep_.counts(); }
  void finish_lockstep() override;
  const RouterTransactor& twin() const { return twin_; }

 private:
  /// What came in, for a waveform afterwards: all of it, for the state depends on all of it.
  struct Stimulus {
    Cycle arrival;
    Flit flit;
    std::uint8_t port;
    bool is_credit;
  };
  /// Between the model's output and the neighbour.
  struct Tap final : FlitSink, CreditSink {
    LockstepRouter* owner = nullptr;
    int port = 0;
    void receive(const Flit& flit, Cycle arrival) override { owner->model_flit(port, flit, arrival); }
    void credit(int vc, Cycle arrival) override { owner->model_credit(port, vc, arrival); }
  };

  void start_of_simulation() override { twin_.configure(); }
  void step(Cycle now) override;
  void wire(int port);
  void side_flit(int port, const Flit& flit, Cycle arrival) override;
  void side_credit(int port, int vc, Cycle arrival) override;
  void model_flit(int port, const Flit& flit, Cycle arrival);
  void model_credit(int port, int vc, Cycle arrival);
  void rtl_flit(int port, const WireFlit& wires, Cycle arrival) override;
  void rtl_credit(int port, int vc, Cycle arrival) override;
  void write_waveform(const std::string& path, Cycle first, Cycle last) const;

  const RouterContext context_;
  const int block_;
  std::unique_ptr<Router> model_;
  RouterTransactor twin_;
  Lockstep lockstep_;
  std::array<RouterSide, kDirections> sides_;
  std::array<Tap, kDirections> taps_;
  std::vector<int> flit_ports_, credit_ports_;  ///< of lockstep_: [port], [port x vcs + vc]
  std::vector<Stimulus> stimuli_;
};

}  // namespace spikeloom
