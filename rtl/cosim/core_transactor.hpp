// SPDX-License-Identifier: Apache-2.0
#pragma once
// A core in RTL between flits and credits of the simulator and wires of the dut: packets become bits and bits packets
// (packet_codec.hpp), what arrives waits here for its cycle, and the clock is gated while nothing would change.

#include "base/ring.hpp"
#include "rtl/cosim/leaving_packets.hpp"
#include "rtl/cosim/rtl_counters.hpp"
#include "rtl/load/core_config.hpp"
#include "rtl/load/rtl_parameters.hpp"
#include "rtl/verilated/neuron_core_dut.hpp"

namespace spikeloom {

class CoreTransactor {
 public:
  /// Gets what leaves the RTL; arrivals are one cycle after the step.
  class Listener {
   public:
    /// A packet begins: its head is the next flit.
    virtual void rtl_packet(const Packet& packet) = 0;
    virtual void rtl_flit(const WireFlit& flit, Cycle arrival) = 0;
    virtual void rtl_credit(int vc, Cycle arrival) = 0;
    /// The first packet of the input queue is taken.
    virtual void rtl_pop() = 0;
    /// After all others.
    virtual void rtl_events(const CoreProbe&, const CoreProbe::Events&, Cycle /*now*/) {}

   protected:
    ~Listener() = default;
  };

  /// `watcher` is told of rows and of the datapath. Throws InputError when no model fits the chip.
  CoreTransactor(const CoreContext& context, ModelLibrary& models, Observer& watcher);

  /// Loads weights and tables; before the first cycle. Throws InputError for a mapping that the RTL has no room for.
  void configure() { configure(dut_); }
  /// A second dut, loaded like the first.
  std::unique_ptr<NeuronCoreDut> make_dut(bool traced) const;

  /// A flit of this packet; returns what it is on the wires.
  WireFlit receive(const Flit& flit, const Packet& packet, Cycle arrival);
  void credit(int vc, Cycle arrival) { credits_.push_back({arrival, vc}); }

  /// Clocks cycle `now`, if anything arrives in it or is under way: whether it did.
  bool step(Cycle now, Listener& listener);
  bool busy() const { return dut_.busy(); }

  const RtlCounters& activity() const { return activity_; }
  const PacketCodec& codec() const { return codec_; }
  const RtlParameters& parameters() const { return model_->parameters(); }

 private:
  struct FlitArrival {
    Cycle arrival;
    WireFlit flit;
  };
  struct CreditArrival {
    Cycle arrival;
    int vc;
  };
  void configure(NeuronCoreDut& dut) const;
  bool put_arrivals(Cycle now);
  void tell(Cycle now, Listener& listener);

  const CoreContext context_;
  const ModelLibrary::Model model_;
  const PacketCodec codec_;
  NeuronCoreDut dut_;
  RtlCounters activity_;
  Ring<FlitArrival> flits_;
  Ring<CreditArrival> credits_;
  std::vector<PacketBits> arriving_;  ///< [VC]: bits of the packet under way
  LeavingPackets leaving_;
};

/// A flit of a packet as it stands on the wires.
WireFlit wires_of(const PacketBits& packet, const Flit& flit, int flit_bits);

}  // namespace spikeloom
