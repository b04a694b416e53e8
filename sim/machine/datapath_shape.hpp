// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "models/digits.hpp"

namespace spikeloom {

/// Widths of a core that decide passes and SRAM words.
struct DatapathShape {
  int lanes = 64;
  int weight_bits = 8;
  int accumulator_bits = 32;
  DigitCode digits = DigitCode::CanonicalSignedDigit;

  int passes(int channels) const { return (channels + lanes - 1) / lanes; }
  /// 64-bit SRAM words that hold so many weights or accumulators.
  std::uint64_t weight_words(int channels) const {
    return (static_cast<std::uint64_t>(channels * weight_bits) + 63) / 64;
  }
  std::uint64_t accumulator_words(int channels) const {
    return (static_cast<std::uint64_t>(channels) * static_cast<std::uint64_t>(accumulator_bits) + 63) / 64;
  }
};

}  // namespace spikeloom
