// SPDX-License-Identifier: Apache-2.0
#include "rtl/traces/trace_recorder.hpp"

#include <string>

#include "base/error.hpp"

namespace spikeloom {

void TraceRecorder::set_chip(const ChipContext& chip, int vcs) {
  chip_ = &chip;
  codec_.emplace(chip.mapping, chip.dispatch, chip.network, vcs);
}

void TraceRecorder::on_flit(int port, Way way, const Flit& flit, Cycle arrival) {
  PortWires& to = wires(port, way, arrival);
  const PacketBits bits = codec_->encode(chip_->packets[flit.packet]);
  to.valid = true;
  to.head = flit.head();
  to.tail = flit.tail != 0;
  to.vc = flit.vc;
  to.data = flit_of(bits, flit.position, header_.flit_bits());
}

void TraceRecorder::on_credit(int port, Way way, int vc, Cycle arrival) {
  PortWires& to = wires(port, way, arrival);
  const std::uint32_t bit = std::uint32_t{1} << vc;
  if ((to.credits & bit) != 0)
    throw RunError("trace of " + header_.block + ": two credits of port " + kPortNames[static_cast<std::size_t>(port)] +
                   " vc " + std::to_string(vc) + " in cycle " + std::to_string(arrival) + "; a wire carries one");
  to.credits |= bit;
}

// Whatever is sent arrives later than now: cycles up to now are complete.
PortWires& TraceRecorder::wires(int port, Way way, Cycle arrival) {
  if (!begun_) begin();
  write_until(chip_->scheduler.now());
  TraceCycle& cycle = ahead_[arrival];
  cycle.cycle = arrival;
  return (way == Way::In ? cycle.in : cycle.out)[static_cast<std::size_t>(port)];
}

void TraceRecorder::begin() {
  begun_ = true;
  for (const auto& load_of : loads_) {
    const BlockLoad load = load_of();
    header_.parameters.insert(header_.parameters.end(), load.sizes.begin(), load.sizes.end());
    header_.config.insert(header_.config.end(), load.writes.begin(), load.writes.end());
  }
  for (const auto& sink : sinks_) sink->begin(header_);
}

void TraceRecorder::write_until(Cycle now) {
  while (!ahead_.empty() && ahead_.begin()->first <= now) {
    const TraceCycle& cycle = ahead_.begin()->second;
    totals_.add(cycle);
    totals_.last_cycle = cycle.cycle;
    for (const auto& sink : sinks_) sink->cycle(cycle);
    ahead_.erase(ahead_.begin());
  }
}

void TraceRecorder::finish() {
  if (!begun_) {
    loads_.clear();  // nothing came: nobody asked while the chip was there
    begin();
  }
  write_until(~Cycle{0});
  totals_.last_cycle += kSilentCycles;
  for (const auto& sink : sinks_) sink->end(totals_);
}

}  // namespace spikeloom
