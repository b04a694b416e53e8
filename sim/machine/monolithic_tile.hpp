// SPDX-License-Identifier: Apache-2.0
#pragma once
// The contract of a tile in one piece, as a chip's `tile.impl` chooses it: router and core are two views of one block.

#include "sim/machine/core.hpp"
#include "sim/machine/router.hpp"

namespace spikeloom {

class MonolithicTile : public sc_core::sc_module {
 public:
  /// Links north, east, south, west and host are bound by the chip, local is not: what goes over it stays inside.
  /// Counts and waiting() as of any router.
  virtual Router& router() = 0;
  /// Its link is not bound; counts and waiting() as of any core. The chip does not step it, the tile may.
  virtual Core& core() = 0;

 protected:
  explicit MonolithicTile(const sc_core::sc_module_name& name) : sc_core::sc_module(name) {}
};

}  // namespace spikeloom
