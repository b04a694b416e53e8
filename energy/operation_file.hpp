// SPDX-License-Identifier: Apache-2.0
#pragma once
// Published operation counts of a network (YAML), for the arithmetic energy of the literature: the counts, firing rates
// and totals of its authors. Format: energy/README.md.

#include <string>

#include "energy/arithmetic_energy.hpp"

namespace spikeloom {

/// 0: not published.
struct PublishedTotals {
  double accumulates = 0, multiply_accumulates = 0, energy_mj = 0;
};

struct OperationFile {
  OperationList list;
  std::string source;
  PublishedTotals published;
};

/// Throws InputError with file, line and column for whatever is unknown, missing, negative or not finite.
OperationFile read_operation_file(const std::string& path);

/// What it adds up to under both ways to count the image layer, beside what was published; lines of at most `width`.
std::string operation_text(const OperationFile& file, const ArithmeticPrices& prices, int width);

}  // namespace spikeloom
