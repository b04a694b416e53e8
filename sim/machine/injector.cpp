// SPDX-License-Identifier: Apache-2.0
#include "sim/machine/injector.hpp"

#include <algorithm>

namespace spikeloom {

int Injector::choose_vc(int wanted) const {
  if (wanted != kAnyVc) return has_place(wanted) ? wanted : kAnyVc;
  for (int i = 1; i <= vcs_; ++i) {
    const int vc = vc_ + i < vcs_ ? vc_ + i : vc_ + i - vcs_;
    if (has_place(vc)) return vc;
  }
  return kAnyVc;
}

void Injector::collect(Cycle now) {
  auto credit = credits_.begin();
  for (; credit != credits_.end() && credit->arrival <= now; ++credit) ++places_[static_cast<std::size_t>(credit->vc)];
  if (credit == credits_.end())
    credits_.clear();  // mostly: nothing is to be moved
  else
    credits_.erase(credits_.begin(), credit);
}

Cycle Injector::next_try(Cycle now, int vc) const {
  const int only = position_ > 0 ? vc_ : vc;
  if (choose_vc(only) != kAnyVc) return std::max(now + 1, next_departure_);
  for (const Credit& credit : credits_)
    if (only == kAnyVc || credit.vc == only) return std::max({now + 1, credit.arrival, next_departure_});
  return kNever;
}

void Injector::send(FlitSink& sink, std::uint32_t packet, int destination, int packet_flits, Cycle now, Cycle arrival,
                    int vc) {
  if (position_ == 0) vc_ = choose_vc(vc);
  --places_[static_cast<std::size_t>(vc_)];
  const bool tail = position_ + 1 == packet_flits;
  const Flit flit(packet, destination, vc_, position_, tail);
  position_ = tail ? 0 : position_ + 1;
  next_departure_ = now + interval_;
  sink.receive(flit, arrival);
}

}  // namespace spikeloom
