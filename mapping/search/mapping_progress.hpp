// SPDX-License-Identifier: Apache-2.0
#pragma once
// How far the mapper is; the mapping does not depend on it.

#include <cstdint>
#include <functional>

namespace spikeloom {

enum class MappingStep : std::uint8_t {
  Partitioning,  ///< partitions done, of all that may be tried
  Placing        ///< swaps tried
};

/// Called now and then, from the thread that maps. Passes begin anew.
using MappingProgress = std::function<void(MappingStep step, std::uint64_t done, std::uint64_t total)>;

}  // namespace spikeloom
