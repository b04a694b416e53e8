// SPDX-License-Identifier: Apache-2.0
#pragma once
// The blocks a chip can be built from, by the name in its YAML. Filled explicitly by the program (apps), so that sim
// knows contracts only; an unknown name is refused with the known ones, one that is missing with the reason.

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "chip/chip_spec.hpp"
#include "sim/machine/core.hpp"
#include "sim/machine/monolithic_tile.hpp"
#include "sim/machine/router.hpp"

namespace spikeloom {

enum class BlockKind : std::uint8_t { Core, Router, Tile };

class Catalogue {
 public:
  using CoreFactory = std::function<std::unique_ptr<Core>(const sc_core::sc_module_name&, const CoreContext&)>;
  using FabricFactory = std::function<std::unique_ptr<Fabric>(const sc_core::sc_module_name&, const FabricContext&)>;

  using RouterFactory = std::function<std::unique_ptr<Router>(const sc_core::sc_module_name&, const RouterContext&)>;
  using TileFactory = std::function<std::unique_ptr<MonolithicTile>(const sc_core::sc_module_name&,
                                                                    const RouterContext&, const CoreContext&)>;

  /// Knows the router "model" (that of the fabric) and the tile "model" (made of a router and a core).
  Catalogue();

  void add_core(const std::string& name, CoreFactory factory) { cores_[name] = std::move(factory); }
  void add_fabric(const std::string& name, FabricFactory factory) { fabrics_[name] = std::move(factory); }

  void add_router(const std::string& name, RouterFactory factory) { routers_[name] = std::move(factory); }
  void add_tile(const std::string& name, TileFactory factory) { tiles_[name] = std::move(factory); }
  /// A name that exists and cannot be chosen here, and the reason: "no verilated model of ...".
  void add_missing(BlockKind kind, const std::string& name, std::string reason);

  /// Throw InputError with the place of the name and the known names.
  const CoreFactory& core(const BlockName& block) const;
  const FabricFactory& fabric(const BlockName& block) const;
  const RouterFactory& router(const BlockName& block) const;
  /// An empty factory: made of a router and a core.
  const TileFactory& tile(const BlockName& block) const;

 private:
  using Reasons = std::map<std::string, std::string>;

  std::map<std::string, CoreFactory> cores_;
  std::map<std::string, FabricFactory> fabrics_;
  std::map<std::string, RouterFactory> routers_;
  std::map<std::string, TileFactory> tiles_;
  std::map<BlockKind, Reasons> missing_;
};

}  // namespace spikeloom
