// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads the tables of a price list. Private to energy/price_reader.

#include "energy/price_list.hpp"
#include "energy/price_node.hpp"

namespace spikeloom {

/// vdd_v, vth_v, temperature_k, leakage_per_50k: all may be left out.
Conditions read_conditions(const PriceNode& node, std::vector<std::string> other_keys);

/// Adds the tables of the list, those of all flavours, too.
void read_tables(PriceListFile& file, const PriceNode& node);

}  // namespace spikeloom
