// SPDX-License-Identifier: Apache-2.0
#pragma once
// The numbers of a slice's channels, in its own order and as wide as the lanes: what additions and sweeps run over.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "mapping/plan/mapping.hpp"

namespace spikeloom {

/// A partial slice adds up bare products: no shift, no bias, no rounding.
struct ChannelParameters {
  std::vector<std::int32_t> bias, weight_shift, output_shift;
  std::vector<std::int32_t> half;       ///< what rounding adds: 2^(output_shift - 1), or 0
  std::vector<std::int32_t> threshold;  ///< empty unless the slice fires
};

inline ChannelParameters channel_parameters(const Layer& layer, const Slice& slice) {
  const auto wide = static_cast<std::size_t>(slice.channels.size());
  // A layer without weights may leave its numbers out.
  const auto own = [&](const auto& source) {
    std::vector<std::int32_t> numbers(wide, 0);
    if (!source.empty() && !slice.is_partial())
      std::copy_n(source.begin() + slice.channels.begin, wide, numbers.begin());
    return numbers;
  };
  ChannelParameters result{own(layer.bias), own(layer.weight_shift), own(layer.output_shift), {}, {}};
  for (const std::int32_t shift : result.output_shift) result.half.push_back(shift == 0 ? 0 : 1 << (shift - 1));
  if (layer.fires && !slice.is_partial()) result.threshold = own(layer.threshold);
  return result;
}

}  // namespace spikeloom
