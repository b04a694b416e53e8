// SPDX-License-Identifier: Apache-2.0
#pragma once
// A network in words and tables.

#include <string>

#include "models/network.hpp"

namespace spikeloom {

/// "44 layers, 187,234 weights of 8 bits, 53,120 neurons, 45.6 M MACs a time step, 4 time steps".
std::string network_totals(const Network& network);

/// One line per layer, and the totals.
std::string network_table(const Network& network);

}  // namespace spikeloom
