// SPDX-License-Identifier: Apache-2.0
#pragma once
// RATES.yaml -> RateProfile. Its format: examples/02_imagenet/rates/README.md.

#include <string>
#include <vector>

#include "import/rates.hpp"

namespace spikeloom {

/// `firing`: the names of all layers that a rate can be given for. Throws InputError with file, line and column, for a
/// pattern that fits none of them too.
RateProfile read_rates(const std::string& path, const std::vector<std::string>& firing);

}  // namespace spikeloom
