// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads a price list (YAML) strictly: InputError with file, line, column and path for whatever is unknown, missing,
// duplicate, negative or not finite. Format: energy/README.md.

#include <string>

#include "energy/price_list.hpp"

namespace spikeloom {

PriceListFile read_price_list(const std::string& path);

}  // namespace spikeloom
