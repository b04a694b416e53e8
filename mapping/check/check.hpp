// SPDX-License-Identifier: Apache-2.0
#pragma once
// Every rule a mapping must obey before a chip may be built from it. Throws InputError with the rule and the figures.

#include "mapping/plan/mapping.hpp"

namespace spikeloom {

void check_mapping(const Network& network, const Mapping& mapping);

}  // namespace spikeloom
