// SPDX-License-Identifier: Apache-2.0
#pragma once
// Bundles of schema version 1 do not say which layers belong to a composite operator; the names of their layers do, for
// the one family of networks that was written then. Private to models/network_reader.

#include "models/network.hpp"

namespace spikeloom {

/// `layer` has its name and kernel.
Composite composite_of_version_1(const Network& network, const Layer& layer);

}  // namespace spikeloom
