// SPDX-License-Identifier: Apache-2.0
#include "rtl/cosim/rtl_core.hpp"

namespace spikeloom {

RtlCore::RtlCore(const sc_core::sc_module_name& name, const CoreContext& context, ModelLibrary& models)
    : Core(name),
      chip_(context.chip),
      tile_(context.tile),
      block_(context.chip.scheduler.add(*this)),
      twin_(context, models, *this) {
  link.in.flits(static_cast<FlitSink&>(*this));
  link.in.credits(static_cast<CreditSink&>(*this));
}

void RtlCore::step(Cycle now) {
  twin_.step(now, *this);
  if (twin_.busy()) chip_.scheduler.wake(block_, now + 1);
}

void RtlCore::receive(const Flit& flit, Cycle arrival) {
  twin_.receive(flit, chip_.packets[flit.packet], arrival);
  if (flit.tail) queued_.push_back(flit.packet);
  chip_.flit_hash.arrival(chip_.packets.hash(flit.packet), flit.position, arrival, static_cast<std::uint32_t>(tile_));
  chip_.scheduler.wake(block_, arrival);
}

void RtlCore::credit(int vc, Cycle arrival) {
  twin_.credit(vc, arrival);
  chip_.scheduler.wake(block_, arrival);
}

void RtlCore::rtl_packet(const Packet& packet) {
  leaving_ = chip_.packets.add(packet);
  destination_ = packet.destination;
  next_position_ = 0;
}

void RtlCore::rtl_flit(const WireFlit& flit, Cycle arrival) {
  link.out.flits->receive(Flit(leaving_, destination_, flit.vc, next_position_++, flit.tail), arrival);
}

void RtlCore::rtl_pop() {
  chip_.packets.take(queued_.front());
  queued_.pop_front();
}

}  // namespace spikeloom
