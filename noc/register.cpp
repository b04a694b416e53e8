// SPDX-License-Identifier: Apache-2.0
#include "noc/register.hpp"

#include "noc/mesh_router.hpp"
#include "sim/machine/catalogue.hpp"

namespace spikeloom {

void register_routers(Catalogue& catalogue) {
  catalogue.add_router("mesh_router", [](const sc_core::sc_module_name& name, const RouterContext& context) {
    return std::make_unique<MeshRouter>(name, context);
  });
}

}  // namespace spikeloom
