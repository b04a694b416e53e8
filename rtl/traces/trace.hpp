// SPDX-License-Identifier: Apache-2.0
#pragma once
// A reference trace: all that happens on the wires of one block of one run, cycle by cycle. docs/reference-traces.md
// describes the files.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "rtl/verilated/block_dut.hpp"

namespace spikeloom {

constexpr const char* kTraceFormat = "spikeloom-trace";
constexpr int kTraceVersion = 1;

/// Names of the ports, by their numbers (Direction).
constexpr std::array<const char*, kBlockPorts> kPortNames{"local", "north", "east", "south", "west", "host"};

struct TraceHeader {
  std::string block;
  int column = 0, row = 0;                                      ///< of the tile
  NamedNumbers parameters;                                      ///< that the block must be built with
  std::vector<int> ports;                                       ///< that are linked
  std::vector<std::pair<std::uint32_t, std::uint64_t>> config;  ///< address, data: writes before the first cycle

  /// Of a parameter that every block has: FlitBits, Vcs.
  std::int64_t parameter(const std::string& name) const {
    for (const auto& [known, value] : parameters)
      if (known == name) return value;
    return 0;
  }
  int flit_bits() const { return static_cast<int>(parameter("FlitBits")); }
  int vcs() const { return static_cast<int>(parameter("Vcs")); }
};

/// A cycle in which something is on the wires.
struct TraceCycle {
  std::uint64_t cycle = 0;
  BlockWires in{}, out{};
};

/// What a trace has in all: its last line, by which a reader knows that it is whole.
struct TraceTotals {
  std::uint64_t last_cycle = 0;  ///< of the run: the block is clocked up to it
  std::uint64_t cycles = 0;      ///< in which anything happens
  std::uint64_t flits_in = 0, flits_out = 0, credits_in = 0, credits_out = 0;

  void add(const TraceCycle& cycle);
  bool operator==(const TraceTotals& o) const {
    return last_cycle == o.last_cycle && cycles == o.cycles && flits_in == o.flits_in && flits_out == o.flits_out &&
           credits_in == o.credits_in && credits_out == o.credits_out;
  }
};

/// Takes a trace as it is made.
class TraceSink {
 public:
  virtual ~TraceSink() = default;
  virtual void begin(const TraceHeader& header) = 0;
  virtual void cycle(const TraceCycle& cycle) = 0;  ///< ascending
  /// The file gets its name; without, nothing is left of it.
  virtual void end(const TraceTotals& totals) = 0;
};

/// `digits` hexadecimal digits of bits, the highest first; the other way: false for anything else.
std::string hex_of(const FlitBits& bits, int digits);
bool bits_of(const std::string& hex, int digits, FlitBits& bits);
constexpr int digits_of(int bits) { return (bits + 3) / 4; }

}  // namespace spikeloom
