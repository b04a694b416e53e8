// SPDX-License-Identifier: Apache-2.0
#include "rtl/cosim/rtl_tile.hpp"

#include "base/error.hpp"

namespace spikeloom {

RtlTile::RtlTile(const sc_core::sc_module_name& name, const RouterContext& router, const CoreContext& core,
                 ModelLibrary& models)
    : MonolithicTile(name),
      chip_(core.chip),
      tile_(core.tile),
      router_("router", *this),
      core_("core", *this),
      block_(core.chip.scheduler.add(core_)),
      twin_(router, core, models, *this, *this),
      own_(kOwnPackets, 0),
      leaving_(static_cast<std::size_t>(kDirections * core.noc.vcs)) {
  for (std::size_t port = 0; port < sides_.size(); ++port)
    sides_[port].attach(*this, static_cast<int>(port), router_.links[port].in);
}

void RtlTile::step_tile(Cycle now) {
  twin_.step(now);
  if (twin_.busy()) chip_.scheduler.wake(block_, now + 1);
}

void RtlTile::side_flit(int port, const Flit& flit, Cycle arrival) {
  twin_.receive(port, flit, arrival);
  chip_.scheduler.wake(block_, arrival);
}

void RtlTile::side_credit(int port, int vc, Cycle arrival) {
  twin_.credit(port, vc, arrival);
  chip_.scheduler.wake(block_, arrival);
}

void RtlTile::rtl_packet(const Packet& packet, std::uint32_t user) {
  own_[user % kOwnPackets] = chip_.packets.add(packet);
}

void RtlTile::rtl_flit(int port, const WireFlit& wires, Cycle arrival) {
  const bool own = (wires.user & TileDut::kOwnPacket) != 0;
  const std::uint32_t handle = own ? own_[wires.user % kOwnPackets] : wires.user;
  Flit& last = leaving_[static_cast<std::size_t>(port * twin_.parameters().Vcs + wires.vc)];
  const int position = wires.head ? 0 : last.position + 1;
  last = Flit(handle, chip_.packets[handle].destination, wires.vc, position, wires.tail);
  if (port == static_cast<int>(Direction::Local)) {
    chip_.flit_hash.arrival(chip_.packets.hash(handle), position, arrival, static_cast<std::uint32_t>(tile_));
    if (wires.tail) queued_.push_back(handle);
    return;
  }
  LinkOut& out = router_.links[static_cast<std::size_t>(port)].out;
  if (out.flits.size() == 0)
    throw RunError(std::string(name()) + " (RTL): in cycle " + std::to_string(arrival) + " output " +
                   kDirectionNames[static_cast<std::size_t>(port)] + " sends a flit, and nothing is bound there");
  out.flits->receive(last, arrival);
}

void RtlTile::rtl_credit(int port, int vc, Cycle arrival) {
  if (port != static_cast<int>(Direction::Local))
    router_.links[static_cast<std::size_t>(port)].out.credits->credit(vc, arrival);
}

void RtlTile::rtl_pop() {
  chip_.packets.take(queued_.front());
  queued_.pop_front();
}

void RtlTile::on_row(const RowEvent& event) {
  for (Observer* observer : chip_.observers) observer->on_row(event);
}

void RtlTile::on_datapath(const DatapathEvent& event) {
  for (Observer* observer : chip_.observers) observer->on_datapath(event);
}

}  // namespace spikeloom
