// SPDX-License-Identifier: Apache-2.0
#pragma once
// A tile in lock-step: a behavioural core and router run the chip, tile.sv gets the same flits and credits on its five
// links. Compared are flits, bit by bit, and credits, each in its cycle; the rows that both finish; and at the end all
// counts.

#include "rtl/cosim/core_comparison.hpp"
#include "rtl/cosim/stimuli.hpp"
#include "rtl/cosim/tile_views.hpp"

namespace spikeloom {

class LockstepTile final : public MonolithicTile,
                           public LockstepBlock,
                           private TileOwner,
                           private TileTransactor::Listener,
                           private RouterSide::Owner {
 public:
  using MakeCore = std::function<std::unique_ptr<Core>(const sc_core::sc_module_name&, const CoreContext&)>;

  LockstepTile(const sc_core::sc_module_name& name, const RouterContext& router, const CoreContext& core,
               const MakeCore& make_core, ModelLibrary& models);

  Router& router() override { return router_; }
  Core& core() override { return core_; }
  LockstepCounts lockstep_counts() const override { return lockstep_.counts(); }
  void finish_lockstep() override;

 private:
  /// Own packets under way in the tile are far fewer.
  static constexpr std::uint32_t kOwnPackets = 1024;
  /// Between the model's output and the neighbour.
  struct Tap final : FlitSink, CreditSink {
    LockstepTile* owner = nullptr;
    int port = 0;
    void receive(const Flit& flit, Cycle arrival) override { owner->model_flit(port, flit, arrival); }
    void credit(int vc, Cycle arrival) override { owner->model_credit(port, vc, arrival); }
  };

  void start_of_simulation() override { twin_.configure(); }
  RouterCounts router_counts() const override { return model_router_->counts(); }
  std::string router_waiting() const override { return model_router_->waiting(); }
  const Core* core_model() const override { return model_core_.get(); }
  const RtlCounters& core_activity() const override { return twin_.activity(); }
  void step_tile(Cycle now) override;

  void wire(int port);
  void side_flit(int port, const Flit& flit, Cycle arrival) override;
  void side_credit(int port, int vc, Cycle arrival) override;
  void model_flit(int port, const Flit& flit, Cycle arrival);
  void model_credit(int port, int vc, Cycle arrival);
  void rtl_packet(const Packet& packet, std::uint32_t user) override { own_[user % kOwnPackets] = packet; }
  void rtl_flit(int port, const WireFlit& flit, Cycle arrival) override;
  void rtl_credit(int port, int vc, Cycle arrival) override;
  void rtl_pop() override {}
  void reach_core(const WireFlit& flit);
  void rtl_events(const CoreProbe& core, const CoreProbe::Events& events, Cycle now) override {
    rows_.step(core, events, now);
  }
  void write_waveform(const std::string& path, Cycle first, Cycle last) const;

  const RouterContext router_context_;
  const CoreContext core_context_;
  TileRouterView router_;
  TileCoreView core_;
  const int block_;
  std::unique_ptr<Router> model_router_;
  std::unique_ptr<Core> model_core_;
  Lockstep lockstep_;
  CoreLockstep rows_;
  TileTransactor twin_;
  std::array<RouterSide, kDirections> sides_;
  std::array<Tap, kDirections> taps_;
  std::vector<int> flit_ports_, credit_ports_;  ///< of lockstep_: [port], [port x vcs + vc]
  Stimuli stimuli_;                             ///< what came in, for a waveform afterwards
  std::vector<Packet> own_;                     ///< of the core in RTL, by number modulo kOwnPackets
};

}  // namespace spikeloom
