// SPDX-License-Identifier: Apache-2.0
#pragma once
// Source and sink at a port of a fabric under test. It sends its packets through an Injector, takes flits out of its
// queue at its own pace, and watches that what arrives keeps the contract of a link.

#include <deque>
#include <string>
#include <vector>

#include "sim/machine/injector.hpp"
#include "sim/machine/scheduler.hpp"
#include "tests/noc/mesh_case.hpp"

namespace spikeloom {

/// What all terminals of a bench share.
struct TerminalContext {
  Scheduler& scheduler;
  const MeshCase& mesh;
  const ArrivalIndex& index;
  Outcome& outcome;
  std::vector<int> destinations;  ///< Flit::destination of each packet
};

class Terminal final : public sc_core::sc_module, public Clocked, private FlitSink, private CreditSink {
 public:
  LinkEnd link;

  Terminal(const sc_core::sc_module_name& name, TerminalContext& context, int place);

  void plan(std::size_t packet) { planned_.push_back(packet); }
  void start_of_simulation() override;
  void step(Cycle now) override;
  /// At the end: whether everything was sent, every packet complete and every credit back.
  void check_drained();

 private:
  struct Queued {
    Cycle arrival;
    int vc;
  };
  struct Channel {
    int queued = 0;                  ///< flits that hold a place of the sink
    std::size_t packet = kNoPacket;  ///< whose flits are arriving
    int next_flit = 0;
  };
  static constexpr std::size_t kNoPacket = ~std::size_t{0};
  /// Sees what the injector sends on its way to the router.
  struct Tap final : FlitSink {
    explicit Tap(Terminal& owner) : terminal(owner) {}
    void receive(const Flit& flit, Cycle arrival) override { terminal.sent(flit, arrival); }
    Terminal& terminal;
  };

  void receive(const Flit& flit, Cycle arrival) override;
  void credit(int vc, Cycle arrival) override;
  void inject(Cycle now);
  void sent(const Flit& flit, Cycle arrival);
  void serve(Cycle now);
  /// Index of this terminal among the packet's destinations; none: a fault.
  std::size_t destination_index(std::size_t packet) const;
  void check_order(const Flit& flit, Channel& channel);
  void fault(const std::string& what);

  TerminalContext& context_;
  const int place_;  ///< tile, or the host
  const int block_;
  Injector injector_;
  Tap tap_{*this};
  LinkOut to_tap_;
  std::vector<Channel> channels_;
  int credits_out_ = 0;  ///< flits sent, less credits returned
  std::deque<std::size_t> planned_;
  std::deque<Queued> queue_;
  Cycle serve_at_ = 0;
  Cycle last_arrival_ = 0;
};

}  // namespace spikeloom
