// SPDX-License-Identifier: Apache-2.0
#pragma once
// Values of the mapper's settings that stand for something else.

#include <cstdint>

namespace spikeloom {

constexpr int kAutoSwaps = -1;  ///< kSwapsPerGroup for each group of slices
/// Swaps that are tried when nobody says how many: for each group of slices.
constexpr std::int64_t kSwapsPerGroup = 100;
constexpr int kUsualTiles = 1024;            ///< a larger chip is searched with a budget for each tile
constexpr std::int64_t kSwapsPerTile = 256;  ///< then, at most

constexpr int kAutoPasses = 0;  ///< as few as the chip allows
constexpr int kMaxPasses = 64;

}  // namespace spikeloom
