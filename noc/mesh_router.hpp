// SPDX-License-Identifier: Apache-2.0
#pragma once
// A spike router: input-queued, one virtual channel, single-flit packets, XY routing, credit flow control, one
// round-robin arbiter per output. A hop costs router_stages - 1 + link_latency cycles when nothing is in the way:
//
//   cycle c                      flit visible at the head of an input buffer
//   cycle c + router_stages - 1  arbitration and traversal, if the output has a credit
//   + link_latency               visible in the next buffer; the freed place's credit arrives upstream one cycle later

#include <boost/circular_buffer.hpp>

#include "sim/machine/credit_counter.hpp"
#include "sim/machine/router.hpp"

namespace spikeloom {

class MeshRouter final : public Router {
 public:
  MeshRouter(const sc_core::sc_module_name& name, const RouterContext& context);

  void step(Cycle now) override;
  const ActionCounts& actions() const override { return actions_; }
  std::uint64_t link_flits() const override { return link_flits_; }
  std::string waiting() const override;

 private:
  struct Waiting {
    Flit flit;
    Cycle eligible = 0;  ///< first cycle in which it may be arbitrated
    Direction output = Direction::Local;
  };
  struct Input : FlitSink, CreditSink {
    MeshRouter* router = nullptr;
    int port = 0;
    boost::circular_buffer<Waiting> buffer;  ///< of buffer_flits places
    void receive(const Flit& flit, Cycle arrival) override { router->accept(port, flit, arrival); }
    void credit(Cycle arrival) override { router->accept_credit(port, arrival); }
  };

  void accept(int port, const Flit& flit, Cycle arrival);
  void accept_credit(int port, Cycle arrival);
  std::array<unsigned, kDirections> collect_requests(Cycle now);
  int arbitrate(int output, unsigned requests);
  void traverse(int input, int output, Cycle now);
  void wake_for_more(Cycle now);

  Scheduler& scheduler_;
  const int block_;
  const int columns_, rows_, column_, row_;
  const int router_stages_, link_latency_cycles_;
  std::array<Input, kDirections> inputs_;
  std::array<CreditCounter, kDirections> credits_;
  std::array<int, kDirections> last_granted_{};
  ActionCounts actions_;
  std::uint64_t link_flits_ = 0;
};

}  // namespace spikeloom
