// SPDX-License-Identifier: Apache-2.0
#pragma once
// How good a placement is, beside others: told with the mapping and by `spikeloom map`.

#include <cstdint>

namespace spikeloom {

/// Flits x links of one image, expected.
struct PlacementCosts {
  std::int64_t random = 0;    ///< the same cores on tiles drawn by lot
  std::int64_t greedy = 0;    ///< where assignment put them, each near those it talks to
  std::int64_t annealed = 0;  ///< as the mapping has it
  std::int64_t swaps = 0;     ///< that were tried
  std::int64_t ends = 0;      ///< ends of flows whose links were counted for it: the work of the search
};

}  // namespace spikeloom
