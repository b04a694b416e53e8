// SPDX-License-Identifier: Apache-2.0
#include "noc/register.hpp"

#include "noc/active/active_fabric.hpp"
#include "noc/clocked/clocked_fabric.hpp"
#include "sim/machine/catalogue.hpp"

namespace spikeloom {
namespace {

template <class F>
std::unique_ptr<Fabric> make(const sc_core::sc_module_name& name, const FabricContext& context) {
  return std::make_unique<F>(name, context);
}

}  // namespace

void register_fabrics(Catalogue& catalogue) {
  catalogue.add_fabric("active", make<ActiveFabric>);
  catalogue.add_fabric("clocked", make<ClockedFabric>);
}

}  // namespace spikeloom
