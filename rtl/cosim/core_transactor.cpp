// SPDX-License-Identifier: Apache-2.0
#include "rtl/cosim/core_transactor.hpp"

#include <stdexcept>

namespace spikeloom {

WireFlit wires_of(const PacketBits& packet, const Flit& flit, int flit_bits) {
  WireFlit wires;
  wires.vc = flit.vc;
  wires.head = flit.head();
  wires.tail = flit.tail != 0;
  const FlitBits bits = flit_of(packet, flit.position, flit_bits);
  for (int bit = 0; bit < flit_bits; bit += 32)
    wires.data[static_cast<std::size_t>(bit / 32)] = static_cast<std::uint32_t>(get_bits(bits, bit, 32));
  return wires;
}

CoreTransactor::CoreTransactor(const CoreContext& context, ModelLibrary& models, Observer& watcher)
    : context_(context),
      model_(choose_core(models, context.noc, context.core)),
      codec_(context.chip.mapping, context.chip.dispatch, context.chip.network, context.noc.vcs),
      dut_(model_),
      activity_(context_, watcher),
      arriving_(static_cast<std::size_t>(context.noc.vcs)),
      leaving_(codec_, context.chip.mapping, context.slices) {}

std::unique_ptr<NeuronCoreDut> CoreTransactor::make_dut(bool traced) const {
  auto dut = std::make_unique<NeuronCoreDut>(model_, traced);
  configure(*dut);
  return dut;
}

void CoreTransactor::configure(NeuronCoreDut& dut) const {
  const CoreConfig image(context_, codec_, parameters());
  for (const ConfigWrite& write : image.writes()) dut.configure(write.address, write.data);
}

WireFlit CoreTransactor::receive(const Flit& flit, const Packet& packet, Cycle arrival) {
  PacketBits& bits = arriving_[flit.vc];
  if (flit.head()) bits = codec_.encode(packet);
  const WireFlit wires = wires_of(bits, flit, parameters().FlitBits);
  flits_.push_back({arrival, wires});
  return wires;
}

bool CoreTransactor::put_arrivals(Cycle now) {
  bool any = false;
  if (!flits_.empty() && flits_.front().arrival == now) {
    dut_.put_flit(flits_.front().flit);
    flits_.pop_front();
    any = true;
  }
  unsigned seen = 0;
  for (; !credits_.empty() && credits_.front().arrival == now; credits_.pop_front(), any = true) {
    const int vc = credits_.front().vc;
    if ((seen >> static_cast<unsigned>(vc) & 1U) != 0)
      throw std::logic_error("two credits for one virtual channel in one cycle: there is a wire for one");
    seen |= 1U << static_cast<unsigned>(vc);
    dut_.put_credit(vc);
  }
  return any;
}

bool CoreTransactor::step(Cycle now, Listener& listener) {
  const bool arrivals = put_arrivals(now);
  if (!arrivals && !dut_.busy()) return false;
  dut_.clock(now);
  tell(now, listener);
  return true;
}

void CoreTransactor::tell(Cycle now, Listener& listener) {
  const CoreProbe::Events events = dut_.probe().events();
  if (events.packet) {
    const Packet packet = leaving_.packet(dut_.probe(), events);
    const bool is_word = packet.kind == PacketKind::SpikeWord || packet.kind == PacketKind::ValueWord;
    activity_.count_packet(events.packet_slot, events.packet_is_credit, is_word, packet.flits);
    listener.rtl_packet(packet);
  }
  if (dut_.flit_valid()) {
    activity_.count_flit();
    listener.rtl_flit(dut_.flit(), now + 1);
  }
  if (const unsigned credits = dut_.credits(); credits != 0) listener.rtl_credit(__builtin_ctz(credits), now + 1);
  if (events.pop) listener.rtl_pop();
  activity_.step(dut_.probe(), events, now);
  listener.rtl_events(dut_.probe(), events, now);
}

}  // namespace spikeloom
