// SPDX-License-Identifier: Apache-2.0
#pragma once
// A module by itself, verilated for these tests (tests/rtl/CMakeLists.txt).

#include <string>

#include "rtl/verilated/model_instance.hpp"
#include "rtl/verilated/model_library.hpp"

namespace spikeloom {

inline ModelLibrary::Model unit_model(const std::string& module, const std::string& set) {
  return ModelLibrary(SPIKELOOM_UNIT_MODELS).model(module, set);
}

}  // namespace spikeloom
