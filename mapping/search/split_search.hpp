// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which split of a layer is best: of all that keep each slice within limits, the one that takes the least of the chip.

#include <optional>
#include <vector>

#include "mapping/cost/work.hpp"
#include "mapping/search/partition.hpp"

namespace spikeloom {

/// What one slice may take.
struct SliceLimits {
  std::int64_t cycles = 0;
  std::int64_t weights = 0;
  std::int64_t accumulators = 0;  ///< row buffers included
};

constexpr int kUsualPrice = 8;

class SplitSearch {
 public:
  /// `windows`: rows of accumulators of each layer, when it is not cut in rows; `layers`: those of the pass.
  SplitSearch(const Network& network, const WorkModel& work, std::vector<int> windows, LoopOrder time,
              Range layers = {});

  /// How dear SRAM is: at the usual price, a whole chip's SRAM is worth a whole chip's time.
  void set_memory_price(int price) { memory_price_ = price; }

  /// The best split whose slices keep the limits. Rows are cut only if nothing else will do: a band waits until its
  /// rows come. If no split keeps all limits, the one that keeps the SRAMs' and has the shortest slices; if the SRAMs
  /// are too small for any slice, the finest for the SRAM that lacks.
  Split best(int layer, const SliceLimits& limits) const;

  /// The best of those that cut channels, rows and columns like `model`; nothing when none keeps the SRAMs' limits.
  std::optional<Split> best_like(int layer, const Split& model, const SliceLimits& limits) const;

  /// Of the uncut layers of the pass, all together.
  std::int64_t network_cycles() const { return network_cycles_; }

  /// What the largest slice of the split takes.
  struct Largest {
    std::int64_t cycles = 0, weights = 0, accumulators = 0;
    bool keeps_memory(const SliceLimits& l) const { return weights <= l.weights && accumulators <= l.accumulators; }
  };
  Largest largest(int layer, const Split& split) const;

 private:
  /// Parts in which it is worth cutting each dimension.
  struct Choices {
    std::vector<int> channels, columns, inputs;
  };
  struct Best;

  Choices choices(int layer) const;
  bool words_are_numbered(int layer, const Split& split) const;
  Slice inner_slice(int layer, const Split& split) const;
  std::int64_t price(const Split& split, const Largest& largest) const;
  void consider_all(int layer, int bands, const SliceLimits& limits, Best& best) const;

  const Network& network_;
  const WorkModel& work_;
  std::vector<int> windows_;
  LoopOrder time_;
  std::int64_t network_cycles_ = 0;
  int memory_price_ = kUsualPrice;
};

}  // namespace spikeloom
