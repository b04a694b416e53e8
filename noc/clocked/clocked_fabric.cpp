// SPDX-License-Identifier: Apache-2.0
#include "noc/clocked/clocked_fabric.hpp"

#include "noc/clocked/clocked_router.hpp"

namespace spikeloom {

ClockedFabric::ClockedFabric(const sc_core::sc_module_name& name, const FabricContext& context)
    : Fabric(name), parts_(context) {}

std::unique_ptr<Router> ClockedFabric::make_router(const sc_core::sc_module_name& name, int tile) {
  return std::make_unique<clocked::ClockedRouter>(name, parts_, tile);
}

std::uint16_t ClockedFabric::add_group(int source, const std::vector<int>& tiles) {
  return parts_.groups.add(source, tiles);
}

}  // namespace spikeloom
