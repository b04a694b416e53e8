// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the mapper must know of a chip. Filled from the chip's YAML by sim/config; sizes in bytes, widths in bits.

#include <cstdint>

#include "models/digits.hpp"

namespace spikeloom {

/// Widths of the fields of a flit's header: how a packet of machine.md section 6 is addressed in one flit.
/// destination tile 12, slice 5, kind 2, port 2, row 8, column 8, time step 3, image parity 1, channel group 7.
constexpr int kHeaderBits = 48;
constexpr int kMaxSlicesPerCore = 32;
constexpr int kMaxRows = 256, kMaxColumns = 256;
constexpr int kMaxChannelGroups = 128;
constexpr int kMaxTimeSteps = 8;
constexpr int kMaxTiles = 4095;  ///< one destination number is the host port's
constexpr int kMaxValuesPerWord = 8;

struct Target {
  int columns = 4, rows = 4;  ///< of the mesh; tile = row * columns + column
  int lanes = 64;             ///< adders of a core's datapath
  int neuron_lanes = 16;      ///< neurons a core updates in a cycle
  std::int64_t weight_sram_bytes = 128 * 1024;
  std::int64_t accumulator_sram_bytes = 128 * 1024;
  int accumulator_bits = 32;
  int weight_bits = 8;
  int row_buffers = 2;  ///< finished rows that wait in front of the packetizer
  int flit_bits = 128;
  int spike_word_channels = 64;  ///< channels of a bitmap spike word: 16, 32 or 64
  DigitCode digits = DigitCode::CanonicalSignedDigit;

  int tiles() const { return columns * rows; }
  int payload_bits() const { return flit_bits - kHeaderBits; }
  /// Values of `value_bits` each in one value word; 0 when not even one fits.
  int values_per_word(int value_bits) const {
    const int n = payload_bits() / value_bits;
    return n < kMaxValuesPerWord ? n : kMaxValuesPerWord;
  }
};

}  // namespace spikeloom
