// SPDX-License-Identifier: Apache-2.0
#pragma once
// A tile in RTL between flits and credits of the simulator and wires of the dut: what comes in by its five links, and
// what happens in its core.

#include "rtl/cosim/leaving_packets.hpp"
#include "rtl/cosim/router_transactor.hpp"
#include "rtl/cosim/rtl_counters.hpp"
#include "rtl/load/core_config.hpp"
#include "rtl/verilated/tile_dut.hpp"

namespace spikeloom {

class TileTransactor final : private RouterTransactor::Listener {
 public:
  /// Gets what leaves the RTL; arrivals are one cycle after the step. Port 0 is the link from the router to the core.
  class Listener {
   public:
    /// The core begins to send a packet; its flits have these user bits.
    virtual void rtl_packet(const Packet& packet, std::uint32_t user) = 0;
    virtual void rtl_flit(int port, const WireFlit& flit, Cycle arrival) = 0;
    virtual void rtl_credit(int port, int vc, Cycle arrival) = 0;
    /// The first packet of the core's queue is taken.
    virtual void rtl_pop() = 0;
    /// After all others.
    virtual void rtl_events(const CoreProbe&, const CoreProbe::Events&, Cycle /*now*/) {}

   protected:
    ~Listener() = default;
  };

  /// `watcher` is told of rows and of the datapath. Throws InputError when no model fits the chip.
  TileTransactor(const RouterContext& router, const CoreContext& core, ModelLibrary& models, Observer& watcher,
                 Listener& listener);

  /// Loads tables and memories; before the first cycle, when all groups of the fabric are there.
  void configure() { configure(*dut_); }
  /// A second dut, loaded like the first.
  std::unique_ptr<TileDut> make_dut(bool traced) const;

  void receive(int port, const Flit& flit, Cycle arrival) { router_.receive(port, flit, arrival); }
  void credit(int port, int vc, Cycle arrival) { router_.credit(port, vc, arrival); }

  /// Clocks cycle `now`, if anything arrives in it or is under way: whether it did.
  bool step(Cycle now);
  bool busy() const { return router_.busy(); }

  const RtlCounters& activity() const { return activity_; }
  RouterCounts router_counts(Cycle now) const { return router_.counts(now); }
  std::string router_waiting() const { return router_.waiting(); }
  const PacketCodec& codec() const { return codec_; }
  const RtlParameters& parameters() const { return model_->parameters(); }
  /// A flit of a packet as it stands on the wires; user bits: its handle.
  WireFlit to_wires(const Flit& flit) const;

 private:
  void rtl_flit(int port, const WireFlit& flit, Cycle arrival) override { listener_.rtl_flit(port, flit, arrival); }
  void rtl_credit(int port, int vc, Cycle arrival) override { listener_.rtl_credit(port, vc, arrival); }
  void configure(TileDut& dut) const;
  void tell_core(Cycle now);

  const CoreContext core_;
  const ModelLibrary::Model model_;
  const PacketCodec codec_;
  Listener& listener_;
  TileDut* dut_ = nullptr;  ///< the block that router_ owns
  RouterTransactor router_;
  RtlCounters activity_;
  LeavingPackets leaving_;
};

}  // namespace spikeloom
