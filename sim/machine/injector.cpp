// SPDX-License-Identifier: Apache-2.0
#include "sim/machine/injector.hpp"

#include <algorithm>

namespace spikeloom {

int Injector::choose_vc(int wanted) const {
  if (wanted != kAnyVc) return credits_[static_cast<std::size_t>(wanted)].available() ? wanted : kAnyVc;
  const int vcs = static_cast<int>(credits_.size());
  for (int i = 1; i <= vcs; ++i) {
    const int vc = (vc_ + i) % vcs;
    if (credits_[static_cast<std::size_t>(vc)].available()) return vc;
  }
  return kAnyVc;
}

bool Injector::ready(Cycle now, int vc) {
  for (CreditCounter& credits : credits_) credits.collect(now);
  if (now < next_departure_) return false;
  return position_ > 0 ? credits_[static_cast<std::size_t>(vc_)].available() : choose_vc(vc) != kAnyVc;
}

Cycle Injector::next_try(Cycle now, int vc) const {
  const int only = position_ > 0 ? vc_ : vc;
  Cycle next = kNever;
  for (std::size_t i = 0; i < credits_.size(); ++i) {
    if (only != kAnyVc && static_cast<int>(i) != only) continue;
    const CreditCounter& credits = credits_[i];
    if (credits.available())
      next = std::min(next, now + 1);
    else if (credits.under_way())
      next = std::min(next, std::max(now + 1, credits.next_arrival()));
  }
  return next == kNever ? kNever : std::max(next, next_departure_);
}

void Injector::send(LinkOut& link, std::uint32_t packet, int destination, int packet_flits, Cycle now, Cycle arrival,
                    int vc) {
  if (position_ == 0) vc_ = choose_vc(vc);
  credits_[static_cast<std::size_t>(vc_)].spend();
  const bool tail = position_ + 1 == packet_flits;
  const Flit flit(packet, destination, vc_, position_, tail);
  position_ = tail ? 0 : position_ + 1;
  next_departure_ = now + interval_;
  link.flits->receive(flit, arrival);
}

}  // namespace spikeloom
