// SPDX-License-Identifier: Apache-2.0
#pragma once
// A tile in RTL, core and router in one piece.

#include "rtl/cosim/tile_views.hpp"

namespace spikeloom {

class RtlTile final : public MonolithicTile,
                      private TileOwner,
                      private TileTransactor::Listener,
                      private RouterSide::Owner,
                      private Observer {
 public:
  RtlTile(const sc_core::sc_module_name& name, const RouterContext& router, const CoreContext& core,
          ModelLibrary& models);

  Router& router() override { return router_; }
  Core& core() override { return core_; }

 private:
  void start_of_simulation() override { twin_.configure(); }
  RouterCounts router_counts() const override { return twin_.router_counts(chip_.scheduler.now()); }
  std::string router_waiting() const override { return twin_.router_waiting(); }
  const Core* core_model() const override { return nullptr; }
  const RtlCounters& core_activity() const override { return twin_.activity(); }
  void step_tile(Cycle now) override;

  void side_flit(int port, const Flit& flit, Cycle arrival) override;
  void side_credit(int port, int vc, Cycle arrival) override;
  void rtl_packet(const Packet& packet, std::uint32_t user) override;
  void rtl_flit(int port, const WireFlit& flit, Cycle arrival) override;
  void rtl_credit(int port, int vc, Cycle arrival) override;
  void rtl_pop() override;
  void on_row(const RowEvent& event) override;
  void on_datapath(const DatapathEvent& event) override;

  /// Own packets under way in the tile are far fewer.
  static constexpr std::uint32_t kOwnPackets = 4096;

  ChipContext& chip_;
  const int tile_;
  TileRouterView router_;
  TileCoreView core_;
  const int block_;
  TileTransactor twin_;
  std::array<RouterSide, kDirections> sides_;
  std::vector<std::uint32_t> own_;  ///< handles of the core's packets, by number modulo kOwnPackets
  std::vector<Flit> leaving_;       ///< [port x vcs + vc]: the last flit
  Ring<std::uint32_t> queued_;      ///< handles of the packets in the core's queue
};

}  // namespace spikeloom
