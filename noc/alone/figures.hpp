// SPDX-License-Identifier: Apache-2.0
#pragma once
// Figures of routers and links that follow from their counts; the same for text and JSON.

#include <vector>

#include "noc/alone/results.hpp"
#include "noc/alone/spec.hpp"

namespace spikeloom {

/// Share of the run's cycles in which the link behind an output was taken.
double link_utilisation(const NocAloneSpec& spec, const NocResults& results, int tile, Direction d);

/// The highest link utilisation of each router.
std::vector<double> busiest_links(const NocAloneSpec& spec, const NocResults& results);

/// Mean share of each router's buffer places that hold a flit; ports without a neighbour have no places.
std::vector<double> buffer_occupancy(const NocAloneSpec& spec, const NocResults& results);

/// Sums over all routers.
RouterCounts total_counts(const NocResults& results);

/// Whether a router of this mesh has that port; none has the host's.
bool has_port(const NocAloneSpec& spec, int tile, Direction d);

}  // namespace spikeloom
