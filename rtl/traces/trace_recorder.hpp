// SPDX-License-Identifier: Apache-2.0
#pragma once
// Listens to the links of one block and writes what it hears as a trace. Flits become bits by the packet codec.

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "rtl/cosim/link_tap.hpp"
#include "rtl/traces/trace.hpp"
#include "rtl/wires/packet_codec.hpp"
#include "sim/machine/core.hpp"
#include "sim/machine/router.hpp"

namespace spikeloom {

class TraceRecorder final : public LinkListener {
 public:
  /// Cycles after the last event in which a block must stay silent: a trace ends with them.
  static constexpr Cycle kSilentCycles = 64;

  /// `header` has all but ports and configuration. Everything is written to each of the sinks.
  TraceRecorder(TraceHeader header, std::vector<std::unique_ptr<TraceSink>> sinks)
      : header_(std::move(header)), sinks_(std::move(sinks)) {}

  // While the chip is built: what its packets are made of, and what the block is configured with. Asked for when the
  // first flit or credit passes; the chip must live until the last has.
  void set_chip(const ChipContext& chip, int vcs);
  void add_load(std::function<BlockLoad()> load) { loads_.push_back(std::move(load)); }

  void on_linked(int port) override { header_.ports.push_back(port); }
  void on_flit(int port, Way way, const Flit& flit, Cycle arrival) override;
  void on_credit(int port, Way way, int vc, Cycle arrival) override;

  /// The run is over and was good: the files get their names.
  void finish();

 private:
  PortWires& wires(int port, Way way, Cycle arrival);
  void begin();
  void write_until(Cycle now);

  TraceHeader header_;
  std::vector<std::unique_ptr<TraceSink>> sinks_;
  const ChipContext* chip_ = nullptr;
  std::optional<PacketCodec> codec_;
  std::vector<std::function<BlockLoad()>> loads_;
  bool begun_ = false;
  std::map<Cycle, TraceCycle> ahead_;  ///< cycles that have not come
  TraceTotals totals_;
};

}  // namespace spikeloom
