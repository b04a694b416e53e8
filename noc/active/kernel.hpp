// SPDX-License-Identifier: Apache-2.0
#pragma once
// All routers of a fabric, stepped by need: a router is served in the cycles in which one of its packets can ask for
// something. Who waits for a credit or for a VC is not asked again until one comes, and its lost cycles are counted
// then. The cycle table is in noc/README.md; flit for flit the result is that of the clocked kernel.

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "noc/active/calendar.hpp"
#include "noc/active/fabric_kernel.hpp"
#include "noc/active/router_state.hpp"

namespace spikeloom {

/// For up to kStride virtual channels: a power of two, so that a router is as small as its channels allow.
template <unsigned kStride>
class RouterKernel final : public FabricKernel, private Slots<kStride> {
 public:
  RouterKernel(const FabricContext& context, const GroupTable& groups, int block);

  void connect(int router, Direction port, const Outside& outside) override;
  void connect(int router, Direction port, int neighbour, Direction neighbour_port) override;
  void set_credits(int router, Direction port, int places) override;
  void receive(int router, Direction port, const Flit& flit, Cycle arrival) override;
  void credit(int router, Direction port, int vc, Cycle arrival) override;
  RouterCounts counts(int router) const override;
  std::string waiting(int router) const override;
  void step(Cycle now) override;

 private:
  using RouterState = spikeloom::RouterState<kStride>;
  using Slots<kStride>::kVcSlots;
  using Slots<kStride>::slot_of;
  using Slots<kStride>::port_of;
  using Slots<kStride>::vc_of;
  using Slots<kStride>::at_port;
  using Slots<kStride>::vcs_of_port;

  struct VcGrant {
    int input, output;  ///< slots
  };

  // kernel_inline.hpp: the path of a flit
  Outputs plain_way(int router, int goal) const;
  VcSet takeable(int router, const RouterState& r, int input, int output_port) const;
  void new_head(int router, RouterState& r, int input, Cycle front_cycle);
  void arrive(int router, RouterState& r, int input);
  bool take_credit(RouterState& r, int output);
  void write(Place input, StoredFlit flit, std::uint16_t goal, Day& day);
  void take_vc(int router, RouterState& r, int input, int output, Cycle first_ask);
  void release_vc(RouterState& r, int output, Cycle first_ask);
  void note_switch_grant(RouterState& r, int input, int output_port);
  void depart(int router, RouterState& r, int input);
  void send(int router, RouterState& r, int output, StoredFlit flit, std::uint16_t goal, Cycle departure,
            Day& arrival_day);
  void return_credit(int router, const RouterState& r, int input);

  // kernel_outside.cpp
  void add_buffers(int router, Direction port);

  // kernel.cpp: a cycle
  void hand_over();
  void take_lists(Day& today);
  bool take_credits(Day& today, int router);
  void serve(Day& today, int router);
  void serve_plainly(int router, RouterState& r);
  void grant_only_head(int router, RouterState& r, int input);
  void grant_only_flit(int router, RouterState& r, int input);
  void schedule_next();
  void ask_from(int router, int input, Cycle cycle) {
    calendar_[cycle].lists.heads.push_back(place_of(router, input));
    calendar_[cycle].serve(router);
  }
  /// Serves the router in the next cycle.
  void activate(int router) { tomorrow_->serve(router); }

  // vc_allocation.cpp
  void find_way(int router, RouterState& r, int input, int goal);
  void allocate_vcs(int router, RouterState& r);
  void allocate_contended_vcs(int router, RouterState& r);
  VcSet wanted_vcs(int router, const RouterState& r, int input) const;
  int adaptive_output(const RouterState& r, Outputs outputs) const;
  void found_no_vc(int router, RouterState& r, int input);
  void unblock(RouterState& r, int output_port, Cycle first_ask);
  void ask_later(int router, RouterState& r, int input);
  void grant_vc(RouterState& r, int input, int output) {
    vc_grants_[vc_granted_++] = {input, output};
    ++r.vc_grants;
  }
  void take_vcs(int router, RouterState& r);
  void defer_vc_grants(int router, RouterState& r);
  void check_vc_grant(PendingGrant& grant);
  void settle_vc_grant(const PendingGrant& grant);

  // switch_allocation.cpp
  bool feed(RouterState& r, int owner);
  void allocate_switch(int router, RouterState& r);
  void allocate_switch_for_tree(int router, RouterState& r, int input);
  void allocate_plain_switch(int router, RouterState& r, VcSet ready);
  void allocate_contended_switch(int router, RouterState& r, VcSet ready);
  VcSet without_closed_outputs(int router, RouterState& r, VcSet ready);
  void grant_switch(int router, RouterState& r, int input, int output_port);

  // slow_allocation.cpp: switch allocation of several cycles
  using SwitchRequesters = std::array<std::array<std::uint8_t, kDirections>, kDirections>;  ///< [in][out]: VCs
  void defer_switch(int router, RouterState& r, int input, int output_port);
  void retry_later(int router, RouterState& r, int input, int output_port);
  void retry_switch(const Retry& retry);
  void defer_starved(int router, RouterState& r);
  void defer_losers(int router, RouterState& r, const SwitchRequesters& losers);
  void check_switch_grant(PendingGrant& grant);
  void settle_switch_grant(const PendingGrant& grant);

  // bypass.cpp
  void serve_arrivals(int router, RouterState& r, VcSet arrivals);
  bool bypass(int router, RouterState& r, int input, StoredFlit flit);
  int bypass_head(int router, RouterState& r, int input);
  bool waited_for(int router, const RouterState& r, int input, int output_port);
  void after_bypass(RouterState& r, int input, int output, bool tail, bool owns);

  // trees.cpp: packets with several outputs in a router
  TreeCopies& tree(int router, int input);
  void begin_tree(int router, RouterState& r, int input);
  VcSet wanted_tree_vcs(int router, RouterState& r, int input);
  void count_lost_tree_vcs(RouterState& r, int input);
  void take_tree_vc(int router, RouterState& r, int input, int output);
  Outputs tree_requests(int router, RouterState& r, int input);
  void depart_copy(int router, RouterState& r, int input, int output_port);
  void drop_copied(int router, RouterState& r, int input);

  // What the configuration makes of the cycle table.
  bool switch_settles_at_once() const { return switch_delay_ == 1; }
  static bool is_plain(const NocSpec& noc) {
    return noc.switch_alloc_delay_cycles == 1 && noc.vc_alloc_delay_cycles <= 1 && !noc.bypass &&
           noc.routing != Routing::OddEven;
  }
  bool link_open(const RouterState& r, int output_port) const {
    return r.output_open[static_cast<std::size_t>(output_port)] <= now_ + switch_delay_ - 1;
  }
  void note_departure(RouterState& r, int input_port, int output_port, Cycle departure) const {
    r.input_open[static_cast<std::size_t>(input_port)] = departure + 1;
    r.output_open[static_cast<std::size_t>(output_port)] = departure + static_cast<Cycle>(noc_.link_interval_cycles);
  }
  Cycle vc_retry() const { return vc_delay_ > 1 ? vc_delay_ : 1; }
  /// The flit `behind` places after the front one.
  StoredFlit& flit_at(const InputVc& vc, unsigned behind) {
    return flits_[vc.buffer + ((vc.head + behind) & ring_mask_)];
  }
  void pop(RouterState& r, int input, bool tail) {
    InputVc& vc = r.input[static_cast<std::size_t>(input)];
    skip(vc, tail);
    if (--vc.count == 0) r.filled &= ~vc_bit(input);
  }
  /// Frees the front place of the ring.
  void skip(InputVc& vc, bool tail) {
    vc.head = static_cast<std::uint8_t>((vc.head + 1U) & ring_mask_);
    if (--vc.held != 0 && tail) vc.goal = destinations_[flit_at(vc, 0).packet];
  }

  Scheduler& scheduler_;
  const int block_;
  const NocSpec noc_;
  const Grid grid_;
  const int vcs_;
  const unsigned ring_mask_;  ///< places of a buffer's ring - 1: a power of two not below buffer_flits
  const int tiles_;
  const bool tracks_departures_;  ///< for bypass and link interval
  const bool plain_;              ///< what serve_plainly() can do
  const bool plain_ways_;         ///< what find_plain_way() can do
  const bool keep_vc_;
  const unsigned all_vcs_;
  const Cycle routing_delay_, vc_delay_, switch_delay_;  ///< of the allocations
  const std::array<Cycle, kDirections> flit_cycles_;     ///< by output: departure to arrival
  const std::array<Cycle, kDirections> credit_cycles_;   ///< by input: departure to arrival, and use by a router

  const GroupTable& groups_;
  std::vector<RouterState> routers_;
  std::vector<std::array<Outside, kDirections>> outside_;
  struct SmallCoordinates {
    std::uint8_t column, row;
  };
  std::vector<SmallCoordinates> coordinates_;  ///< of each tile
  std::vector<std::uint16_t> destinations_;    ///< of the packets in the fabric, by handle
  std::vector<StoredFlit> flits_;              ///< all buffers, from the first flit on
  std::uint32_t buffered_flits_ = 0;           ///< places of all buffers
  std::vector<TreeCopies> trees_;              ///< [router][slot]; empty without groups
  void prefetch(int router) const {
    const char* state = reinterpret_cast<const char*>(&routers_[static_cast<std::size_t>(router)]);
    for (std::size_t line = 0; line < offsetof(RouterState, bypassed); line += 64) __builtin_prefetch(state + line, 1);
  }

  std::array<std::uint64_t, kDirections> flits_in(int router) const;

  /// What the flits that may leave now will touch: their own places and those at the neighbours.
  void prefetch_departures(const RouterState& r) const {
    for (VcSet set = r.ready(); set != 0; set &= set - 1) {
      const InputVc& in = r.input[static_cast<std::size_t>(first_slot(set))];
      __builtin_prefetch(&flits_[in.buffer + in.head]);
      const Place link = r.links[static_cast<std::size_t>(port_of(in.out))];
      if (link == kOutside) continue;
      const RouterState& next = routers_[static_cast<std::size_t>(router_at(link))];
      __builtin_prefetch(&next.input[static_cast<std::size_t>(slot_at(link) + vc_of(in.out))], 1);
    }
  }

  /// What leaves the fabric in this cycle. It is handed over at the end of it, when the receivers are in the cache.
  struct LeavingFlit {
    FlitSink* sink;
    Flit flit;
    Cycle arrival;
  };
  struct LeavingCredit {
    CreditSink* sink;
    int vc;
    Cycle arrival;
  };
  std::vector<LeavingFlit> leaving_flits_;
  std::vector<LeavingCredit> leaving_credits_;

  Calendar calendar_;
  Cycle now_ = 0;
  Day* tomorrow_ = nullptr;
  Day* links_day_ = nullptr;                 ///< on which flits that leave now arrive at other routers
  Day* credits_day_ = nullptr;               ///< on which their credits count there
  std::array<VcGrant, kVcSlots> vc_grants_;  ///< of the router that is served
  std::size_t vc_granted_ = 0;               ///< how many of them
  Allocation<kVcSlots> vc_requests_;
  Allocation<kDirections> switch_requests_;
};

}  // namespace spikeloom
