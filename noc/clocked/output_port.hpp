// SPDX-License-Identifier: Apache-2.0
#pragma once
// An output of a router: who owns the virtual channels of the next buffer and how many places each has left, the
// crossbar's pipeline and the link.

#include <deque>
#include <map>
#include <memory>
#include <vector>

#include "noc/clocked/fabric_parts.hpp"
#include "noc/clocked/link_registers.hpp"

namespace spikeloom::clocked {

class OutputPort final : public CreditSink {
 public:
  struct Vc {
    bool owned = false;  ///< by a packet of one of the inputs
    int credits = 0;
  };

  OutputPort(FabricParts& fabric, LinkEnd& link, int tile, Direction port);

  std::vector<Vc> vcs;
  Cycle next_departure_cycle = 0;  ///< first in which a further flit may depart, pending grants considered

  VcSet free_vcs() const;
  VcSet vcs_with_credit() const;
  int credits() const;  ///< over all virtual channels

  /// From a terminal, or a router that is not of this fabric.
  void credit(int vc, Cycle arrival) override;
  /// From the router behind it, of the same fabric.
  void read_credits_from(const LinkRegisters<VcSet>& link) { credit_link_ = &link; }
  /// Counts the credits that may be used from cycle `now` on.
  void collect_credits(Cycle now);

  /// A flit on one of its virtual channels departs in `departure`: spends a credit, into crossbar and link.
  void send(const Flit& flit, Cycle departure);
  /// Drives the flit wires of the link; at the end of every cycle.
  void drive_flits(Cycle now);

  /// Null where there is no neighbour.
  const LinkRegisters<FlitWires>* flit_link() const { return flit_link_.get(); }
  bool belongs_to(const FabricParts& fabric) const { return &fabric == &fabric_; }

 private:
  struct InCrossbar {
    Cycle leaves_cycle;
    Flit flit;
  };

  FabricParts& fabric_;
  LinkEnd& link_;
  const int latency_cycles_;
  std::multimap<Cycle, int> returning_;                ///< credits: first cycle of use, virtual channel
  const LinkRegisters<VcSet>* credit_link_ = nullptr;  ///< null: behind it is a terminal
  std::unique_ptr<LinkRegisters<FlitWires>> flit_link_;
  std::deque<InCrossbar> crossbar_;
};

}  // namespace spikeloom::clocked
