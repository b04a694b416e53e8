// SPDX-License-Identifier: Apache-2.0
#pragma once
// Routers of one virtual channel, a group of 64, 128 or 256 at a time: who asks for which output, who owns it, how many
// flits and credits there are, and who waits for what is kept in planes of one bit for each router, so that a few
// hundred operations decide for a group. Only flits that move and heads that begin to ask are touched one by one. The
// cycle table is kept to the letter; which configurations come here, and what one virtual channel makes of the table,
// is said in noc/README.md.

#include <vector>

#include "chip/grid.hpp"
#include "noc/active/fabric_kernel.hpp"
#include "noc/active/plane_calendar.hpp"

namespace spikeloom {

/// Whether a BitParallelKernel can stand for the routers.
bool can_be_sliced(const FabricContext& context, const GroupTable& groups);

template <std::size_t kWords>
class BitParallelKernel final : public FabricKernel {
 public:
  BitParallelKernel(const FabricContext& context, int block);

  void connect(int router, Direction port, const Outside& outside) override;
  void connect(int router, Direction port, int neighbour, Direction neighbour_port) override;
  void set_credits(int router, Direction port, int places) override;
  void receive(int router, Direction port, const Flit& flit, Cycle arrival) override;
  void credit(int router, Direction port, int vc, Cycle arrival) override;
  RouterCounts counts(int router) const override;
  std::string waiting(int router) const override;
  void step(Cycle now) override;

 private:
  static constexpr std::size_t kRouters = kWords * kWordRouters;  ///< of a group
  static constexpr std::size_t kFlitDigits = 7, kCreditDigits = 16, kSumDigits = 6;
  static constexpr std::size_t kMaxInterval = 4;
  /// What is counted over all ports: cycles lost, by Stall, and
  static constexpr std::size_t kGrants = kStalls;  ///< grants of VCs
  static constexpr std::size_t kSums = kStalls + 1;
  using Bits = Plane<kWords>;
  using Ports = PortPlanes<kWords>;
  using Pairs = std::array<Ports, kDirections>;  ///< [output][input]
  using Events = GroupEvents<kWords>;
  using Day = PlaneDay<kWords>;

  struct Group {
    Pairs asking{};   ///< the head at the front of the input asks for the VC of the output
    Pairs owning{};   ///< the packet at the front of the input owns it
    Pairs in_turn{};  ///< the input is not below the output's round-robin pointer
    Ports busy{};     ///< output: some input owns it
    Ports owner{};    ///< input: owns some output
    Ports filled{};   ///< input: has a flit
    Ports credit{};   ///< output: has one
    Ports leaves{};   ///< the port leads out of the fabric
    std::array<Ports, kMaxInterval - 1> departed{};  ///< output: in the last cycles; only for a link interval
    std::array<CounterPlanes<kWords, kFlitDigits>, kDirections> flits{};      ///< in each input buffer
    std::array<CounterPlanes<kWords, kCreditDigits>, kDirections> credits{};  ///< of each output
    std::array<CounterPlanes<kWords, kSumDigits>, kSums> sums{};              ///< what Totals do not have yet
    Ports no_vc{}, no_credit{};                                               ///< input: waits so since the last step
    Cycle stepped = 0;                                                        ///< last time
    bool has_host = false;                                                    ///< the host port of one of them is bound
  };

  /// A flit in a buffer. Its place in the packet is known where it leaves the fabric: packets come in one piece.
  struct StoredFlit {
    std::uint32_t word = 0;  ///< packet and tail

    static StoredFlit of(const Flit& flit) { return {flit.packet << 1U | flit.tail}; }
    std::uint32_t packet() const { return word >> 1U; }
    std::uint32_t tail() const { return word & 1U; }
  };
  static constexpr std::uint32_t kMaxPackets = 1U << 31;
  /// The buffer of an input.
  struct Ring {
    std::uint8_t front = 0, end = 0;  ///< modulo 2^8; places of flits that are on their way count as taken
    std::uint8_t output = 0;          ///< of the packet at the front, since it asks for a VC
    std::uint8_t position = 0;        ///< in its packet of the flit that next leaves the fabric by this port's output
  };
  /// Where a router or the destination of a packet lies: in the dimension that is routed first, and in the other.
  struct Spot {
    std::uint8_t first, second;
  };
  struct Goal {
    std::uint16_t destination;
    Spot spot;
  };
  /// Flits that passed somewhere, and the sum of the cycles in which they did.
  struct Passed {
    std::uint64_t flits = 0, cycles = 0;
  };
  /// Recent ones of them: flits in the lower half, cycles from recent_since_ on in the upper one.
  using Passage = std::uint64_t;
  static constexpr Cycle kRecent = 1U << 16;  ///< so long that neither half overflows: a port passes a flit a cycle
  using Totals = std::array<std::uint64_t, kSums>;
  /// What happens to a group in a cycle.
  struct Moves {
    Ports departing{};                   ///< input
    Ports taken{};                       ///< output
    std::array<Ports, kSums> counted{};  ///< input that loses the cycle, by Stall; output that is granted
    Bits changes{};                      ///< where the next cycle may differ from this one

    Ports& lost(Stall cause) { return counted[static_cast<std::size_t>(cause)]; }
  };
  using Turns = std::array<std::array<std::uint8_t, 128>, 64>;  ///< [here][goal]: output, along one dimension

  // sliced_kernel.cpp: a cycle
  template <bool kFirstIsRow>
  void step_group(std::size_t index, Day& today);
  void catch_up(std::size_t index);
  void count(std::size_t index, const Moves& moves);
  void add_to_totals(std::size_t index, std::size_t what, const Bits& routers, std::uint64_t number);
  template <std::size_t kPorts, bool kFirstIsRow>
  void serve(std::size_t index, Events& events, Moves& moves);
  template <std::size_t kPorts>
  void arrive(std::size_t index, Events& events);
  template <std::size_t kPorts, bool kFirstIsRow>
  void allocate_vc(Group& g, std::size_t output, Moves& moves);
  template <std::size_t kPorts, bool kFirstIsRow>
  void allocate_switch(Group& g, std::size_t output, Moves& moves);
  template <std::size_t kPorts, bool kFirstIsRow>
  void end_packets(std::size_t index, const Ports& tails);
  void spread(Day& day, Ports Events::*events, std::size_t index, std::size_t port, const Bits& plane);
  template <std::size_t kPorts>
  Ports take_outputs(std::size_t index, const Moves& moves);

  // sliced_moves.cpp: flits and heads, one by one
  void new_heads(std::size_t index, std::size_t input, const Bits& heads);
  void depart(std::size_t index, std::size_t input, const Bits& departing, Bits& tails);
  void leave(std::size_t index, std::size_t input, const Bits& leaving, Bits& tails);
  void return_credits(std::size_t index, std::size_t input, const Bits& leaving);
  std::uint8_t output_at(Spot here, Spot goal) const;

  // sliced_outside.cpp
  void note_goal(const Flit& flit);
  void require_near(Cycle at) const;
  Passage passage_now() const { return (now_ - recent_since_) << 32U | 1U; }
  Passed departed(std::size_t port) const;
  void settle();
  Passed arrived(std::size_t router, std::size_t input) const;
  void fill_turns();
  static std::size_t port_index(std::size_t router, std::size_t port) { return router * kDirections + port; }
  StoredFlit& place(std::size_t port, unsigned number) {
    return flits_[port * ring_places_ + (number & (ring_places_ - 1))];
  }

  Scheduler& scheduler_;
  const int block_;
  const NocSpec noc_;
  const Grid grid_;
  const std::size_t ring_places_;  ///< of a buffer: a power of two not below buffer_flits
  const unsigned ring_shift_;      ///< the binary logarithm of that
  const std::size_t flit_digits_;
  std::size_t credit_digits_ = 1;
  const Cycle routing_delay_, vc_delay_, credit_delay_;
  std::array<Cycle, kDirections> flit_cycles_;      ///< by output: departure to arrival
  std::array<Cycle, kDirections> credit_cycles_;    ///< by input: departure to arrival
  std::array<std::ptrdiff_t, kDirections> beyond_;  ///< number of the neighbour behind a port, less that of the router
  std::array<std::ptrdiff_t, kDirections> hop_;     ///< the same of its port, as port_index(), less that of port 0

  std::array<std::size_t, kDirections> far_port_;  ///< of that neighbour

  std::vector<Group> groups_;
  std::vector<Totals> totals_;     ///< of each router
  std::vector<Spot> spots_;        ///< of each router
  std::vector<Goal> goals_;        ///< of the packets in the fabric, by handle
  std::vector<Ring> rings_;        ///< [port_index]
  std::vector<Passage> passed_;    ///< [port_index]: by this output, recently
  std::vector<Passed> departed_;   ///< [port_index]: by this output, before
  std::vector<Passed> entered_;    ///< [port_index]: from outside
  std::vector<Outside> outside_;   ///< [port_index]
  std::vector<StoredFlit> flits_;  ///< all buffers
  Turns first_turn_{}, second_turn_{};
  std::vector<std::uint64_t> awake_;  ///< groups to be stepped in the next cycle, a bit each
  PlaneCalendar<kWords> calendar_;
  Day* links_day_ = nullptr;    ///< on which flits that leave now arrive at other routers
  Day* credits_day_ = nullptr;  ///< on which their credits count there
  Cycle now_ = 0, recent_since_ = 0;
};

}  // namespace spikeloom
