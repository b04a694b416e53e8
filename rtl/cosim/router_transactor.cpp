// SPDX-License-Identifier: Apache-2.0
#include "rtl/cosim/router_transactor.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "rtl/wires/router_config.hpp"

namespace spikeloom {
namespace {

bool is_terminal(int port) {
  const auto d = static_cast<Direction>(port);
  return d == Direction::Local || d == Direction::Host;
}

}  // namespace

RouterTransactor::RouterTransactor(const RouterContext& context, const ModelLibrary::Model& model, bool traced)
    : RouterTransactor(
          context, model, std::make_unique<SpikeRouterDut>(model, traced),
          [bits = model->parameters().FlitBits](const Flit& flit) { return spikeloom::to_wires(flit, bits); }) {}

RouterTransactor::RouterTransactor(const RouterContext& context, ModelLibrary::Model model,
                                   std::unique_ptr<SpikeRouterDut> dut, ToWires to_wires)
    : context_(context),
      model_(std::move(model)),
      parameters_(model_->parameters()),
      dut_(std::move(dut)),
      to_wires_(std::move(to_wires)) {}

void RouterTransactor::configure(SpikeRouterDut& dut) const {
  if (context_.fabric.groups() > parameters_.GroupEntries)
    throw InputError("noc.router: the chip has " + std::to_string(context_.fabric.groups()) +
                     " multicast groups, the table of the RTL set '" + parameters_.set + "' " +
                     std::to_string(parameters_.GroupEntries) + " entries (GroupEntries in rtl/configurations.cmake)");
  for (const auto& [address, data] : router_image(context_)) dut.configure(address, data);
}

void RouterTransactor::receive(int port, const Flit& flit, Cycle arrival) {
  ports_[static_cast<std::size_t>(port)].flits.push_back({arrival, flit});
  waiting_ports_ |= 1U << static_cast<unsigned>(port);
}

void RouterTransactor::credit(int port, int vc, Cycle arrival) {
  ports_[static_cast<std::size_t>(port)].credits.push_back({arrival, vc});
  waiting_ports_ |= 1U << static_cast<unsigned>(port);
}

void RouterTransactor::count_arrival(int port, Cycle arrival) {
  ++ports_[static_cast<std::size_t>(port)].held;
  ++counted_.flits_in[static_cast<std::size_t>(port)];
  counted_.buffered_cycles -= arrival;
}

// Whether anything arrives.
bool RouterTransactor::put_arrivals(int number, Cycle now) {
  Port& port = ports_[static_cast<std::size_t>(number)];
  bool any = false;
  if (!port.flits.empty() && port.flits.front().arrival == now) {
    dut_->put_flit(number, to_wires_(port.flits.front().flit));
    port.flits.pop_front();
    count_arrival(number, now);
    any = true;
  }
  unsigned seen = 0;
  for (; !port.credits.empty() && port.credits.front().arrival == now; port.credits.pop_front(), any = true) {
    const int vc = port.credits.front().vc;
    if ((seen >> static_cast<unsigned>(vc) & 1U) != 0)
      throw std::logic_error("two credits for one virtual channel in one cycle: there is a wire for one");
    seen |= 1U << static_cast<unsigned>(vc);
    dut_->put_credit(number, vc);
  }
  if (port.flits.empty() && port.credits.empty()) waiting_ports_ &= ~(1U << static_cast<unsigned>(number));
  return any;
}

bool RouterTransactor::step(Cycle now, Listener& listener) {
  bool clocks = dut_->busy();
  for (unsigned ports = waiting_ports_; ports != 0; ports &= ports - 1)
    if (put_arrivals(__builtin_ctz(ports), now)) clocks = true;
  if (!clocks) return false;
  dut_->clock(now);
  tell(now, listener);
  return true;
}

void RouterTransactor::tell(Cycle now, Listener& listener) {
  for (unsigned ports = dut_->flits_valid(); ports != 0; ports &= ports - 1) {
    const int port = __builtin_ctz(ports);
    ++counted_.flits_out[static_cast<std::size_t>(port)];
    listener.rtl_flit(port, dut_->flit(port), now + 1);
  }
  if (const std::uint64_t credits = dut_->credits(); credits != 0) give_credits(credits, now, listener);
}

// A credit is on its way for the latency of the link and a cycle, from the cycle in which its flit left the buffer.
void RouterTransactor::give_credits(std::uint64_t credits, Cycle now, Listener& listener) {
  for (; credits != 0; credits &= credits - 1) {
    const int wire = __builtin_ctzll(credits);
    const int port = wire / parameters_.Vcs;
    --ports_[static_cast<std::size_t>(port)].held;
    counted_.buffered_cycles += now - latency_of(port);
    listener.rtl_credit(port, wire % parameters_.Vcs, now + 1);
  }
}

Cycle RouterTransactor::latency_of(int port) const {
  return static_cast<Cycle>(is_terminal(port) ? 1 : parameters_.LinkLatency);
}

RouterCounts RouterTransactor::counts(Cycle now) const {
  const SpikeRouterDut::Counts rtl = dut_->counts();
  const auto vc_pace = static_cast<std::uint64_t>(std::max(parameters_.VcAllocDelay, 1));
  const auto switch_pace = static_cast<std::uint64_t>(parameters_.SwitchAllocDelay);
  RouterCounts counts = counted_;
  counts.vc_grants = rtl.vc_grants;
  counts.stall_cycles = {rtl.no_vc * vc_pace, rtl.lost_vc * vc_pace, rtl.no_credit * switch_pace,
                         rtl.lost_switch * switch_pace};
  for (const std::uint64_t flits : counts.flits_out) counts.switch_grants += flits;
  for (const Port& port : ports_) counts.buffered_cycles += port.held * now;
  return counts;
}

std::string RouterTransactor::waiting() const {
  std::string text;
  for (std::size_t port = 0; port < ports_.size(); ++port)
    if (ports_[port].held != 0)
      text += (text.empty() ? "" : "; ") + std::to_string(ports_[port].held) + " flits from " + kDirectionNames[port] +
              " wait (RTL)";
  return text;
}

}  // namespace spikeloom
