// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a chip sees of a tile in one piece: a router whose local link is not bound, and a core that has none.

#include "rtl/cosim/router_side.hpp"
#include "rtl/cosim/tile_transactor.hpp"
#include "sim/machine/monolithic_tile.hpp"

namespace spikeloom {

/// What a tile in one piece answers; its views ask it.
class TileOwner {
 public:
  virtual RouterCounts router_counts() const = 0;
  virtual std::string router_waiting() const = 0;
  virtual const Core* core_model() const = 0;  ///< in lock-step: whose counts are the core's; else null
  virtual const RtlCounters& core_activity() const = 0;
  virtual void step_tile(Cycle now) = 0;

 protected:
  ~TileOwner() = default;
};

class TileRouterView final : public Router {
 public:
  TileRouterView(const sc_core::sc_module_name& name, const TileOwner& owner) : Router(name), owner_(owner) {}
  RouterCounts counts() const override { return owner_.router_counts(); }
  std::string waiting() const override { return owner_.router_waiting(); }

 private:
  const TileOwner& owner_;
};

class TileCoreView final : public Core {
 public:
  TileCoreView(const sc_core::sc_module_name& name, TileOwner& owner) : Core(name), owner_(owner) {}

  void step(Cycle now) override { owner_.step_tile(now); }
  const std::vector<SliceCounts>& slice_counts() const override {
    return model() != nullptr ? model()->slice_counts() : rtl().slice_counts();
  }
  const ActionCounts& credit_actions() const override {
    return model() != nullptr ? model()->credit_actions() : rtl().credit_actions();
  }
  Cycle packetizer_cycles() const override {
    return model() != nullptr ? model()->packetizer_cycles() : rtl().flits_sent();
  }
  Cycle packetizer_stall_cycles() const override {
    return model() != nullptr ? model()->packetizer_stall_cycles() : rtl().stall_cycles();
  }
  std::uint64_t rows_finished() const override {
    return model() != nullptr ? model()->rows_finished() : rtl().rows_finished();
  }
  std::vector<std::string> waiting() const override {
    return model() != nullptr ? model()->waiting() : rtl().waiting();
  }

 private:
  const Core* model() const { return owner_.core_model(); }
  const RtlCounters& rtl() const { return owner_.core_activity(); }

  TileOwner& owner_;
};

}  // namespace spikeloom
