// SPDX-License-Identifier: Apache-2.0
#include "models/reference/position_counts.hpp"

#include "base/digits.hpp"
#include "base/vector_clones.hpp"

namespace spikeloom {
SPIKELOOM_VECTOR_CLONES std::uint32_t digits_at(const std::int32_t* values, int channels) {
  std::uint32_t count = 0;
  for (int c = 0; c < channels; ++c) {
    const std::uint32_t places = signed_digit_places(magnitude(values[c]));
    count += static_cast<std::uint32_t>(__builtin_popcount(places));
  }
  return count;
}

}  // namespace spikeloom
