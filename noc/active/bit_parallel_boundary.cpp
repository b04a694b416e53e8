// SPDX-License-Identifier: Apache-2.0
// How a sliced kernel is wired, what comes to it from outside of the fabric, and what it tells.

#include <algorithm>
#include <stdexcept>

#include "noc/active/bit_parallel_kernel.hpp"

namespace spikeloom {
namespace {

constexpr std::uint8_t kGoesOn = 0;     ///< to the second dimension
constexpr std::uint8_t kEdgeSpot = 64;  ///< more in the second dimension: of packets for the host port of a tile

Cycle link_cycles(const NocSpec& noc, std::size_t port) {
  const bool between_routers = is_horizontal(static_cast<Direction>(port)) || is_vertical(static_cast<Direction>(port));
  return static_cast<Cycle>(between_routers ? noc.link_latency_cycles : 1);
}

// The furthest event ahead: see Calendar's.
Cycle horizon(const NocSpec& noc) {
  constexpr int kFromOutside = 7;
  const int credit_of_sink = noc.switch_delay_cycles + 2 + 2 + noc.credit_delay_cycles;
  const int link = noc.link_latency_cycles + 1 + std::max(noc.switch_delay_cycles, noc.credit_delay_cycles);
  return static_cast<Cycle>(std::max({kFromOutside, credit_of_sink, link, noc.routing_delay_cycles + 1}));
}

unsigned digits_of(int number) {
  unsigned digits = 0;
  while (number >> digits != 0) ++digits;
  return digits;
}

}  // namespace

bool can_be_sliced(const FabricContext& context, const GroupTable& groups) {
  const NocSpec& noc = context.noc;
  return noc.vcs == 1 && noc.topology == Topology::Mesh && noc.routing != Routing::OddEven && !noc.bypass &&
         noc.vc_alloc_delay_cycles <= 1 && noc.switch_alloc_delay_cycles == 1 && groups.empty();
}

template <std::size_t kWords>
BitParallelKernel<kWords>::BitParallelKernel(const FabricContext& context, int block)
    : scheduler_(context.scheduler),
      block_(block),
      noc_(context.noc),
      grid_{context.columns, context.rows, context.noc.topology},
      ring_places_(std::size_t{1} << digits_of(noc_.buffer_flits - 1)),
      ring_shift_(digits_of(noc_.buffer_flits - 1)),
      flit_digits_(digits_of(noc_.buffer_flits)),
      routing_delay_(static_cast<Cycle>(noc_.routing_delay_cycles)),
      vc_delay_(static_cast<Cycle>(noc_.vc_alloc_delay_cycles)),
      credit_delay_(static_cast<Cycle>(noc_.credit_delay_cycles)),
      beyond_{0, -grid_.columns, 1, grid_.columns, -1, 0},
      groups_((static_cast<std::size_t>(grid_.tiles()) + kRouters - 1) / kRouters),
      totals_(static_cast<std::size_t>(grid_.tiles())),
      rings_(totals_.size() * kDirections),
      passed_(rings_.size()),
      departed_(rings_.size()),
      entered_(rings_.size()),
      outside_(rings_.size()),
      flits_(rings_.size() * ring_places_),
      awake_((groups_.size() + 63) / 64),
      calendar_(groups_.size(), horizon(noc_)) {
  for (std::size_t port = 0; port < kDirections; ++port) {
    far_port_[port] = at(opposite(static_cast<Direction>(port)));
    hop_[port] = beyond_[port] * kDirections + static_cast<std::ptrdiff_t>(far_port_[port]);
    flit_cycles_[port] = link_cycles(noc_, port) + 1 + static_cast<Cycle>(noc_.switch_delay_cycles);
    credit_cycles_[port] = link_cycles(noc_, port) + 1;
  }
  for (Group& g : groups_)
    for (Ports& planes : g.in_turn) planes.fill(Bits::all());
  fill_turns();
}

// A host port counts as its tile until a packet is there.
template <std::size_t kWords>
void BitParallelKernel<kWords>::fill_turns() {
  const bool xy = noc_.routing == Routing::XY;
  for (int tile = 0; tile < grid_.tiles(); ++tile) {
    const auto column = static_cast<std::uint8_t>(grid_.column(tile)), row = static_cast<std::uint8_t>(grid_.row(tile));
    spots_.push_back(xy ? Spot{column, row} : Spot{row, column});
  }
  const auto turn = [](bool horizontal, bool up) {
    return static_cast<std::uint8_t>(horizontal ? (up ? Direction::East : Direction::West)
                                                : (up ? Direction::South : Direction::North));
  };
  for (std::size_t here = 0; here < first_turn_.size(); ++here)
    for (std::size_t goal = 0; goal < first_turn_[here].size(); ++goal) {
      const std::size_t to = goal % kEdgeSpot;
      const Direction end = goal < kEdgeSpot ? Direction::Local : Direction::Host;
      first_turn_[here][goal] = to == here ? kGoesOn : turn(xy, to > here);
      second_turn_[here][goal] = to == here ? static_cast<std::uint8_t>(end) : turn(!xy, to > here);
    }
}

template <std::size_t kWords>
void BitParallelKernel<kWords>::connect(int router, Direction port, const Outside& outside) {
  const auto r = static_cast<std::size_t>(router);
  Group& g = groups_[r / kRouters];
  outside_[port_index(r, at(port))] = outside;
  g.leaves[at(port)] |= Bits::bit(r % kRouters);
  if (port == Direction::Host && outside.flits != nullptr) g.has_host = true;
}

template <std::size_t kWords>
void BitParallelKernel<kWords>::connect(int router, Direction port, int neighbour, Direction neighbour_port) {
  if (neighbour - router != beyond_[at(port)] || neighbour_port != opposite(port))
    throw std::logic_error("router " + std::to_string(router) + " is linked otherwise than in a mesh");
}

template <std::size_t kWords>
void BitParallelKernel<kWords>::set_credits(int router, Direction port, int places) {
  const auto r = static_cast<std::size_t>(router);
  Group& g = groups_[r / kRouters];
  g.credits[at(port)].set(r % kRouters, static_cast<unsigned>(places));
  if (places > 0) g.credit[at(port)] |= Bits::bit(r % kRouters);
  credit_digits_ = std::max<std::size_t>(credit_digits_, digits_of(places));
}

template <std::size_t kWords>
void BitParallelKernel<kWords>::receive(int router, Direction port, const Flit& flit, Cycle arrival) {
  require_near(arrival);
  const auto r = static_cast<std::size_t>(router);
  const std::size_t index = port_index(r, at(port));
  Ring& ring = rings_[index];
  if (static_cast<std::uint8_t>(ring.end - ring.front) == noc_.buffer_flits)
    throw std::logic_error("router " + std::to_string(router) + ": a flit came without a credit");
  if (flit.head()) note_goal(flit);
  place(index, ring.end++) = StoredFlit::of(flit);
  Passed& entered = entered_[index];
  ++entered.flits;
  entered.cycles += arrival;
  Day& day = calendar_[arrival];
  if (!day.used) scheduler_.wake(block_, arrival);  // else it is stepped then, or before and goes on
  day.at(r / kRouters).arrivals[at(port)].insert(r % kRouters);
}

template <std::size_t kWords>
void BitParallelKernel<kWords>::note_goal(const Flit& flit) {
  if (flit.packet >= kMaxPackets) throw std::logic_error("too many packets in the fabric");
  if (flit.packet >= goals_.size()) goals_.resize(flit.packet + flit.packet / 2 + 64);
  const std::size_t tiles = spots_.size(), goal = flit.destination;
  Spot spot = spots_[goal % tiles];
  if (goal >= tiles) spot.second = static_cast<std::uint8_t>(spot.second + kEdgeSpot);
  goals_[flit.packet] = {flit.destination, spot};
}

template <std::size_t kWords>
void BitParallelKernel<kWords>::credit(int router, Direction port, int, Cycle arrival) {
  const Cycle counts = arrival + credit_delay_;
  require_near(counts);
  const auto r = static_cast<std::size_t>(router);
  Day& day = calendar_[counts];
  if (!day.used) scheduler_.wake(block_, counts);
  std::uint64_t& word = day.at(r / kRouters).credits[at(port)].data()[r % kRouters / kWordRouters];
  const std::uint64_t bit = std::uint64_t{1} << r % kWordRouters;
  if ((word & bit) != 0) day.extra_credits.push_back({r, at(port)});
  word |= bit;
}

template <std::size_t kWords>
void BitParallelKernel<kWords>::require_near(Cycle at) const {
  if (at - scheduler_.now() - 1 >= calendar_.horizon())
    throw std::logic_error("a flit or credit was sent to arrive at a wrong time");
}

template <std::size_t kWords>
typename BitParallelKernel<kWords>::Passed BitParallelKernel<kWords>::departed(std::size_t port) const {
  const std::uint64_t flits = passed_[port] & 0xffffffffU, cycles = passed_[port] >> 32U;
  return {departed_[port].flits + flits, departed_[port].cycles + cycles + flits * recent_since_};
}

// What was recent is no longer.
template <std::size_t kWords>
void BitParallelKernel<kWords>::settle() {
  for (std::size_t port = 0; port < passed_.size(); ++port) {
    departed_[port] = departed(port);
    passed_[port] = 0;
  }
  recent_since_ = now_;
}

// What the other end of the link sent, less what is on its way.
template <std::size_t kWords>
typename BitParallelKernel<kWords>::Passed BitParallelKernel<kWords>::arrived(std::size_t router,
                                                                              std::size_t input) const {
  const std::size_t lane = router % kRouters;
  Passed passed = entered_[port_index(router, input)];
  if (!groups_[router / kRouters].leaves[input].has(lane)) {
    passed = departed(port_index(router, 0) + static_cast<std::size_t>(hop_[input]));
    passed.cycles += passed.flits * flit_cycles_[input];
  }
  for (Cycle cycle = scheduler_.now() + 1; cycle <= scheduler_.now() + calendar_.horizon(); ++cycle) {
    if (!calendar_[cycle].events[router / kRouters].arrivals[input].has(lane)) continue;
    --passed.flits;
    passed.cycles -= cycle;
  }
  return passed;
}

template <std::size_t kWords>
RouterCounts BitParallelKernel<kWords>::counts(int router) const {
  const auto r = static_cast<std::size_t>(router);
  const std::size_t lane = r % kRouters;
  const Group& g = groups_[r / kRouters];
  RouterCounts counts;
  for (std::size_t p = 0; p < kDirections; ++p) {
    const Passed in = arrived(r, p), out = departed(port_index(r, p));
    counts.flits_in[p] = in.flits;
    counts.flits_out[p] = out.flits;
    counts.switch_grants += out.flits;
    counts.buffered_cycles += out.cycles - in.cycles + g.flits[p].at(lane) * scheduler_.now();
  }
  const auto sum = [&](std::size_t what) { return totals_[r][what] + g.sums[what].at(lane); };
  for (std::size_t cause = 0; cause < kStalls; ++cause) counts.stall_cycles[cause] = sum(cause);
  counts.vc_grants = sum(kGrants);
  return counts;
}

template <std::size_t kWords>
std::string BitParallelKernel<kWords>::waiting(int router) const {
  const auto r = static_cast<std::size_t>(router);
  const std::size_t lane = r % kRouters;
  const Group& g = groups_[r / kRouters];
  std::string text;
  for (std::size_t in = 0; in < kDirections; ++in) {
    if (!g.filled[in].has(lane)) continue;
    const std::size_t out = rings_[port_index(r, in)].output;
    text += (text.empty() ? "" : "; ") + std::to_string(g.flits[in].at(lane)) + " flits from " + kDirectionNames[in] +
            " vc 0 wait";
    if (!g.owner[in].has(lane)) text += " for a vc";
    text += std::string(" ") + kDirectionNames[out];
    if (g.owner[in].has(lane) && !g.credit[out].has(lane)) text += " (no credit)";
  }
  return text;
}

template class BitParallelKernel<1>;
template class BitParallelKernel<2>;
template class BitParallelKernel<4>;

}  // namespace spikeloom
