// SPDX-License-Identifier: Apache-2.0
#pragma once
// All of a router but its allocators: ports, buffers, routing, and the moves of flits through them. Bypass and
// allocators decide what moves; the datapath moves it and counts.

#include <deque>

#include "noc/clocked/input_port.hpp"
#include "noc/clocked/output_port.hpp"

namespace spikeloom::clocked {

class Datapath {
 public:
  Datapath(FabricParts& fabric, int tile, std::array<LinkEnd, kDirections>& links);

  InputPort& input(Direction d) { return inputs_[at(d)]; }
  OutputPort& output(Direction d) { return outputs_[at(d)]; }
  const InputPort& input(Direction d) const { return inputs_[at(d)]; }
  const OutputPort& output(Direction d) const { return outputs_[at(d)]; }
  VirtualChannel& channel(Direction d, int vc) { return input(d).vcs[static_cast<std::size_t>(vc)]; }
  const NocSpec& noc() const { return fabric_.noc; }

  /// Outputs by which the packet of this head may leave (multicast: by all of which it leaves).
  Outputs route_head(Direction in, const Flit& head) const;
  /// Virtual channels behind output d that the packet of this head may take.
  VcSet allowed(Direction in, const Flit& head, Direction d) const {
    return allowed_vcs(fabric_.grid, fabric_.noc.vcs, fabric_.noc.vc_policy,
                       {in, head.vc, tile_, goal_tile(fabric_.grid.tiles(), head.destination)}, d);
  }
  /// The one at which a head asks: with the most credits, east or west if equal.
  Direction preferred(Outputs outputs) const;

  /// Step 0 of a cycle for credits.
  void collect_credits(Cycle now);
  /// Writes a flit that arrived now into its buffer.
  void write_buffer(Direction in, const Flit& flit, Cycle now);

  /// One copy of a buffered flit departs now; the flit leaves the buffer with its last copy.
  void depart_from_buffer(Direction in, int vc, Branch& branch, Cycle now);
  /// A flit that has just arrived, at an empty buffer, departs without having been in it.
  void depart_bypassing(Direction in, int vc, const Flit& flit, Cycle now);

  bool holds_flits() const { return buffered_flits_ > 0; }
  void drive_links(Cycle now);
  void stall(Stall cause, int cycles) {
    counts.stall_cycles[static_cast<std::size_t>(cause)] += static_cast<std::uint64_t>(cycles);
  }

  RouterCounts counts;

 private:
  void begin_packet(Direction in, int vc, Cycle front_since);
  void remove_front(Direction in, int vc, Cycle now);
  void send_copy(Branch& branch, Flit flit, Cycle departure);

  FabricParts& fabric_;
  const int tile_;
  std::deque<InputPort> inputs_;  // deques: ports cannot be moved, others are bound to them
  std::deque<OutputPort> outputs_;
  std::uint64_t buffered_flits_ = 0;
};

}  // namespace spikeloom::clocked
