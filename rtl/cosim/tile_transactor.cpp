// SPDX-License-Identifier: Apache-2.0
#include "rtl/cosim/tile_transactor.hpp"

#include "rtl/cosim/core_transactor.hpp"
#include "rtl/load/rtl_parameters.hpp"

namespace spikeloom {

TileTransactor::TileTransactor(const RouterContext& router, const CoreContext& core, ModelLibrary& models,
                               Observer& watcher, Listener& listener)
    : core_(core),
      model_(choose_tile(models, core.noc, core.core)),
      codec_(core.chip.mapping, core.chip.dispatch, core.chip.network, core.noc.vcs),
      listener_(listener),
      router_(
          router, model_,
          [this] {
            auto dut = std::make_unique<TileDut>(model_);
            dut_ = dut.get();
            return dut;
          }(),
          [this](const Flit& flit) { return to_wires(flit); }),
      activity_(core_, watcher),
      leaving_(codec_, core.chip.mapping, core.slices) {}

std::unique_ptr<TileDut> TileTransactor::make_dut(bool traced) const {
  auto dut = std::make_unique<TileDut>(model_, traced);
  configure(*dut);
  return dut;
}

void TileTransactor::configure(TileDut& dut) const {
  router_.configure(dut);
  const CoreConfig image(core_, codec_, parameters());
  for (const ConfigWrite& write : image.writes()) dut.configure(write.address, write.data);
}

WireFlit TileTransactor::to_wires(const Flit& flit) const {
  WireFlit wires = wires_of(codec_.encode(core_.chip.packets[flit.packet]), flit, parameters().FlitBits);
  wires.user = flit.packet;
  return wires;
}

bool TileTransactor::step(Cycle now) {
  if (!router_.step(now, *this)) return false;
  tell_core(now);
  return true;
}

// The core's wires to its router are those of the next cycle.
void TileTransactor::tell_core(Cycle now) {
  const CoreProbe::Events events = dut_->probe().events();
  const TileDut::Sent sent = dut_->sent();
  if (events.packet) {
    const Packet packet = leaving_.packet(dut_->probe(), events);
    const bool is_word = packet.kind == PacketKind::SpikeWord || packet.kind == PacketKind::ValueWord;
    activity_.count_packet(events.packet_slot, events.packet_is_credit, is_word, packet.flits);
    listener_.rtl_packet(packet, sent.user);
  }
  if (sent.valid) {
    activity_.count_flit();
    router_.count_arrival(static_cast<int>(Direction::Local), now + 1);
  }
  if (events.pop) listener_.rtl_pop();
  activity_.step(dut_->probe(), events, now);
  listener_.rtl_events(dut_->probe(), events, now);
}

}  // namespace spikeloom
