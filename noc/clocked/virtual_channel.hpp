// SPDX-License-Identifier: Apache-2.0
#pragma once
// A virtual channel of an input port: its buffer, and how far the packet at its front has got.

#include <algorithm>
#include <vector>

#include "base/ring.hpp"
#include "chip/packet.hpp"
#include "noc/routing.hpp"

namespace spikeloom::clocked {

struct BufferedFlit {
  Flit flit;
  Cycle arrival_cycle = 0;
};

/// One way of the front packet out of the router. A unicast packet has one; a multicast packet has one for each output
/// of its tree, and each takes its copies of the flits on its own.
struct Branch {
  enum class State {
    Waiting,  ///< for a virtual channel of its output
    Owning,   ///< has one
    Left      ///< the tail has departed
  };
  State state = State::Waiting;
  Outputs outputs = 0;  ///< by which it may leave: one, until it owns a channel two if its routing is adaptive
  Direction output = Direction::Local;  ///< once it owns a virtual channel there
  int output_vc = 0;
  int next_position = 0;       ///< of the flit that departs next
  Cycle ask_switch_cycle = 0;  ///< not before

  bool waits_at(Direction d) const { return state == State::Waiting && (outputs & output_bit(d)) != 0; }
  bool owns_at(Direction d) const { return state == State::Owning && output == d; }
  void own(Direction at_output, int vc, Cycle ask_switch_from) {
    state = State::Owning;
    output = at_output;
    output_vc = vc;
    ask_switch_cycle = ask_switch_from;
  }
};

struct VirtualChannel {
  explicit VirtualChannel(int buffer_flits) : places(static_cast<std::size_t>(buffer_flits)) {}

  std::size_t places;
  Ring<BufferedFlit> buffer;     ///< at most buffer_flits
  std::vector<Branch> branches;  ///< of the front packet
  Cycle ask_vc_cycle = 0;        ///< its head asks for virtual channels not before

  bool full() const { return buffer.size() == places; }
  /// No packet: neither in the buffer nor under way through it.
  bool idle() const { return branches.empty(); }

  /// What the branch, which owns an output channel, sends next; null when that has not arrived.
  const Flit* next_flit(const Branch& branch) const {
    if (buffer.empty()) return nullptr;
    const auto place = static_cast<std::size_t>(branch.next_position - buffer.front().flit.position);
    return place < buffer.size() ? &buffer[place].flit : nullptr;
  }
  bool all_branches_took_front() const {
    return std::all_of(branches.begin(), branches.end(),
                       [this](const Branch& branch) { return branch.next_position > buffer.front().flit.position; });
  }
};

}  // namespace spikeloom::clocked
