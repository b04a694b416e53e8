// SPDX-License-Identifier: Apache-2.0
#include "sim/machine/scheduler.hpp"

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>

#include "base/error.hpp"

namespace spikeloom {

Scheduler::Scheduler(const sc_core::sc_module_name& name, double clock_mhz)
    : sc_core::sc_module(name), period_(1000.0 / clock_mhz, sc_core::SC_NS), wheel_(kSlots) {
  SC_HAS_PROCESS(Scheduler);
  SC_METHOD(tick);
}

int Scheduler::add(Clocked& block, const HotMemory& hot) {
  assert(std::none_of(occupied_.begin(), occupied_.end(), [](std::uint64_t w) { return w != 0; }));
  blocks_.push_back(&block);
  hot_.push_back(hot);
  const std::size_t words = (blocks_.size() + 63) / 64;
  if (words != words_) {
    words_ = words;
    wheel_.resize(kSlots * words_);  // of sets that are all empty still
  }
  return static_cast<int>(blocks_.size()) - 1;
}

void Scheduler::tick() {
  try {
    step_blocks();
    schedule_next();
  } catch (...) {
    error_ = std::current_exception();
  }
}

void Scheduler::step_blocks() {
  collect_blocks();
  for (std::size_t i = 0; i < current_.size(); ++i) {
    announce(i);
    blocks_[current_[i]]->step(now_);
  }
  if (!current_.empty()) ++busy_cycles_;
}

void Scheduler::collect_blocks() {
  current_.clear();
  std::uint64_t* set = slot(now_);
  for (std::size_t w = 0; w < words_; ++w)
    for (std::uint64_t bits = std::exchange(set[w], 0); bits != 0; bits &= bits - 1)
      current_.push_back(static_cast<std::uint32_t>(w * 64) + static_cast<std::uint32_t>(__builtin_ctzll(bits)));
  const std::size_t s = now_ % kSlots;
  occupied_[s / 64] &= ~(std::uint64_t{1} << (s % 64));
}

// The blocks that follow the one in this place.
void Scheduler::announce(std::size_t place) const {
  if (place + 8 < current_.size()) {
    const HotMemory& hot = hot_[current_[place + 8]];
    for (std::size_t byte = 0; byte < hot.bytes; byte += 64)
      __builtin_prefetch(static_cast<const char*>(hot.begin) + byte, 1);
  }
  if (place + 6 < current_.size()) blocks_[current_[place + 6]]->announce(PrefetchStage::First);
  if (place + 4 < current_.size()) blocks_[current_[place + 4]]->announce(PrefetchStage::Second);
  if (place + 2 < current_.size()) blocks_[current_[place + 2]]->announce(PrefetchStage::Third);
}

void Scheduler::schedule_next() {
  Cycle next = 0;
  if (!next_cycle(next)) return;  // nobody has work: the kernel runs out of events and sc_start returns
  if (next > max_cycles_)
    throw RunError("stopped at max_cycles: the run is not finished after " + std::to_string(max_cycles_) + " cycles");
  sc_core::next_trigger(static_cast<double>(next - now_) * period_);
  now_ = next;
  move_later_into_wheel();
}

bool Scheduler::next_cycle(Cycle& next) const {
  const std::size_t start = (now_ + 1) % kSlots;
  for (std::size_t i = 0; i <= occupied_.size(); ++i) {
    const std::size_t w = (start / 64 + i) % occupied_.size();
    std::uint64_t bits = occupied_[w];
    if (i == 0) bits &= ~std::uint64_t{0} << (start % 64);
    if (i == occupied_.size()) bits &= (std::uint64_t{1} << (start % 64)) - 1;
    if (bits == 0) continue;
    const std::size_t s = w * 64 + static_cast<std::size_t>(__builtin_ctzll(bits));
    next = now_ + 1 + (s + kSlots - start) % kSlots;
    return true;
  }
  if (later_.empty()) return false;
  next = later_.begin()->first;
  return true;
}

void Scheduler::move_later_into_wheel() {
  while (!later_.empty() && later_.begin()->first - now_ < kSlots) {
    const auto first = later_.begin();
    const Cycle at = first->first;
    const std::vector<int> blocks = std::move(first->second);
    later_.erase(first);
    for (const int block : blocks) wake(block, at);
  }
}

}  // namespace spikeloom
