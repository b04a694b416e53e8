// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which of the built sets of parameters (rtl/configurations.cmake) a block's trace asks for.

#include <string>

#include "rtl/generated/configurations.hpp"
#include "rtl/verilated/block_dut.hpp"

namespace spikeloom {

/// The set that has these values; what no module has a parameter for must be 0. Throws InputError: each parameter that
/// keeps the nearest set from being it, with both values, and the names of the sets.
const RtlParameters& parameter_set(const NamedNumbers& asked);

}  // namespace spikeloom
