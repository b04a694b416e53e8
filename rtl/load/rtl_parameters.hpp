// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which of the built sets of parameters (rtl/configurations.cmake) a chip asks for.

#include "chip/chip_spec.hpp"
#include "rtl/generated/configurations.hpp"

namespace spikeloom {

/// The set that has what the specification has, in all keys that begin with "noc."; with a core, in those that begin
/// with "core." too. Throws InputError: the key, both values and the names of the sets; or what no RTL router does.
const RtlParameters& rtl_parameters(const NocSpec& noc, const CoreSpec* core = nullptr);

}  // namespace spikeloom
