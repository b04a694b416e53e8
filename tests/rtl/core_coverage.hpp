// SPDX-License-Identifier: Apache-2.0
#pragma once
// What cores in lock-step compared, and what they went through, over many chips.

#include <array>
#include <cstdint>
#include <string>

#include "mapping/plan/mapping.hpp"
#include "models/network.hpp"
#include "rtl/verilated/core_tables.hpp"

namespace spikeloom {

enum class CorePoint : std::uint8_t {
  SpikeWord,
  ValueWord,
  RowEnd,
  Credit,
  SharedSpikeWord,
  SharedValueWord,
  SharedRowEnd,
  PartialSum,
  LongPacket,  ///< several flits
  FullQueue,   ///< a virtual channel has no place left
  Kernel1,
  Kernel3,
  Kernel5,
  Kernel7,
  Stride1,
  Stride2,
  WindowWrap,    ///< a slice has more rows than its window
  Forward,       ///< a pass adds to the sums that the one before is about to write, ...
  ShiftForward,  ///< ... beginning at another of them
  Stall,
  LaterStep,    ///< a word, token or job of a time step behind the first
  LaterImage,   ///< something of an image behind the first
  ParityWrap,   ///< an image of the same parity as one before
  ManyTokens,   ///< a row that several producers end
  CounterWrap,  ///< the same in an image of the same parity as one before: its tokens have been counted already
  kPoints
};

struct CoreCoverage {
  static constexpr std::size_t kPoints = static_cast<std::size_t>(CorePoint::kPoints);

  std::uint64_t cases = 0, refused = 0;  ///< chips; refused: tables too small for their mapping
  std::uint64_t cycles = 0, flits = 0, credits = 0, rows = 0, accumulator_writes = 0;  ///< compared
  std::array<std::uint64_t, kPoints> points{};
  std::array<std::uint64_t, core_tables::kOperations> operations{};  ///< that the datapath began
  std::array<std::uint64_t, core_tables::kOperations> forwards{};    ///< passes of them that add to forwarded sums

  void add(CorePoint point, std::uint64_t count = 1) { points[static_cast<std::size_t>(point)] += count; }
  void add_shapes(const Network& network, const Mapping& mapping, std::size_t images);
  std::string text() const;
  /// Points that were not reached; empty: all were. `long_packets`: there are some with these parameters.
  std::string missing(bool long_packets) const;
};

}  // namespace spikeloom
