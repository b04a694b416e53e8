// SPDX-License-Identifier: Apache-2.0
#pragma once
// Residuals and partial sums that stay in their core: which may, and which do.

#include "mapping/plan/mapping.hpp"

namespace spikeloom {

/// Both slices compute the same channels, rows and columns on the same core, and the consumer adds position by
/// position.
bool may_stay_home(const Network& network, const Mapping& mapping, const Slice& producer, const Destination& d);

/// Sets Destination::home wherever it may be, as Mapping::residual says; when cores are known, before Dispatch is made.
/// Placement may follow: slices of one core stay together.
void keep_home(const Network& network, Mapping& mapping);

}  // namespace spikeloom
