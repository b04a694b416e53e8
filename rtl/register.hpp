// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "rtl/verilated/block_dut.hpp"
#include "rtl/verilated/model_library.hpp"

namespace spikeloom {

class Catalogue;
struct CoreContext;

/// Adds the RTL twins, rtl and lockstep, of routers, cores and tiles, with these models; where the library has none of
/// a block, the reason.
void register_rtl(Catalogue& catalogue, const std::shared_ptr<ModelLibrary>& models);

/// What loads a core in RTL with what a core of this context has. Throws InputError when no core in RTL that is built
/// could take its place: no set of parameters is the chip's, or its tables are too small for the mapping. The models
/// are those of default_model_folder().
BlockLoad core_load(const CoreContext& context);

}  // namespace spikeloom
