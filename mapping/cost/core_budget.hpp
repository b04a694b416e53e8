// SPDX-License-Identifier: Apache-2.0
#pragma once
// What each core holds and has to do, slice by slice: kept by whoever gives slices to cores or exchanges them.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "mapping/plan/mapping.hpp"
#include "mapping/plan/memory.hpp"

namespace spikeloom {

/// A stage of the network begins where a layer needs a whole map before its first row (attention, spatial sum): with
/// one image on the chip, stages come one after the other. Per layer, from 0.
std::vector<int> stages_of_layers(const Network& network);

/// What a core lacks for some slices.
struct Lack {
  bool weights = false, accumulators = false, slice_numbers = false;
  bool any() const { return weights || accumulators || slice_numbers; }
};

/// What slices that are to share a core take of it, together.
struct CoreNeed {
  std::int64_t weights = 0, accumulators = 0, row_buffer = 0;  ///< bytes; of the largest row
  std::size_t slices = 0;
};

class CoreLedger {
 public:
  /// `cycles`: of each slice.
  CoreLedger(const Network& network, const Mapping& mapping, const std::vector<std::int64_t>& cycles);

  /// A load is on no core and takes nothing.
  void add(int slice, int core);
  void remove(int slice, int core);
  CoreNeed need(const std::vector<int>& slices) const;
  Lack lack(const CoreNeed& need, int core) const;
  Lack lack(const std::vector<int>& slices, int core) const { return lack(need(slices), core); }

  std::int64_t load(int core) const { return at(core).load; }
  std::int64_t stage_load(int core, int stage) const { return stage_loads_[place(core, stage)]; }
  int stage(int slice) const { return stage_[static_cast<std::size_t>(slice)]; }
  int stages() const { return stages_; }
  const std::vector<int>& slices(int core) const { return at(core).slices; }
  std::int64_t weights_left(int core) const { return target_.weight_sram_bytes - at(core).weights; }
  std::int64_t accumulators_left(int core) const;

  std::int64_t busiest() const;
  /// Cycles of one image alone, if each stage takes as long as its busiest core.
  std::int64_t latency() const;

 private:
  struct Core {
    std::vector<int> slices;
    std::int64_t weights = 0, accumulators = 0, load = 0;
    std::int64_t largest_row = 0;
  };
  std::size_t place(int core, int stage) const {
    return static_cast<std::size_t>(core) * static_cast<std::size_t>(stages_) + static_cast<std::size_t>(stage);
  }
  const Core& at(int core) const { return cores_[static_cast<std::size_t>(core)]; }
  const SliceMemory& memory(int slice) const { return mapping_.slices[static_cast<std::size_t>(slice)].memory; }

  const Mapping& mapping_;
  const Target& target_;
  const std::vector<std::int64_t>& cycles_;
  std::vector<int> stage_;  ///< [slice]
  int stages_ = 1;
  std::vector<Core> cores_;
  std::vector<std::int64_t> stage_loads_;  ///< [core][stage]
};

/// In the header: an assignment asks every core for every slice.
inline Lack CoreLedger::lack(const CoreNeed& need, int number) const {
  const Core& core = at(number);
  const std::int64_t row = std::max(core.largest_row, need.row_buffer);
  return {core.weights + need.weights > target_.weight_sram_bytes,
          core.accumulators + need.accumulators + target_.row_buffers * row > target_.accumulator_sram_bytes,
          core.slices.size() + need.slices > static_cast<std::size_t>(kMaxSlicesPerCore)};
}

}  // namespace spikeloom
