// SPDX-License-Identifier: Apache-2.0
#include "cores/register.hpp"

#include "cores/neuron_core.hpp"
#include "sim/machine/catalogue.hpp"

namespace spikeloom {

void register_cores(Catalogue& catalogue) {
  catalogue.add_core("neuron_core", [](const sc_core::sc_module_name& name, const CoreContext& context) {
    return std::make_unique<NeuronCore>(name, context);
  });
}

}  // namespace spikeloom
