// SPDX-License-Identifier: Apache-2.0
#pragma once
// Steps the blocks that have work and sleeps when none has: the only process of a behavioural chip.
//
// Why not one SC_METHOD per block: 5 to 38 times slower in prototypes (docs/decisions.md), with the same result. Blocks
// stay sc_modules with ports and places in the hierarchy. A timing wheel of bit sets holds who is to be stepped when;
// within a cycle blocks are stepped in the order of their numbers, which cannot be seen from outside (flit_port.hpp).

#include <array>
#include <cstdint>
#include <exception>
#include <map>
#include <systemc>
#include <vector>

#include "sim/machine/observer.hpp"

namespace spikeloom {

enum class PrefetchStage : std::uint8_t { First, Second, Third };

/// A block with a clock. It is stepped in the cycles for which it was woken, once per cycle.
class Clocked {
 public:
  virtual ~Clocked() = default;
  virtual void step(Cycle now) = 0;
  /// A step is near, some steps of other blocks away: told three times. Chips are larger than caches; a block of many
  /// may have fetched what its step will touch, first what it knows itself, then what that leads to, and so on.
  virtual void announce(PrefetchStage) const {}
};

/// Where the state is that every step of a block touches.
struct HotMemory {
  const void* begin = nullptr;
  std::size_t bytes = 0;
};

class Scheduler : public sc_core::sc_module {
 public:
  Scheduler(const sc_core::sc_module_name& name, double clock_mhz);

  /// During elaboration only, before anybody is woken.
  int add(Clocked& block, const HotMemory& hot = {});

  /// Steps the block in cycle `at`, which must be later than now() once the simulation runs.
  void wake(int block, Cycle at) {
    if (at - now_ >= kSlots) return wake_later(block, at);
    const auto b = static_cast<std::size_t>(block);
    slot(at)[b / 64] |= std::uint64_t{1} << (b % 64);
    const std::size_t s = at % kSlots;
    occupied_[s / 64] |= std::uint64_t{1} << (s % 64);
  }

  Cycle now() const { return now_; }
  /// Cycles in which at least one block was stepped.
  std::uint64_t busy_cycles() const { return busy_cycles_; }

  void set_max_cycles(Cycle max_cycles) { max_cycles_ = max_cycles; }

  /// What a block threw: SystemC would turn it into a report and lose its type. Null when nothing did.
  std::exception_ptr error() const { return error_; }

 private:
  static constexpr std::size_t kSlots = 1024;  ///< of the wheel; later cycles wait in `later_`
  void wake_later(int block, Cycle at) { later_[at].push_back(block); }
  void tick();
  void step_blocks();
  void collect_blocks();
  void announce(std::size_t place) const;
  void schedule_next();
  bool next_cycle(Cycle& next) const;
  void move_later_into_wheel();
  std::uint64_t* slot(Cycle at) { return wheel_.data() + (at % kSlots) * words_; }

  sc_core::sc_time period_;
  std::vector<Clocked*> blocks_;
  std::vector<HotMemory> hot_;  ///< of each block
  std::size_t words_ = 1;
  std::vector<std::uint64_t> wheel_;  ///< kSlots sets of blocks
  std::array<std::uint64_t, kSlots / 64> occupied_{};
  std::map<Cycle, std::vector<int>> later_;
  std::vector<std::uint32_t> current_;  ///< blocks of this cycle
  Cycle now_ = 0;
  Cycle max_cycles_ = ~Cycle{0};
  std::uint64_t busy_cycles_ = 0;
  std::exception_ptr error_;
};

}  // namespace spikeloom
