// SPDX-License-Identifier: Apache-2.0
#include "noc/active/active_fabric.hpp"

namespace spikeloom {

ActiveRouter::ActiveRouter(const sc_core::sc_module_name& name, ActiveFabric& fabric, const FabricContext& context,
                           int tile)
    : Router(name),
      fabric_(fabric),
      tile_(tile),
      local_flits_(context.local_flits),
      host_flits_(context.host_flits),
      buffer_flits_(context.noc.buffer_flits) {
  for (std::size_t port = 0; port < kDirections; ++port) {
    sides_[port].router = this;
    sides_[port].tile = tile;
    sides_[port].port = static_cast<Direction>(port);
    links[port].in.flits(sides_[port]);
    links[port].in.credits(sides_[port]);
  }
}

void ActiveRouter::end_of_elaboration() {
  kernel_ = &fabric_.kernel();
  for (Side& side : sides_) side.kernel = kernel_;
  for (std::size_t p = 0; p < kDirections; ++p) {
    const auto port = static_cast<Direction>(p);
    connect(port);
    const int queue = port == Direction::Local ? local_flits_ : port == Direction::Host ? host_flits_ : buffer_flits_;
    kernel_->set_credits(tile_, port, queue);
  }
}

void ActiveRouter::connect(Direction port) {
  LinkOut& out = links[at(port)].out;
  if (out.flits.size() == 0) return kernel_->connect(tile_, port, Outside{});
  const Side* side = dynamic_cast<Side*>(out.flits[0]);
  if (side != nullptr && &side->router->fabric_ == &fabric_)
    kernel_->connect(tile_, port, side->router->tile_, side->port);
  else
    kernel_->connect(tile_, port, Outside{out.flits[0], out.credits[0]});
}

ActiveFabric::ActiveFabric(const sc_core::sc_module_name& name, const FabricContext& context)
    : Fabric(name),
      context_(context),
      block_(context.scheduler.add(*this)),
      groups_(Grid{context.columns, context.rows, context.noc.topology}, context.noc.routing) {}

}  // namespace spikeloom
