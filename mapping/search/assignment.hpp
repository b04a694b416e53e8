// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which slices share a core: longest work first onto a core among the least loaded ones that have room in both SRAMs,
// and among those the one nearest to whom they talk to.

#include <optional>
#include <vector>

#include "mapping/cost/core_budget.hpp"
#include "mapping/cost/traffic.hpp"
#include "mapping/plan/mapping.hpp"

namespace spikeloom {

/// Why a slice found no core. Several of the first three: every core lacks one of them at least.
struct Shortage {
  int slice = 0;
  bool weights = false;
  bool accumulators = false;
  bool slice_numbers = false;
  bool chip_weights = false;           ///< no cut helps: all weights together exceed all weight SRAMs together
  std::int64_t weights_left = 0;       ///< the most that any core had left
  std::int64_t accumulators_left = 0;  ///< the most that any core had left
};

/// Slices that must share a core; every slice is in one, but loads.
using SliceGroups = std::vector<std::vector<int>>;
SliceGroups single_slices(const Mapping& mapping);

/// Sets Slice::core of all slices. `cycles` per slice; `flows` may be empty when nobody asks for nearness. Nothing
/// when all found room; then `ledger` tells what each core has.
std::optional<Shortage> assign_cores(const Network& network, Mapping& mapping, const std::vector<std::int64_t>& cycles,
                                     const SliceGroups& groups, const std::vector<Flow>& flows);

}  // namespace spikeloom
