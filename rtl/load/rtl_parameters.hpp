// SPDX-License-Identifier: Apache-2.0
#pragma once
// The verilated models that a chip asks for.

#include "chip/chip_spec.hpp"
#include "rtl/verilated/model_library.hpp"

namespace spikeloom {

/// The model of spike_router whose parameters are what the specification says in the keys that begin with "noc."; of
/// neuron_core or tile, in those that begin with "core.", too. Throws InputError: the key, both values and the names of
/// the sets; or what no router in RTL does.
ModelLibrary::Model choose_router(ModelLibrary& models, const NocSpec& noc);
ModelLibrary::Model choose_core(ModelLibrary& models, const NocSpec& noc, const CoreSpec& core);
ModelLibrary::Model choose_tile(ModelLibrary& models, const NocSpec& noc, const CoreSpec& core);

}  // namespace spikeloom
