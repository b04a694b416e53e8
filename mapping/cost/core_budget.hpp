// SPDX-License-Identifier: Apache-2.0
#pragma once
// What each core holds and has to do, slice by slice: kept by whoever gives slices to cores or exchanges them.

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

class CoreLedger {
 public:
  /// `cycles`: of each slice.
  CoreLedger(const Network& network, const Mapping& mapping, const std::vector<std::int64_t>& cycles);

  /// A load is on no core and takes nothing.
  void add(int slice, int core);
  void remove(int slice, int core);
  Lack lack(const std::vector<int>& slices, int core) const;

  std::int64_t load(int core) const { return at(core).load; }
  std::int64_t stage_load(int core, int stage) const { return at(core).stages[static_cast<std::size_t>(stage)]; }
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
    std::vector<std::int64_t> stages;
  };
  const Core& at(int core) const { return cores_[static_cast<std::size_t>(core)]; }
  const SliceMemory& memory(int slice) const { return mapping_.slices[static_cast<std::size_t>(slice)].memory; }

  const Mapping& mapping_;
  const Target& target_;
  const std::vector<std::int64_t>& cycles_;
  std::vector<int> stage_;  ///< [slice]
  int stages_ = 1;
  std::vector<Core> cores_;
};

}  // namespace spikeloom
