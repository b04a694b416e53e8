// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which slices share a core: longest work first onto the least loaded core that has room in both SRAMs.

#include <optional>
#include <vector>

#include "mapping/mapping.hpp"

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

/// Sets Slice::core of all slices; `work` is per slice. Nothing when all found room.
std::optional<Shortage> assign_cores(Mapping& mapping, const std::vector<double>& work);

}  // namespace spikeloom
