// SPDX-License-Identifier: Apache-2.0
#pragma once
// The blocks of a chip that a set of RTL parameters was built for, as its YAML would describe them.

#include <string>

#include "chip/chip_spec.hpp"
#include "rtl/generated/configurations.hpp"

namespace spikeloom {

/// Throws std::logic_error when there is none of that name.
const RtlParameters& parameters_of(const std::string& set);
NocSpec noc_of(const std::string& set);
CoreSpec core_of(const std::string& set);

}  // namespace spikeloom
