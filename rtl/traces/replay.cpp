// SPDX-License-Identifier: Apache-2.0
#include "rtl/traces/replay.hpp"

#include "base/error.hpp"

namespace spikeloom {
namespace {

std::string name_of(std::size_t port) { return kPortNames[port]; }

/// One line: what is on each port's wires.
std::string all_wires(const char* what, const BlockWires& wires, int digits) {
  std::string text;
  for (std::size_t i = 0; i < wires.size(); ++i)
    if (!wires[i].idle()) text += "  " + name_of(i) + ": " + wires_text(wires[i], digits);
  return text.empty() ? "" : std::string("\n      ") + what + text;
}

}  // namespace

std::string wires_text(const PortWires& port, int digits) {
  if (port.idle()) return "nothing";
  std::string text;
  if (port.valid)
    text = "flit vc " + std::to_string(port.vc) + (port.head ? " head" : "") + (port.tail ? " tail " : " ") +
           hex_of(port.data, digits);
  if (port.credits != 0) text += (port.valid ? ", credits " : "credits ") + std::to_string(port.credits);
  return text;
}

void Replay::configure() {
  for (const auto& [address, data] : trace_.header().config) dut_.write_config(address, data);
}

ReplayCounts Replay::run() {
  next_record();
  for (std::uint64_t cycle = 0;; ++cycle) {
    if (ended_ && cycle > trace_.totals().last_cycle) break;
    if (!ended_ && record_.cycle == cycle) {
      step(record_);
      next_record();
    } else {
      TraceCycle silent;
      silent.cycle = cycle;
      step(silent);
    }
  }
  return counts_;
}

bool Replay::next_record() {
  ended_ = !trace_.next(record_);
  return !ended_;
}

void Replay::step(const TraceCycle& cycle) {
  if (past_.size() == kHistory) past_.pop_front();
  past_.push_back({cycle, wires_});
  if (!(wires_ == cycle.out)) tell_difference(cycle);
  ++counts_.cycles;
  for (const PortWires& port : wires_) {
    counts_.flits += port.valid ? 1U : 0U;
    for (std::uint32_t bits = port.credits; bits != 0; bits &= bits - 1) ++counts_.credits;
  }
  wires_ = dut_.clock(cycle.in);
}

void Replay::tell_difference(const TraceCycle& expected) const {
  std::size_t port = 0;
  while (wires_[port] == expected.out[port]) ++port;
  const TraceHeader& header = trace_.header();
  const int digits = digits_of(header.flit_bits());
  throw RunError(header.block + " of tile (" + std::to_string(header.column) + "," + std::to_string(header.row) +
                 ") differs from its trace in cycle " + std::to_string(expected.cycle) + ", port " + name_of(port) +
                 "\n  expected " + wires_text(expected.out[port], digits) + "\n  got      " +
                 wires_text(wires_[port], digits) + "\n  compared before: " + std::to_string(counts_.cycles) +
                 " cycles, " + std::to_string(counts_.flits) + " flits, " + std::to_string(counts_.credits) +
                 " credits\n  the last cycles, those without anything left out:" + history());
}

std::string Replay::history() const {
  const int digits = digits_of(trace_.header().flit_bits());
  std::string text;
  for (const Past& past : past_) {
    const std::string wires = all_wires("in      ", past.expected.in, digits) +
                              all_wires("expected", past.expected.out, digits) +
                              all_wires("got     ", past.got, digits);
    if (!wires.empty()) text += "\n    cycle " + std::to_string(past.expected.cycle) + wires;
  }
  return text;
}

}  // namespace spikeloom
