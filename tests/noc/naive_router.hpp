// SPDX-License-Identifier: Apache-2.0
#pragma once
// One router of the naive reference: the cycle table of noc/README.md, one function for each step.

#include <array>
#include <deque>
#include <map>
#include <set>
#include <vector>

#include "tests/noc/mesh_case.hpp"
#include "tests/noc/naive_allocator.hpp"
#include "tests/noc/naive_routing.hpp"

namespace spikeloom::naive {

using Time = std::int64_t;

struct NaiveFlit {
  std::size_t packet = 0;
  int position = 0;
  bool tail = false;
  Time arrival = 0;
};

/// Where a router's flits and credits go.
class Wires {
 public:
  virtual ~Wires() = default;
  virtual void flit(int tile, int output, int vc, const NaiveFlit& flit) = 0;
  virtual void credit(int tile, int input, int vc, Time arrival) = 0;
};

class NaiveRouter {
 public:
  NaiveRouter(const MeshCase& mesh, int tile, Wires& wires);

  void receive(int input, int vc, const NaiveFlit& flit) { arrivals_[{flit.arrival, input}] = {vc, flit}; }
  void credit(int output, int vc, Time arrival) {
    outputs_[index(output)].vcs[index(vc)].credits_under_way.push_back(arrival + mesh_.noc.credit_delay_cycles);
  }
  void step(Time now);
  /// A step would change nothing.
  bool at_rest() const;
  /// Nothing owned, nothing waiting, all credits there.
  bool drained(Time now);
  const RouterCounts& counts() const { return counts_; }

 private:
  /// The packet's stay at one output of which it owns a virtual channel.
  struct Copy {
    int output = 0, vc = 0;
    int next = 0;  ///< position of the flit to send next
    Time ask_at = 0;
    bool done = false;
  };
  struct InputVc {
    std::deque<NaiveFlit> buffer;
    bool idle = true;
    std::size_t packet = 0;     ///< at the front, unless idle
    std::vector<int> waits_at;  ///< outputs of which it may take (unicast) or still lacks (multicast) a channel
    std::vector<Copy> copies;
    Time vc_ask_at = 0;
  };
  struct OutputVc {
    bool owned = false;
    int credits = 0;
    std::deque<Time> credits_under_way;
  };
  struct Output {
    std::vector<OutputVc> vcs;
    Time last_departure = -1000;
  };
  struct VcGrant {
    int input, vc, output, output_vc;
    Time asked;
  };
  struct SwitchGrant {
    int input, vc, output;
    Time due;
  };

  static std::size_t index(int i) { return static_cast<std::size_t>(i); }
  InputVc& at(int input, int vc) { return inputs_[index(input * mesh_.noc.vcs + vc)]; }
  OutputVc& at(const Copy& copy) { return outputs_[index(copy.output)].vcs[index(copy.vc)]; }
  int number(int port, int vc) const { return port * mesh_.noc.vcs + vc; }
  int places(int output) const {
    return output == kHost ? mesh_.host_sink_places : output == kLocal ? mesh_.sink_places : mesh_.noc.buffer_flits;
  }
  Time latency(int port) const { return port == kLocal || port == kHost ? 1 : mesh_.noc.link_latency_cycles; }
  const PlannedPacket& plan(std::size_t packet) const { return mesh_.packets[packet]; }
  void lose(Stall cause, int cycles) { counts_.stall_cycles[static_cast<std::size_t>(cause)] += index(cycles); }

  void collect_credits(Time now);
  void take_arrivals(Time now);
  void start_packet(int input, int vc, Time front_since);
  std::vector<int> outputs_of(std::size_t packet) const;
  std::vector<int> outputs_to_ask(const InputVc& in) const;
  int credits(int output) const;
  int adaptive_choice(const std::vector<int>& outputs) const;
  std::set<int> free_vcs(int requester, std::size_t packet, int output, bool with_credit);

  bool bypass(Time now, int input, int vc, const NaiveFlit& flit);
  bool way_is_clear(Time now, int input, int vc, int output);
  bool take_bypass_vc(Time now, int input, int vc, const NaiveFlit& flit, int output);

  void ask_for_vcs(Time now);
  void take_vc_grants(Time due);
  void ask_for_switch(Time now);
  std::map<int, std::set<int>> vcs_asking(Time now, int input);
  bool asks(Time now, const InputVc& in, Copy& copy);
  void take_switch_grants(Time now);
  void depart(Time now, int input, int vc, Copy& copy);
  void release_front(Time now, int input, int vc);
  void send(const Copy& copy, NaiveFlit flit, Time arrival);

  const MeshCase& mesh_;
  const int tile_;
  Wires& wires_;
  std::map<std::pair<Time, int>, std::pair<int, NaiveFlit>> arrivals_;  ///< (cycle, input): (vc, flit)
  std::vector<InputVc> inputs_;
  std::array<Output, kPorts> outputs_;
  std::array<Time, kPorts> last_input_departure_;
  std::array<int, kPorts> vc_pointer_{};
  Arbiter vc_arbiter_, switch_arbiter_;
  std::vector<VcGrant> vc_grants_;
  std::vector<SwitchGrant> switch_grants_;
  RouterCounts counts_;
};

}  // namespace spikeloom::naive
