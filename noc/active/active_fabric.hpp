// SPDX-License-Identifier: Apache-2.0
#pragma once
// The fast fabric: router modules that stand in the chip's hierarchy with their ports, and one kernel that holds the
// state of all of them. Between two of its routers flits go straight from state to state; whatever else is bound to a
// port (core, host port, a router in RTL) is spoken to through the contract.

#include <cassert>

#include "noc/active/fabric_kernel.hpp"

namespace spikeloom {

class ActiveFabric;

class ActiveRouter final : public Router {
 public:
  ActiveRouter(const sc_core::sc_module_name& name, ActiveFabric& fabric, const FabricContext& context, int tile);

  RouterCounts counts() const override { return kernel_->counts(tile_); }
  std::string waiting() const override { return kernel_->waiting(tile_); }

 private:
  /// What the neighbour behind a port calls.
  struct Side : FlitSink, CreditSink {
    FabricKernel* kernel = nullptr;  ///< here too: another line of the cache less for each flit
    const ActiveRouter* router = nullptr;
    int tile = 0;
    Direction port = Direction::Local;
    void receive(const Flit& flit, Cycle arrival) override { kernel->receive(tile, port, flit, arrival); }
    void credit(int vc, Cycle arrival) override { kernel->credit(tile, port, vc, arrival); }
  };
  void end_of_elaboration() override;
  void connect(Direction port);

  ActiveFabric& fabric_;
  FabricKernel* kernel_ = nullptr;  ///< from the end of elaboration on
  const int tile_;
  const int local_flits_, host_flits_, buffer_flits_;
  std::array<Side, kDirections> sides_;
};

class ActiveFabric final : public Fabric, private Clocked {
 public:
  ActiveFabric(const sc_core::sc_module_name& name, const FabricContext& context);

  std::unique_ptr<Router> make_router(const sc_core::sc_module_name& name, int tile) override {
    return std::make_unique<ActiveRouter>(name, *this, context_, tile);
  }
  std::uint16_t add_group(int source, const std::vector<int>& tiles) override {
    assert(!kernel_);
    return groups_.add(source, tiles);
  }
  int groups() const override { return groups_.size(); }
  unsigned group_outputs(int destination, int tile) const override {
    return groups_.outputs_or_none(destination, tile);
  }
  /// From the end of elaboration on: which kernel it is depends on the groups, too.
  FabricKernel& kernel() {
    if (!kernel_) kernel_ = make_kernel(context_, groups_, block_);
    return *kernel_;
  }

 private:
  void step(Cycle now) override { kernel_->step(now); }

  const FabricContext context_;
  const int block_;
  GroupTable groups_;
  std::unique_ptr<FabricKernel> kernel_;
};

}  // namespace spikeloom
