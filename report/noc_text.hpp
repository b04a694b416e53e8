// SPDX-License-Identifier: Apache-2.0
#pragma once
// Results of a network alone for a terminal.

#include <string>

#include "noc/alone/load_curve.hpp"

namespace spikeloom {

std::string noc_text(const NocAloneSpec& spec, const NocResults& results, int width);
std::string sweep_text(const NocAloneSpec& spec, const SweepResults& sweep, int width);

/// "16 x 16 mesh, xy, 4 virtual channels of 8 flits; uniform traffic, packets of 1 flit": in front of both.
std::string noc_headline(const NocAloneSpec& spec);

}  // namespace spikeloom
