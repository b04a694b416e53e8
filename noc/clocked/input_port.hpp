// SPDX-License-Identifier: Apache-2.0
#pragma once
// An input of a router: where flits come in, its virtual channels, and the credits it returns.

#include <map>
#include <memory>
#include <optional>

#include "noc/clocked/fabric_parts.hpp"
#include "noc/clocked/link_registers.hpp"
#include "noc/clocked/virtual_channel.hpp"

namespace spikeloom::clocked {

class InputPort final : public FlitSink {
 public:
  InputPort(FabricParts& fabric, LinkEnd& link, int tile, Direction port);

  std::vector<VirtualChannel> vcs;
  Cycle next_departure_cycle = 0;  ///< first in which a further flit may depart, pending grants considered

  /// From a terminal (core, host port, traffic source), or a router that is not of this fabric.
  void receive(const Flit& flit, Cycle arrival) override;
  /// From the router behind it, of the same fabric.
  void read_flits_from(const LinkRegisters<FlitWires>& link) { flit_link_ = &link; }
  /// What arrives in cycle `now`.
  std::optional<Flit> arrival(Cycle now);

  /// Gives back the place of a flit that departed in `departure`, at the end of that cycle.
  void return_credit(int vc, Cycle departure);
  /// Drives the credit wires; at the end of every cycle.
  void drive_credits();

  /// Null where there is no neighbour.
  const LinkRegisters<VcSet>* credit_link() const { return credit_link_.get(); }
  bool belongs_to(const FabricParts& fabric) const { return &fabric == &fabric_; }

 private:
  FabricParts& fabric_;
  LinkEnd& link_;
  const int latency_cycles_;
  std::map<Cycle, Flit> from_terminal_;                  ///< by arrival
  const LinkRegisters<FlitWires>* flit_link_ = nullptr;  ///< null: a terminal sends
  std::unique_ptr<LinkRegisters<VcSet>> credit_link_;
  VcSet credits_to_drive_ = 0;
};

}  // namespace spikeloom::clocked
