// SPDX-License-Identifier: Apache-2.0
#include "sim/machine/catalogue.hpp"

#include "models/error.hpp"

namespace spikeloom {
namespace {

template <class Map>
const typename Map::mapped_type& find(const Map& map, const std::string& kind, const std::string& name) {
  const auto found = map.find(name);
  if (found != map.end()) return found->second;
  std::string known;
  for (const auto& entry : map) known += (known.empty() ? "" : ", ") + entry.first;
  throw InputError(kind + ".impl: unknown block '" + name + "'; known: " + known);
}

}  // namespace

const Catalogue::CoreFactory& Catalogue::core(const std::string& name) const { return find(cores_, "core", name); }

const Catalogue::RouterFactory& Catalogue::router(const std::string& name) const {
  return find(routers_, "noc", name);
}

}  // namespace spikeloom
