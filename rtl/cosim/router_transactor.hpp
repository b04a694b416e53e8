// SPDX-License-Identifier: Apache-2.0
#pragma once
// A router in RTL between flits and credits of the simulator and wires of the dut: what arrives waits here for its
// cycle, and the clock is gated while nothing would change.

#include <functional>
#include <string>

#include "base/ring.hpp"
#include "rtl/load/rtl_parameters.hpp"
#include "rtl/verilated/spike_router_dut.hpp"
#include "rtl/wires/flit_wires.hpp"
#include "sim/machine/router.hpp"

namespace spikeloom {

class RouterTransactor {
 public:
  /// Gets what leaves the RTL; arrivals are one cycle after the step.
  class Listener {
   public:
    virtual void rtl_flit(int port, const WireFlit& flit, Cycle arrival) = 0;
    virtual void rtl_credit(int port, int vc, Cycle arrival) = 0;

   protected:
    ~Listener() = default;
  };

  /// A flit of the simulator as it stands on the wires.
  using ToWires = std::function<WireFlit(const Flit&)>;

  /// `traced`: open_waveform() may be called.
  RouterTransactor(const RouterContext& context, const ModelLibrary::Model& model, bool traced = false);
  /// A router in a larger piece.
  RouterTransactor(const RouterContext& context, ModelLibrary::Model model, std::unique_ptr<SpikeRouterDut> dut,
                   ToWires to_wires);

  /// Writes place, tables and queue lengths; when all groups of the fabric are there.
  void configure() { configure(*dut_); }
  /// The same for a second dut, loaded like the first.
  void configure(SpikeRouterDut& dut) const;

  void receive(int port, const Flit& flit, Cycle arrival);
  void credit(int port, int vc, Cycle arrival);

  /// Clocks cycle `now`, if anything arrives in it or is under way: whether it did.
  bool step(Cycle now, Listener& listener);
  bool busy() const { return dut_->busy(); }

  /// A flit that does not come through receive() arrives.
  void count_arrival(int port, Cycle arrival);

  /// At the end of cycle `now`.
  RouterCounts counts(Cycle now) const;
  SpikeRouterDut::Counts rtl_counts() const { return dut_->counts(); }
  std::string waiting() const;
  int flit_bits() const { return parameters_.FlitBits; }
  int vcs() const { return parameters_.Vcs; }
  const RouterContext& context() const { return context_; }
  const ModelLibrary::Model& model() const { return model_; }
  void open_waveform(const std::string& path) { dut_->open_waveform(path); }

 private:
  struct FlitArrival {
    Cycle arrival;
    Flit flit;
  };
  struct CreditArrival {
    Cycle arrival;
    int vc;
  };
  struct Port {
    Ring<FlitArrival> flits;
    Ring<CreditArrival> credits;
    std::uint64_t held = 0;  ///< flits in its buffers
  };

  bool put_arrivals(int port, Cycle now);
  void tell(Cycle now, Listener& listener);
  void give_credits(std::uint64_t credits, Cycle now, Listener& listener);
  Cycle latency_of(int port) const;

  const RouterContext context_;
  const ModelLibrary::Model model_;
  const RtlParameters& parameters_;
  std::unique_ptr<SpikeRouterDut> dut_;
  const ToWires to_wires_;
  std::array<Port, kDirections> ports_;
  unsigned waiting_ports_ = 0;  ///< a bit for each with arrivals to come
  RouterCounts counted_;        ///< what is seen from here: flits, cycles in buffers
};

}  // namespace spikeloom
