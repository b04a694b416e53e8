// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "rtl/verilated/model_library.hpp"

namespace spikeloom {

/// The verilated models of this build, or those of the folder that SPIKELOOM_RTL_MODELS names.
std::shared_ptr<ModelLibrary> test_models();

}  // namespace spikeloom
