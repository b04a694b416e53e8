// SPDX-License-Identifier: Apache-2.0
#pragma once
// The blocks of a chip that a set of RTL parameters was built for, as its YAML would describe them. Read from the
// models (test_models.hpp); throw InputError when there is none of that name.

#include <string>

#include "chip/chip_spec.hpp"

namespace spikeloom {

/// Of its routers.
NocSpec noc_of(const std::string& set);
/// Of its cores, in the network of its routers.
NocSpec core_noc_of(const std::string& set);
CoreSpec core_of(const std::string& set);

}  // namespace spikeloom
