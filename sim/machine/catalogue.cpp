// SPDX-License-Identifier: Apache-2.0
#include "sim/machine/catalogue.hpp"

#include "base/error.hpp"

namespace spikeloom {
namespace {

using Reasons = std::map<std::string, std::string>;

template <class Map>
const typename Map::mapped_type& find(const Map& map, const BlockName& block, const Reasons& missing = {}) {
  const auto found = map.find(block.name);
  if (found != map.end()) return found->second;
  const auto reason = missing.find(block.name);
  if (reason != missing.end())
    throw InputError(block.where + ": block '" + block.name + "' is missing: " + reason->second);
  std::string known;
  for (const auto& entry : map) known += (known.empty() ? "" : ", ") + entry.first;
  for (const auto& entry : missing) known += ", " + entry.first + " (missing)";
  throw InputError(block.where + ": unknown block '" + block.name + "'; known: " + known);
}

const Reasons& reasons(const std::map<BlockKind, Reasons>& missing, BlockKind kind) {
  static const Reasons kNone;
  const auto found = missing.find(kind);
  return found == missing.end() ? kNone : found->second;
}

}  // namespace

Catalogue::Catalogue() {
  add_router("model", [](const sc_core::sc_module_name& name, const RouterContext& context) {
    return context.fabric.make_router(name, context.tile);
  });
  add_tile("model", TileFactory());
}

void Catalogue::add_missing(BlockKind kind, const std::string& name, std::string reason) {
  missing_[kind][name] = std::move(reason);
}

const Catalogue::CoreFactory& Catalogue::core(const BlockName& block) const {
  return find(cores_, block, reasons(missing_, BlockKind::Core));
}

const Catalogue::FabricFactory& Catalogue::fabric(const BlockName& block) const { return find(fabrics_, block); }

const Catalogue::RouterFactory& Catalogue::router(const BlockName& block) const {
  return find(routers_, block, reasons(missing_, BlockKind::Router));
}

const Catalogue::TileFactory& Catalogue::tile(const BlockName& block) const {
  return find(tiles_, block, reasons(missing_, BlockKind::Tile));
}

}  // namespace spikeloom
