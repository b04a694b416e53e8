// SPDX-License-Identifier: Apache-2.0
#pragma once
// A block in RTL as whoever replays a trace sees it: wires of links, a clock, a configuration port. Plain C++, so that
// a file may include a verilated model or SystemC, but needs neither.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "rtl/verilated/model_parameters.hpp"

namespace spikeloom {

/// One flit on the wires of a link, bit 0 first. No chip has wider ones.
constexpr int kMaxFlitBits = 512;
using FlitBits = std::array<std::uint64_t, kMaxFlitBits / 64>;

/// One way of one link in one cycle: a flit, and the credits that go beside it (for the flits of the other way).
struct PortWires {
  bool valid = false, head = false, tail = false;
  int vc = 0;
  std::uint32_t credits = 0;  ///< a bit for each virtual channel: one place freed
  FlitBits data{};

  bool idle() const { return !valid && credits == 0; }
  /// What a receiver can tell: without a flit the wires beside `valid` say nothing.
  bool operator==(const PortWires& o) const {
    if (credits != o.credits || valid != o.valid) return false;
    return !valid || (head == o.head && tail == o.tail && vc == o.vc && data == o.data);
  }
};

/// Ports of a block, in the order of sim/machine/router.hpp Direction; a block has no more.
constexpr int kBlockPorts = 6;
using BlockWires = std::array<PortWires, kBlockPorts>;

/// What a block is loaded with before the first cycle: writes of the configuration port (address, data), and sizes of
/// the tables that their addresses are cut for.
struct BlockLoad {
  NamedNumbers sizes;
  std::vector<std::pair<std::uint32_t, std::uint64_t>> writes;
};

class BlockDut {
 public:
  virtual ~BlockDut() = default;

  /// Before the first cycle, one write a clock.
  virtual void write_config(std::uint32_t address, std::uint64_t data) = 0;
  /// The wires of a cycle come in, a clock edge ends it: the wires that go out in the next cycle.
  virtual const BlockWires& clock(const BlockWires& in) = 0;
  /// Of a block that was made `traced`: from the next clock on all signals go to a VCD file.
  virtual void open_waveform(const std::string& path) = 0;
};

/// The blocks that a program has in RTL, for a replay by name.
class BlockDuts {
 public:
  /// Makes a block that is built with these parameters, out of reset, or throws InputError with both values.
  using Make = std::function<std::unique_ptr<BlockDut>(const NamedNumbers& parameters, bool traced)>;

  void add(const std::string& block, Make make) { blocks_[block] = std::move(make); }
  const std::map<std::string, Make>& blocks() const { return blocks_; }

 private:
  std::map<std::string, Make> blocks_;
};

}  // namespace spikeloom
