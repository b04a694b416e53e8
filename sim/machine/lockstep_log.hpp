// SPDX-License-Identifier: Apache-2.0
#pragma once
// What blocks in lock-step tell the run: how much was compared, and at its end whether anything is left over.

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/machine/observer.hpp"

namespace spikeloom {

/// What one block compared. All that was compared was equal: the first difference ends the run.
struct LockstepCounts {
  std::string block;  ///< its place in the chip: tile_1_2.router
  Cycle cycles = 0;   ///< in which both sides were stepped and every output compared
  std::vector<std::pair<std::string, std::uint64_t>> compared;  ///< "flits", "credits", ...: outputs that carried one
};

class LockstepBlock {
 public:
  virtual ~LockstepBlock() = default;
  virtual LockstepCounts lockstep_counts() const = 0;
  /// After the last cycle. Throws RunError when one side sent what the other did not, or their counts differ.
  virtual void finish_lockstep() = 0;
};

/// Of one chip; blocks add themselves while it is built.
class LockstepLog {
 public:
  std::string waveform_folder = ".";  ///< where a difference leaves its waveform

  void add(LockstepBlock& block) { blocks_.push_back(&block); }
  void finish() {
    for (LockstepBlock* block : blocks_) block->finish_lockstep();
  }
  std::vector<LockstepCounts> counts() const {
    std::vector<LockstepCounts> all;
    for (const LockstepBlock* block : blocks_) all.push_back(block->lockstep_counts());
    return all;
  }

 private:
  std::vector<LockstepBlock*> blocks_;
};

/// The same blocks, of chips that ran one after the other.
inline void add_counts(std::vector<LockstepCounts>& all, const std::vector<LockstepCounts>& part) {
  for (const LockstepCounts& counts : part) {
    const auto same = std::find_if(all.begin(), all.end(), [&](const auto& has) { return has.block == counts.block; });
    if (same == all.end()) {
      all.push_back(counts);
      continue;
    }
    same->cycles += counts.cycles;
    for (std::size_t i = 0; i < counts.compared.size(); ++i) same->compared[i].second += counts.compared[i].second;
  }
}

}  // namespace spikeloom
