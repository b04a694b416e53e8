// SPDX-License-Identifier: Apache-2.0
#include "report/heat_map.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/units.hpp"

namespace spikeloom {
namespace {

constexpr int kWideCell = 8;

const char* shade(double share) {
  static const std::array<const char*, 5> kShades{"·", "░", "▒", "▓", "█"};
  const auto step = static_cast<int>(std::ceil(share * 4));
  return kShades[static_cast<std::size_t>(std::clamp(step, 0, 4))];
}

/// "▒▒ 43": two shades and the percentage; or one shade where the mesh is too wide for figures.
std::string cell_text(double share, bool wide) {
  std::string mark = shade(share);
  if (!wide) return mark;
  return pad_right(mark + mark + pad_left(std::to_string(std::lround(100 * share)), 4), kWideCell);
}

}  // namespace

std::string heat_map(const std::string& what, const std::string& whole, const std::vector<double>& shares, int columns,
                     int width) {
  const bool wide = 2 + columns * kWideCell <= width;
  std::string text =
      wide ? what + ", % of " + whole + ", by tile\n" : what + " by tile (· none, ░ to 25 %, ▒ 50, ▓ 75, █ 100)\n";
  const auto length = static_cast<std::size_t>(columns);
  for (std::size_t begin = 0; begin < shares.size(); begin += length) {
    std::string row;
    for (std::size_t tile = begin; tile < std::min(begin + length, shares.size()); ++tile)
      row += cell_text(shares[tile], wide);
    text += "  " + row.erase(row.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

}  // namespace spikeloom
