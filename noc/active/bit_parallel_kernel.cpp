// SPDX-License-Identifier: Apache-2.0
// A cycle of a group: what is decided for all its routers at once.

#include "noc/active/bit_parallel_kernel.hpp"

#include <algorithm>

#include "base/vector_clones.hpp"

// GCC would leave loops over ports rolled.
#define SPIKELOOM_EACH(variable, count) \
  _Pragma("GCC unroll 6") for (std::size_t variable = 0; variable < (count); ++variable)

namespace spikeloom {
namespace {

// Whether dimension order lets a packet that came in by one port leave by another.
constexpr bool may_turn(bool first_is_row, std::size_t input, std::size_t output) {
  const auto in = static_cast<Direction>(input), out = static_cast<Direction>(output);
  const bool from_link = is_horizontal(in) || is_vertical(in), to_link = is_horizontal(out) || is_vertical(out);
  if (!from_link || !to_link) return true;
  if (in == out) return false;
  if (is_horizontal(in) == is_horizontal(out)) return true;
  return first_is_row ? is_vertical(in) : is_horizontal(in);
}

}  // namespace

template <std::size_t kWords>
void BitParallelKernel<kWords>::step(Cycle now) {
  now_ = now;
  if (now - recent_since_ >= kRecent) settle();
  Day& today = calendar_[now];
  links_day_ = &calendar_[now + flit_cycles_[at(Direction::North)]];
  credits_day_ = &calendar_[now + credit_cycles_[at(Direction::North)] + credit_delay_];
  for (const ExtraCredit& extra : today.extra_credits) {
    Group& g = groups_[extra.router / kRouters];
    g.credits[extra.port].add(Bits::bit(extra.router % kRouters), credit_digits_);
    g.credit[extra.port] |= Bits::bit(extra.router % kRouters);
  }
  today.extra_credits.clear();
  std::uint64_t awake = 0;
  for (std::size_t word = 0; word < awake_.size(); ++word) {
    std::uint64_t groups = today.groups[word] | awake_[word];
    today.groups[word] = awake_[word] = 0;
    for (; groups != 0; groups &= groups - 1) {
      const std::size_t index = word * 64 + static_cast<std::size_t>(__builtin_ctzll(groups));
      noc_.routing == Routing::XY ? step_group<false>(index, today) : step_group<true>(index, today);
    }
    awake |= awake_[word];
  }
  today.used = false;
  Cycle next = now + 1;
  if (awake != 0 || calendar_.next(now, next)) scheduler_.wake(block_, next);
}

template <std::size_t kWords>
template <bool kFirstIsRow>
SPIKELOOM_VECTOR_CLONES void BitParallelKernel<kWords>::step_group(std::size_t index, Day& today) {
  catch_up(index);
  Moves moves;
  if (groups_[index].has_host)
    serve<kDirections, kFirstIsRow>(index, today.events[index], moves);
  else
    serve<kDirections - 1, kFirstIsRow>(index, today.events[index], moves);
  count(index, moves);
  if (moves.changes.any()) awake_[index / 64] |= std::uint64_t{1} << index % 64;
}

// Brings what goes on without steps to this cycle.
template <std::size_t kWords>
void BitParallelKernel<kWords>::catch_up(std::size_t index) {
  Group& g = groups_[index];
  const Cycle slept = now_ - g.stepped - 1;
  g.stepped = now_;
  if (slept == 0) return;
  for (std::size_t p = 0; p < kDirections; ++p) {
    add_to_totals(index, static_cast<std::size_t>(Stall::NoVc), g.no_vc[p], slept);
    add_to_totals(index, static_cast<std::size_t>(Stall::NoCredit), g.no_credit[p], slept);
  }
  for (Cycle c = std::min<Cycle>(slept, kMaxInterval - 1); c > 0; --c) {
    for (std::size_t i = kMaxInterval - 2; i > 0; --i) g.departed[i] = g.departed[i - 1];
    g.departed[0].fill(Bits{});
  }
}

template <std::size_t kWords>
SPIKELOOM_WOVEN void BitParallelKernel<kWords>::count(std::size_t index, const Moves& moves) {
  Group& g = groups_[index];
  for (std::size_t what = 0; what < kSums; ++what) {
    if (!any_of<kWords>(moves.counted[what]).any()) continue;
    const Bits carry = g.sums[what].add(sum_of<kWords>(moves.counted[what]));
    if (carry.any()) add_to_totals(index, what, carry, std::uint64_t{1} << kSumDigits);
  }
  g.no_vc = moves.counted[static_cast<std::size_t>(Stall::NoVc)];
  g.no_credit = moves.counted[static_cast<std::size_t>(Stall::NoCredit)];
}

template <std::size_t kWords>
void BitParallelKernel<kWords>::add_to_totals(std::size_t index, std::size_t what, const Bits& routers,
                                              std::uint64_t number) {
  for_lanes(routers, [&](std::size_t lane) { totals_[index * kRouters + lane][what] += number; });
}

// What one output does concerns no other: with one VC only the owner of an output asks for its switch, and an input
// asks for one output.
template <std::size_t kWords>
template <std::size_t kPorts, bool kFirstIsRow>
SPIKELOOM_WOVEN void BitParallelKernel<kWords>::serve(std::size_t index, Events& events, Moves& moves) {
  Group& g = groups_[index];
  arrive<kPorts>(index, events);
  SPIKELOOM_EACH(out, kPorts) {
    if (vc_delay_ == 0) allocate_vc<kPorts, kFirstIsRow>(g, out, moves);
    allocate_switch<kPorts, kFirstIsRow>(g, out, moves);
    if (vc_delay_ == 1) allocate_vc<kPorts, kFirstIsRow>(g, out, moves);
  }
  const Ports leaving = take_outputs<kPorts>(index, moves);
  Ports tails{};
  for (std::size_t in = 0; in < kPorts; ++in) {
    const Bits departing = moves.departing[in];
    if (!departing.any()) continue;
    g.filled[in] = g.flits[in].subtract(departing, flit_digits_);
    depart(index, in, departing & ~leaving[in], tails[in]);
    if (leaving[in].any()) leave(index, in, leaving[in], tails[in]);
    const Bits from_outside = departing & g.leaves[in];
    if (from_outside.any()) return_credits(index, in, from_outside);
    spread(*credits_day_, &Events::credits, index, in, departing & ~from_outside);
  }
  end_packets<kPorts, kFirstIsRow>(index, tails);
}

template <std::size_t kWords>
template <std::size_t kPorts>
SPIKELOOM_WOVEN void BitParallelKernel<kWords>::arrive(std::size_t index, Events& events) {
  Group& g = groups_[index];
  for (std::size_t p = 0; p < kPorts; ++p) {
    const Bits credits = events.credits[p], arrivals = events.arrivals[p];
    if (credits.any()) {
      g.credits[p].add(credits, credit_digits_);
      g.credit[p] |= credits;
      events.credits[p] = Bits{};
    }
    if (!(arrivals | events.heads[p]).any()) continue;
    Bits heads = arrivals & ~(g.filled[p] | g.owner[p]);
    g.flits[p].add(arrivals, flit_digits_);
    g.filled[p] |= arrivals;
    if (routing_delay_ != 0 && heads.any()) {
      calendar_[now_ + routing_delay_].at(index).heads[p] |= heads;
      heads = Bits{};
    }
    heads |= events.heads[p];
    if (heads.any()) new_heads(index, p, heads);
    events.arrivals[p] = events.heads[p] = Bits{};
  }
}

// Every output decides alone, from its pointer on.
template <std::size_t kWords>
template <std::size_t kPorts, bool kFirstIsRow>
SPIKELOOM_WOVEN void BitParallelKernel<kWords>::allocate_vc(Group& g, std::size_t out, Moves& moves) {
  Ports& asking = g.asking[out];
  Ports& in_turn = g.in_turn[out];
  Bits any{}, any_in_turn{}, before{};  // before: granted to an input before this one
  SPIKELOOM_EACH(in, kPorts) {
    if (may_turn(kFirstIsRow, in, out)) any |= asking[in];
  }
  if (!any.any()) return;
  SPIKELOOM_EACH(in, kPorts) {
    if (may_turn(kFirstIsRow, in, out)) any_in_turn |= asking[in] & in_turn[in];
  }
  const Bits busy = g.busy[out];
  any &= ~busy;
  SPIKELOOM_EACH(in, kPorts) {
    if (!may_turn(kFirstIsRow, in, out)) continue;
    const Bits asks = asking[in] & ~busy, grant = asks & (in_turn[in] | ~any_in_turn) & ~before;
    moves.lost(Stall::NoVc)[in] |= asking[in] & busy;
    moves.lost(Stall::LostVc)[in] |= asks & ~grant;
    in_turn[in] = before | (in_turn[in] & ~any);
    before |= grant;
    asking[in] &= ~grant;
    g.owning[out][in] |= grant;
    g.owner[in] |= grant;
  }
  g.busy[out] = busy | before;
  moves.counted[kGrants][out] = before;
  moves.changes |= before;
}

template <std::size_t kWords>
template <std::size_t kPorts, bool kFirstIsRow>
SPIKELOOM_WOVEN void BitParallelKernel<kWords>::allocate_switch(Group& g, std::size_t out, Moves& moves) {
  if (!g.busy[out].any()) return;
  const Bits credit = g.credit[out];
  Bits closed{}, all{};
  for (int i = 0; i + 1 < noc_.link_interval_cycles; ++i) closed |= g.departed[static_cast<std::size_t>(i)][out];
  const Bits open = credit & ~closed;
  closed &= credit;
  SPIKELOOM_EACH(in, kPorts) {
    if (!may_turn(kFirstIsRow, in, out)) continue;
    const Bits asks = g.owning[out][in] & g.filled[in];
    moves.lost(Stall::NoCredit)[in] |= asks & ~credit;
    moves.lost(Stall::LostSwitch)[in] |= asks & closed;
    moves.departing[in] |= asks & open;
    all |= asks;
  }
  moves.taken[out] = all & open;
  moves.changes |= all & credit;
}

// Credits and links; which flits leave the fabric.
template <std::size_t kWords>
template <std::size_t kPorts>
SPIKELOOM_WOVEN PortPlanes<kWords> BitParallelKernel<kWords>::take_outputs(std::size_t index, const Moves& moves) {
  Group& g = groups_[index];
  Ports leaving{};
  for (std::size_t out = 0; out < kPorts; ++out) {
    const Bits taken = moves.taken[out];
    if (noc_.link_interval_cycles > 1) {
      for (auto i = static_cast<std::size_t>(noc_.link_interval_cycles) - 2; i > 0; --i)
        g.departed[i][out] = g.departed[i - 1][out];
      g.departed[0][out] = taken;
    }
    if (!taken.any()) continue;
    g.credit[out] = g.credits[out].subtract(taken, credit_digits_);
    const Bits out_of_fabric = taken & g.leaves[out];
    if (out_of_fabric.any())
      for (std::size_t in = 0; in < kPorts; ++in) leaving[in] |= g.owning[out][in] & out_of_fabric;
    spread(*links_day_, &Events::arrivals, index, out, taken & ~g.leaves[out]);
  }
  return leaving;
}

// Notes what goes from the ports of a group to the neighbours behind them, most of them in the same group.
template <std::size_t kWords>
SPIKELOOM_WOVEN void BitParallelKernel<kWords>::spread(Day& day, Ports Events::*events, std::size_t index,
                                                       std::size_t port, const Bits& plane) {
  if (!plane.any()) return;
  const std::size_t far_port = far_port_[port];
  const bool up = beyond_[port] > 0;
  const auto lanes = static_cast<unsigned>(up ? beyond_[port] : -beyond_[port]);
  (day.at(index).*events)[far_port] |= up ? moved_up(plane, lanes) : moved_down(plane, lanes);
  if (groups_.size() == 1) return;
  const std::uint64_t edge = plane.word(up ? kWords - 1 : 0);
  const std::uint64_t over = up ? edge >> (kWordRouters - lanes) : edge << (kWordRouters - lanes);
  if (over != 0) (day.at(up ? index + 1 : index - 1).*events)[far_port].data()[up ? 0 : kWords - 1] |= over;
}

// Tails free their outputs; the packets behind them begin to ask.
template <std::size_t kWords>
template <std::size_t kPorts, bool kFirstIsRow>
SPIKELOOM_WOVEN void BitParallelKernel<kWords>::end_packets(std::size_t index, const Ports& tails) {
  if (!any_of<kWords>(tails).any()) return;
  Group& g = groups_[index];
  Day& day = calendar_[now_ + 1 + routing_delay_];
  SPIKELOOM_EACH(in, kPorts) {
    const Bits heads = tails[in] & g.filled[in];
    if (heads.any()) day.at(index).heads[in] |= heads;
    g.owner[in] &= ~tails[in];
  }
  SPIKELOOM_EACH(out, kPorts) {
    Bits busy{};
    SPIKELOOM_EACH(in, kPorts) {
      if (may_turn(kFirstIsRow, in, out)) busy |= g.owning[out][in] &= ~tails[in];
    }
    g.busy[out] = busy;
  }
}

template class BitParallelKernel<1>;
template class BitParallelKernel<2>;
template class BitParallelKernel<4>;

}  // namespace spikeloom
