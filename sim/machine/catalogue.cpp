// SPDX-License-Identifier: Apache-2.0
#include "sim/machine/catalogue.hpp"

#include "models/error.hpp"

namespace spikeloom {
namespace {

template <class Map>
const typename Map::mapped_type& find(const Map& map, const BlockName& block) {
  const auto found = map.find(block.name);
  if (found != map.end()) return found->second;
  std::string known;
  for (const auto& entry : map) known += (known.empty() ? "" : ", ") + entry.first;
  throw InputError(block.where + ": unknown block '" + block.name + "'; known: " + known);
}

}  // namespace

const Catalogue::CoreFactory& Catalogue::core(const BlockName& block) const { return find(cores_, block); }

const Catalogue::FabricFactory& Catalogue::fabric(const BlockName& block) const { return find(fabrics_, block); }

}  // namespace spikeloom
