// SPDX-License-Identifier: Apache-2.0
#include "tests/noc/naive_router.hpp"

#include <algorithm>

namespace spikeloom::naive {

NaiveRouter::NaiveRouter(const MeshCase& mesh, int tile, Wires& wires)
    : mesh_(mesh),
      tile_(tile),
      wires_(wires),
      inputs_(index(kPorts * mesh.noc.vcs)),
      vc_arbiter_(mesh.noc.vc_allocator),
      switch_arbiter_(mesh.noc.switch_allocator) {
  for (int o = 0; o < kPorts; ++o) {
    outputs_[index(o)].vcs.resize(index(mesh.noc.vcs));
    for (OutputVc& vc : outputs_[index(o)].vcs) vc.credits = places(o);
  }
  last_input_departure_.fill(-1000);
}

bool NaiveRouter::at_rest() const {
  return arrivals_.empty() && std::all_of(inputs_.begin(), inputs_.end(), [](const InputVc& in) { return in.idle; });
}

bool NaiveRouter::drained(Time now) {
  collect_credits(now);
  bool whole = at_rest() && vc_grants_.empty() && switch_grants_.empty();
  for (int o = 0; o < kPorts; ++o)
    for (const OutputVc& vc : outputs_[index(o)].vcs) whole = whole && !vc.owned && vc.credits == places(o);
  return whole;
}

void NaiveRouter::step(Time now) {
  collect_credits(now);
  take_arrivals(now);
  ask_for_vcs(now);
  if (mesh_.noc.vc_alloc_delay_cycles == 0) take_vc_grants(now - 1);
  ask_for_switch(now);
  if (mesh_.noc.vc_alloc_delay_cycles > 0) take_vc_grants(now);
  take_switch_grants(now);
}

void NaiveRouter::collect_credits(Time now) {
  for (Output& output : outputs_)
    for (OutputVc& vc : output.vcs)
      for (; !vc.credits_under_way.empty() && vc.credits_under_way.front() <= now; vc.credits_under_way.pop_front())
        ++vc.credits;
}

void NaiveRouter::take_arrivals(Time now) {
  while (!arrivals_.empty() && arrivals_.begin()->first.first == now) {
    const int input = arrivals_.begin()->first.second;
    const auto [vc, flit] = arrivals_.begin()->second;
    arrivals_.erase(arrivals_.begin());
    ++counts_.flits_in[index(input)];
    if (mesh_.noc.bypass && bypass(now, input, vc, flit)) continue;
    at(input, vc).buffer.push_back(flit);
    if (at(input, vc).idle) start_packet(input, vc, now);
  }
}

void NaiveRouter::start_packet(int input, int vc, Time front_since) {
  InputVc& in = at(input, vc);
  in.idle = false;
  in.packet = in.buffer.front().packet;
  in.waits_at = outputs_of(in.packet);
  in.copies.clear();
  in.vc_ask_at = front_since + mesh_.noc.routing_delay_cycles;
}

std::vector<int> NaiveRouter::outputs_of(std::size_t packet) const {
  const PlannedPacket& p = plan(packet);
  if (!p.tree()) return ways(mesh_, p.source, tile_, p.destinations.front());
  const std::set<int> outputs = tree(mesh_, p.source, p.destinations).at(tile_);
  return {outputs.begin(), outputs.end()};
}

std::vector<int> NaiveRouter::outputs_to_ask(const InputVc& in) const {
  if (in.waits_at.empty() || plan(in.packet).tree()) return in.waits_at;
  return {adaptive_choice(in.waits_at)};
}

int NaiveRouter::credits(int output) const {
  int sum = 0;
  for (const OutputVc& vc : outputs_[index(output)].vcs) sum += vc.credits;
  return sum;
}

// More credits, else the one along the row.
int NaiveRouter::adaptive_choice(const std::vector<int>& outputs) const {
  int best = outputs.front();
  for (const int output : outputs) {
    const int gain = credits(output) - credits(best);
    if (gain > 0 || (gain == 0 && (output == kEast || output == kWest))) best = output;
  }
  return best;
}

std::set<int> NaiveRouter::free_vcs(int requester, std::size_t packet, int output, bool with_credit) {
  const int input = requester / mesh_.noc.vcs, vc = requester % mesh_.noc.vcs;
  const int goal = plan(packet).tree() ? -1 : plan(packet).destinations.front();
  std::set<int> free;
  for (const int v : usable_vcs(mesh_, tile_, input, vc, output, goal)) {
    const OutputVc& candidate = outputs_[index(output)].vcs[index(v)];
    if (!candidate.owned && (!with_credit || candidate.credits > 0)) free.insert(number(output, v));
  }
  return free;
}

void NaiveRouter::ask_for_vcs(Time now) {
  const int wait = std::max(mesh_.noc.vc_alloc_delay_cycles, 1);
  Requests requests;
  std::map<int, int> outputs_asked;  // requester: how many outputs
  for (int n = 0; n < kPorts * mesh_.noc.vcs; ++n) {
    const int input = n / mesh_.noc.vcs, vc = n % mesh_.noc.vcs;
    InputVc& in = at(input, vc);
    if (in.idle || in.waits_at.empty() || now < in.vc_ask_at) continue;
    in.vc_ask_at = now + wait;
    for (const int output : outputs_to_ask(in)) {
      const std::set<int> free = free_vcs(n, in.packet, output, false);
      if (free.empty()) {
        lose(Stall::NoVc, wait);
        continue;
      }
      requests[n].insert(free.begin(), free.end());
      ++outputs_asked[n];
    }
  }
  const Grants grants = vc_arbiter_.allocate(requests);
  for (const auto& [n, outputs] : outputs_asked) {
    if (grants.count(n) == 0) {
      lose(Stall::LostVc, outputs * wait);
    } else {
      ++counts_.vc_grants;
      vc_grants_.push_back(
          {n / mesh_.noc.vcs, n % mesh_.noc.vcs, grants.at(n) / mesh_.noc.vcs, grants.at(n) % mesh_.noc.vcs, now});
    }
  }
}

void NaiveRouter::take_vc_grants(Time due) {
  const int delay = mesh_.noc.vc_alloc_delay_cycles;
  std::vector<VcGrant> later;
  for (const VcGrant& grant : vc_grants_) {
    if (grant.asked + delay - 1 != due) {
      later.push_back(grant);
      continue;
    }
    bool& owned = outputs_[index(grant.output)].vcs[index(grant.output_vc)].owned;
    if (owned) {
      lose(Stall::LostVc, std::max(delay, 1));
      continue;
    }
    owned = true;
    InputVc& in = at(grant.input, grant.vc);
    in.copies.push_back({grant.output, grant.output_vc, 0, grant.asked + delay, false});
    if (plan(in.packet).tree())
      in.waits_at.erase(std::find(in.waits_at.begin(), in.waits_at.end(), grant.output));
    else
      in.waits_at.clear();
  }
  vc_grants_ = later;
}

// Whether the next flit of a copy makes a request; counts what it loses if it could and does not.
bool NaiveRouter::asks(Time now, const InputVc& in, Copy& copy) {
  const int delay = mesh_.noc.switch_alloc_delay_cycles;
  const bool there = std::any_of(in.buffer.begin(), in.buffer.end(), [&](const NaiveFlit& flit) {
    return flit.packet == in.packet && flit.position == copy.next;
  });
  if (copy.done || !there || now < copy.ask_at) return false;
  copy.ask_at = now + delay;
  if (at(copy).credits == 0) {
    lose(Stall::NoCredit, delay);
    return false;
  }
  const Time departure = now + delay - 1;
  if (departure < outputs_[index(copy.output)].last_departure + mesh_.noc.link_interval_cycles) {
    lose(Stall::LostSwitch, delay);
    return false;
  }
  return true;
}

// Output: the virtual channels of the input that ask for it.
std::map<int, std::set<int>> NaiveRouter::vcs_asking(Time now, int input) {
  std::map<int, std::set<int>> asking;
  for (int vc = 0; vc < mesh_.noc.vcs; ++vc)
    for (Copy& copy : at(input, vc).copies)
      if (asks(now, at(input, vc), copy)) asking[copy.output].insert(vc);
  return asking;
}

void NaiveRouter::ask_for_switch(Time now) {
  const int delay = mesh_.noc.switch_alloc_delay_cycles;
  std::map<int, std::map<int, std::set<int>>> asking;  // input, output: virtual channels
  Requests requests;
  for (int input = 0; input < kPorts; ++input) {
    asking[input] = vcs_asking(now, input);
    for (const auto& [output, vcs] : asking[input]) requests[input].insert(output);
  }
  const Grants grants = switch_arbiter_.allocate(requests);
  for (const auto& [input, outputs] : asking)
    for (const auto& [output, vcs] : outputs) {
      int losers = static_cast<int>(vcs.size());
      if (grants.count(input) != 0 && grants.at(input) == output) {
        --losers;
        ++counts_.switch_grants;
        const int vc = first_from(vcs, vc_pointer_[index(input)]);
        switch_grants_.push_back({input, vc, output, now + delay - 1});
        outputs_[index(output)].last_departure = last_input_departure_[index(input)] = now + delay - 1;
      }
      lose(Stall::LostSwitch, losers * delay);
    }
  for (const SwitchGrant& grant : switch_grants_)
    if (grant.due == now + delay - 1) vc_pointer_[index(grant.input)] = grant.vc + 1;
}

void NaiveRouter::take_switch_grants(Time now) {
  std::vector<SwitchGrant> later;
  for (const SwitchGrant& grant : switch_grants_) {
    if (grant.due != now) {
      later.push_back(grant);
      continue;
    }
    for (Copy& copy : at(grant.input, grant.vc).copies) {
      if (copy.output != grant.output) continue;
      if (at(copy).credits == 0)
        lose(Stall::NoCredit, mesh_.noc.switch_alloc_delay_cycles);
      else
        depart(now, grant.input, grant.vc, copy);
      break;
    }
  }
  switch_grants_ = later;
}

void NaiveRouter::depart(Time now, int input, int vc, Copy& copy) {
  for (const NaiveFlit& flit : at(input, vc).buffer) {
    if (flit.position != copy.next) continue;
    send(copy, flit, now + mesh_.noc.switch_delay_cycles + latency(copy.output) + 1);
    ++copy.next;
    if (flit.tail) {
      copy.done = true;
      at(copy).owned = false;
    }
    break;
  }
  release_front(now, input, vc);
}

// The front flit leaves its buffer when all outputs have taken it.
void NaiveRouter::release_front(Time now, int input, int vc) {
  InputVc& in = at(input, vc);
  const NaiveFlit front = in.buffer.front();
  const bool taken =
      std::all_of(in.copies.begin(), in.copies.end(), [&](const Copy& copy) { return copy.next > front.position; });
  if (!in.waits_at.empty() || !taken) return;
  in.buffer.pop_front();
  counts_.buffered_cycles += static_cast<std::uint64_t>(now - front.arrival);
  wires_.credit(tile_, input, vc, now + latency(input) + 1);
  if (!front.tail) return;
  in.idle = true;
  in.copies.clear();
  if (!in.buffer.empty()) start_packet(input, vc, now + 1);
}

void NaiveRouter::send(const Copy& copy, NaiveFlit flit, Time arrival) {
  --at(copy).credits;
  ++counts_.flits_out[index(copy.output)];
  flit.arrival = arrival;
  wires_.flit(tile_, copy.output, copy.vc, flit);
}

}  // namespace spikeloom::naive
