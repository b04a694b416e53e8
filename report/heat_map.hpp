// SPDX-License-Identifier: Apache-2.0
#pragma once
// A mesh of shares as text, one cell a tile: figures where they fit, shades where the mesh is too wide for them.

#include <string>
#include <vector>

namespace spikeloom {

/// `shares`: 0..1 of each tile, along rows. With a title: "Datapath busy, % of all cycles, by tile".
std::string heat_map(const std::string& what, const std::string& whole, const std::vector<double>& shares, int columns,
                     int width);

}  // namespace spikeloom
