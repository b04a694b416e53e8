// SPDX-License-Identifier: Apache-2.0
#pragma once
// The blocks this program knows. The one place where the machine in the abstract meets its parts.

#include "sim/machine/catalogue.hpp"

namespace spikeloom {

Catalogue make_catalogue();

}  // namespace spikeloom
