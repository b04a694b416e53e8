// SPDX-License-Identifier: Apache-2.0
#pragma once
// A tile: one neuron core and one spike router, joined at the router's local port, or both in one piece. Which blocks
// they are, the catalogue decides by the names in the chip's YAML; while weights are streamed in, the core only takes
// them.

#include <memory>

#include "sim/assembly/chip_input.hpp"

namespace spikeloom {

class Tile : public sc_core::sc_module {
 public:
  Tile(const sc_core::sc_module_name& name, const ChipInput& input, ChipContext& chip, const RouterContext& router);

  Router& router() { return whole_ ? whole_->router() : *router_; }
  const Router& router() const { return whole_ ? whole_->router() : *router_; }
  const Core& core() const { return whole_ ? whole_->core() : *core_; }
  const std::vector<int>& slices() const { return slices_; }

 private:
  std::vector<int> slices_;                ///< in Mapping::slices
  std::unique_ptr<MonolithicTile> whole_;  ///< else null, and the tile has a router and a core
  std::unique_ptr<Router> router_;
  std::unique_ptr<Core> core_;
};

}  // namespace spikeloom
