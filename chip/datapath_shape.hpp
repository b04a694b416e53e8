// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/digits.hpp"
#include "chip/chip_spec.hpp"

namespace spikeloom {

/// Widths that decide passes and SRAM words.
struct DatapathShape {
  int lanes = 64;
  int weight_bits = 8;
  int accumulator_bits = 32;
  DigitCode digits = DigitCode::CanonicalSignedDigit;
  int sram_word_bits = 64;

  int passes(int channels) const { return (channels + lanes - 1) / lanes; }
  /// SRAM words that hold so many bits, weights or accumulators.
  std::uint64_t sram_words(std::uint64_t bits) const {
    const auto word = static_cast<std::uint64_t>(sram_word_bits);
    return (bits + word - 1) / word;
  }
  std::uint64_t weight_words(int channels) const {
    return sram_words(static_cast<std::uint64_t>(channels) * static_cast<std::uint64_t>(weight_bits));
  }
  std::uint64_t accumulator_words(int channels) const {
    return sram_words(static_cast<std::uint64_t>(channels) * static_cast<std::uint64_t>(accumulator_bits));
  }
};

inline DatapathShape datapath_shape(const CoreSpec& core) {
  return {core.lanes, core.weight_bits, core.accumulator_bits, core.digits, core.sram_word_bits};
}

}  // namespace spikeloom
