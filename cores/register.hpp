// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace spikeloom {

class Catalogue;

/// Adds the behavioural cores: neuron_core.
void register_cores(Catalogue& catalogue);

}  // namespace spikeloom
